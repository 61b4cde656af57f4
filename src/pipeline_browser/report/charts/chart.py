"""A chart of the report with the words around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline_browser.model.metrics.words import ENGLISH

if TYPE_CHECKING:
    from pipeline_browser.report.drawing import Drawing


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture with its words.

    Attributes:
        remark: what it shows, or what can be seen in it.
        note: what it does not show; empty if it shows all.
        is_wide: it needs the room of two.
    """

    title: str
    remark: str
    drawing: Drawing
    note: str = ""
    is_wide: bool = False


def left_out(number: int, lacking: str) -> str:
    """Return ``3 runs without a duration are not shown.``; nothing where none is left out."""
    verb = "is" if number == 1 else "are"
    return f"{ENGLISH.counted(number, 'run')} without {lacking} {verb} not shown." if number else ""
