"""What stands against a pipeline: a line that says it all, and a card for each problem."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from pipeline_browser.overriding import override
from pipeline_browser.ui.formats import counted
from pipeline_browser.ui.labels import plain_label, set_role
from pipeline_browser.ui.pipelines.details.cells.marks import Marks
from pipeline_browser.ui.pipelines.details.head.problem_card import ProblemCard
from pipeline_browser.ui.pipelines.details.head.verdict_words import state_words
from pipeline_browser.ui.theme import ICON, INSIDE, RELATED

if TYPE_CHECKING:
    from pipeline_browser.model.pipelines.loadability.verdict import PipelineVerdict
    from pipeline_browser.ui.theme import Theme

_SHARE = 0.28  # of the height of the details: more cards scroll
_LEAST = 64  # pixels
_QUIET = 300  # milliseconds without a word, since most verdicts come sooner


class ProblemList(QWidget):
    """Shows a verdict.

    Signals:
        cure_wanted: the Problem whose cure is to be done.
        place_wanted: the Problem whose place is to be shown.
        emptied: the last problem is gone, and with it what had the focus.
    """

    cure_wanted = Signal(object)
    place_wanted = Signal(object)
    emptied = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._verdict: PipelineVerdict | None = None
        self._why_not = ""
        self._room = 400
        self.cards: list[ProblemCard] = []
        self._icon = QLabel()
        self._icon.setFixedSize(QSize(ICON, ICON))
        self.state = plain_label(wrap=True)
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        self._more = plain_label(role="dim")
        self._area = QScrollArea()
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_QUIET)
        self._patience.timeout.connect(self._dress)
        self._lay_out()
        theme.changed.connect(self._dress)
        self.show_verdict(None)

    @property
    def verdict(self) -> PipelineVerdict | None:
        """What is shown; None while it is not known."""
        return self._verdict

    def show_verdict(self, verdict: PipelineVerdict | None) -> None:
        """Show another verdict; the same problems keep their cards, and what has the focus in them."""
        before = self._verdict.problems if self._verdict else None
        self._verdict = verdict
        self._patience.stop()
        if verdict is None:
            self._patience.start()
        if before is None or verdict is None or verdict.problems != before:
            self._fill()
        self._dress()

    def allow(self, why_not: str) -> None:
        """Let cures be done, or say why not."""
        self._why_not = why_not
        for card in self.cards:
            card.allow(why_not)

    def set_room(self, height: int) -> None:
        """Take so much of a height as is needed, up to a share."""
        self._room = height
        self._fit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self._fit()  # texts wrap otherwise now, or fonts are known only now
        return super().eventFilter(watched, event)

    def _fill(self) -> None:
        place = self._area.verticalScrollBar().value()
        focused: QWidget | None = self.window().focusWidget()
        had_focus = focused is not None and self._inside.isAncestorOf(focused)
        for card in self.cards:
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        marks = Marks(self._verdict)
        problems = self._verdict.problems if self._verdict is not None else ()
        self.cards = [ProblemCard(self._theme, each, marks.meaning(each)) for each in problems[:_MOST]]
        for card in self.cards:
            card.allow(self._why_not)
            card.cure_wanted.connect(self.cure_wanted)
            card.place_wanted.connect(self.place_wanted)
            self._column.addWidget(card)
        hidden = len(problems) - len(self.cards)
        self._more.setText(
            f"{counted(hidden, 'more problem')}: the stages below are marked." if hidden else ""
        )
        self._more.setVisible(hidden > 0)
        self._column.addWidget(self._more)
        self._area.setVisible(bool(self.cards))
        self._fit()
        self._area.verticalScrollBar().setValue(place)
        if had_focus:
            self._pass_focus_on()

    def _pass_focus_on(self) -> None:
        """The button that had the focus is gone: the next problem gets it, or whoever comes after them."""
        buttons = (button for card in self.cards for button in (card.cure_button, card.place_button))
        found = next((button for button in buttons if button is not None), None)
        if found is not None:
            found.setFocus()
        else:
            self.emptied.emit()

    def _fit(self) -> None:
        if not self.cards:
            return
        width = self._area.viewport().width()
        needed = self._column.heightForWidth(width) + 2
        height = min(needed, max(_LEAST, round(self._room * _SHARE)))
        if height != self._area.height():
            self._area.setFixedHeight(height)

    @Slot()
    def _dress(self) -> None:
        if self._verdict is None and self._patience.isActive():
            self.state.setText(" ")
            self._icon.clear()
            return
        words = state_words(self._verdict)
        self.state.setText(words.text)
        icon = self._theme.icon(words.icon, words.meaning)
        self._icon.setPixmap(icon.pixmap(QSize(ICON, ICON), self.devicePixelRatioF()))
        set_role(self.state, words.meaning.value)

    def _lay_out(self) -> None:
        self.setAccessibleName("Problems")
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(INSIDE)
        self._area.setWidget(self._inside)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._inside.installEventFilter(self)
        self._inside.setObjectName("problems")
        self._area.setStyleSheet("QScrollArea, QWidget#problems { background: transparent; }")
        line = QHBoxLayout()
        line.setSpacing(INSIDE + 2)
        line.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.state, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(RELATED, INSIDE, RELATED, INSIDE)
        column.setSpacing(INSIDE)
        column.addLayout(line)
        column.addWidget(self._area)


_MOST = 30  # cards: a pipeline may have thousands of broken stages
