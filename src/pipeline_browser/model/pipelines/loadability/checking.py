"""Would the program load and run it? One pipeline, a slice of many, a whole database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.pipelines.loadability.assembling import verdict_on
from pipeline_browser.model.pipelines.loadability.case import Case
from pipeline_browser.model.pipelines.loadability.database_notes import notes_on_database
from pipeline_browser.model.pipelines.loadability.foundation import Foundation, read_foundation
from pipeline_browser.model.pipelines.loadability.judging import PLAIN, judge_row, judge_stage, level_of
from pipeline_browser.model.pipelines.loadability.tally import Tally
from pipeline_browser.model.pipelines.shape import PARAMETERS, PIPELINES, STAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.pipelines.loadability.problem import Problem
    from pipeline_browser.model.pipelines.loadability.reading import PipelineRow
    from pipeline_browser.model.pipelines.loadability.verdict import DatabaseVerdict, PipelineVerdict
    from pipeline_browser.model.pipelines.reading import Handle

SLICE = 500  # pipelines; about 30 ms


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
    return next(iter(check_pipelines(database, (handle,), foundation, cancellation=cancellation)), None)


def check_pipelines(
    database: Database,
    handles: Iterable[Handle],
    foundation: Foundation | None = None,
    *,
    cancellation: Cancellation | None = None,
) -> tuple[PipelineVerdict, ...]:
    """Return the verdicts on some pipelines, those left out that are not there any more.

    Args:
        foundation: how the database stands, where that was read already and the schema is still the same.

    Raises:
        DatabaseBusy, DatabaseDamaged, DatabaseOperationFailed, Cancelled: they cannot be read.
    """
    known = foundation or read_foundation(database, cancellation=cancellation)
    case = Case(database, known, cancellation)
    with database.reading(cancellation=cancellation):
        rows = (case.reader.pipeline(handle) for handle in handles)
        return tuple(_looked_at_closely(case, row) for row in rows if row is not None)


def _looked_at_closely(case: Case, row: PipelineRow) -> PipelineVerdict:
    stages = case.stages.of_pipeline(row.cells.id) if isinstance(row.cells.id, str) else []
    judged = [judge_stage(stage) for stage in stages]
    around = case.around(row)
    findings = judge_row(row, around, case.ids)
    return verdict_on(row, findings, judged, reached=around.stand_in == "itself")


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
        self._case: Case | None = None
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

        The first call looks at the database as a whole, the last one at rows that belong to nothing.

        Raises:
            DatabaseBusy, DatabaseDamaged, DatabaseOperationFailed, Cancelled: they cannot be read; the next
                call begins where this one did.
        """
        if self.finished:
            return False
        if self._case is None:
            self._case = self._begin(cancellation)
            return True
        self._case.heed(cancellation)
        with self._database.reading(cancellation=cancellation):
            rows = self._case.reader.pipelines_after(self._last, self.done, at_most)
            if not rows:
                self._finish(self._case)
                return False
            self._judge(self._case, rows, found)
        self._last = rows[-1].handle
        return True

    def _begin(self, cancellation: Cancellation | None) -> Case:
        foundation = read_foundation(self._database, cancellation=cancellation)
        case = Case(self._database, foundation, cancellation)
        with self._database.reading(cancellation=cancellation):
            case.prepare()
            self.total = case.reader.count(PIPELINES)
        return case

    def _judge(
        self, case: Case, rows: Sequence[PipelineRow], found: Callable[[PipelineVerdict], None] | None
    ) -> None:
        ids = [row.cells.id for row in rows if isinstance(row.cells.id, str)]
        stages = case.lookup.judged(ids, named=found is not None)
        counted = []  # all at once at the end: a slice that is cancelled in between is looked at again
        for row in rows:
            around = case.around(row)
            plain = row.usual and around is PLAIN
            findings = [] if plain else judge_row(row, around, case.ids)
            own = stages.get(row.cells.id, ())
            reached = around.stand_in == "itself"
            worst = level_of(findings, own, active=row.active, reached=reached)
            counted.append((row, worst, around.stand_in == "another"))
            if found is not None:
                found(verdict_on(row, findings, own, reached=reached))
        for row, worst, another in counted:
            self._tally.add(row, worst, another=another)

    def _finish(self, case: Case) -> None:
        self._notes = notes_on_database(
            case.foundation, case.reader.lost(STAGES), case.reader.lost(PARAMETERS)
        )
        self.finished = True

    def verdict(self) -> DatabaseVerdict:
        """Return the verdict on what was looked at so far."""
        refusal = self._case.refusal(self._tally.active) if self._case is not None else None
        return self._tally.verdict(refusal, self._notes)
