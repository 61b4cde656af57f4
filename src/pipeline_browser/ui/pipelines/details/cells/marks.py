"""Where the problems of a verdict belong in the grids."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline_browser.model.pipelines.loadability.problem import Severity
from pipeline_browser.model.pipelines.shape import CONFIGURATION, PARAMETERS, STAGES
from pipeline_browser.ui.colours import Meaning

if TYPE_CHECKING:
    from pipeline_browser.model.pipelines.facts import Pipeline, Stage
    from pipeline_browser.model.pipelines.loadability.problem import Problem
    from pipeline_browser.model.pipelines.loadability.verdict import PipelineVerdict
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
        self._verdict = verdict
        self._problems = verdict.problems if verdict is not None else ()

    def meaning(self, problem: Problem) -> Meaning:
        """Return how a problem is marked: nothing is bad where the program does not look."""
        meaning = _MEANINGS[problem.severity]
        active = self._verdict is not None and self._verdict.active
        return Meaning.WARNING if meaning is Meaning.BAD and not active else meaning

    def of_stage(self, stage: Stage) -> Problem | None:
        """Return the worst problem of a stage or its parameters."""
        return next((each for each in self._problems if _concerns(each, stage)), None)

    def of_stage_cell(self, stage: Stage, column: str) -> Problem | None:
        """Return the worst problem of a stage's column."""
        return next((each for each in self._problems if _is_row(each, stage) and each.column == column), None)

    def of_entry(self, owner: Stage | Pipeline, table: str, key: str) -> Problem | None:
        """Return the worst problem of a parameter or entry, or that it is missing."""
        for each in self._problems:
            if each.column != key:
                continue
            if each.place.table == table and each.place.key[:1] == (owner.id,):
                return each
            missing = table == PARAMETERS and each.place.table == STAGES and each.place.key == (owner.id,)
            if missing and key not in _STAGE_COLUMNS:
                return each
        return None

    def marked(self, face: Face, problem: Problem | None) -> Face:
        """Return a face with a problem beside it; without one, as it is."""
        if problem is None:
            return face
        return replace(
            face, meaning=self.meaning(problem), reason=f"{problem.reason} {problem.remedy}".strip()
        )


# A missing parameter is named in the column of a problem of its stage; these are the stage's own.
_STAGE_COLUMNS = frozenset({"id", "name", "stage_type", "algorithm", "chunk_size", "stage_order", "archived"})


def _is_row(problem: Problem, stage: Stage) -> bool:
    place = problem.place
    if place.table != STAGES:
        return False
    return place.rowid == stage.row.rowid if place.rowid is not None else place.key == (stage.id,)


def _concerns(problem: Problem, stage: Stage) -> bool:
    if _is_row(problem, stage):
        return True
    return problem.place.table in (PARAMETERS, CONFIGURATION) and problem.place.key[:1] == (stage.id,)
