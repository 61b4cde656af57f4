"""What is worth knowing about a database apart from its pipelines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.pipelines.loadability import words
from pipeline_browser.model.pipelines.loadability.problem import Place, Problem, Severity
from pipeline_browser.model.pipelines.shape import PARAMETERS, STAGES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline_browser.model.pipelines.loadability.foundation import Foundation


def notes_on_database(
    foundation: Foundation | None, lost_stages: int, lost_parameters: int
) -> tuple[Problem, ...]:
    """Return the notes: columns that only ``create`` and ``delete`` need, rows that belong to nothing."""
    return tuple(_notes(foundation, lost_stages, lost_parameters))


def _notes(foundation: Foundation | None, lost_stages: int, lost_parameters: int) -> Iterator[Problem]:
    for table, columns in () if foundation is None else foundation.lacking:
        reason = words.CREATE_NEEDS.format(f"{', '.join(columns)} of {table}")
        yield _note(table, reason, words.ADD_COLUMN)
    if lost_stages > 0:
        yield _note(STAGES, words.lost("stage", "pipeline", lost_stages), words.LOST_ADVICE)
    if lost_parameters > 0:
        yield _note(PARAMETERS, words.lost("parameter", "stage", lost_parameters), words.LOST_ADVICE)


def _note(table: str, reason: str, remedy: str) -> Problem:
    return Problem(Severity.NOTE, Place(table, None, ()), None, "", None, reason, remedy)
