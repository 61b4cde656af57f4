"""One run whole: what its row says, what follows from it, and the pipeline that it belongs to."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from pipeline_browser.model.engine import quote_identifier
from pipeline_browser.model.metrics.columns import COLUMNS
from pipeline_browser.model.metrics.expressions import NOTHING, ROW
from pipeline_browser.model.metrics.lint.checking import explain
from pipeline_browser.model.metrics.source import Source, source_of
from pipeline_browser.model.metrics.status import Status
from pipeline_browser.model.pipelines.listing.moments import moment
from pipeline_browser.model.pipelines.reading import handle_of, pipelines_of
from pipeline_browser.model.pipelines.shape import METRICS, read_shape
from pipeline_browser.overriding import override

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.metrics.lint.facts import Finding
    from pipeline_browser.model.pipelines.facts import Pipeline
    from pipeline_browser.model.pipelines.reading import Handle
    from pipeline_browser.model.pipelines.shape import Shape
    from pipeline_browser.model.pipelines.values import Value


@dataclass(frozen=True, slots=True)
class RunFacts:
    """One run.

    Attributes:
        key: as all of the tab names runs (see ``source.py``).
        values: by the names of ``columns.py``, in their units; None where nothing is known.
        started_text, ended_text: as the row has them, readable or not.
        pipeline: None where there is none of its id.
        findings: what contradicts itself in it, once that was read (``read_findings``).
    """

    key: int
    values: Mapping[str, Value]
    started_text: str | None
    ended_text: str | None
    pipeline: Pipeline | None
    findings: tuple[Finding, ...] = ()

    @property
    def name(self) -> str | None:
        """The name of its pipeline."""
        return _text(self.values["pipeline"])

    @property
    def status(self) -> Status:
        """How it stands."""
        return Status(int(self.number("status") or 0))

    @property
    def handle(self) -> Handle | None:
        """What its pipeline can be asked for by; None where there is none."""
        return None if self.pipeline is None else handle_of(self.pipeline.row)

    def number(self, column: str) -> float | int | None:
        """Return the number of a column; None where it has none."""
        value = self.values[column]
        return value if isinstance(value, int | float) else None

    def text(self, column: str) -> str | None:
        """Return the text of a column; None where it has none."""
        return _text(self.values[column])


@dataclass(frozen=True, slots=True)
class _OneSource(Source):
    """Where one run is read from: looking for its likes is quicker than to group all runs by their input."""

    @property
    @override
    def contested(self) -> str:
        cells = self.cells
        if cells.raw("input_file_checksum") == NOTHING or cells.raw("output_file_checksum") == NOTHING:
            return NOTHING
        given, made = cells.raw("input_file_checksum"), cells.raw("output_file_checksum")
        filled = " AND ".join(f"{each} <> '' AND typeof({each}) <> 'blob'" for each in (given, made))
        other = filled.replace(f"{ROW}.", "o.")
        return (
            f"{filled} AND EXISTS (SELECT 1 FROM main.{quote_identifier(METRICS)} o WHERE {other} "
            f"AND o.input_file_checksum = {given} COLLATE NOCASE "
            f"AND o.output_file_checksum <> {made} COLLATE NOCASE)"
        )


def read_run(
    database: Database, key: int, now: int, *, cancellation: Cancellation | None = None
) -> RunFacts | None:
    """Return a run; None where it is not there any more.

    Args:
        now: milliseconds since 1970 UTC, since when a run without an end has been running.

    Raises:
        DatabaseBusy, DatabaseDamaged, DatabaseOperationFailed, Cancelled: it cannot be read.
    """
    return next(iter(read_these_runs(database, [key], now, cancellation=cancellation)), None)


def read_findings(
    database: Database, key: int, now: int, *, cancellation: Cancellation | None = None
) -> tuple[Finding, ...]:
    """Return what contradicts itself in a run, which takes a look at all of them.

    Raises:
        DatabaseBusy: another program holds the lock; it is hardly waited for.
        DatabaseDamaged, DatabaseOperationFailed, Cancelled: it cannot be read.
    """
    with moment(database, cancellation, patient=False):
        shape = read_shape(database)
        source = source_of(shape, now)
        alone = _OneSource(**{each.name: getattr(source, each.name) for each in fields(source)})
        checked = next(explain(database, alone, shape, [key], cancellation=cancellation), None)
        return () if checked is None else checked.findings


def read_these_runs(
    database: Database, keys: Sequence[int], now: int, *, cancellation: Cancellation | None = None
) -> list[RunFacts]:
    """Return runs of one moment in the order asked for; those that are gone are left out."""
    with database.reading(cancellation=cancellation):
        shape = read_shape(database)
        source = source_of(shape, now)
        found = (_read(database, shape, source, key) for key in keys)
        return [run for run in found if run is not None]


def _read(database: Database, shape: Shape, source: Source, key: int) -> RunFacts | None:
    what = ", ".join(("m.started_text", "m.ended_text", *(column.sql for column in COLUMNS)))
    runs = source.runs(what, f"WHERE {source.key} = ?", compared=False)
    rows = database.query(f"SELECT {what} FROM {runs}", (key,))
    if not rows:
        return None
    started, ended, *values = rows[0]
    by_name = {column.name: value for column, value in zip(COLUMNS, values, strict=True)}
    return RunFacts(key, by_name, started, ended, _pipeline(database, shape, source, key))


def _pipeline(database: Database, shape: Shape, source: Source, key: int) -> Pipeline | None:
    """Return the pipeline of a run; its id is taken as it is stored, a blob too."""
    id_ = source.cells.raw("pipeline_id")
    if id_ == NOTHING or not shape.has("pipelines", "id"):
        return None
    rows = database.query(f"SELECT {id_} FROM {source.stored} WHERE {source.key} = ?", (key,))
    if not rows or rows[0][0] is None:
        return None
    return next(iter(pipelines_of(database, shape, [rows[0][0]])), None)


def _text(value: Value) -> str | None:
    return value if isinstance(value, str) else None
