"""Somebody who presses everything in the Diagram tab, at random."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QWidget

from pipeline_browser.diagram.export.formats import Format
from pipeline_browser.model.engine import sqlite3
from pipeline_browser.ui.comparison import Comparison
from pipeline_browser.ui.diagram.output.dialog import OutputDialog
from pipeline_browser.ui.theme import Scheme
from tests.ui.diagram.holding import check, check_settled
from tests.ui.diagram.random_schemas import random_change, random_schema
from tests.ui.diagram.showing import change_outside

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from random import Random

    from pytestqt.qtbot import QtBot

    from pipeline_browser.app import Parts
    from pipeline_browser.diagram.state import DiagramState
    from pipeline_browser.ui.diagram.tab import DiagramTab

_NO = Qt.KeyboardModifier.NoModifier
_SHIFT, _CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
_ALT = Qt.KeyboardModifier.AltModifier
_KEYS = (
    Qt.Key.Key_Tab, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Return,
    Qt.Key.Key_Escape, Qt.Key.Key_H, Qt.Key.Key_N, Qt.Key.Key_K, Qt.Key.Key_C, Qt.Key.Key_0, Qt.Key.Key_1,
    Qt.Key.Key_2, Qt.Key.Key_R, Qt.Key.Key_A, Qt.Key.Key_Delete, Qt.Key.Key_Space, Qt.Key.Key_Home,
    Qt.Key.Key_PageDown,
)  # fmt: skip
_SLIDING = (
    Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Space, Qt.Key.Key_Escape,
)  # fmt: skip
_WORDS = ("", "id", "a", "customer", "t1", "zzz", "<b>", "_", "é", "%", "\u202e")
_SIZES = ((1280, 800), (760, 520), (1024, 700), (1600, 1000), (500, 400))
_SLOW = 60_000  # milliseconds that a loaded machine may take to settle


class Monkey:
    """Does one thing after the other in one window; ``log`` says what."""

    def __init__(self, qtbot: QtBot, parts: Parts, files: list[Path], random: Random) -> None:
        self.qtbot = qtbot
        self.parts = parts
        self.files = files
        self.random = random
        self.log = ["begin"]
        self.first: DiagramState | None = None
        self.is_pressed = False
        self.path = files[0]

    @property
    def tab(self) -> DiagramTab:
        """The tab."""
        return self.parts.late.diagram().tab

    def begin(self) -> None:
        """Open the first database, and note from which state everything can be undone."""
        self.open(self.path)
        history, begin = self.tab.history, self.tab.history.begin

        def noted(state: DiagramState | None) -> None:
            begin(state)
            self.first = state

        history.begin = noted  # type: ignore[method-assign]

    def act(self) -> None:
        """Do something."""
        deeds: dict[Callable[[], None], int] = {
            self.trigger: 10, self.press_button: 8, self.move_pointer: 8, self.let_go: 6, self.drag: 6,
            self.double_click: 2, self.turn_wheel: 4, self.press_key: 8, self.find: 3, self.select_some: 6,
            self.select_line: 2, self.undo_some: 4, self.inspect: 4, self.use_menu: 2, self.change_scheme: 1,
            self.resize: 1, self.reopen: 1, self.close: 1, self.change_schema: 2, self.replace_file: 1,
            self.leave_tab: 1, self.settle: 4, self.pause: 6, self.undo_all: 1, self.use_popup: 2,
            self.export: 2, self.use_dialog: 2, self.slide: 8, self.compare: 1,
        }  # fmt: skip
        deed = self.random.choices(list(deeds), list(deeds.values()))[0]
        self.log.append(deed.__name__)
        deed()

    def note(self, *what: object) -> None:
        """Add to what is said of the last deed."""
        self.log[-1] += f" {what}"

    # What it does.

    def open(self, path: Path) -> None:
        """Open a database and look at its diagram; one that is broken by now is refused."""
        self.path = path
        self.parts.window.opener.open_path(str(path))
        self.qtbot.waitUntil(lambda: not self.parts.session.is_opening, timeout=_SLOW)
        if self.parts.session.state is None:
            self.note("refused")
        self.parts.window.tabs.setCurrentIndex(0)

    def reopen(self) -> None:
        """Open any database, in the middle of whatever goes on; sometimes not even waiting for it."""
        path = self.random.choice(self.files)
        self.note(path.name)
        if self.random.random() < 0.7:
            self.open(path)
        else:
            self.path = path
            self.parts.window.opener.open_path(str(path))

    def close(self) -> None:
        """Close the database and open it again."""
        self.parts.session.close()
        check(self.tab)
        self.pause()
        self.open(self.path)

    def trigger(self) -> None:
        """Call any action that is enabled."""
        actions = [each for each in self.tab.actions_by_name.values() if each.isEnabled()]
        if actions:
            action = self.random.choice(actions)
            self.note(action.objectName())
            action.trigger()

    def press_button(self) -> None:
        """Press a button of the mouse somewhere; it stays pressed."""
        button = self.random.choices(
            [Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton], [8, 1, 1]
        )[0]
        keys = self.random.choices([_NO, _SHIFT, _CTRL, _ALT], [8, 2, 1, 1])[0]
        at = self._somewhere()
        self.note(button.name, keys.name, at.x(), at.y())
        QTest.mousePress(self.tab.view.viewport(), button, keys, at)

    def move_pointer(self) -> None:
        """Move the mouse."""
        at = self._somewhere()
        self.note(at.x(), at.y())
        QTest.mouseMove(self.tab.view.viewport(), at)

    def let_go(self) -> None:
        """Let go of the mouse."""
        self._release()

    def drag(self) -> None:
        """Drag a box somewhere, or give it up on the way."""
        view, at = self.tab.view.viewport(), self._somewhere()
        self.note(at.x(), at.y())
        QTest.mousePress(view, Qt.MouseButton.LeftButton, _NO, at)
        for _ in range(self.random.randint(1, 6)):
            at += QPoint(self.random.randint(-90, 90), self.random.randint(-90, 90))
            QTest.mouseMove(view, at)
            if self.random.random() < 0.3:
                self.pause()
        if self.random.random() < 0.2:
            QTest.keyClick(self.tab.view, Qt.Key.Key_Escape)
        if self.random.random() < 0.9:
            self._release(at)

    def double_click(self) -> None:
        """Double-click somewhere."""
        at = self._somewhere()
        self.note(at.x(), at.y())
        QTest.mouseDClick(self.tab.view.viewport(), Qt.MouseButton.LeftButton, _NO, at)

    def turn_wheel(self) -> None:
        """Zoom with the wheel."""
        view, at = self.tab.view.viewport(), self._somewhere()
        turns = self.random.choice([-12, -3, -1, 1, 3, 12])
        keys = self.random.choice([_NO, _SHIFT, _CTRL])
        for _ in range(self.random.randint(1, 3)):
            event = QWheelEvent(
                QPointF(at), QPointF(view.mapToGlobal(at)), QPoint(), QPoint(0, 120 * turns),
                Qt.MouseButton.NoButton, keys, Qt.ScrollPhase.NoScrollPhase, False,
            )  # fmt: skip
            QApplication.sendEvent(view, event)

    def press_key(self) -> None:
        """Press a key where the focus is."""
        key = self.random.choice(_KEYS)
        keys = self.random.choices([_NO, _SHIFT, _CTRL], [6, 3, 1])[0]
        if key is Qt.Key.Key_Tab and keys is _CTRL:
            return
        widget = QApplication.focusWidget()
        if widget is None or not self.tab.isAncestorOf(widget) or self.random.random() < 0.5:
            widget = self.tab.view
            widget.setFocus()
        self.note(key.name, keys.name, type(widget).__name__)
        QTest.keyClick(widget, key, keys)

    def find(self) -> None:
        """Look for something, letter by letter, and go from hit to hit."""
        field = self.tab.find_bar.field
        field.clear()
        word = self.random.choice(_WORDS)
        self.note(word)
        for at in range(len(word)):
            field.setText(word[: at + 1])
        for _ in range(self.random.randint(0, 3)):
            QTest.keyClick(field, Qt.Key.Key_Return, self.random.choice([_NO, _SHIFT]))
        if self.random.random() < 0.5:
            QTest.keyClick(field, Qt.Key.Key_Escape)

    def select_some(self) -> None:
        """Select tables."""
        boxes = self.tab.scene.boxes
        if boxes and self.tab.scene.is_built:
            some = self.random.sample(range(len(boxes)), min(len(boxes), self.random.choice([1, 1, 2, 5])))
            self.note(some)
            self.tab.focus.select(some)

    def select_line(self) -> None:
        """Select a line."""
        lines = self.tab.scene.lines
        if lines and self.tab.scene.is_built:
            self.tab.focus.select_line(self.random.randrange(len(lines)))

    def undo_some(self) -> None:
        """Undo and redo a few times."""
        for _ in range(self.random.randint(1, 6)):
            self.tab.actions_by_name[self.random.choice(["undo", "undo", "redo"])].trigger()
            if self.random.random() < 0.3:
                self.pause()

    def inspect(self) -> None:
        """Click something in the inspector, or turn its page."""
        inspector = self.tab.inspector
        if inspector.isHidden():
            self.tab.actions_by_name["show_inspector"].trigger()
        if self.random.random() < 0.4:
            inspector.pages.setCurrentIndex(self.random.randrange(3))
        else:
            facts = [fact for section in inspector.facts.facts.sections for fact in section.facts]
            targets = [fact.target for fact in facts if fact.target is not None]
            if targets:
                target = self.random.choice(targets)
                self.note(target)
                inspector._follow(target)

    def use_menu(self) -> None:
        """Open the context menu and choose something of it, or not."""
        menu = self.tab.menu()
        menu.popup(self.tab.view.viewport().mapToGlobal(self._somewhere()))
        actions = [each for each in menu.actions() if each.isEnabled() and not each.isSeparator()]
        if actions and self.random.random() < 0.8:
            action = self.random.choice(actions)
            self.note(action.text())
            action.trigger()
        menu.close()

    def use_popup(self) -> None:
        """Show hidden tables one by one."""
        self.tab.actions_by_name["show_hidden"].trigger()
        popup = QApplication.activePopupWidget()
        if popup is not None:
            for _ in range(self.random.randint(0, 3)):
                QTest.keyClick(popup.focusWidget(), self.random.choice([Qt.Key.Key_Down, Qt.Key.Key_Return]))
                popup = QApplication.activePopupWidget()
                if popup is None:
                    break

    def export(self) -> None:
        """Save the diagram, and go on without waiting for it."""
        if order := self.tab.output.order():
            file = self.path.with_name(f"picture.{self.random.choice(list(Format)).value}")
            self.note(file.name)
            self.tab.exporting.saver.save(file, order)

    def use_dialog(self) -> None:
        """Choose anything in the dialog for export or printing, and leave it."""
        self.tab.actions_by_name[self.random.choice(["save", "print_diagram"])].trigger()
        for dialog in filter(QDialog.isVisible, self.parts.window.findChildren(OutputDialog)):
            for _ in range(self.random.randint(0, 6)):
                if self.random.random() < 0.5:
                    dialog.formats.setCurrentRow(self.random.randrange(dialog.formats.count()))
                    continue
                choice = self.random.choice(dialog.form.findChildren(QComboBox))
                choice.setCurrentIndex(self.random.randrange(choice.count()))
                self.pause()
            self.random.choice([dialog.reject, dialog.copy.click])()

    def change_scheme(self) -> None:
        """Change to other colours."""
        self.parts.theme.set_scheme(self.random.choice([Scheme.LIGHT, Scheme.DARK]))

    def resize(self) -> None:
        """Make the window larger or smaller."""
        self.parts.window.resize(*self.random.choice(_SIZES))

    def leave_tab(self) -> None:
        """Look at another tab for a moment."""
        self.parts.window.tabs.setCurrentIndex(1)
        self.pause()
        check(self.tab)
        self.parts.window.tabs.setCurrentIndex(0)

    def slide(self) -> None:
        """Open the history, go through it by a key, or close it."""
        track = self.tab.time_bar.track
        if self.tab.time_bar.isHidden():
            if self.tab.actions_by_name["show_history"].isEnabled():
                self.tab.actions_by_name["show_history"].trigger()
            return
        key = self.random.choices(_SLIDING, [4, 4, 1, 1, 1, 1])[0]
        self.note(key.name)
        QTest.keyClick(track, key)

    def compare(self) -> None:
        """Compare what there is with another schema."""
        schema = self.tab.loader.own_schema
        if schema is not None:
            less = replace(schema, tables=schema.tables[1:])
            self.parts.late.diagram().compare(Comparison("Monkey", less, schema, "less", "all"))

    def change_schema(self) -> None:
        """Let another program change the schema."""
        schema = self.tab.loader.schema
        sql = random_change(self.random, [table.name for table in schema.user_tables] if schema else [])
        self.note(sql)
        change_outside(self.path, sql)

    def replace_file(self) -> None:
        """Let another program put another file in the place of the open one."""
        other = self.path.with_name(f"{self.path.name}.other")
        other.unlink(missing_ok=True)
        with closing(sqlite3.connect(other)) as connection:
            connection.executescript(random_schema(self.random))
        other.replace(self.path)
        if self.random.random() < 0.7:
            self.pause()
            self.open(self.path)

    def pause(self) -> None:
        """Let the window do what it does by itself for a moment."""
        self.qtbot.wait(self.random.choice([0, 1, 5, 20, 60]))

    def settle(self) -> None:
        """Let go and wait until everything is there."""
        self._release()
        self.close_dialogs()
        self.qtbot.waitUntil(self._is_settled, timeout=_SLOW)
        check_settled(self.tab)

    def undo_all(self) -> None:
        """Undo everything, which leads back to the first state, and do it again, which leads back here."""
        self.tab.time.close()
        self.settle()
        stack, history = self.tab.history.undo_stack, self.tab.history
        while stack.canRedo():
            stack.redo()
        last = history.state
        while stack.canUndo():
            stack.undo()
        assert history.state is self.first, "undoing everything leads elsewhere"
        check(self.tab)
        while stack.canRedo():
            stack.redo()
        assert history.state is last, "doing everything again leads elsewhere"
        self.note(stack.count())

    def close_dialogs(self) -> None:
        """Close what stands over the window."""
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, QDialog) and widget.isVisible():
                self.log[-1] += f" (closed {type(widget).__name__} {widget.windowTitle()})"
                widget.reject()

    # Helpers.

    def _is_settled(self) -> bool:
        session = self.parts.session
        return self.tab.is_settled and not session.worker.busy and not session.is_opening

    def _somewhere(self) -> QPoint:
        """Return a place of the viewport: on a box, on a line, or anywhere."""
        view, scene = self.tab.view, self.tab.scene
        kind = self.random.random()
        area = view.viewport().rect()
        if kind < 0.55 and scene.boxes:
            item = self.random.choice(scene.boxes)
            inside = QPointF(self.random.random() * item.size.width, self.random.random() * item.size.height)
            at = view.mapFromScene(item.pos() + inside)
        elif kind < 0.75 and scene.lines:
            route = self.random.choice(scene.lines).route
            at = view.mapFromScene(QPointF(*self.random.choice(route)))
        else:
            at = QPoint(
                self.random.randint(0, max(1, area.width())), self.random.randint(0, max(1, area.height()))
            )
        if not area.contains(at) and self.random.random() < 0.9:
            at = QPoint(at.x() % max(1, area.width()), at.y() % max(1, area.height()))
        return at

    def _release(self, at: QPoint | None = None) -> None:
        where = at if at is not None else self._somewhere()
        widget: QWidget = self.tab.view.viewport()
        for button in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton):
            QTest.mouseRelease(widget, button, _NO, where)
