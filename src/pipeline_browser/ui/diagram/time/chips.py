"""What happened in figures: a chip for each of added, changed and removed, with its sign and words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Slot
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from pipeline_browser.diagram.comparing.facts import HAPPENED, Counts
from pipeline_browser.diagram.comparing.words import counts_words
from pipeline_browser.diagram.notation import STATE_SIGNS
from pipeline_browser.diagram.palette import DARK, LIGHT
from pipeline_browser.overriding import override
from pipeline_browser.ui.labels import tooltip

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline_browser.diagram.graph import State
    from pipeline_browser.ui.theme import Theme

_HEIGHT, _PADDING, _GAP, _ROUND = 22, 8.0, 6.0, 6.0


class Chips(QWidget):
    """Says all in words where there is room, else only how much: ``+ 1 table, 3 columns``, ``+ 4``."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._states: tuple[State, ...] = ()
        self._long: tuple[str, ...] = ()
        self._short: tuple[str, ...] = ()
        self._nothing = ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._repaint)

    @property
    def texts(self) -> tuple[str, ...]:
        """What the chips say where there is room."""
        return self._long

    def tell(self, counts: Counts | None, verbs: Mapping[State, str], nothing: str = "") -> None:
        """Show what happened, or that ``nothing`` did; None for nothing known."""
        self._nothing = nothing if counts and counts.is_nothing else ""
        states = [state for state in HAPPENED if counts and counts.total(state)]
        self._states = tuple(states)
        told = [
            ", ".join(thing.counted(number) for thing, number in counts.in_state(state)) if counts else ""
            for state in states
        ]
        self._long = tuple(f"{STATE_SIGNS[state]} {words}" for state, words in zip(states, told, strict=True))
        self._short = tuple(f"{STATE_SIGNS[state]} {counts.total(state)}" for state in states if counts)
        sentence = counts_words(counts, nothing, verbs) if counts else "Not compared"
        self.setAccessibleName(sentence)
        self.setToolTip(tooltip(sentence))
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(round(self._width(self._long or (self._nothing,))), _HEIGHT)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(round(self._width(self._short)), _HEIGHT)

    def _width(self, texts: tuple[str, ...]) -> float:
        metrics = QFontMetricsF(self.font())
        own = [metrics.horizontalAdvance(text) + 2 * _PADDING + 1 for text in texts]
        return sum(own) + _GAP * max(0, len(own) - 1)

    @Slot()
    def _repaint(self) -> None:
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        texts = self._long if self._width(self._long) <= self.width() + 1 else self._short
        palette = DARK if self._theme.colours.dark else LIGHT
        metrics = QFontMetricsF(self.font())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x = self.width() - self._width(texts)
        for state, text in zip(self._states, texts, strict=True):
            width = metrics.horizontalAdvance(text) + 2 * _PADDING
            area = QRectF(x, (self.height() - _HEIGHT) / 2, width, _HEIGHT)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(palette.soft_of_state(state)))
            painter.drawRoundedRect(area, _ROUND, _ROUND)
            painter.setPen(QColor(palette.of_state(state)))
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)
            x += width + _GAP
        if self._nothing:
            painter.setPen(QColor(palette.dim))
            flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRectF(self.rect()), flags, self._nothing)
        painter.end()
