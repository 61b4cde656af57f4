"""The colours and fonts of charts, made from the theme once and again when it changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QFont, QFontMetricsF

from pipeline_browser.ui.metrics.charts.picture import Ink
from pipeline_browser.ui.theme import tabular

if TYPE_CHECKING:
    from pipeline_browser.ui.theme import Theme

_SMALLER = 0.9  # a tick's font, of the body's
_SOFT = 70  # opacity of the soft ink, of 255


class Look:
    """What charts are painted with."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self.font = QFont()
        self.refresh()

    def refresh(self) -> None:
        """Follow the theme."""
        colours = self._theme.colours
        chart = colours.chart
        self.page = QColor(colours.base)
        self.text = QColor(colours.text)
        self.dim = QColor(colours.dim)
        self.grid = QColor(colours.line)
        self.accent = QColor(colours.accent)
        soft = QColor(chart.main)
        soft.setAlpha(_SOFT)
        self._inks = {
            Ink.MAIN: QColor(chart.main),
            Ink.OTHER: QColor(chart.other),
            Ink.GOOD: QColor(chart.good),
            Ink.BAD: QColor(chart.bad),
            Ink.ODD: QColor(chart.odd),
            Ink.QUIET: QColor(colours.outline),
            Ink.TEXT: QColor(colours.text),
            Ink.SOFT: soft,
        }
        font = tabular(self._theme.body_font())
        font.setPointSizeF(font.pointSizeF() * _SMALLER)
        self.font = font
        self.metrics = QFontMetricsF(font)

    def ink(self, ink: Ink) -> QColor:
        """Return the colour of an ink."""
        return self._inks[ink]
