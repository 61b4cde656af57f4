"""Above the list: the field that filters as one types, two switches, and how many pipelines there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from pipeline_browser.overriding import override
from pipeline_browser.ui.elided_label import ElidedLabel
from pipeline_browser.ui.labels import tooltip
from pipeline_browser.ui.theme import GROUP, RELATED

if TYPE_CHECKING:
    from pipeline_browser.ui.preferences import Preferences

ARCHIVED = "pipelines/archived"
PROBLEMS = "pipelines/problems-only"
NARROW, WIDE = 120, 300  # pixels of the field
BUSY_AFTER = 150  # milliseconds, from which on one should see that something is under way
_BUSY = "\N{HORIZONTAL ELLIPSIS}"


class FilterBar(QWidget):
    """The controls of the filter.

    Signals:
        text_changed: somebody types.
        switched: a switch is another way.
        left: Escape in an empty field, or Down or Enter: the list is wanted.
    """

    text_changed = Signal()
    switched = Signal()
    left = Signal()

    def __init__(self, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._counted = ""
        self.field = QLineEdit()
        self.archived = QCheckBox("Archived")
        self.problems = QCheckBox("Problems")
        self.count = ElidedLabel(elide=Qt.TextElideMode.ElideRight)
        self.count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.count.setProperty("role", "dim")
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(BUSY_AFTER)
        self._patience.timeout.connect(self._show_busy)
        self._lay_out()
        self._dress()
        self._connect()

    def allow_problems(self, *, known: bool) -> None:
        """Let problems be chosen once it is known which pipelines have any."""
        self.problems.setEnabled(known)
        why = "Show only pipelines in which the check found something" if known else "Not checked yet"
        self.problems.setToolTip(tooltip(why))

    def show_count(self, words: str) -> None:
        """Say how many pipelines there are."""
        self._counted = words
        self._patience.stop()
        self.count.show_text(words)

    def set_busy(self, busy: bool) -> None:  # noqa: FBT001 - a slot
        """Show a mark if this lasts."""
        if busy:
            self._patience.start()
        else:
            self._patience.stop()
            self.count.show_text(self._counted)

    def focus(self) -> None:
        """Let somebody type what to look for."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def type(self, text: str) -> None:
        """Go on with what somebody began to type elsewhere."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.deselect()
        self.field.setCursorPosition(len(self.field.text()))
        self.field.insert(text)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return self._leaves(event)
        return super().eventFilter(watched, event)

    def _leaves(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape:
            if self.field.text():
                self.field.clear()
            else:
                self.left.emit()
            return True
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_PageDown):
            self.left.emit()
            return True
        return False

    @Slot()
    def _show_busy(self) -> None:
        self.count.show_text(f"{self._counted} {_BUSY}" if self._counted else f"Reading {_BUSY}")

    @Slot()
    def _remember(self) -> None:
        self._preferences.remember_text(ARCHIVED, "yes" if self.archived.isChecked() else "")
        self._preferences.remember_text(PROBLEMS, "yes" if self.problems.isChecked() else "")

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(GROUP, RELATED, GROUP, RELATED)
        row.setSpacing(GROUP)
        row.addWidget(self.field, 1)
        row.addWidget(self.archived)
        row.addWidget(self.problems)
        row.addWidget(self.count, 1)

    def _dress(self) -> None:
        self.field.setPlaceholderText("Filter (Ctrl+F)")
        self.field.setAccessibleName("Filter pipelines")
        where = "Finds words in names, ids, stages, algorithms, parameters and configuration (level=9)"
        self.field.setToolTip(tooltip(where))
        self.field.setClearButtonEnabled(True)
        self.field.setMinimumWidth(NARROW)
        self.field.setMaximumWidth(WIDE)
        self.field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.field.installEventFilter(self)
        self.archived.setToolTip(tooltip("Show archived pipelines too, which the program's list leaves out"))
        self.archived.setChecked(bool(self._preferences.current.view(ARCHIVED)))
        self.problems.setChecked(bool(self._preferences.current.view(PROBLEMS)))
        self.allow_problems(known=False)

    def _connect(self) -> None:
        self.field.textChanged.connect(self.text_changed)
        for switch in (self.archived, self.problems):
            switch.toggled.connect(self._remember)
            switch.toggled.connect(self.switched)
