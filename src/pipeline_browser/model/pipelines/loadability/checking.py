"""Would the program load and run it? One pipeline, a slice of many, a whole database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.pipelines.loadability.assembling import verdict_on
from pipeline_browser.model.pipelines.loadability.cells import as_text, is_utf8
from pipeline_browser.model.pipelines.loadability.database_notes import notes_on_database
from pipeline_browser.model.pipelines.loadability.foundation import Foundation, read_foundation
from pipeline_browser.model.pipelines.loadability.judging import PLAIN, Judge, Surroundings
from pipeline_browser.model.pipelines.loadability.reading import PARAMETERS, PIPELINES, STAGES, Reader
from pipeline_browser.model.pipelines.loadability.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.pipelines.loadability.problem import Problem
    from pipeline_browser.model.pipelines.loadability.reading import PipelineRow, StageRow
    from pipeline_browser.model.pipelines.loadability.verdict import DatabaseVerdict, PipelineVerdict, Refusal
    from pipeline_browser.model.pipelines.reading import Handle
    from pipeline_browser.model.pipelines.values import Value

SLICE = 1000  # pipelines; about 50 ms


def check_pipeline(
    database: Database,
    handle: Handle,
    foundation: Foundation | None = None,
    *,
    cancellation: Cancellation | None = None,
) -> PipelineVerdict | None:
    """Return the verdict on one pipeline with every problem; None if it is not there any more.

    Args:
        foundation: how the database stands, where that was read already and the schema is still the same.

    Raises:
        DatabaseBusy, DatabaseDamaged, DatabaseOperationFailed, Cancelled: it cannot be read.
    """
    known = foundation or read_foundation(database, cancellation=cancellation)
    with database.reading(cancellation=cancellation):
        case = _Case(Reader(database, known, cancellation), Judge(), None)
        row = case.reader.pipeline(handle)
        if row is None:
            return None
        stages = case.stages_of([row]).get(row.cells.id, ())
        return verdict_on(case.judge, row, stages, case.around(row))


def check_database(
    database: Database,
    progress: Callable[[int, int], None] | None = None,
    cancellation: Cancellation | None = None,
    *,
    found: Callable[[PipelineVerdict], None] | None = None,
) -> DatabaseVerdict:
    """Return the verdict on a whole database.

    Args:
        progress: called with the pipelines that were looked at and how many there are.
        found: called with every pipeline, problems in full; levels alone are quicker.

    Raises:
        DatabaseBusy, DatabaseDamaged, DatabaseOperationFailed, Cancelled: it cannot be read.
    """
    check = DatabaseCheck(database)
    while check.advance(found=found, cancellation=cancellation):
        if progress is not None:
            progress(check.done, check.total)
    return check.verdict()


class DatabaseCheck:
    """A check of a whole database in slices, so that other jobs can come in between.

    Each slice sees the database as it is then. It holds a few bytes for each pipeline that has a level.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._case: _Case | None = None
        self._last: Handle | None = None
        self._tally = Tally()
        self._notes: tuple[Problem, ...] = ()
        self.total = 0
        self.finished = False

    @property
    def done(self) -> int:
        """How many pipelines were looked at."""
        return self._tally.pipelines

    @property
    def foundation(self) -> Foundation | None:
        """How the database stands; known after the first slice."""
        return None if self._case is None else self._case.foundation

    def advance(
        self,
        at_most: int = SLICE,
        *,
        found: Callable[[PipelineVerdict], None] | None = None,
        cancellation: Cancellation | None = None,
    ) -> bool:
        """Look at the next pipelines; return whether there may be more.

        Raises:
            DatabaseBusy, DatabaseDamaged, DatabaseOperationFailed, Cancelled: they cannot be read; the next
                call begins where this one did.
        """
        if self.finished:
            return False
        if self._case is None:
            self._case = self._begin(cancellation)
        with self._database.reading(cancellation=cancellation):
            rows = self._case.reader.pipelines_after(self._last, at_most)
            if not rows:
                self._finish(self._case)
                return False
            stages = self._case.stages_of(rows)
            self._judge(self._case, rows, stages, found)
        self._last = rows[-1].handle
        return True

    def _begin(self, cancellation: Cancellation | None) -> _Case:
        foundation = read_foundation(self._database, cancellation=cancellation)
        with self._database.reading(cancellation=cancellation):
            case = _Case(Reader(self._database, foundation, cancellation), Judge(), foundation)
            case.prepare()
            self.total = case.reader.count(PIPELINES)
        return case

    def _judge(
        self,
        case: _Case,
        rows: Sequence[PipelineRow],
        stages: dict[Value, list[StageRow]],
        found: Callable[[PipelineVerdict], None] | None,
    ) -> None:
        for row in rows:
            around = case.around(row)
            own = stages.get(row.cells.id, ())
            self._tally.add(row, case.judge.level(row, own, around), another=around.stand_in == "another")
            if found is not None:
                found(verdict_on(case.judge, row, own, around))

    def _finish(self, case: _Case) -> None:
        lost_stages = case.reader.count(STAGES) - case.reader.stages_read
        lost_parameters = case.reader.count(PARAMETERS) - case.reader.parameters_read
        self._notes = notes_on_database(case.foundation, lost_stages, lost_parameters)
        self.finished = True

    def verdict(self) -> DatabaseVerdict:
        """Return the verdict on what was looked at so far."""
        refusal = self._case.refusal(self._tally.active) if self._case is not None else None
        return self._tally.verdict(refusal, self._notes)


class _Case:
    """What belongs together while pipelines are judged."""

    def __init__(self, reader: Reader, judge: Judge, foundation: Foundation | None) -> None:
        self.reader = reader
        self.judge = judge
        self.foundation = foundation
        self._odd_configurations: frozenset[object] | None = None
        self._same_ids: frozenset[object] | None = None
        self._same_names: frozenset[object] | None = None
        self._read: set[str] = set()

    def prepare(self) -> None:
        """Find out once for all pipelines what would have to be asked for each."""
        self._odd_configurations = self.reader.odd_configurations()
        self._same_ids = self.reader.repeated("id")
        self._same_names = self.reader.repeated("name")
        by_row = {} if self.foundation is None else self.foundation.refusal_by_row
        self._read = {table for table in by_row if self.reader.program_reads(table)}

    def refusal(self, active: int) -> Refusal | None:
        """Return what ends the program before, or at, the first row that it would read."""
        if self.foundation is None:
            return None
        if self.foundation.refusal is not None or not active:
            return self.foundation.refusal
        by_row = self.foundation.refusal_by_row
        return next((by_row[table] for table in by_row if table in self._read), None)

    def stages_of(self, rows: Sequence[PipelineRow]) -> dict[Value, list[StageRow]]:
        """Return the stages of pipelines by their ids."""
        ids = [row.cells.id for row in rows if isinstance(row.cells.id, str)]
        return self.reader.stages_of(ids)

    def around(self, row: PipelineRow) -> Surroundings:
        """Return what is to be known about a pipeline beyond its own rows."""
        id_, name = row.cells.id, row.cells.name
        stand_in = self._stand_in(row) if row.active else "itself"
        same_name = row.active and isinstance(name, str) and self._is_second(row, name)
        odd = self._odd_configurations is None or id_ in self._odd_configurations
        entries = self.reader.configuration_of(id_) if odd and isinstance(id_, str) else ()
        if stand_in == "itself" and not same_name and not entries:
            return PLAIN
        return Surroundings(stand_in, same_name, entries)

    def _stand_in(self, row: PipelineRow) -> str:
        text = as_text(row.cells.id)
        if not text or not is_utf8(text):
            return "itself"
        normalised = self.judge.ids.read(text).normalised
        once = self._same_ids is not None and text not in self._same_ids
        if normalised is None or (normalised == text and once):
            return "itself"
        found = self.reader.found_by("id", normalised)
        if found == row.handle:
            return "itself"
        return "nothing" if found is None else "another"

    def _is_second(self, row: PipelineRow, name: str) -> bool:
        if self._same_names is not None and name not in self._same_names:
            return False
        found = self.reader.found_by("name", name)
        return found is not None and found != row.handle
