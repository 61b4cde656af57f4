"""The actions of the grids, as rows; those of stages are the tab's own wherever they mean the same."""

from __future__ import annotations

from dataclasses import replace

from pipeline_browser.ui.action_row import TabAction
from pipeline_browser.ui.pipelines.doing.actions import (
    ADD_STAGE,
    CUT_STAGES,
    DELETE,
    DUPLICATE,
    MOVE_DOWN,
    MOVE_UP,
    PASTE_STAGES,
    RENUMBER,
)

COPYING = (
    TabAction("copy", "Copy", "Copy the value, or the selected rows", "copy", ("Ctrl+C",), here=True),
    TabAction("copy_rows", "Copy as TSV with headers", "Copy the selected rows as tab-separated text"),
    TabAction(
        "copy_literal",
        "Copy as SQL literal",
        "Copy the value as SQLite writes it",
        keys=("Ctrl+Shift+C",),
        here=True,
    ),
)
STAGES = (
    replace(ADD_STAGE, text="Add stage", tip="Type the word for a new stage below the selected one"),
    replace(DUPLICATE, text="Duplicate stages", short="Duplicate", tip="Copy the selected stages"),
    replace(DELETE, text="Delete stages", short="Delete", tip="Delete the selected stages", icon="delete"),
    MOVE_UP,
    MOVE_DOWN,
    CUT_STAGES,
    PASTE_STAGES,
    RENUMBER,
)
_ADD = TabAction("add", "Add", "", "add", ("Ins",), here=True)
_REMOVE = TabAction("remove", "Remove", "", "delete", ("Del",), here=True)
_PASTE = TabAction(
    "paste",
    "Paste rows",
    "Paste rows of a key, a tab and a value in one step",
    "paste",
    ("Ctrl+V",),
    here=True,
)
PARAMETERS = (
    replace(_ADD, text="Add parameter", tip="Type the key of a new parameter"),
    replace(_REMOVE, text="Remove parameters", tip="Remove the selected parameters"),
    _PASTE,
    TabAction(
        "reveal", "Show or hide secret", "Show the secret, or hide it again", "show", ("Ctrl+R",), here=True
    ),
    TabAction(
        "generate_keys",
        "Generate key material",
        "Write a new key, nonce and salt from the system's random source",
        "key",
        short="Generate key",
    ),
)
ENTRIES = (
    replace(_ADD, text="Add entry", tip="Type the key of a new entry"),
    replace(_REMOVE, text="Remove entries", tip="Remove the selected entries"),
    _PASTE,
)
WRITING = frozenset(each.name for each in (*STAGES, *PARAMETERS, *ENTRIES) if each.name != "reveal")
"""The actions that change the database."""
