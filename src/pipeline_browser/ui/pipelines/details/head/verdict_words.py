"""What a verdict says in a line: would the program load and run the pipeline?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline_browser.model.pipelines.loadability.problem import Severity
from pipeline_browser.ui.colours import Meaning
from pipeline_browser.ui.formats import counted

if TYPE_CHECKING:
    from pipeline_browser.model.pipelines.loadability.verdict import PipelineVerdict


@dataclass(frozen=True, slots=True)
class StateWords:
    """A line with an icon."""

    text: str
    icon: str
    meaning: Meaning


def state_words(verdict: PipelineVerdict | None) -> StateWords:
    """Return what is to be said about a pipeline."""
    if verdict is None:
        return StateWords("Checking whether the program would load and run it…", "pending", Meaning.NEUTRAL)
    if not verdict.active:
        return _of_archived(verdict)
    words = _WORDS.get(verdict.worst or Severity.NOTE, _FINE)
    return StateWords(words.text + _notes(verdict), words.icon, words.meaning)


def _of_archived(verdict: PipelineVerdict) -> StateWords:
    if verdict.worst is None or verdict.worst < Severity.CANNOT_RUN:
        text = "Archived: the program does not look at it. It would load and run once restored"
        return StateWords(text, "archive", Meaning.NEUTRAL)
    after = {
        Severity.CANNOT_RUN: "Restored, it would load, but not run",
        Severity.LEFT_OUT: "Restored, the program's list would leave it out",
        Severity.STOPS_LIST: "Restored, it would stop the program's list",
    }[verdict.worst]
    return StateWords(f"Archived: the program does not look at it. {after}", "archive", Meaning.WARNING)


def _notes(verdict: PipelineVerdict) -> str:
    notes = sum(problem.severity is Severity.NOTE for problem in verdict.problems)
    return f" ({counted(notes, 'note')})" if notes and verdict.worst is Severity.NOTE else ""


_FINE = StateWords("Would load and run", "check", Meaning.GOOD)
_WORDS = {
    Severity.CANNOT_RUN: StateWords("Would load, but not run: every run fails", "warning", Meaning.WARNING),
    Severity.LEFT_OUT: StateWords(
        "The program's list leaves this pipeline out, without a word", "bad", Meaning.BAD
    ),
    Severity.STOPS_LIST: StateWords(
        "Stops the program's list: it shows no pipeline at all, without a word", "bad", Meaning.BAD
    ),
}
