"""What an import says about each pipeline of a file; no Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.pipelines.exchange.planning import Choice, Standing
from pipeline_browser.ui.formats import counted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline_browser.model.pipelines.exchange.planning import Planned

STANDINGS = {
    Standing.NEW: "new",
    Standing.TAKEN: "the name is taken",
    Standing.SAME: "already there, the same",
}
CHOICES = {
    Choice.CREATE: "Create",
    Choice.RENAME: "Create under another name",
    Choice.REPLACE: "Replace the one that is there",
    Choice.SKIP: "Skip",
}
_DEEDS = {Choice.CREATE: "create", Choice.RENAME: "create", Choice.REPLACE: "replace"}


def first_choice(planned: Planned) -> Choice:
    """Return what is safe: nothing that is there changes unless somebody says so."""
    return Choice.CREATE if planned.standing is Standing.NEW else Choice.SKIP


def button_text(choices: Iterable[Choice]) -> str:
    """Return ``Create 2 pipelines, replace 1``; what would be done, exactly."""
    deeds = [_DEEDS[each] for each in choices if each in _DEEDS]
    made, replaced = deeds.count("create"), deeds.count("replace")
    if made and replaced:
        return f"Create {counted(made, 'pipeline')}, replace {replaced:,}"
    if replaced:
        return f"Replace {counted(replaced, 'pipeline')}"
    return f"Create {counted(made, 'pipeline')}" if made else "Nothing to import"


def loses(planned: Planned) -> str:
    """Return what replacing would delete; empty where nothing is there."""
    there = planned.existing
    if there is None:
        return ""
    parameters = counted(sum(len(stage.parameters) for stage in there.stages), "parameter")
    entries = counted(len(there.configuration), "entry", "entries")
    stages = counted(len(there.stages), "stage")
    return f"Replacing deletes its {stages}, {parameters} and {entries} of its configuration."
