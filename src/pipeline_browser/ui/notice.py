"""What needs a person's decision, as a plain fact; no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline_browser.ui.colours import Meaning


@dataclass(frozen=True, slots=True)
class Notice:
    """One row of the bar above the tabs.

    Attributes:
        key: what it is about; a dismissed notice comes back only with another key.
        icon: of our own.
        more: the whole story, for the tooltip.
        offers: names of actions of the window, and the words on their buttons.
    """

    key: tuple[object, ...]
    meaning: Meaning
    icon: str
    text: str
    more: str = ""
    offers: tuple[tuple[str, str], ...] = ()
