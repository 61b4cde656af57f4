"""A field while it is edited: a line, what helps to fill it, and what the typed value is worth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QApplication,
    QHBoxLayout,
    QLineEdit,
    QToolButton,
    QWidget,
)

from pipeline_browser.model.pipelines.catalogue import Kind
from pipeline_browser.model.pipelines.catalogue.numbers import whole_number
from pipeline_browser.overriding import override
from pipeline_browser.ui.labels import plain_label, shown, tooltip
from pipeline_browser.ui.pipelines.details.editors.choice_list import ChoiceList
from pipeline_browser.ui.pipelines.details.editors.editor_words import replaces, typed_form
from pipeline_browser.ui.pipelines.details.editors.path_dialog import path_dialog
from pipeline_browser.ui.pipelines.details.editors.pattern_list import PatternList
from pipeline_browser.ui.theme import ICON

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QHideEvent

    from pipeline_browser.model.pipelines.catalogue import Judgement, Spec
    from pipeline_browser.model.pipelines.values import Value
    from pipeline_browser.ui.pipelines.details.cells.facts import Judge
    from pipeline_browser.ui.theme import Theme

Hint = QAbstractItemDelegate.EndEditHint
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
# The focus is only lent: to a list of this field, to a menu, to another window.
_LENT = (
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
    Qt.FocusReason.ActiveWindowFocusReason,
)


class FieldEditor(QWidget):
    """Edits one value.

    Signals:
        changed: the typed value is another one.
        accepted: an EndEditHint; Return, Tab or a choice ended the editing.
        cancelled: Escape was pressed.
        left: the focus went elsewhere.
    """

    changed = Signal()
    accepted = Signal(object)
    cancelled = Signal()
    left = Signal()

    def __init__(self, theme: Theme, spec: Spec, judge: Judge, seen: Value, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.spec = spec
        self._judge = judge
        self.seen = seen
        self._first = typed_form(spec, seen)
        self.line = QLineEdit()
        self.list: ChoiceList | None = None
        self.patterns: PatternList | None = None
        self.button: QToolButton | None = None
        self._row = QHBoxLayout(self)
        self._lay_out()
        self._add_help()
        self.line.installEventFilter(self)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow_focus)
        self.line.textEdited.connect(self._follow)
        self.line.textChanged.connect(self.changed)

    @property
    def typed(self) -> str:
        """What the line holds."""
        return self.line.text()

    @property
    def touched(self) -> bool:
        """Whether it holds something else than at first; of what could not be shown, whether it was typed."""
        return self.typed != self._first or (bool(replaces(self.seen)) and self.line.isModified())

    @property
    def judgement(self) -> Judgement:
        """What the typed value is worth."""
        return self._judge(self.typed)

    @property
    def has_list(self) -> bool:
        """Whether something opens under it."""
        return self.list is not None or self.patterns is not None

    @property
    def is_begun(self) -> bool:
        """Whether the typed text is the beginning of choices that show under it: too early to judge it."""
        found = self.list is not None and self.list.is_open
        return found and all(self.typed.casefold() != value.casefold() for value in self.spec.values)

    def use(self, text: str) -> None:
        """Put a text into the line, as if it were typed."""
        self.line.setText(text)
        self.line.setModified(True)
        self.line.selectAll()

    @Slot()
    def open_list(self) -> None:
        """Show what can be chosen."""
        if self.list is not None:
            self.list.open_all()
        elif self.patterns is not None:
            self.patterns.open_under(self, self.typed or self.spec.default)

    @Slot()
    def open_list_at_first(self) -> None:
        """Show what can be chosen, unless somebody has begun to type."""
        if self.isVisible() and not self.line.isModified() and self.list is not None:
            self.list.open_all()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self.line:
            return super().eventFilter(watched, event)
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                event.accept()  # else a shortcut of the window would take it
            return False
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._handle(event)
        if event.type() is QEvent.Type.FocusOut:
            self._note_leaving(event)  # type: ignore[arg-type]  # a QFocusEvent
        return False

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep keys that mean nothing here: in the grid below they would move the cursor away."""
        event.accept()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """Let nothing stay open under a field that is gone."""
        if self.list is not None:
            self.list.close()
        if self.patterns is not None:
            self.patterns.hide()
        super().hideEvent(event)

    def _handle(self, event: QKeyEvent) -> bool:
        key, alt = event.key(), event.modifiers() & Qt.KeyboardModifier.AltModifier
        if key in _ENTER and alt:
            self._use_suggestion()
        elif key in _ENTER:
            self.accepted.emit(Hint.NoHint)
        elif key == Qt.Key.Key_Tab:
            self.accepted.emit(Hint.EditNextItem)
        elif key == Qt.Key.Key_Backtab:
            self.accepted.emit(Hint.EditPreviousItem)
        elif key == Qt.Key.Key_Escape:
            self.cancelled.emit()
        elif key == Qt.Key.Key_F4 or (key == Qt.Key.Key_Down and (alt or self.list is not None)):
            self.open_list()
        elif key in _STEPS and self.spec.kind is Kind.NUMBER:
            self._step(_STEPS[Qt.Key(key)])
        else:
            return False
        return True

    @Slot()
    def _use_suggestion(self) -> None:
        suggestion = self.judgement.suggestion
        if suggestion is not None:
            self.use(str(suggestion))

    def _step(self, by: int) -> None:
        number = whole_number(self.typed or self.spec.default or "0")
        if number is None:
            return
        lowest = self.spec.lowest if self.spec.lowest is not None else -(2**31)
        highest = self.spec.highest if self.spec.highest is not None else 2**31 - 1
        self.use(str(min(highest, max(lowest, number + by))))

    @Slot(str)
    def _follow(self, text: str) -> None:
        if self.list is not None:
            self.list.follow(text)

    @Slot(str)
    def _choose(self, value: str) -> None:
        self.use(value)
        self.accepted.emit(Hint.NoHint)

    @Slot(int)
    def _end_by(self, key: int) -> None:
        self.accepted.emit(Hint.EditNextItem if key == Qt.Key.Key_Tab else Hint.NoHint)

    def _note_leaving(self, event: QFocusEvent) -> None:
        if event.reason() not in _LENT and not self._is_mine(QApplication.focusWidget()):
            self.left.emit()

    @Slot(QWidget, QWidget)
    def _follow_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Notice also that somebody else got the focus which was only lent and never came back."""
        elsewhere = now is not None and now.window() is self.window() and not self._is_mine(now)
        if elsewhere and self.isVisible():
            self.left.emit()

    def _is_mine(self, widget: QWidget | None) -> bool:
        """Whether a widget is a part of this field, in its lists too, which are windows of their own."""
        while widget is not None and widget is not self:
            widget = widget.parentWidget()
        return widget is self

    # What helps.

    def _add_help(self) -> None:
        kind = self.spec.kind
        if kind in (Kind.CHOICE, Kind.SWITCH) and self.spec.choices:
            self.list = ChoiceList(self._theme, self.spec.choices, self.line)
            self.list.chosen.connect(self._choose)
            self.list.passed_on.connect(self._end_by)
            self._add_button("choose", "Show the choices (F4)").clicked.connect(self.open_list)
        elif kind is Kind.PATTERNS:
            self.patterns = PatternList(self.spec.values, self)
            self.patterns.picked.connect(self.use)
            self.patterns.finished.connect(self._finish_ticking)
            self._add_button("choose", "Tick what is masked (F4)").clicked.connect(self.open_list)
        elif kind is Kind.SECRET:
            self.line.setEchoMode(QLineEdit.EchoMode.Password)
            self._add_button("show", "Show what is typed").clicked.connect(self._reveal)
        elif kind is Kind.PATH:
            self._add_button("folder", "Choose a file…").clicked.connect(self._choose_path)
        elif self.spec.unit and kind is Kind.NUMBER:
            self._row.addWidget(plain_label(self.spec.unit, role="dim"))

    def _add_button(self, icon: str, tip: str) -> QToolButton:
        self.button = QToolButton()
        self.button.setIcon(self._theme.icon(icon))
        self.button.setIconSize(QSize(ICON, ICON))
        self.button.setToolTip(tooltip(tip))
        self.button.setAccessibleName(tip)
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._row.addWidget(self.button)
        return self.button

    @Slot()
    def _finish_ticking(self) -> None:
        if self.patterns is not None:
            self.patterns.hide()
        self.accepted.emit(Hint.NoHint)

    @Slot()
    def _reveal(self) -> None:
        modes = QLineEdit.EchoMode
        hidden = self.line.echoMode() is modes.Password
        self.line.setEchoMode(modes.Normal if hidden else modes.Password)
        if self.button is not None:
            self.button.setIcon(self._theme.icon("hide" if hidden else "show"))

    @Slot()
    def _choose_path(self) -> None:
        dialog = path_dialog(self.window(), self.typed)
        dialog.fileSelected.connect(self._take_path)
        dialog.open()

    @Slot(str)
    def _take_path(self, path: str) -> None:
        self.use(path)
        self.line.setFocus()

    def _lay_out(self) -> None:
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addWidget(self.line, 1)
        self.setFocusProxy(self.line)
        self.setAutoFillBackground(True)
        self.line.setMaxLength(2**31 - 1)  # Qt would cut a longer text off after 32,767 characters
        self.line.setText(self._first)
        self.line.setAccessibleName(self.spec.name or "Value")
        self.line.setPlaceholderText(shown(replaces(self.seen)) or self._placeholder())
        self.line.setProperty("cell", "true")

    def _placeholder(self) -> str:
        return self.spec.default and f"unset: {self.spec.default}"


_STEPS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
