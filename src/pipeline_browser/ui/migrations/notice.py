"""A strip that says what is wrong, why, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from pipeline_browser.overriding import override
from pipeline_browser.ui.colours import Meaning
from pipeline_browser.ui.labels import plain_label, selectable, shown
from pipeline_browser.ui.marks import IconLabel
from pipeline_browser.ui.theme import GROUP, INSIDE, RADIUS, RELATED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from pipeline_browser.ui.theme import Theme

_NARROWEST = 320  # pixels
_TALLEST = 176  # pixels; what says more than that scrolls, and leaves room for the buttons below it
ICONS = {Meaning.BAD: "bad", Meaning.WARNING: "warning", Meaning.NEUTRAL: "info", Meaning.GOOD: "check"}


class Notice(QFrame):
    """A heading and paragraphs on the soft colour of a meaning; hidden while there is nothing to say.

    It is as tall as its texts need, up to a bound beyond which they scroll.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._meaning = Meaning.WARNING
        self._icon = IconLabel(theme, "warning", Meaning.WARNING)
        bold = theme.body_font()
        bold.setBold(True)
        self._heading = selectable(plain_label(wrap=True, font=bold))
        self._paragraphs: list[QLabel] = []
        self._inside = QWidget()
        self._words = QVBoxLayout(self._inside)
        self._scroll = _Bounded(self._inside)
        self._lay_out()
        theme.changed.connect(self._dress)
        self.hide()

    @property
    def heading(self) -> str:
        """The first line."""
        return self._heading.text()

    @property
    def text(self) -> str:
        """The paragraphs."""
        return "\n".join(label.text() for label in self._paragraphs if not label.isHidden())

    @override
    def minimumSizeHint(self) -> QSize:
        """Return what the texts need at the present width; Qt would add up their narrowest shapes."""
        width = max(self.width(), _NARROWEST)
        return QSize(_NARROWEST, self.heightForWidth(width))

    def tell(self, meaning: Meaning, heading: str, paragraphs: Sequence[str] = ()) -> None:
        """Say something; an empty heading hides the strip."""
        self._meaning = meaning
        self._icon.show_icon(ICONS.get(meaning, "info"), meaning)
        self._heading.setText(heading)
        self._tell_paragraphs([each for each in paragraphs if each])
        self._dress()
        self._scroll.follow()
        self.setVisible(bool(heading))

    def _tell_paragraphs(self, paragraphs: Sequence[str]) -> None:
        for _ in range(len(self._paragraphs), len(paragraphs)):
            label = selectable(plain_label(wrap=True))
            self._paragraphs.append(label)
            self._words.addWidget(label)
        unused = [""] * (len(self._paragraphs) - len(paragraphs))
        for label, text in zip(self._paragraphs, [*paragraphs, *unused], strict=True):
            label.setText(_lines_shown(text))
            label.setVisible(bool(text))

    def _lay_out(self) -> None:
        self._words.setContentsMargins(0, 0, 0, 0)
        self._words.setSpacing(INSIDE)
        self._words.addWidget(self._heading)
        mark = QVBoxLayout()
        mark.addWidget(self._icon)
        mark.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(GROUP, RELATED, GROUP, RELATED)
        row.setSpacing(RELATED)
        row.addLayout(mark)
        row.addWidget(self._scroll, 1)
        self.setObjectName("notice")

    @Slot()
    def _dress(self) -> None:
        tone = self._theme.tone(self._meaning)
        self.setStyleSheet(f"#notice {{ background: {tone.soft}; border-radius: {RADIUS}px; }}")


class _Bounded(QScrollArea):
    """As tall as its texts need at its width, up to a bound."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self._inside = inside
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(inside)
        self.setAccessibleName("Notice")
        self.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return min(self._needed(width), _TALLEST)

    @override
    def sizeHint(self) -> QSize:
        return QSize(_NARROWEST, self.heightForWidth(max(self.width(), _NARROWEST)))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()  # the height that is wanted depends on the width

    def follow(self) -> None:
        """Take notice of other texts."""
        self._fit()
        self.updateGeometry()

    def _fit(self) -> None:
        """Give the texts the height they need, and the keyboard a way to scroll them only where they do."""
        # Not left to Qt, which would take the height that they need at their narrowest.
        width = self.viewport().width()
        self._inside.resize(width, self._needed(width))
        scrolls = self._needed(self.width()) > _TALLEST
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if scrolls else Qt.FocusPolicy.NoFocus)

    def _needed(self, width: int) -> int:
        layout = self._inside.layout()
        return layout.totalHeightForWidth(width) if layout is not None else 0


def _lines_shown(text: str) -> str:
    return "\n".join(shown(line) for line in text.split("\n"))
