"""The actions that go through the versions of the schema, and through what changed in one."""

from __future__ import annotations

from pipeline_browser.ui.action_row import TabAction

HISTORY = TabAction(
    "show_history",
    "History",
    "Show the schema as of each migration, and what each of them changes",
    "history",
    ("T",),
    here=True,
    switch=True,
    whole="Show the history of the schema",
)
PREVIOUS_VERSION = TabAction(
    "previous_version", "Previous version", "Show the version before", "step-back", (",",), here=True
)
NEXT_VERSION = TabAction(
    "next_version", "Next version", "Show the version after", "step-forward", (".",), here=True
)
FIRST_VERSION = TabAction("first_version", "First version", "Show the first version of the schema")
LAST_VERSION = TabAction("last_version", "Last version", "Show the last version of the schema")
PLAY = TabAction(
    "play_history", "Play", "Go through the versions, one a second", "play", ("P",), here=True, switch=True
)
PREVIOUS_CHANGE = TabAction(
    "previous_change", "Previous change", "Go to the table before that changed", "up", ("[",), here=True
)
NEXT_CHANGE = TabAction(
    "next_change", "Next change", "Go to the next table that changed", "down", ("]",), here=True
)
CHANGES_ONLY = TabAction(
    "changes_only",
    "Only changes",
    "Show only tables that something happened to",
    "filter",
    ("X",),
    here=True,
    switch=True,
    whole="Show only what changed",
)

STEPS = (PREVIOUS_VERSION, NEXT_VERSION, FIRST_VERSION, LAST_VERSION, PLAY)
CHANGES = (PREVIOUS_CHANGE, NEXT_CHANGE, CHANGES_ONLY)
TIME_ACTIONS = (HISTORY, *STEPS, *CHANGES)
