"""The actions that go from table to table, and select."""

from __future__ import annotations

from pipeline_browser.ui.action_row import TabAction

_GO = "Select the nearest table in that direction; with none selected, move the view"

NEXT_TABLE = TabAction(
    "next_table", "Next table", "Select the next table, row by row", "", ("Tab",), here=True
)
PREVIOUS_TABLE = TabAction(
    "previous_table", "Previous table", "Select the table before, row by row", "", ("Shift+Tab",), here=True
)
GO_LEFT = TabAction("go_left", "Table to the left", _GO, "", ("Left",), here=True)
GO_RIGHT = TabAction("go_right", "Table to the right", _GO, "", ("Right",), here=True)
GO_UP = TabAction("go_up", "Table above", _GO, "", ("Up",), here=True)
GO_DOWN = TabAction("go_down", "Table below", _GO, "", ("Down",), here=True)
SELECT_ALL = TabAction("select_all", "Select all", "Select all that is shown", "", ("Ctrl+A",), here=True)
ZOOM_TO_SELECTION = TabAction(
    "zoom_to_selection",
    "Zoom to selection",
    "Show the selected tables as large as they can be read",
    "",
    ("Return", "Enter"),
    here=True,
)
SELECT_NOTHING = TabAction(
    "select_nothing",
    "Select nothing",
    "Give up a drag, else select nothing",
    "",
    ("Esc",),
    here=True,
)
SELECT_JOINING = TabAction(
    "select_joining",
    "Select what joins them",
    "Select the tables on the shortest ways between the selected ones",
    "",
    ("J",),
    here=True,
)
GO_TO_PARENT = TabAction("go_to_parent", "Go to parent", "Select the table that the foreign key refers to")
GO_TO_CHILD = TabAction("go_to_child", "Go to child", "Select the table that has the foreign key")
COPY_SENTENCE = TabAction("copy_sentence", "Copy sentence", "Copy what the key means, in words", "copy")
COPY_KEY = TabAction("copy_key", "Copy foreign key's SQL", "Copy it as a table constraint", "copy")
LIGHT_1 = TabAction(
    "light_1",
    "1 step",
    "Highlight the neighbours of the selected tables",
    switch=True,
    whole="Highlight 1 step around",
)
LIGHT_2 = TabAction(
    "light_2",
    "2 steps",
    "Highlight what is two steps around",
    switch=True,
    whole="Highlight 2 steps around",
)
LIGHT_3 = TabAction(
    "light_3",
    "3 steps",
    "Highlight what is three steps around",
    switch=True,
    whole="Highlight 3 steps around",
)

LIGHTS = (LIGHT_1, LIGHT_2, LIGHT_3)
OF_LINE = (GO_TO_PARENT, GO_TO_CHILD, COPY_SENTENCE, COPY_KEY)
WALKING_ACTIONS = (
    NEXT_TABLE, PREVIOUS_TABLE, GO_LEFT, GO_RIGHT, GO_UP, GO_DOWN, SELECT_ALL, SELECT_NOTHING,
    ZOOM_TO_SELECTION, SELECT_JOINING, *OF_LINE, *LIGHTS,
)  # fmt: skip
