"""The lines that ``pipelines check`` prints: whatever the values are, each stays one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.literal_text import escape_for_terminal
from pipeline_browser.model.pipelines.loadability.problem import Severity

if TYPE_CHECKING:
    from pipeline_browser.model.pipelines.loadability.problem import Problem
    from pipeline_browser.model.pipelines.loadability.verdict import DatabaseVerdict, PipelineVerdict, Refusal

_LONGEST = 60  # characters of a value
_WORDS = {
    Severity.NOTE: "note",
    Severity.CANNOT_RUN: "cannot run",
    Severity.LEFT_OUT: "left out",
    Severity.STOPS_LIST: "stops the list",
}


def problem_line(problem: Problem, verdict: PipelineVerdict | None) -> str:
    """Return pipeline, stage, column and value; then how bad it is, why, and what to do."""
    place = [] if verdict is None else [_named(verdict.name, verdict.id)]
    if problem.stage is not None:
        place.append(f"stage {_value(problem.stage)}")
    if verdict is None:
        place.append(problem.place.table)
    if problem.column:
        place.append(f"{escape_for_terminal(problem.column)}{_equals(problem)}")
    severity = Severity.NOTE if verdict is not None and not verdict.active else problem.severity
    where = ", ".join(place)
    return f"{where}: {_WORDS[severity]}. {_literal(problem.reason)} {_literal(problem.remedy)}"


def refusal_lines(refusal: Refusal | None) -> list[str]:
    """Return why the program lists nothing at all."""
    if refusal is None:
        return []
    return [f"{_literal(refusal.summary)}: stops the list. {_literal(refusal.reason)} {refusal.remedy}"]


def summary_line(verdict: DatabaseVerdict) -> str:
    """Return how many pipelines there are, and how the program's list would go."""
    if not verdict.pipelines and verdict.loads:
        return "no pipelines"
    noun = "pipeline" if verdict.pipelines == 1 else "pipelines"
    counted = f"{verdict.pipelines} {noun}, {verdict.active} active"
    if not verdict.loads:
        return f"{counted}: the program's list fails and shows none of them"
    cannot = verdict.counts.get(Severity.CANNOT_RUN, 0)
    shown = "all of them" if verdict.listed == verdict.active else f"{verdict.listed} of them"
    return f"{counted}: the program lists {shown}" + (f", {cannot} cannot run" if cannot else "")


def _named(name: object, id_: object) -> str:
    return _value(name) if isinstance(name, str) and name else f"id {_value(id_)}"


def _equals(problem: Problem) -> str:
    # Where nothing is stored, the reason says so.
    return "" if problem.value is None else f" = {_value(problem.value)}"


def _value(value: object) -> str:
    if isinstance(value, bytes):
        shown = f"x'{value[: _LONGEST // 2].hex()}'"
        return shown if len(value) <= _LONGEST // 2 else f"{shown}…"
    text = "NULL" if value is None else str(value)
    return _literal(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…")


def _literal(text: str) -> str:
    return text if text.isascii() and text.isprintable() else escape_for_terminal(text)
