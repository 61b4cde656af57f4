"""The deeds of the Diagram tab, one a row: words, picture, keys, and the method that does it."""

from __future__ import annotations

from pipeline_browser.ui.action_row import TabAction
from pipeline_browser.ui.diagram.choosing.actions import CHOICE_ACTIONS
from pipeline_browser.ui.diagram.moving.actions import MOVING_ACTIONS
from pipeline_browser.ui.diagram.time.actions import HISTORY, TIME_ACTIONS
from pipeline_browser.ui.diagram.walking.actions import WALKING_ACTIONS

FIND = TabAction("find_something", "Find", "Find a table or column", "search", ("Ctrl+F",))
ZOOM_IN = TabAction("zoom_in", "Zoom in", "Show everything larger", "zoom-in", ("Ctrl++", "Ctrl+="))
ZOOM_OUT = TabAction("zoom_out", "Zoom out", "Show everything smaller", "zoom-out", ("Ctrl+-",))
ACTUAL_SIZE = TabAction(
    "actual_size", "Actual size", "Show everything at its own size", "", ("Ctrl+0",), short="100 %"
)
FIT = TabAction("fit", "Fit", "Show the whole diagram", "fit", ("Ctrl+9",))
FIT_NEAR = TabAction(
    "fit_near",
    "Fit with neighbours",
    "Show the selected tables and those beside them",
    "fit",
    ("Ctrl+Shift+9",),
)
COPY_NAME = TabAction("copy_name", "Copy name", "Copy the names of the selected tables", "copy")
COPY_DDL = TabAction("copy_ddl", "Copy DDL", "Copy the SQL that made the selected tables", "copy")
UNDO = TabAction("undo", "Undo", "Undo the last change of the diagram", "", ("Ctrl+Z",))
REDO = TabAction("redo", "Redo", "Do again what was undone last", "", ("Ctrl+Shift+Z", "Ctrl+Y"))
SAVE = TabAction(
    "save",
    "Export…",
    "Save the diagram as SVG, PNG, PDF, Mermaid, DOT, PlantUML or DBML",
    "export",
    ("Ctrl+E",),
)
PRINT = TabAction(
    "print_diagram", "Print…", "Print the diagram, on one page or several", "print", ("Ctrl+P",)
)
COPY_IMAGE = TabAction("copy_image", "Copy image", "Copy the whole diagram as an image", "copy")
MINIMAP = TabAction(
    "show_minimap",
    "Minimap",
    "Show where one is in a diagram that does not fit",
    "minimap",
    ("Ctrl+Shift+M",),
    switch=True,
)
LEGEND = TabAction(
    "show_legend",
    "Legend",
    "Explain the marks and signs",
    "legend",
    ("Ctrl+Shift+L",),
    switch=True,
)
BACK = TabAction("go_back", "Back", "Go back to what was selected before", "back", ("Alt+Left", "Back"))
FORWARD = TabAction(
    "go_forward", "Forward", "Go to what you came back from", "forward", ("Alt+Right", "Forward")
)
INSPECTOR = TabAction(
    "show_inspector",
    "Inspector",
    "Show all about what is selected",
    "inspector",
    ("Ctrl+I",),
    switch=True,
)

ALL_ACTIONS = (
    FIND, SAVE, PRINT, COPY_IMAGE, UNDO, REDO, ZOOM_OUT, ZOOM_IN, ACTUAL_SIZE, FIT, FIT_NEAR, COPY_NAME,
    COPY_DDL, MINIMAP, LEGEND, INSPECTOR, BACK, FORWARD, *CHOICE_ACTIONS, *MOVING_ACTIONS, *WALKING_ACTIONS,
    *TIME_ACTIONS,
)  # fmt: skip
TOOLS = ((HISTORY,), (LEGEND, MINIMAP), (ZOOM_OUT, ACTUAL_SIZE, ZOOM_IN), (FIT,), (SAVE,), (INSPECTOR,))
