"""Whatever is pressed in the Pipelines tab, and in whatever order: all of it can be undone, exactly.

``PIPELINE_BROWSER_SEEDS`` says which sequences (``0:12``) and ``PIPELINE_BROWSER_STEPS`` how long each is.
"""

from __future__ import annotations

import os
import random
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMenu

from pipeline_browser.model.engine import sqlite3
from pipeline_browser.ui.editing.conflict_dialog import ConflictDialog
from pipeline_browser.ui.pipelines.deleting.dialog import DeleteDialog
from tests.small_pipelines import another_program
from tests.ui.pipelines.at_work import ALT, CTRL, SHIFT, AtWork, Key

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.campaign

TABLES = (
    "pipelines",
    "pipeline_stages",
    "stage_parameters",
    "pipeline_configuration",
    "processing_metrics",
)
FIRST, END = (int(each) for each in os.environ.get("PIPELINE_BROWSER_SEEDS", "0:12").split(":"))
SEEDS = range(FIRST, END)
STEPS = int(os.environ.get("PIPELINE_BROWSER_STEPS", "200"))
_Select = QItemSelectionModel.SelectionFlag


def dump(path: Path) -> dict[str, list[object]]:
    with closing(sqlite3.connect(path)) as connection:
        connection.text_factory = bytes
        return {
            table: connection.execute(f"SELECT rowid, * FROM {table} ORDER BY rowid").fetchall()
            for table in TABLES
        }


class Monkey:
    """Presses keys and buttons at random."""

    def __init__(self, work: AtWork, rnd: random.Random) -> None:
        self.work = work
        self.rnd = rnd
        self.done: list[str] = []
        self.deeds: tuple[Callable[[], None], ...] = (
            self.go_somewhere,
            self.go_somewhere,
            self.select_more,
            self.press_a_key,
            self.press_a_key,
            self.press_a_key,
            self.rename,
            self.trigger,
            self.trigger,
            self.undo,
            self.redo,
            self.edit_a_cell,
            self.edit_a_cell,
            self.filter,
            self.cure,
        )

    def step(self) -> None:
        deed = self.rnd.choice(self.deeds)
        self.done.append(deed.__name__)
        self.work.be_active()
        deed()
        QApplication.sendPostedEvents()  # what a key leads to comes before the next key, as from a desktop
        if self.rnd.random() < 0.7:
            self.settle()

    def settle(self) -> None:
        self.answer()
        self.work.settle()
        self.answer()
        self.work.settle()

    def answer(self) -> None:
        """Answer what asks, one way or the other."""
        while (popup := QApplication.activePopupWidget()) is not None:
            self.choose_in(popup)
        for _ in range(5):
            dialog = QApplication.activeModalWidget()
            if not isinstance(dialog, QDialog):
                return
            if isinstance(dialog, DeleteDialog) and self.rnd.random() < 0.7:
                dialog.delete.click()
            elif isinstance(dialog, ConflictDialog) and dialog.insist.isVisible() and self.rnd.random() < 0.5:
                dialog.insist.click()
            else:
                dialog.reject()
            QApplication.sendPostedEvents()

    def choose_in(self, popup: object) -> None:
        if isinstance(popup, QMenu):
            actions = [each for each in popup.actions() if each.isEnabled() and each.menu() is None]
            popup.close()
            chosen = [each for each in actions if not each.isSeparator() and each.objectName() not in _ASKS]
            if chosen:
                self.rnd.choice(chosen).trigger()
        elif hasattr(popup, "close"):
            popup.close()

    def go_somewhere(self) -> None:
        table = self.work.listing.table
        if table.list.rowCount():
            table.setFocus()
            table.select_row(self.rnd.randrange(table.list.rowCount()))

    def select_more(self) -> None:
        table = self.work.listing.table
        if table.list.rowCount():
            index = table.list.index(self.rnd.randrange(table.list.rowCount()), 1)
            table.selectionModel().select(index, _Select.Toggle | _Select.Rows)

    def press_a_key(self) -> None:
        key, held = self.rnd.choice(_KEYS)
        self.done[-1] += f" {key.name}"
        QTest.keyClick(self.work.listing.table, key, held)

    def rename(self) -> None:
        QTest.keyClick(self.work.listing.table, Key.Key_F2)
        field = QApplication.focusWidget()
        if isinstance(field, QLineEdit):
            field.setText(self.rnd.choice(("delta", "alpha", "", "x y", "ünïcode", "<b>")))
            QTest.keyClick(field, self.rnd.choice((Key.Key_Return, Key.Key_Escape)))

    def trigger(self) -> None:
        names = [name for name in self.work.bench.actions if name not in _ASKS]
        action = self.work.bench.actions[self.rnd.choice(names)]
        self.done[-1] += f" {action.objectName()}"
        if action.isEnabled():
            action.trigger()

    def undo(self) -> None:
        self.work.bench.actions["undo"].trigger()

    def redo(self) -> None:
        self.work.bench.actions["redo"].trigger()

    def edit_a_cell(self) -> None:
        grids = [
            each
            for each in (
                self.work.bench.details.page.stages.grid,
                *self.work.bench.details.page.entries.grids,
            )
            if each.isVisible() and each.model() is not None and each.model().rowCount()
        ]
        if not grids:
            return
        grid = self.rnd.choice(grids)
        model = grid.model()
        index = model.index(self.rnd.randrange(model.rowCount()), self.rnd.randrange(model.columnCount()))
        grid.setFocus()
        grid.setCurrentIndex(index)
        QTest.keyClick(grid, self.rnd.choice(_GRID_KEYS))
        field = QApplication.focusWidget()
        if field is not None and field is not grid and grid.isAncestorOf(field):
            QTest.keyClicks(field, self.rnd.choice(("1", "zstd", "64 KiB", "true", "", "-5", "~")))
            QTest.keyClick(field, self.rnd.choice((Key.Key_Return, Key.Key_Escape, Key.Key_Tab)))

    def filter(self) -> None:
        bar = self.work.listing.bar
        bar.field.setText(self.rnd.choice(("", "", "a", "zstd", "delta", "zzz")))
        bar.archived.setChecked(self.rnd.random() < 0.6)
        bar.problems.setChecked(bar.problems.isEnabled() and self.rnd.random() < 0.2)

    def cure(self) -> None:
        from pipeline_browser.ui.pipelines.details.head.problem_card import ProblemCard  # noqa: PLC0415

        cards = [each for each in self.work.bench.details.findChildren(ProblemCard) if each.isVisible()]
        buttons = [each.cure_button for each in cards if each.cure_button and each.cure_button.isEnabled()]
        if buttons:
            self.rnd.choice(buttons).click()


_ASKS = frozenset(("new_pipeline", "export_pipelines", "import_pipelines", "compare"))
_NONE = Qt.KeyboardModifier.NoModifier
_KEYS = (
    (Key.Key_Up, _NONE),
    (Key.Key_Down, _NONE),
    (Key.Key_Left, _NONE),
    (Key.Key_Right, _NONE),
    (Key.Key_Up, ALT),
    (Key.Key_Down, ALT),
    (Key.Key_D, CTRL),
    (Key.Key_Delete, _NONE),
    (Key.Key_C, CTRL),
    (Key.Key_X, CTRL),
    (Key.Key_V, CTRL),
    (Key.Key_Z, CTRL),
    (Key.Key_Z, CTRL | SHIFT),
    (Key.Key_Insert, _NONE),
    (Key.Key_Down, SHIFT),
    (Key.Key_Home, _NONE),
    (Key.Key_End, _NONE),
    (Key.Key_Return, _NONE),
    (Key.Key_Asterisk, _NONE),
)
_GRID_KEYS = (Key.Key_F2, Key.Key_Space, Key.Key_Delete, Key.Key_Return, Key.Key_Insert, Key.Key_Tab)


@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_is_pressed_can_be_undone(work: AtWork, file: Path, seed: int) -> None:
    before = dump(file)
    monkey = Monkey(work, random.Random(seed))  # noqa: S311 - nothing is kept secret with it
    for _ in range(STEPS):
        monkey.step()
    monkey.settle()
    after = dump(file)
    count = 0
    while work.bench.editor.undo_text:
        work.bench.editor.undo()
        work.settle()
        assert QApplication.activeModalWidget() is None, monkey.done
        count += 1
    assert dump(file) == before, monkey.done
    for _ in range(count):
        work.bench.editor.redo()
        work.settle()
    assert dump(file) == after, monkey.done


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_of_another_program_is_lost_unasked(work: AtWork, file: Path, seed: int) -> None:
    rnd = random.Random(seed)  # noqa: S311 - nothing is kept secret with it
    monkey = Monkey(work, rnd)
    for number in range(STEPS):
        monkey.step()
        if number % 10 == 0:
            another_program(file, rnd.choice(_OUTSIDE))
    monkey.settle()
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


_OUTSIDE = (
    "UPDATE pipelines SET name = name || '+' WHERE rowid = (SELECT max(rowid) FROM pipelines)",
    "UPDATE pipeline_stages SET enabled = 1 - enabled WHERE rowid % 3 = 0",
    "DELETE FROM stage_parameters WHERE rowid = (SELECT min(rowid) FROM stage_parameters)",
    "DELETE FROM pipelines WHERE rowid = (SELECT min(rowid) FROM pipelines)",
    "UPDATE pipeline_stages SET stage_order = 10 - stage_order",
    (
        "INSERT OR REPLACE INTO stage_parameters SELECT id, 'outside', '1', 0, created_at, updated_at "
        "FROM pipeline_stages"
    ),
    "VACUUM",
)
