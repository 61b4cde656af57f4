"""A monkey that does everything of the Migrations tab, its dialogs and the time slider, in any order."""

from __future__ import annotations

import shutil
from contextlib import closing, suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QDialog,
    QFileDialog,
    QPushButton,
    QToolButton,
    QWidget,
)

from pipeline_browser.model.engine import sqlite3
from pipeline_browser.model.location import Location

if TYPE_CHECKING:
    import random
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from pipeline_browser.app import Parts

FILES = {
    "1_users.up.sql": "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL);\n",
    "1_users.down.sql": "DROP TABLE users;\n",
    "2_tags.up.sql": "CREATE TABLE tags (user_id INTEGER REFERENCES users (id) ON DELETE CASCADE, tag);\n",
    "2_tags.down.sql": "DROP TABLE tags;\n",
    "3_index.up.sql": "CREATE INDEX tags_by_user ON tags (user_id);\nINSERT INTO users VALUES (1, 'a');\n",
    "3_index.down.sql": "DROP INDEX tags_by_user;\n",
    "4_notes.up.sql": "ALTER TABLE users ADD COLUMN note TEXT;\n",
    "4_notes.down.sql": "ALTER TABLE users DROP COLUMN note;\n",
    "5_view.up.sql": "CREATE VIEW names AS SELECT name FROM users;\n",
    "5_view.down.sql": "DROP VIEW names;\n",
}
_OUTSIDE = (
    "CREATE TABLE extra (a, b)",
    "DROP TABLE extra",
    "ALTER TABLE users ADD COLUMN more INT",
    "ALTER TABLE users DROP COLUMN more",
    "ALTER TABLE users DROP COLUMN note",
    "DROP INDEX tags_by_user",
    "CREATE INDEX tags_by_user ON tags (user_id)",
    "DROP VIEW names",
    "CREATE VIEW names AS SELECT name FROM users",
    "DROP TABLE tags",
    "INSERT INTO users (name) VALUES ('z')",
    "DELETE FROM _sqlx_migrations WHERE version = (SELECT max(version) FROM _sqlx_migrations)",
    "UPDATE _sqlx_migrations SET checksum = x'00' WHERE version = 2",
    "UPDATE _sqlx_migrations SET success = 0 WHERE version = (SELECT max(version) FROM _sqlx_migrations)",
    "UPDATE _sqlx_migrations SET success = 1",
    "DROP TABLE _sqlx_migrations",
    "VACUUM",
)
_NONE, _CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
_KEYS = (
    (Qt.Key.Key_Up, _NONE),
    (Qt.Key.Key_Down, _NONE),
    (Qt.Key.Key_Tab, _NONE),
    (Qt.Key.Key_Return, _NONE),
    (Qt.Key.Key_Escape, _NONE),
    (Qt.Key.Key_Space, _NONE),
    (Qt.Key.Key_Right, _NONE),
    (Qt.Key.Key_F5, _NONE),
    (Qt.Key.Key_F6, _NONE),
    (Qt.Key.Key_Z, _CTRL),
    (Qt.Key.Key_C, _CTRL),
    (Qt.Key.Key_F, _CTRL),
)
_NEVER = ("open_folder",)  # what leads to other programs
_TIME = (
    "show_history",
    "previous_version",
    "next_version",
    "first_version",
    "last_version",
    "play_history",
    "previous_change",
    "next_change",
    "changes_only",
    "undo",
    "redo",
)


class Monkey:
    """Triggers, types and answers at random, while others change schema, ledger and files."""

    def __init__(
        self, parts: Parts, qtbot: QtBot, places: tuple[tuple[Path, Path], ...], rnd: random.Random
    ) -> None:
        self.parts = parts
        self.qtbot = qtbot
        self.places = places  # databases and their folders
        self.path, self.folder = places[0]
        self.rnd = rnd
        self.done: list[str] = []
        self.locking: sqlite3.Connection | None = None
        self.deeds: tuple[Callable[[], None], ...] = (
            self.trigger, self.trigger, self.trigger, self.go_to, self.press_a_key, self.answer, self.answer,
            self.answer, self.answer, self.type_words, self.slide, self.slide, self.slide, self.show_a_tab,
            self.change_outside, self.change_outside, self.change_a_file, self.change_a_file, self.reopen,
            self.refresh, self.offer, self.resize, self.lock, self.move_the_file, self.move_the_folder,
        )  # fmt: skip

    def step(self) -> None:
        deed = self.rnd.choice(self.deeds)
        self.done.append(deed.__name__)
        deed()
        QApplication.sendPostedEvents()
        if self.rnd.random() < 0.5:
            self.settle()

    @property
    def is_idle(self) -> bool:
        late, worker = self.parts.late, self.parts.session.worker
        feature = late.migrations()
        return not (
            worker.busy
            or self.parts.session.is_opening
            or feature.rehearsing.busy
            or feature.explaining._worker.busy
            or feature.baselining._worker.busy
            or feature.watch.is_searching
            or late.diagram().tab.time.is_busy
        )

    def settle(self) -> None:
        self.unlock()
        for _ in range(3):
            self.qtbot.waitUntil(lambda: self.is_idle, timeout=30_000)
            self.qtbot.wait(1)

    def dialogs(self) -> list[QDialog]:
        return [
            each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog) and each.isVisible()
        ]

    def close_everything(self) -> None:
        for _ in range(12):
            while (popup := QApplication.activePopupWidget()) is not None:
                popup.close()
            if not (dialogs := self.dialogs()):
                return
            dialogs[-1].reject()
            self.settle()
        left = [type(each).__name__ for each in self.dialogs()]
        assert not left, (left, self.done)

    # The tab.

    @property
    def is_blocked(self) -> bool:
        return QApplication.activeModalWidget() is not None

    def trigger(self) -> None:
        tab = self.parts.late.migrations().tab
        assert tab is not None
        name = self.rnd.choice([name for name in tab.actions_by_name if name not in _NEVER])
        action = tab.actions_by_name[name]
        if action.isEnabled() and not self.is_blocked:
            self.done[-1] += f" {name}"
            action.trigger()

    def go_to(self) -> None:
        tab = self.parts.late.migrations().tab
        assert tab is not None
        tab.go_to(self.rnd.randrange(1, 8))

    def offer(self) -> None:
        offers = [
            each
            for each in self.parts.window.notice_bar.findChildren(QPushButton)
            if each.isVisible() and each.isEnabled() and each.objectName().startswith("offer")
        ]
        if offers and not self.is_blocked:
            button = self.rnd.choice(offers)
            self.done[-1] += f" {button.objectName()}"
            button.click()

    def press_a_key(self) -> None:
        key, held = self.rnd.choice(_KEYS)
        where = QApplication.activeModalWidget() or self.parts.window
        focus: QWidget | None = where.focusWidget()
        widget = focus if focus is not None else where
        if isinstance(widget, QAbstractButton) and _leads_away(widget):
            return
        self.done[-1] += f" {key.name} in {type(widget).__name__}"
        QTest.keyClick(widget, key, held)

    def type_words(self) -> None:
        tab = self.parts.late.migrations().tab
        assert tab is not None
        tab.page.filter.setText(self.rnd.choice(("", "", "users", "1", "zz")))

    def resize(self) -> None:
        self.parts.window.resize(self.rnd.randrange(800, 1900), self.rnd.randrange(560, 1000))

    def show_a_tab(self) -> None:
        self.parts.window.tabs.bring_forward(
            self.rnd.choice(("migrations", "migrations", "diagram", "pipelines"))
        )

    # Dialogs.

    def answer(self) -> None:
        """Click something of a dialog that shows, or type into it."""
        dialogs = self.dialogs()
        if not dialogs:
            return
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QDialog):
            dialog = self.rnd.choice(dialogs)
        if isinstance(dialog, QFileDialog):
            dialog.reject()
            return
        self._never_open_files(dialog)
        described = getattr(getattr(dialog, "naming", None), "description", None)
        if described is not None and self.rnd.random() < 0.5:
            described.setText(self.rnd.choice(("by hand", "x", "", "a b c", "\u202eevil", "1/2")))
        buttons = [
            each
            for each in dialog.findChildren(QAbstractButton)
            if each.isVisible() and each.isEnabled() and not _leads_away(each)
        ]
        if not buttons or self.rnd.random() < 0.1:
            self.done[-1] += f" {type(dialog).__name__} rejected"
            dialog.reject()
            return
        button = self.rnd.choice(buttons)
        self.done[-1] += f" {type(dialog).__name__} {button.text()!r}"
        button.click()

    def _never_open_files(self, dialog: QDialog) -> None:
        box = getattr(dialog, "open_file", None)
        if isinstance(box, QCheckBox):
            box.setChecked(False)

    # The slider.

    def slide(self) -> None:
        tab = self.parts.late.diagram().tab
        if self.is_blocked:
            return
        name = self.rnd.choice(_TIME)
        action = tab.actions_by_name.get(name)
        if action is not None and action.isEnabled():
            self.done[-1] += f" {name}"
            action.trigger()

    # Everybody else.

    def change_outside(self) -> None:
        sql = self.rnd.choice(_OUTSIDE)
        self.done[-1] += f" {sql}"
        if not self.path.exists():
            return
        other = sqlite3.connect(self.path, isolation_level=None, timeout=0.05)
        with closing(other), suppress(sqlite3.Error):
            other.execute(sql)

    def change_a_file(self) -> None:
        name = self.rnd.choice(list(FILES))
        file = self.folder / name
        if not self.folder.exists():
            return
        how = self.rnd.choice(("restore", "restore", "crlf", "edit", "delete", "break", "add", "bom"))
        self.done[-1] += f" {how} {name}"
        text = FILES[name]
        if how == "add":
            number = self.rnd.randrange(6, 9)
            (self.folder / f"{number}_more.up.sql").write_text(f"CREATE TABLE more{number} (a);\n")
        elif how == "delete":
            file.unlink(missing_ok=True)
        else:
            changed = {
                "crlf": text.replace("\n", "\r\n"),
                "edit": text + "-- edited\n",
                "break": "CREATE TABLE (;",
                "bom": "\ufeff" + text,
            }
            file.write_bytes(changed.get(how, text).encode())

    def lock(self) -> None:
        """Hold the database back from others for a moment, or until the next time."""
        if self.locking is not None:
            self.locking.close()
            self.locking = None
        elif self.path.exists():
            self.locking = sqlite3.connect(self.path, isolation_level=None, timeout=0.05)
            with suppress(sqlite3.Error):
                self.locking.execute(self.rnd.choice(("BEGIN IMMEDIATE", "BEGIN EXCLUSIVE")))

    def unlock(self) -> None:
        if self.locking is not None:
            self.lock()

    def move_the_file(self) -> None:
        """Take the file away, put another in its place, or put it back."""
        aside = self.path.with_name("aside.db")
        how = self.rnd.choice(("take", "replace"))
        self.done[-1] += f" {how}"
        self.unlock()
        if aside.exists():
            self.put_back()
        elif self.path.exists():
            self.path.rename(aside)
            if how == "replace":
                shutil.copyfile(aside, self.path)

    def put_back(self) -> None:
        for path, folder in self.places:
            if (aside := path.with_name("aside.db")).exists():
                aside.replace(path)
            if (away := folder.with_name("away")).exists():
                away.rename(folder)

    def move_the_folder(self) -> None:
        away = self.folder.with_name("away")
        if away.exists():
            away.rename(self.folder)
        else:
            self.folder.rename(away)

    def refresh(self) -> None:
        self.parts.session.refresh()

    def reopen(self) -> None:
        """Open this database again or another one, though a dialog shows or a job runs."""
        how = self.rnd.choice(("same", "other", "read-only", "close", "same", "bundled"))
        self.done[-1] += f" {how}"
        session = self.parts.session
        if how == "close":
            session.close()
            return
        if how == "bundled":
            if session.state is not None:
                session.set_source(self.rnd.choice((None, self.folder)))
            return
        if how == "other":
            self.path, self.folder = self.rnd.choice(self.places)
        session.open(Location(self.path), read_only=how == "read-only")


def _leads_away(button: QAbstractButton) -> bool:
    """Whether a click opens another program or a chooser of files, which a test does not answer."""
    if isinstance(button, QPushButton | QToolButton) and button.menu() is not None:
        return True  # a menu has a loop of its own
    words = button.text().lower()
    return any(each in words for each in ("folder", "open the file", "reveal", "other database", "in editor"))
