"""What the list says about itself, without widgets: its count, and why nothing is in it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from pipeline_browser.model.pipelines.shape import PIPELINES
from pipeline_browser.ui.formats import counted, figure

if TYPE_CHECKING:
    from pipeline_browser.model.pipelines.listing.listing import Listing


class Step(Enum):
    """What can be done about an empty list; the value is the button's text."""

    NEW = "New pipeline…"
    CLEAR = "Clear filter"
    SHOW_ARCHIVED = "Show archived"


@dataclass(frozen=True, slots=True)
class Emptiness:
    """Why nothing is listed, and the next steps."""

    heading: str
    text: str
    steps: tuple[Step, ...] = ()


NOTHING_OPEN = Emptiness("No database is open", "Its pipelines would be listed here.")


def count_words(listing: Listing, shown: int, orphans: int = 0) -> str:
    """Return ``1,234 of 100,000 pipelines``, and how many stages belong to none."""
    lost = f", {counted(orphans, 'stage')} without one" if orphans else ""
    if shown == listing.considered:
        return counted(shown, "pipeline") + lost
    return f"{figure(shown)} of {counted(listing.considered, 'pipeline')}{lost}"


def hidden_words(listing: Listing) -> str:
    """Return how many archived ones are hidden, for the switch's tooltip."""
    if not listing.archived:
        return "No pipeline is archived"
    return f"{counted(listing.archived, 'archived pipeline')}, which the program's list leaves out"


def why_empty(listing: Listing, *, problems_only: bool) -> Emptiness:
    """Return why a list without rows has none."""
    query, shape = listing.query, listing.shape
    if not shape.has(PIPELINES):
        text = "This database has no table “pipelines”. Migrating it would create the program's tables."
        return Emptiness("No pipelines can be listed", text)
    if not shape.has(PIPELINES, "id"):
        text = "The table “pipelines” has no column “id”, so nothing tells one pipeline from another."
        return Emptiness("No pipelines can be listed", text)
    if query.words or problems_only:
        text = f"None of the {counted(listing.considered, 'pipeline')} fits the filter."
        more = (Step.SHOW_ARCHIVED,) if not query.archived and listing.archived else ()
        return Emptiness("Nothing matches", text, (Step.CLEAR, *more))
    if listing.archived:
        text = f"All {counted(listing.archived, 'pipeline')} of this database are archived."
        return Emptiness("No pipelines but archived ones", text, (Step.SHOW_ARCHIVED, Step.NEW))
    text = "The program's pipelines would be listed here, each with its stages."
    return Emptiness("No pipelines yet", text, (Step.NEW,))
