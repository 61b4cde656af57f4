"""What the details say where several things are selected, or nothing is."""

from __future__ import annotations

from pipeline_browser.ui.formats import counted

NOTHING = "Nothing is selected"
NOTHING_TEXT = "Select a pipeline or a stage in the list: what it consists of is shown and edited here."
MANY_TEXT = (
    "Archive, restore, delete and export act on all of them: use the buttons above the list or its context "
    "menu. Select two to compare them, one to see and edit it."
)


def many(pipelines: int, stages: int) -> str:
    """Return how much is selected."""
    parts = [counted(pipelines, "pipeline")] if pipelines else []
    parts += [counted(stages, "stage")] if stages else []
    return f"{' and '.join(parts)} selected" if parts else NOTHING
