"""Over a corner of the view: what is not shown and how to get it back, or what is being made."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QTimer, Signal, SignalInstance, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from pipeline_browser.ui.labels import plain_label, shown
from pipeline_browser.ui.theme import INSIDE, RELATED

_EDGE = 12  # pixels between the chip and the sides of the view
_PATIENCE = 400  # milliseconds without a sign of work


class ShownChip(QFrame):
    """Hidden while everything is shown and nothing is being made.

    Signals:
        everything_wanted: all tables are to be shown.
        list_wanted: the hidden tables are to be listed.
        cancelled: what is being made is to be given up.
    """

    everything_wanted = Signal()
    list_wanted = Signal()
    cancelled = Signal()

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self.setObjectName("diagram-shown")
        self.setProperty("role", "card")
        self.setAutoFillBackground(True)
        self._words = ""
        self._is_busy = False
        self.label = plain_label()
        self.everything = _button("Show everything", self.everything_wanted)
        self.list = _button("Hidden tables…", self.list_wanted)
        self.cancel = _button("Cancel", self.cancelled)
        row = QHBoxLayout(self)
        row.setContentsMargins(RELATED, INSIDE, INSIDE, INSIDE)
        row.setSpacing(RELATED)
        for widget in (self.label, self.everything, self.list, self.cancel):
            row.addWidget(widget)
        for one, other in pairwise((view, self.everything, self.list, self.cancel)):
            QWidget.setTabOrder(one, other)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE)
        self._patience.timeout.connect(self._lose_patience)
        self.move(_EDGE, _EDGE)
        self.hide()

    def tell(self, words: str, *, can_list: bool) -> None:
        """Say what is shown; nothing where that is everything."""
        self._words = words
        self.list.setVisible(can_list)
        self._refresh()

    @Slot()
    def begin(self) -> None:
        """Something is being made; the chip says so if it takes a while."""
        self._patience.start()

    @Slot()
    def end(self) -> None:
        """It is made, or was given up."""
        self._patience.stop()
        self._is_busy = False
        self._refresh()

    @Slot()
    def _lose_patience(self) -> None:
        self._is_busy = True
        self._refresh()

    def _refresh(self) -> None:
        self.label.setText("Arranging…" if self._is_busy else shown(self._words))
        self.everything.setVisible(not self._is_busy)
        if self._is_busy:
            self.list.hide()
        self.cancel.setVisible(self._is_busy)
        self.setVisible(self._is_busy or bool(self._words))
        self.adjustSize()


def _button(text: str, wanted: SignalInstance) -> QPushButton:
    button = QPushButton(text)
    button.setProperty("small", True)
    button.setAutoDefault(False)
    button.clicked.connect(wanted)
    return button
