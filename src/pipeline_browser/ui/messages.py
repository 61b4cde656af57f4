"""Failures as one plain message: what happened, where, why, what to do, with details that fold out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from pipeline_browser.overriding import override
from pipeline_browser.ui.colours import Meaning
from pipeline_browser.ui.labels import button_text, plain_label, selectable, shown, shown_text
from pipeline_browser.ui.problem_words import point_list
from pipeline_browser.ui.theme import GROUP, PAGE, RELATED, Theme

if TYPE_CHECKING:
    from pipeline_browser.model.errors import PipelineBrowserError

MARK = 32
WIDTH = 560
MOST_POINTS = 12
_LONGEST = 48  # characters in one line at the least
_LONG_RUN = re.compile(rf"[^\s/-]{{{_LONGEST + 1},}}")


@dataclass(frozen=True, slots=True)
class Offer:
    """A way out that a message offers: a stable name, and the words on its button."""

    name: str
    text: str


class Message(QDialog):
    """One failure, shown whole.

    Signals:
        chosen: the name of the offer that was taken.
    """

    chosen = Signal(str)

    def __init__(
        self,
        error: PipelineBrowserError,
        theme: Theme,
        *,
        title: str,
        offers: tuple[Offer, ...] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.error = error
        self._theme = theme
        self._foot = QHBoxLayout()
        self._details = self._details_box()
        self.setWindowTitle(title)
        self.setAccessibleName(error.summary)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._lay_out(offers)

    @property
    def text(self) -> str:
        """All of the message as plain text, as Copy gives it."""
        error = self.error
        place = str(error.path) if error.path else ""
        # Details are the points in full, where there are both.
        points = "" if error.details else "\n".join(error.points)
        parts = (error.summary, place, error.cause, points, error.outcome, error.remedy, error.details)
        return "\n".join(shown(part) if part == place else part for part in parts if part)

    def _lay_out(self, offers: tuple[Offer, ...]) -> None:
        top = QHBoxLayout()
        top.setSpacing(GROUP)
        top.addWidget(self._mark(), 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(self._words(), 1)
        self._fill_foot(offers)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAGE, PAGE, PAGE, GROUP)
        layout.setSpacing(GROUP)
        layout.addLayout(top)
        layout.addWidget(self._details)
        layout.addLayout(self._foot)
        # Wrapped labels know their height only for a width; left alone the dialog guesses, much too high.
        layout.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
        self._leading.setFocus()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        self._fit()
        super().showEvent(event)

    @Slot()
    def _fit(self) -> None:
        layout = self.layout()
        width = max(self.width(), WIDTH) if self.isVisible() else WIDTH
        if layout is not None:
            self.resize(width, layout.totalHeightForWidth(width))

    def _mark(self) -> QLabel:
        mark = QLabel()
        ratio = self.devicePixelRatioF()
        colour = self._theme.tone(Meaning.WARNING).text
        mark.setPixmap(self._theme.picture("warning", colour, MARK, ratio))
        return mark

    def _words(self) -> QVBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(RELATED)
        words.addWidget(
            selectable(
                plain_label(_breakable(self.error.summary), font=self._theme.heading_font(), wrap=True)
            )
        )
        if self.error.path and str(self.error.path) not in self.error.summary:
            place = plain_label(_breakable(str(self.error.path)), role="dim", wrap=True)
            place.setFont(self._theme.fixed_font())
            words.addWidget(selectable(place))
        error = self.error
        for text in (error.cause, point_list(error.points, MOST_POINTS), error.outcome, error.remedy):
            if text:
                words.addWidget(selectable(plain_label(_breakable(text), wrap=True)))
        words.addStretch(1)
        return words

    def _details_box(self) -> QPlainTextEdit:
        box = QPlainTextEdit(self.error.details)
        box.setReadOnly(True)
        box.setFont(self._theme.fixed_font())
        box.setTabChangesFocus(True)
        box.setAccessibleName("Details")
        box.setMinimumHeight(120)
        box.hide()
        return box

    def _fill_foot(self, offers: tuple[Offer, ...]) -> None:
        copy = QPushButton("Copy")
        copy.setAutoDefault(False)
        copy.setToolTip("Copy the whole message")
        copy.clicked.connect(self._copy)
        self._foot.setSpacing(RELATED)
        if self.error.details:
            self._foot.addWidget(self._unfold_button())
        self._foot.addWidget(copy)
        self._foot.addStretch(1)
        close = QPushButton("Close")
        close.clicked.connect(self.reject)
        self._foot.addWidget(close)
        buttons = [close, *(self._offer(offer) for offer in offers)]
        for button in buttons[1:]:
            self._foot.addWidget(button)
        # Several ways out: the last one leads on. One alone is only a detour, so Close is what Enter does.
        leading = buttons[-1] if len(buttons) > 2 else close
        leading.setDefault(True)
        self._leading = leading

    def _unfold_button(self) -> QPushButton:
        unfold = QPushButton("Details")
        unfold.setCheckable(True)
        unfold.setAutoDefault(False)
        unfold.toggled.connect(self._details.setVisible)
        unfold.toggled.connect(self._fit)
        return unfold

    def _offer(self, offer: Offer) -> QPushButton:
        button = QPushButton(button_text(offer.text))
        button.setObjectName(f"offer-{offer.name}")
        button.setAutoDefault(False)
        button.clicked.connect(self._take)
        return button

    @Slot()
    def _take(self) -> None:
        name = self.sender().objectName().removeprefix("offer-")
        self.accept()
        self.chosen.emit(name)

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text)


def _breakable(text: str) -> str:
    """Return text literally, with places to wrap where a long file name has none."""
    return _LONG_RUN.sub(
        lambda run: "\u200b".join(re.findall(f".{{1,{_LONGEST}}}", run[0])), shown_text(text)
    )
