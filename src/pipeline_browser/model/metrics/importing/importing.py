"""Writing planned runs: one transaction, one edit that can be taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.errors import EditConflict, RunsOutdated
from pipeline_browser.model.metrics.importing.plan import Standing
from pipeline_browser.model.metrics.importing.planning import MetricsTables
from pipeline_browser.model.metrics.importing.row_cells import cells_of
from pipeline_browser.model.pipelines.applying import Writing
from pipeline_browser.model.pipelines.changes import Edit, RowChange
from pipeline_browser.model.pipelines.operations.draft import counted
from pipeline_browser.model.pipelines.rows import StoredRow
from pipeline_browser.model.pipelines.shape import METRICS, read_shape
from pipeline_browser.model.pipelines.terms import AS_SEEN, Terms

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from pipeline_browser.model.database import Database
    from pipeline_browser.model.metrics.importing.plan import PlannedFile


def import_runs(
    database: Database,
    planned: Sequence[PlannedFile],
    checksums: Mapping[Path, str],
    *,
    terms: Terms = AS_SEEN,
) -> Edit:
    """Write the runs of planned files, one of each pipeline, and return the edit.

    Args:
        checksums: of the files; the output's checksum stays NULL for those that are not in it.

    Raises:
        RunsOutdated: a pipeline or its metrics are not what the plan was made from; plan anew.
        EditRefused: the tables are not there any more, or a trigger is against it.
        DatabaseBusy, DatabaseReadOnly, DatabaseFull, Cancelled: the same; nothing was written.
    """
    with database.transaction(cancellation=terms.cancellation):
        shape = read_shape(database)
        tables = MetricsTables(database, shape)
        _check_as_planned(database, tables, planned)
        changes = [_change(tables, each, checksums.get(each.file.path)) for each in planned]
        edit = Edit(f"import {counted(len(planned), 'run')}", tuple(changes), tuple(map(_id, planned)))
        try:
            return Writing(database, shape, terms).write(edit)
        except EditConflict as error:  # what was checked above leaves nobody to choose between rows
            raise _outdated(database, error.cause) from error


def _check_as_planned(database: Database, tables: MetricsTables, planned: Sequence[PlannedFile]) -> None:
    ids = [_id(each) for each in planned]
    pipelines, rows = tables.pipelines(ids), tables.rows(ids)
    gone = sum(id_ not in pipelines for id_ in ids)
    changed = sum(not _is_same(each.row, rows.get(_id(each))) for each in planned)
    if not gone and not changed:
        return
    causes = []
    if gone:
        causes.append(f"{counted(gone, 'pipeline')} {'is' if gone == 1 else 'are'} not there any more.")
    if changed:
        causes.append(f"The metrics of {counted(changed, 'pipeline')} changed meanwhile.")
    raise _outdated(database, " ".join(causes))


def _outdated(database: Database, cause: str) -> RunsOutdated:
    return RunsOutdated(
        "No run was imported", path=database.path, cause=cause, remedy="Look at the files again."
    )


def _is_same(seen: StoredRow | None, now: StoredRow | None) -> bool:
    return now is None if seen is None else seen.holds_same(now)


def _change(tables: MetricsTables, each: PlannedFile, checksum: str | None) -> RowChange:
    cells = cells_of(each.file, checksum)
    if each.row is None:
        known = {"pipeline_id": _id(each), **cells}
        columns = tuple(column for column in tables.columns if column in known)
        return RowChange(None, StoredRow(METRICS, None, columns, tuple(known[name] for name in columns)))
    if each.standing is Standing.NO_CHECKSUM:
        return RowChange(each.row, each.row.having(output_file_checksum=checksum))
    return RowChange(each.row, each.row.having(**cells))


def _id(each: PlannedFile) -> str:
    trailer = each.file.trailer
    assert trailer is not None  # noqa: S101 - only such files are planned to be written
    return trailer.pipeline_id
