"""A line of SQL that is marked with a reason; no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline_browser.ui.colours import Meaning


@dataclass(frozen=True, slots=True)
class LineMark:
    """Why a line is marked, and in which meaning's colour."""

    meaning: Meaning
    reason: str
