"""The deeds of the Migrations tab, one a row: words, picture, keys, and the method that does it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TabAction:
    """One action.

    Attributes:
        name: the object name, and the name of the tab's method.
        tip: what it does, for the tooltip; the keys are added.
        keys: heard in the whole window while the tab shows.
    """

    name: str
    text: str
    tip: str
    icon: str = ""
    keys: str = ""


SEPARATOR = TabAction("", "", "")

APPLY = TabAction("apply_all", "Apply pending…", "Show the plan of all pending migrations", "migrate")
APPLY_HERE = TabAction(
    "apply_to_here", "Apply up to here…", "Apply pending migrations up to the selected one", "migrate"
)
REVERT_HERE = TabAction(
    "revert_to_here", "Revert to here…", "Revert everything newer than the selected migration", "revert"
)
REVERT = TabAction(
    "revert_newest", "Revert newest…", "Revert the newest migration that has a down file", "revert"
)
EXPLAIN = TabAction(
    "explain_migration", "Why is this modified?", "Say what differs, since when, and what mends it", "search"
)
MARK = TabAction(
    "mark_migrated",
    "Mark as migrated…",
    "Write the ledger of the version whose schema this database has",
    "check",
)
NEW = TabAction(
    "new_migration",
    "New migration…",
    "Write a new migration: from a template, from what was changed by hand",
    "new",
)
DRIFT = TabAction(
    "show_drift",
    "Drift…",
    "Show how the schema stands to what its applied migrations promise",
    "compare",
)
FIND = TabAction(
    "find_migration", "Find a migration", "Filter by version, description, status or file", "search", "Ctrl+F"
)
COPY_VERSION = TabAction("copy_version", "Copy version", "Copy the version number", "copy")
COPY_CHECKSUM = TabAction("copy_checksum", "Copy checksum", "Copy the whole checksum in hexadecimal", "copy")
COPY_SQL = TabAction("copy_sql", "Copy SQL", "Copy the text of the file", "copy")
COPY_ROWS = TabAction(
    "copy_rows", "Copy rows with headers", "Copy the selected rows as tab-separated text", "copy"
)
OPEN_FOLDER = TabAction("open_folder", "Open folder", "Open the folder that holds the file", "folder")

ALL_ACTIONS = (
    APPLY, REVERT, NEW, DRIFT, FIND, APPLY_HERE, REVERT_HERE, COPY_VERSION, COPY_CHECKSUM, COPY_SQL,
    COPY_ROWS, OPEN_FOLDER, EXPLAIN, MARK,
)  # fmt: skip
ROW_MENU = (
    EXPLAIN, APPLY_HERE, REVERT_HERE, SEPARATOR, COPY_VERSION, COPY_CHECKSUM, COPY_SQL, COPY_ROWS,
    SEPARATOR, OPEN_FOLDER,
)  # fmt: skip
