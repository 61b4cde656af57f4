"""An icon with a word beside it: never a colour alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from pipeline_browser.ui.labels import plain_label, set_role
from pipeline_browser.ui.theme import ICON, INSIDE, RELATED

if TYPE_CHECKING:
    from pipeline_browser.ui.colours import Meaning
    from pipeline_browser.ui.theme import Theme


class IconLabel(QLabel):
    """One of the theme's icons, redrawn when the theme changes."""

    def __init__(
        self, theme: Theme, name: str = "", meaning: Meaning | None = None, size: int = ICON
    ) -> None:
        super().__init__()
        self._theme = theme
        self._name = name
        self._meaning = meaning
        self._size = size
        self.setFixedSize(QSize(size, size))
        theme.changed.connect(self._draw)
        self._draw()

    def show_icon(self, name: str, meaning: Meaning | None = None) -> None:
        """Show another icon."""
        self._name, self._meaning = name, meaning
        self._draw()

    @Slot()
    def _draw(self) -> None:
        if self._name:
            icon = self._theme.icon(self._name, self._meaning)
            self.setPixmap(icon.pixmap(QSize(self._size, self._size), self.devicePixelRatioF()))


class Mark(QWidget):
    """An icon and a text in the colour of one meaning."""

    def __init__(self, theme: Theme, *, wrap: bool = False) -> None:
        super().__init__()
        self._icon = IconLabel(theme)
        self._text = plain_label(wrap=wrap)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(RELATED if wrap else INSIDE)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop if wrap else Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._text, 1)

    @property
    def text(self) -> str:
        """The words beside the icon."""
        return self._text.text()

    def tell(self, text: str, icon: str, meaning: Meaning, *, coloured: bool = True) -> None:
        """Show a text; ``coloured`` false leaves it in the text's colour, for what is long to read."""
        self._icon.show_icon(icon, meaning)
        self._text.setText(text)
        set_role(self._text, meaning.value if coloured else "")
