"""Why there is no dashboard, in words, and the one next step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline_browser.model.errors import PipelineBrowserError
    from pipeline_browser.ui.metrics.view import View


@dataclass(frozen=True, slots=True)
class Emptiness:
    """What an empty tab says; whether importing is the next step."""

    heading: str
    text: str
    offers_import: bool


READING = Emptiness("Reading runs", "", offers_import=False)
NOTHING_OPEN = Emptiness("No database is open", "", offers_import=False)
_NO_TABLE = Emptiness(
    "This database has no table of metrics",
    "Runs are kept in the table processing_metrics, which this database does not have. Where migrations are"
    " pending, one of them may create it: see the Migrations tab.",
    offers_import=False,
)
_NO_RUNS = (
    "The program reports its runs on the console and to Prometheus, and writes no rows here. Each output"
    " file (.adapipe) says at its end which pipeline made it, from what, and when: import them to fill this"
    " dashboard. What would be written is shown first, and one undo takes it back."
)


def unreadable(error: PipelineBrowserError) -> Emptiness:
    """Return what stands in place of the dashboard where runs cannot be read at all."""
    first, *others = error.lines()
    text = "\n".join((first, *(line for line in others if line not in first)))
    return Emptiness("The runs cannot be read", text, offers_import=False)


def why_empty(view: View, why_not: str) -> Emptiness | None:
    """Return why nothing can be shown; None where there are runs.

    Args:
        why_not: why nothing can be written; empty where it can.
    """
    if len(view.every):
        return None
    if not view.read.source.is_there:
        return _NO_TABLE
    text = f"{_NO_RUNS} Not now, though: {why_not[0].lower()}{why_not[1:]}." if why_not else _NO_RUNS
    return Emptiness("No runs yet", text, offers_import=not why_not)
