"""A migration proposed from drift: what was changed by hand, or what takes that back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.migrations.drift.bringing_back import way_back
from pipeline_browser.model.migrations.writing.proposal import propose
from pipeline_browser.model.schema.changing.ignoring import surrounded

if TYPE_CHECKING:
    from pipeline_browser.model.migrations.drift.facts import Drift
    from pipeline_browser.model.migrations.writing.proposal import Proposal


def propose_from_drift(drift: Drift, *, take_back: bool) -> Proposal | None:
    """Return what makes reality of the promise, or the other way round; None where nothing is promised."""
    both = way_back(drift)
    if both is None:
        return None
    start, wanted = both
    before, ignore = surrounded(start, drift.start or drift.found)
    return propose(before, wanted, ignore=ignore) if take_back else propose(wanted, start, ignore=ignore)
