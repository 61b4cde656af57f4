"""The actions of the Pipelines tab, as rows."""

from __future__ import annotations

from pipeline_browser.ui.action_row import TabAction

NEW = TabAction(
    "new_pipeline",
    "New pipeline…",
    "Create a pipeline from a list of stages",
    "add",
    ("Ctrl+Shift+N",),
    short="New",
)
RENAME = TabAction(
    "rename", "Rename", "Give the selected pipeline or stage another name", "rename", ("F2",), here=True
)
DUPLICATE = TabAction(
    "duplicate",
    "Duplicate",
    "Copy the selected pipeline with everything below it, or the selected stages",
    "copy",
    ("Ctrl+D",),
    here=True,
)
ARCHIVE = TabAction(
    "archive",
    "Archive",
    "Hide the selected pipelines from the program's list, with everything below them",
    "archive",
    short="Archive",
)
RESTORE = TabAction(
    "restore",
    "Restore",
    "Bring the selected archived pipelines back, with what was archived along with them",
    "restore",
)
DELETE = TabAction(
    "delete",
    "Delete…",
    "Delete what is selected for good; says first exactly what goes",
    "delete",
    ("Del",),
    here=True,
)
ADD_STAGE = TabAction(
    "add_stage", "Add stage…", "Add a stage behind the selected one", "add", ("Ins",), here=True
)
MOVE_UP = TabAction(
    "move_up",
    "Move up",
    "Let the selected stages run earlier",
    "up",
    ("Alt+Up",),
    here=True,
    whole="Move stages up",
)
MOVE_DOWN = TabAction(
    "move_down",
    "Move down",
    "Let the selected stages run later",
    "down",
    ("Alt+Down",),
    here=True,
    whole="Move stages down",
)
ENABLE = TabAction(
    "switch_enabled",
    "Enabled",
    "Switch the selected stages on or off (the program runs disabled stages all the same)",
    switch=True,
    whole="Switch stages on or off",
)
COPY_STAGES = TabAction(
    "copy_stages", "Copy stages", "Copy the selected stages with their parameters", "copy"
)
CUT_STAGES = TabAction(
    "cut_stages",
    "Cut stages",
    "Copy the selected stages and delete them here",
    "",
    ("Ctrl+X",),
    here=True,
)
PASTE_STAGES = TabAction(
    "paste_stages",
    "Paste stages",
    "Add the copied stages behind the selected one",
    "paste",
    ("Ctrl+V",),
    here=True,
)
RENUMBER = TabAction("renumber", "Number stages 0, 1, 2 …", "Give the stages orders without gaps and doubles")
UNDO = TabAction("undo", "Undo", "Take the last change back, also after it was saved", "undo", ("Ctrl+Z",))
REDO = TabAction("redo", "Redo", "Do again what was undone last", "redo", ("Ctrl+Shift+Z", "Ctrl+Y"))
EXPORT = TabAction(
    "export_pipelines", "Export…", "Save the selected pipelines as a TOML file", "export", short="Export"
)
IMPORT = TabAction("import_pipelines", "Import…", "Add pipelines from a TOML file", "import", short="Import")
COMPARE = TabAction(
    "compare", "Compare…", "Show two selected pipelines side by side", "compare", short="Compare"
)

ACTIONS = (
    NEW,
    RENAME,
    DUPLICATE,
    ARCHIVE,
    RESTORE,
    DELETE,
    ADD_STAGE,
    MOVE_UP,
    MOVE_DOWN,
    ENABLE,
    COPY_STAGES,
    CUT_STAGES,
    PASTE_STAGES,
    RENUMBER,
    UNDO,
    REDO,
    EXPORT,
    IMPORT,
    COMPARE,
)
