"""The head of the inspector: what is selected, and what it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from pipeline_browser.diagram.export.literal import named
from pipeline_browser.ui.colours import Meaning
from pipeline_browser.ui.diagram.inspector.facts import Icon
from pipeline_browser.ui.elided_label import ElidedLabel
from pipeline_browser.ui.labels import plain_label, shown, tooltip
from pipeline_browser.ui.theme import ICON, INSIDE, RELATED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QAction

    from pipeline_browser.ui.theme import Theme

_TITLE = 1.1  # of the body's size
_LONGEST = 600  # characters of the text below the title
_WORD = re.compile(r"\S{24}(?=\S)")
_BREAK = "\u200b"  # where a line may end inside a long name


class Header(QWidget):
    """A picture, a title, and a few words below."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon = Icon.NONE
        self.buttons: list[QToolButton] = []
        self._picture = QLabel()
        self._picture.setFixedSize(QSize(ICON, ICON))
        self.title = ElidedLabel()
        self.text = plain_label(role="dim", wrap=True)
        self.text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self._lay_out()
        theme.changed.connect(self._dress)
        self._dress()

    def add_buttons(self, actions: Iterable[QAction]) -> None:
        """Offer actions at the right of the title."""
        for action in actions:
            button = QToolButton()
            button.setDefaultAction(action)
            button.setObjectName(f"inspector-{action.objectName()}")
            button.setAccessibleName(action.text())
            button.setAutoRaise(True)
            button.setIconSize(QSize(ICON, ICON))
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.setStyleSheet("QToolButton { padding: 1px 2px; }")  # no higher than the title
            self._line.addWidget(button)
            self.buttons.append(button)

    def tell(self, icon: Icon, title: str, text: str) -> None:
        """Show other words."""
        self._icon = icon
        self.title.show_text(named(title))
        text = shown(text)
        beginning = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
        self.text.setText(_WORD.sub(rf"\g<0>{_BREAK}", beginning))
        self.text.setToolTip(tooltip(text) if len(text) > _LONGEST else "")
        self.text.setVisible(bool(text))
        self._dress()

    @Slot()
    def _dress(self) -> None:
        self.title.setFont(self._theme.heading_font(_TITLE))
        self._picture.setVisible(self._icon is not Icon.NONE)
        if self._icon is Icon.NONE:
            return
        meaning = Meaning.WARNING if self._icon is Icon.PROBLEM else None
        icon = self._theme.icon(self._icon.value, meaning)
        self._picture.setPixmap(icon.pixmap(QSize(ICON, ICON), self.devicePixelRatioF()))

    def _lay_out(self) -> None:
        self._line = QHBoxLayout()
        self._line.setSpacing(INSIDE)
        self._line.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignVCenter)
        self._line.addWidget(self.title, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(RELATED, INSIDE, RELATED, INSIDE)
        column.setSpacing(0)
        column.addLayout(self._line)
        column.addWidget(self.text)
