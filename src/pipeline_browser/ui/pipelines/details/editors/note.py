"""A note under a field or cell: what belongs there, or why a value is odd or refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from pipeline_browser.ui.colours import Meaning
from pipeline_browser.ui.labels import button_text, plain_label, shown
from pipeline_browser.ui.theme import ICON, INSIDE, RELATED

if TYPE_CHECKING:
    from pipeline_browser.ui.theme import Theme

_WIDTH = 380  # pixels
_STAYS = 8_000  # milliseconds of a note that nobody is typing under
_ICONS = {Meaning.WARNING: "warning", Meaning.BAD: "bad", Meaning.NEUTRAL: "info"}


class Note(QFrame):
    """Lies over the details, so that nothing moves when it comes or goes.

    Attributes:
        over: the widget over which it lies.

    Signals:
        suggested: somebody wants the better value that it offers.
    """

    suggested = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.over = parent
        self._theme = theme
        self._meaning = Meaning.NEUTRAL
        self._place = QRect()
        self._above = False
        self._icon = QLabel()
        self._icon.setFixedSize(QSize(ICON, ICON))
        self.label = plain_label(wrap=True)
        self.button = QPushButton()
        self.button.setProperty("small", "true")
        self.button.setAccessibleName("Use a better value")
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button.clicked.connect(self.suggested)
        self._leaving = QTimer(self)
        self._leaving.setSingleShot(True)
        self._leaving.setInterval(_STAYS)
        self._leaving.timeout.connect(self.hide)
        self._lay_out()
        theme.changed.connect(self._dress)
        self._dress()
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return self.label.text()

    @property
    def meaning(self) -> Meaning:
        """How serious it is."""
        return self._meaning

    def tell(self, text: str, meaning: Meaning, *, suggestion: str = "") -> None:
        """Say something at the place that it was given; nothing hides the note."""
        self._leaving.stop()
        self.label.setText(shown(text))
        self.button.setText(button_text(f"Use {shown(suggestion)}"))
        self.button.setToolTip("Alt+Return")
        self.button.setVisible(bool(suggestion))
        self.button.setAccessibleName(self.button.text())
        if meaning is not self._meaning:
            self._meaning = meaning
            self._dress()
        self.setVisible(bool(text))
        self._fit()

    def stand_at(self, place: QRect, *, above: bool = False) -> None:
        """Stand below (or above) a rectangle of the parent."""
        self._place, self._above = place, above
        self._fit()

    def leave_soon(self) -> None:
        """Go after a while."""
        self._leaving.start()

    def _fit(self) -> None:
        if not self.isVisible():
            return
        room = self.over.rect().adjusted(INSIDE, INSIDE, -INSIDE, -INSIDE)
        width = min(_WIDTH, room.width())
        self.setFixedWidth(width)
        height = self._row.heightForWidth(width)
        self.resize(width, height)
        below = QPoint(self._place.left(), self._place.bottom() + 2)
        over = QPoint(self._place.left(), self._place.top() - height - 2)
        wanted = over if self._above else below
        if not self._above and below.y() + height > room.bottom():
            wanted = over
        elif self._above and over.y() < room.top():
            wanted = below
        left = max(room.left(), min(wanted.x(), room.right() - width))
        self.move(left, max(room.top(), wanted.y()))
        self.raise_()

    @Slot()
    def _dress(self) -> None:
        colours, tone = self._theme.colours, self._theme.tone(self._meaning)
        plain = self._meaning is Meaning.NEUTRAL
        ground, ink = (colours.raised, colours.text) if plain else (tone.soft, tone.text)
        edge = colours.outline if plain else tone.text
        self.setStyleSheet(
            f"Note {{ background: {ground}; border: 1px solid {edge}; border-radius: 6px; }}"
            f"Note QLabel {{ color: {ink}; }}"
        )
        icon = self._theme.icon_in(_ICONS.get(self._meaning, "info"), ink)
        self._icon.setPixmap(icon.pixmap(QSize(ICON, ICON), self.devicePixelRatioF()))

    def _lay_out(self) -> None:
        self.setObjectName("note")
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(RELATED, INSIDE + 1, RELATED, INSIDE + 1)
        row.setSpacing(RELATED)
        top = Qt.AlignmentFlag.AlignTop
        row.addWidget(self._icon, 0, top)
        row.addWidget(self.label, 1)
        row.addWidget(self.button, 0, top)
