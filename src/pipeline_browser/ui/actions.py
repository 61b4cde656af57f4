"""Everything the window can do, as rows of one table: menus, toolbar, keys, palette and F1 read it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction, QKeySequence

from pipeline_browser.ui.labels import tooltip

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from pipeline_browser.ui.theme import Theme

Key = QKeySequence.StandardKey

WHOLE_NAME = "whole-name"  # the property of an action whose text says too little outside of its menu


class Need(Enum):
    """What must be there for an action to make sense."""

    NOTHING = "nothing"
    DATABASE = "an open database"
    FILE = "an open file"
    SOURCE = "an open database whose migrations can be read"
    RUNNING = "a running job"


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One thing the window can do.

    Attributes:
        name: stable, also the QAction's object name.
        text: of menu and palette; an ellipsis where more is asked before anything happens.
        menu: the menu that it stands in; rows of one menu and ``group`` stand together.
        keys: the system's own where there is one.
        tip: the whole sentence.
        hold: it is an on-off switch.
    """

    name: str
    text: str
    menu: str
    group: int
    tip: str
    icon: str = ""
    keys: tuple[QKeySequence.StandardKey | str, ...] = ()
    need: Need = Need.NOTHING
    hold: bool = False


MENUS = ("File", "View", "Migrations", "Help")

ACTIONS = (
    ActionRow(
        "new", "New database…", "File", 0, "Create a database and apply all migrations", "new", (Key.New,)
    ),
    ActionRow("open", "Open…", "File", 0, "Open a SQLite database", "open", (Key.Open,)),
    ActionRow(
        "open-read-only",
        "Open read-only…",
        "File",
        0,
        "Open a SQLite database that is certain not to be written",
        "lock",
        ("Ctrl+Shift+O",),
    ),
    ActionRow(
        "sample",
        "Open the sample database",
        "File",
        0,
        "Look around in a database with made-up pipelines",
        "sample",
    ),
    ActionRow(
        "save-copy",
        "Save a copy…",
        "File",
        1,
        "Write a complete, verified copy, with what is still in the write-ahead log",
        "save-copy",
        (Key.SaveAs,),
        Need.DATABASE,
    ),
    ActionRow(
        "copy-path", "Copy path", "File", 1, "Put the file's path on the clipboard", "copy", (), Need.FILE
    ),
    ActionRow(
        "close",
        "Close database",
        "File",
        2,
        "Close the database and show the recent ones",
        "close",
        ("Ctrl+W", Key.Close),
        Need.DATABASE,
    ),
    ActionRow("quit", "Quit", "File", 3, "Close the database and end the program", "", (Key.Quit,)),
    ActionRow(
        "refresh", "Refresh", "View", 0, "Read everything again", "refresh", (Key.Refresh,), Need.DATABASE
    ),
    ActionRow(
        "cancel",
        "Cancel the running job",
        "View",
        0,
        "Stop what runs in the database",
        "stop",
        ("Ctrl+.",),
        Need.RUNNING,
    ),
    ActionRow(
        "utc",
        "Times in UTC",
        "View",
        1,
        "Show all times in UTC instead of local time",
        "",
        ("Ctrl+U",),
        hold=True,
    ),
    ActionRow("scheme-system", "System colours", "View", 2, "Light or dark, as the system is", hold=True),
    ActionRow("scheme-light", "Light", "View", 2, "Always light", hold=True),
    ActionRow("scheme-dark", "Dark", "View", 2, "Always dark", hold=True),
    ActionRow(
        "settings",
        "Settings…",
        "View",
        3,
        "Colours, times, and how long to wait for locks",
        "settings",
        ("Ctrl+,",),
    ),
    ActionRow(
        "migrate",
        "Migrate…",
        "Migrations",
        0,
        "Show what is pending, and apply it",
        "migrate",
        ("Ctrl+M",),
        Need.SOURCE,
    ),
    ActionRow(
        "revert",
        "Revert the newest…",
        "Migrations",
        0,
        "Show what reverting the newest migration would do",
        "revert",
        (),
        Need.SOURCE,
    ),
    ActionRow(
        "new-migration",
        "New migration…",
        "Migrations",
        1,
        "Write an empty migration file into a folder",
        "add",
        (),
        Need.SOURCE,
    ),
    ActionRow(
        "show-drift",
        "Show drift…",
        "Migrations",
        1,
        "Show how the schema stands to what its applied migrations promise",
        "compare",
        (),
        Need.SOURCE,
    ),
    ActionRow(
        "choose-source",
        "Migrations from a folder…",
        "Migrations",
        2,
        "Take this database's migrations from a folder",
        "folder",
        (),
        Need.FILE,
    ),
    ActionRow(
        "bundled-source",
        "Bundled migrations",
        "Migrations",
        2,
        "Take the migrations that come with this program",
        "",
        (),
        Need.FILE,
    ),
    ActionRow(
        "shortcuts",
        "Keyboard shortcuts",
        "Help",
        0,
        "All actions and their keys",
        "keyboard",
        (Key.HelpContents,),
    ),
    ActionRow(
        "palette", "Find an action…", "Help", 0, "Run any action by its name", "search", ("Ctrl+Shift+P",)
    ),
    ActionRow("about", "About Pipeline Browser", "Help", 1, "Versions, and where settings are kept", "info"),
)


class Actions(QObject):
    """The QActions of the table, on one window."""

    def __init__(self, window: QWidget, theme: Theme) -> None:
        super().__init__(window)
        self._theme = theme
        self._actions = {row.name: self._make(row, window) for row in ACTIONS}
        theme.changed.connect(self.draw_icons)

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def connect_to(self, slots: dict[str, Callable[[], object]]) -> None:
        """Let actions call methods, by name."""
        for name, slot in slots.items():
            self._actions[name].triggered.connect(slot)

    def enable(self, met: set[Need]) -> None:
        """Enable exactly the actions whose need is met."""
        for row in ACTIONS:
            self._actions[row.name].setEnabled(row.need is Need.NOTHING or row.need in met)

    def _make(self, row: ActionRow, window: QWidget) -> QAction:
        action = QAction(row.text, window)
        action.setObjectName(row.name)
        action.setShortcuts(sequences(row))
        action.setToolTip(tooltip("\n".join(filter(None, (row.tip, shortcut_text(row))))))
        action.setStatusTip("")
        action.setCheckable(row.hold)
        window.addAction(action)  # its keys work even where no menu bar shows
        return action

    @Slot()
    def draw_icons(self) -> None:
        """Give every action its icon; drawing them all takes a moment that no start should wait for."""
        for row in ACTIONS:
            if row.icon:
                self._actions[row.name].setIcon(self._theme.icon(row.icon))

    def draw_icon(self, name: str) -> None:
        """Give one action its icon, since it shows from the start."""
        row = next(row for row in ACTIONS if row.name == name)
        self._actions[name].setIcon(self._theme.icon(row.icon))


def sequences(row: ActionRow) -> list[QKeySequence]:
    """Return the keys of an action on this system, the one to be shown first."""
    found: list[QKeySequence] = []
    for key in row.keys:
        if isinstance(key, str):
            found.append(QKeySequence(key))
        else:
            found += QKeySequence.keyBindings(key) or [QKeySequence(_WITHOUT_SYSTEM[key])]
    return [key for number, key in enumerate(found) if key not in found[:number]]


def shortcut_text(row: ActionRow) -> str:
    """Return the action's first key as this system writes it; empty if it has none."""
    return key_text(sequences(row))


def whole_name(action: QAction) -> str:
    """Return the text of an action that is not of the table, as it is understood outside of its menu."""
    return str(action.property(WHOLE_NAME) or action.text().replace("&&", "&"))


def key_text(keys: list[QKeySequence]) -> str:
    """Return the first of an action's keys as this system writes it."""
    return keys[0].toString(QKeySequence.SequenceFormat.NativeText) if keys else ""


# For systems (and screens) whose standard has no key of this kind.
_WITHOUT_SYSTEM = {
    Key.New: "Ctrl+N",
    Key.Open: "Ctrl+O",
    Key.SaveAs: "Ctrl+Shift+S",
    Key.Close: "Ctrl+W",
    Key.Quit: "Ctrl+Q",
    Key.Refresh: "F5",
    Key.HelpContents: "F1",
}
