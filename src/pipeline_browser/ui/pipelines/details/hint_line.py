"""The line at the foot of the details: what the current cell means, or what is odd about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from pipeline_browser.ui.colours import Meaning
from pipeline_browser.ui.elided_label import ElidedLabel
from pipeline_browser.ui.labels import set_role, shown
from pipeline_browser.ui.theme import ICON, INSIDE, RELATED

if TYPE_CHECKING:
    from pipeline_browser.ui.theme import Theme

_ICONS = {Meaning.WARNING: "warning", Meaning.BAD: "bad", Meaning.NEUTRAL: "info"}


class HintLine(QWidget):
    """One line; the tooltip has the whole."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._meaning = Meaning.NEUTRAL
        self._icon = QLabel()
        self._icon.setFixedSize(QSize(ICON, ICON))
        self.label = ElidedLabel(elide=Qt.TextElideMode.ElideRight)
        row = QHBoxLayout(self)
        row.setContentsMargins(RELATED, 2, RELATED, 2)
        row.setSpacing(INSIDE + 2)
        row.addWidget(self._icon)
        row.addWidget(self.label, 1)
        theme.changed.connect(self._dress)
        self.tell("")

    def tell(self, text: str, meaning: Meaning = Meaning.NEUTRAL) -> None:
        """Say something; nothing leaves the line empty."""
        self._meaning = meaning
        self.label.show_text(shown(text))
        self._dress()

    @Slot()
    def _dress(self) -> None:
        set_role(self.label, "dim" if self._meaning is Meaning.NEUTRAL else self._meaning.value)
        icon = self._theme.icon(_ICONS.get(self._meaning, "info"), self._meaning)
        self._icon.setPixmap(icon.pixmap(QSize(ICON, ICON), self.devicePixelRatioF()))
        self._icon.setVisible(bool(self.label.whole_text))
