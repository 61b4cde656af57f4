"""Where nothing is: what would be here, why it is not, and the next step as a button."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from pipeline_browser.ui.labels import plain_label
from pipeline_browser.ui.marks import IconLabel
from pipeline_browser.ui.theme import GROUP, PAGE, RELATED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline_browser.ui.theme import Theme

_WIDTH = 480  # pixels of the text; longer lines are hard to read
_ICON = 32


class EmptyPlace(QWidget):
    """A heading, a few lines and buttons, in the middle of an empty area."""

    def __init__(self, theme: Theme, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heading = plain_label(font=theme.heading_font(), wrap=True)
        self._text = plain_label(role="dim", wrap=True)
        for label in (self._heading, self._text):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setFixedWidth(_WIDTH)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(RELATED)
        centre = Qt.AlignmentFlag.AlignHCenter
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE, PAGE, PAGE, PAGE)
        column.setSpacing(GROUP)
        column.addStretch(2)
        column.addWidget(IconLabel(theme, icon, size=_ICON), 0, centre)
        column.addWidget(self._heading, 0, centre)
        column.addWidget(self._text, 0, centre)
        column.addLayout(self._buttons)
        column.setAlignment(self._buttons, centre)
        column.addStretch(3)

    @property
    def heading(self) -> str:
        """The first line."""
        return self._heading.text()

    @property
    def text(self) -> str:
        """The lines below the heading."""
        return self._text.text()

    def tell(self, heading: str, text: str, buttons: Sequence[QPushButton] = ()) -> None:
        """Show other words and other buttons; the buttons stay with their owner."""
        for label, words in ((self._heading, heading), (self._text, text)):
            label.setText(words)
            # Layouts do not ask labels in the middle how high they are at their width.
            label.setMinimumHeight(max(0, label.heightForWidth(_WIDTH)))
        while (item := self._buttons.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
        for button in buttons:
            self._buttons.addWidget(button)
            button.show()
