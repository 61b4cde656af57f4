"""Where the problems of a verdict belong in the grids."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline_browser.model.pipelines.loadability.problem import CureKind, Severity
from pipeline_browser.model.pipelines.shape import CONFIGURATION, PARAMETERS, STAGES
from pipeline_browser.ui.colours import Meaning

if TYPE_CHECKING:
    from pipeline_browser.model.pipelines.facts import Pipeline, Stage
    from pipeline_browser.model.pipelines.loadability.problem import Problem
    from pipeline_browser.model.pipelines.loadability.verdict import PipelineVerdict
    from pipeline_browser.model.pipelines.values import Value
    from pipeline_browser.ui.pipelines.details.cells.facts import Face

_MEANINGS = {
    Severity.NOTE: Meaning.NEUTRAL,
    Severity.CANNOT_RUN: Meaning.WARNING,
    Severity.LEFT_OUT: Meaning.BAD,
    Severity.STOPS_LIST: Meaning.BAD,
}


class Marks:
    """Finds the problems of rows and cells; of none where there is no verdict yet."""

    def __init__(self, verdict: PipelineVerdict | None = None) -> None:
        self._active = verdict is not None and verdict.active
        self._of_stages: dict[object, Problem] = {}
        self._of_cells: dict[tuple[object, str], Problem] = {}
        self._of_entries: dict[tuple[str, Value, str], Problem] = {}
        for problem in verdict.problems if verdict is not None else ():  # the worst first
            self._note(problem)

    def meaning(self, problem: Problem) -> Meaning:
        """Return how a problem is marked: nothing is bad where the program does not look."""
        meaning = _MEANINGS[problem.severity]
        return Meaning.WARNING if meaning is Meaning.BAD and not self._active else meaning

    def of_stage(self, stage: Stage) -> Problem | None:
        """Return the worst problem of a stage or its parameters."""
        own, below = self._of_stages.get(_row_of(stage)), self._of_stages.get(("id", stage.id))
        if own is None or below is None:
            return own or below
        return own if own.severity >= below.severity else below

    def of_stage_cell(self, stage: Stage, column: str) -> Problem | None:
        """Return the worst problem of a stage's column."""
        return self._of_cells.get((_row_of(stage), column))

    def of_entry(self, owner: Stage | Pipeline, table: str, key: str) -> Problem | None:
        """Return the worst problem of a parameter or entry, or that it is missing."""
        return self._of_entries.get((table, owner.id, key))

    def marked(self, face: Face, problem: Problem | None) -> Face:
        """Return a face with a problem beside it; without one, as it is."""
        if problem is None:
            return face
        return replace(
            face, meaning=self.meaning(problem), reason=f"{problem.reason} {problem.remedy}".strip()
        )

    def _note(self, problem: Problem) -> None:
        place, column = problem.place, problem.column
        owner = place.key[0] if place.key else None
        if place.table in (PARAMETERS, CONFIGURATION):
            self._of_entries.setdefault((place.table, owner, column), problem)
        if place.table == PARAMETERS:
            self._of_stages.setdefault(("id", owner), problem)
        if place.table != STAGES:
            return
        row = ("id", owner) if place.rowid is None else ("rowid", place.rowid)
        self._of_stages.setdefault(row, problem)
        if names_parameter(problem):
            self._of_entries.setdefault((PARAMETERS, owner, column), problem)
        else:
            self._of_cells.setdefault((row, column), problem)


def names_parameter(problem: Problem) -> bool:
    """Whether the column of a stage's problem is the key of a parameter that is missing."""
    if problem.place.table != STAGES:
        return False
    by_cure = problem.cure is not None and problem.cure.kind in _OF_PARAMETERS
    return by_cure or problem.column not in _STAGE_COLUMNS


_OF_PARAMETERS = (CureKind.SET_PARAMETER, CureKind.GENERATE_KEYS, CureKind.CHOOSE_PATH)
_STAGE_COLUMNS = frozenset(
    {"id", "name", "stage_type", "algorithm", "enabled", "parallel_processing", "chunk_size", "stage_order"}
    | {"archived", "created_at", "updated_at", "pipeline_id"}
)


def _row_of(stage: Stage) -> tuple[str, object]:
    return ("id", stage.id) if stage.row.rowid is None else ("rowid", stage.row.rowid)
