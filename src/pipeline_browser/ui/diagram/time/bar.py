"""The bar of the time slider: which version shows, what it changed, and the track below."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from pipeline_browser.overriding import override
from pipeline_browser.ui.diagram.time.actions import (
    CHANGES_ONLY,
    NEXT_CHANGE,
    NEXT_VERSION,
    PLAY,
    PREVIOUS_CHANGE,
    PREVIOUS_VERSION,
)
from pipeline_browser.ui.diagram.time.chips import Chips
from pipeline_browser.ui.diagram.time.track import Track
from pipeline_browser.ui.elided_label import ElidedLabel
from pipeline_browser.ui.fitting_row import tool_button
from pipeline_browser.ui.labels import plain_label, shown
from pipeline_browser.ui.theme import INSIDE, RELATED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QAction, QKeyEvent
    from PySide6.QtWidgets import QToolButton

    from pipeline_browser.diagram.comparing.facts import Counts
    from pipeline_browser.diagram.comparing.timeline import Timeline
    from pipeline_browser.diagram.graph import State
    from pipeline_browser.ui.preferences import Preferences
    from pipeline_browser.ui.theme import Theme

_TITLE = 220  # pixels that the words keep beside the chips
_PARTS = 1000


class TimeBar(QFrame):
    """Hidden until somebody wants it.

    Signals:
        closed: the diagram of the database is wanted again.
        folder_wanted: the folder of migrations is to be chosen.
        cancelled: what is being made is to be given up.
    """

    closed = Signal()
    folder_wanted = Signal()
    cancelled = Signal()

    def __init__(self, theme: Theme, preferences: Preferences) -> None:
        super().__init__()
        self.setObjectName("history-bar")
        self.setAccessibleName("History of the schema")
        self.title = ElidedLabel(elide=Qt.TextElideMode.ElideRight)
        font = self.title.font()
        font.setBold(True)
        self.title.setFont(font)
        self.title.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.when = ElidedLabel(elide=Qt.TextElideMode.ElideRight)
        self.when.setProperty("role", "dim")
        self.chips = Chips(theme)
        self.track = Track(theme, preferences)
        self.message = plain_label(wrap=True)
        self.progress = QProgressBar()
        self.progress.setAccessibleName("Replaying the migrations")
        self.progress.setTextVisible(False)
        self.folder = QPushButton("Choose folder…")
        self.cancel = QPushButton("Cancel")
        self.close_button = QPushButton("Close")
        self._lower = QHBoxLayout()
        self._step_buttons: list[QToolButton] = []
        self._change_buttons: list[QToolButton] = []
        self._lay_out()
        self.folder.clicked.connect(self.folder_wanted)
        self.cancel.clicked.connect(self.cancelled)
        self.close_button.clicked.connect(self.closed)
        self.track.left.connect(self.closed)
        self.hide()

    def add_actions(self, actions: Mapping[str, QAction]) -> None:
        """Offer what can be done beside the track."""
        for row in (PLAY, PREVIOUS_VERSION, NEXT_VERSION):
            self._step_buttons.append(tool_button(f"history-{row.name}", row.tip, actions[row.name]))
        for row in (PREVIOUS_CHANGE, NEXT_CHANGE, CHANGES_ONLY):
            words = row is CHANGES_ONLY
            button = tool_button(f"history-{row.name}", row.tip, actions[row.name], words=words)
            self._change_buttons.append(button)
        for at, each in enumerate(self._step_buttons):
            self._lower.insertWidget(at, each)
        behind = self._lower.indexOf(self._filler) + 1
        for at, each in enumerate(self._change_buttons):
            self._lower.insertWidget(behind + at, each)
        last = (self.folder, self.cancel, self.close_button)
        for one, other in pairwise((*self._step_buttons, self.track, *self._change_buttons, *last)):
            QWidget.setTabOrder(one, other)

    # What it says.

    def show_timeline(self, timeline: Timeline, at: int) -> None:
        """Offer the stops of a timeline."""
        self.track.use(timeline, at)
        self.close_button.setText("Close")
        self._show(steps=True)

    def show_comparison(self, title: str, sides: str) -> None:
        """Say which two schemas are compared."""
        self._say(title, sides)
        self.close_button.setText("Back to the diagram")
        self._show(steps=False)

    def show_stop(self, title: str, when: str, at: int) -> None:
        """Say which stop is shown."""
        self.track.go(at)
        self._say(title, when)

    def _say(self, title: str, when: str) -> None:
        """Let the second text begin where the first one ends, as far as there is room."""
        self.title.show_text(shown(title))
        self.when.show_text(shown(when))
        wanted = self.title.fontMetrics().horizontalAdvance(shown(title)) + RELATED
        self.title.setFixedWidth(min(wanted, max(_TITLE, self.width() // 2)))

    def show_counts(self, counts: Counts | None, verbs: Mapping[State, str], nothing: str = "") -> None:
        """Say what happened, or that nothing did; None for what is not known."""
        self.chips.tell(counts, verbs, nothing)

    def tell(self, words: str, *, folder: bool = False) -> None:
        """Say why there is no history."""
        self._show_message(words, busy=False)
        self.folder.setVisible(folder)

    def tell_busy(self, words: str, part: float | None = None) -> None:
        """Say what is being made, and how far it is: 0 to 1."""
        self._show_message(words, busy=True)
        self.progress.setRange(0, 0 if part is None else _PARTS)
        if part is not None:
            self.progress.setValue(round(part * _PARTS))

    def enter(self) -> None:
        """Give the focus to what one goes through the versions with."""
        first = (self.track, self.folder, self.cancel, self.close_button)
        next(each for each in first if not each.isHidden()).setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _show(self, *, steps: bool) -> None:
        for widget in (self.title, self.when, self.chips, *self._change_buttons):
            widget.show()
        for widget in (self.track, *self._step_buttons):
            widget.setVisible(steps)
        for widget in (self.message, self.progress, self.folder, self.cancel):
            widget.hide()
        self._filler.setVisible(not steps)
        self.show()

    def _show_message(self, words: str, *, busy: bool) -> None:
        for widget in (self.title, self.when, self.chips, *self._change_buttons, *self._step_buttons):
            widget.hide()
        for widget in (self.track, self.folder):
            widget.hide()
        self.message.setText(shown(words))
        self.message.show()
        self.progress.setVisible(busy)
        self.cancel.setVisible(busy)
        self._filler.setVisible(not busy)
        self.close_button.setText("Close")
        self.show()

    def _lay_out(self) -> None:
        upper = QHBoxLayout()
        upper.setSpacing(RELATED)
        upper.addWidget(self.title)
        upper.addWidget(self.when, 2)
        upper.addWidget(self.message, 4)
        upper.addWidget(self.chips)
        self._filler = QWidget()
        self._lower.setSpacing(INSIDE)
        self._lower.addWidget(self.track, 1)
        self._lower.addWidget(self.progress, 1)
        self._lower.addWidget(self._filler, 1)
        self._lower.addWidget(self.folder)
        self._lower.addWidget(self.cancel)
        self._lower.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(RELATED, RELATED, RELATED, INSIDE)
        column.setSpacing(INSIDE)
        column.addLayout(upper)
        column.addLayout(self._lower)
