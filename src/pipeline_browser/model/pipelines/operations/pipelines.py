"""What can be done with a pipeline as a whole."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline_browser.model.pipelines.applying import apply_edit
from pipeline_browser.model.pipelines.changes import Edit, RowChange
from pipeline_browser.model.pipelines.operations.draft import Draft, counted, drafting, named
from pipeline_browser.model.pipelines.operations.new_rows import as_new_pipeline, insert_pipeline
from pipeline_browser.model.pipelines.reading import pipelines_of, whole
from pipeline_browser.model.pipelines.rows import StoredRow, owners_first, read_rows
from pipeline_browser.model.pipelines.shape import PIPELINES, Shape, read_shape
from pipeline_browser.model.pipelines.terms import AS_SEEN, Terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline_browser.model.database import Database
    from pipeline_browser.model.pipelines.facts import Pipeline
    from pipeline_browser.model.pipelines.operations.new_rows import NewPipeline
    from pipeline_browser.model.pipelines.values import Value


def create_pipeline(database: Database, new: NewPipeline, *, terms: Terms = AS_SEEN) -> Edit:
    """Write a new pipeline.

    Raises:
        EditRefused: the name is taken.
    """
    with drafting(database, terms) as draft:
        check_name_is_free(draft, new.name)
        pipeline = insert_pipeline(draft, new)
        return draft.finish(f"create pipeline {named(new.name)}", pipeline)


def duplicate_pipeline(database: Database, seen: Pipeline, name: str = "", *, terms: Terms = AS_SEEN) -> Edit:
    """Write a copy of a pipeline with all below it but metrics.

    Args:
        name: empty for the first free one of ``NAME-copy``, ``NAME-copy-2`` and so on.
    """
    with drafting(database, terms) as draft:
        draft.current(seen.row)
        chosen = name or free_name(draft, f"{whole_name(seen.name)}-copy")
        check_name_is_free(draft, chosen)
        pipeline = insert_pipeline(draft, replace(as_new_pipeline(seen, chosen), archived=0))
        return draft.finish(f"duplicate pipeline {named(seen.name)}", pipeline)


def rename_pipeline(database: Database, seen: StoredRow, name: Value, *, terms: Terms = AS_SEEN) -> Edit:
    """Give a pipeline another name.

    Raises:
        EditRefused: the name is taken.
    """
    with drafting(database, terms) as draft:
        row = draft.current(seen, name=name)
        if row.get("name") != name:
            check_name_is_free(draft, name, of=row)
        draft.change(row, name=name)
        return draft.finish(f"rename pipeline {named(seen.get('name'))}", seen.get("id"))


def archive_pipelines(database: Database, seen: Sequence[StoredRow], *, terms: Terms = AS_SEEN) -> Edit:
    """Archive pipelines with everything below them, as the program's ``delete`` does.

    Raises:
        EditRefused: the table has no column ``archived``.
    """
    with drafting(database, terms) as draft:
        _check_can_archive(draft)
        for row in draft.all_current(seen, archived=1):
            active = [each for each in _rows_of(draft, row) if each.get("archived", 1) == 0]
            for each in active:
                draft.change(each, archived=1)
            if active:
                draft.touch(row.get("id"))
        return draft.finish(f"archive {_pipelines(seen)}", *(row.get("id") for row in seen))


def restore_pipelines(database: Database, seen: Sequence[StoredRow], *, terms: Terms = AS_SEEN) -> Edit:
    """Bring archived pipelines back, with what was archived along with them.

    The program writes the same moment to all rows that it archives, so what had been archived before stays
    so. Where the pipeline was changed since, the moment is the one that most rows below it share; where
    there is none such, everything comes back.
    """
    with drafting(database, terms) as draft:
        _check_can_archive(draft)
        for row in draft.all_current(seen, archived=0):
            below = [each for each in _rows_of(draft, row) if each.table != PIPELINES]
            together = [row, *_archived_along(row, below)]
            archived = [each for each in together if each.get("archived", 0) != 0]
            for each in archived:
                draft.change(each, archived=0)
            if archived:
                draft.touch(row.get("id"))
        return draft.finish(f"restore {_pipelines(seen)}", *(row.get("id") for row in seen))


def plan_deletion(database: Database, seen: Sequence[StoredRow], *, terms: Terms = AS_SEEN) -> Edit:
    """Return the edit that deletes pipelines for good, row by row, without writing; see Edit.deleted()."""
    with database.reading(cancellation=terms.cancellation):
        shape = read_shape(database)
        rows = _rows_to_delete(database, shape, seen)
    changes = tuple(RowChange(row, None) for row in reversed(owners_first(rows)))
    return Edit(f"delete {_pipelines(seen)}", changes, tuple(row.get("id") for row in seen))


def delete_pipelines(database: Database, plan: Edit, *, terms: Terms = AS_SEEN) -> Edit:
    """Delete exactly what the plan lists.

    Raises:
        EditConflict: a row is not as the plan shows it, or others have come.
    """
    return apply_edit(database, plan, terms=terms)


def _rows_to_delete(database: Database, shape: Shape, seen: Sequence[StoredRow]) -> list[StoredRow]:
    """Return each row once. What two pipelines of one id share stays while one of them does."""
    table = shape.table(PIPELINES)
    if table is None:
        return []
    wanted = {table.identity(row) for row in seen}
    there = pipelines_of(database, shape, list({row.get("id") for row in seen} - {None}))
    staying = {pipeline.id for pipeline in there if table.identity(pipeline.row) not in wanted}
    rows: dict[tuple[str, object, object], StoredRow] = {}
    for pipeline in there:
        if table.identity(pipeline.row) in wanted:
            found = [pipeline.row] if pipeline.id in staying else all_rows(pipeline)
            rows.update({(row.table, row.rowid, row.rowid is None and row.values): row for row in found})
    return [*rows.values(), *(row for row in seen if row.get("id") is None)]


def _archived_along(pipeline: StoredRow, below: Sequence[StoredRow]) -> list[StoredRow]:
    """Return the rows that were archived together with a pipeline, or later."""
    found = (row.get("updated_at") for row in below if row.get("archived", 0) != 0)
    moments = Counter(moment for moment in found if isinstance(moment, str))
    together = _moment_of_archiving(str(pipeline.get("updated_at")), moments)
    return [row for row in below if str(row.get("updated_at", "")) >= together]


def _moment_of_archiving(last: str, moments: Counter[str]) -> str:
    """Return when rows were archived: the pipeline's last moment, unless that is of a later edit below it."""
    often, shared = max(moments.items(), key=lambda item: (item[1], item[0]), default=("", 0))
    if moments[last] >= 2 or (moments[last] and shared < 2):
        return last
    return often if shared >= 2 else ""


def all_rows(pipeline: Pipeline) -> list[StoredRow]:
    """Return the rows of a pipeline and of all below it."""
    rows = [pipeline.row]
    for stage in pipeline.stages:
        rows += [stage.row, *(each.row for each in stage.parameters)]
    rows += [each.row for each in pipeline.configuration]
    return rows if pipeline.metrics is None else [*rows, pipeline.metrics]


def free_name(draft: Draft, wanted: str) -> str:
    """Return the wanted name, or the first free one with a number behind it."""
    number, name = 1, wanted
    while _with_name(draft, name):
        number += 1
        name = f"{wanted}-{number}"
    return name


def whole_name(name: Value) -> str:
    """Return what a name that is made from another one begins with."""
    return name if isinstance(name, str) and name else "pipeline"


def check_name_is_free(draft: Draft, name: Value, *, of: StoredRow | None = None) -> None:
    """Refuse a name that a pipeline has.

    Args:
        of: the pipeline that is to have it; where names are compared without their case it has it already.

    Raises:
        EditRefused: one has it, or it cannot be stored.
    """
    draft.writing.obstacles.check_storable({"name": name})
    own = None if of is None else draft.identity(of)
    taken = [row for row in _with_name(draft, name) if draft.identity(row) != own]
    if taken:
        where = " by an archived one" if taken[0].get("archived", 0) != 0 else ""
        raise draft.refused(
            f"There is a pipeline named {named(name)} already",
            f"Names are unique, and this one is taken{where}.",
            "Choose another name.",
        )


def _with_name(draft: Draft, name: Value) -> list[StoredRow]:
    return [] if name is None else read_rows(draft.database, draft.writing.table(PIPELINES), "name", [name])


def _check_can_archive(draft: Draft) -> None:
    if not draft.shape.has(PIPELINES, "archived"):
        raise draft.refused(
            "Not archived",
            "The table pipelines of this database has no column archived: it is of an older version.",
            "Add the missing columns with a migration first.",
        )


def _rows_of(draft: Draft, row: StoredRow) -> list[StoredRow]:
    return all_rows(whole(draft.database, draft.shape, [row])[0])


def _pipelines(seen: Sequence[StoredRow]) -> str:
    return f"pipeline {named(seen[0].get('name'))}" if len(seen) == 1 else counted(len(seen), "pipeline")
