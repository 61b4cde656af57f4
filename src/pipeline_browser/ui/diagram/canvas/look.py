"""Fonts and colours of the diagram in the window; all items share one look, so one switch does it."""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QFont, QFontMetricsF

from pipeline_browser.diagram.export.literal import visible
from pipeline_browser.diagram.palette import DARK, LIGHT, Palette

if TYPE_CHECKING:
    from pipeline_browser.diagram.graph import State

TEXT = 12  # pixels at scale 1, as BoxShape has it
BADGE = 9
_ACCENT, _SOFT = "#1d5fbf", "#d9e7fa"
_DIMMED = 0.34  # how much of a colour stays where something else is looked at


class Emphasis(Enum):
    """How much an item is looked at."""

    PLAIN = "plain"
    DIMMED = "dimmed"
    NEAR = "near"  # belongs to what is selected
    HOVERED = "hovered"
    FOUND = "found"
    SELECTED = "selected"


@dataclass(frozen=True, slots=True)
class Ink:
    """The palette as Qt's colours; ``accent`` marks what is selected, ``soft`` lies behind it."""

    page: QColor
    box: QColor
    border: QColor
    header: QColor
    view: QColor
    virtual: QColor
    missing: QColor
    text: QColor
    dim: QColor
    line: QColor
    rule: QColor
    key: QColor
    reference: QColor
    problem: QColor
    added: QColor
    changed: QColor
    removed: QColor
    added_soft: QColor
    changed_soft: QColor
    removed_soft: QColor
    accent: QColor
    soft: QColor

    def of_state(self, state: State) -> QColor:
        """Return the colour of what happened; not for what stayed the same."""
        colour: QColor = getattr(self, state.value)
        return colour

    def soft_of_state(self, state: State) -> QColor:
        """Return the background of what happened; not for what stayed the same."""
        colour: QColor = getattr(self, f"{state.value}_soft")
        return colour

    def faded(self) -> Ink:
        """Return the same colours, nearly gone into the page."""
        return Ink(*(_blend(getattr(self, each.name), self.page) for each in fields(self)))


def ink_of(palette: Palette, accent: str, soft: str) -> Ink:
    """Return a palette for painting."""
    return Ink(
        **{each.name: QColor(getattr(palette, each.name)) for each in fields(palette)},
        accent=QColor(accent),
        soft=QColor(soft),
    )


def _blend(colour: QColor, page: QColor) -> QColor:
    parts = zip(colour.getRgb()[:3], page.getRgb()[:3], strict=True)  # type: ignore[index]  # a tuple, always
    return QColor(*(round(one * _DIMMED + other * (1 - _DIMMED)) for one, other in parts))


class Look:
    """What every item paints with."""

    def __init__(self, font: QFont) -> None:
        self.text_font = _sized(font, TEXT)
        self.name_font = _sized(font, TEXT, bold=True)
        self.badge_font = _sized(font, BADGE, bold=True)
        self.use_palette(LIGHT)

    def use_scheme(self, *, dark: bool, accent: str, soft: str) -> None:
        """Paint in light or in dark from now on."""
        self.use_palette(DARK if dark else LIGHT, accent, soft)

    def use_palette(self, palette: Palette, accent: str = _ACCENT, soft: str = _SOFT) -> None:
        """Paint in these colours from now on."""
        self.ink = ink_of(palette, accent, soft)
        self._faded = self.ink.faded()

    @property
    def veil(self) -> QColor:
        """What lies over everything that is dimmed, so that it looks as in the faded ink."""
        veil = QColor(self.ink.page)
        veil.setAlphaF(1 - _DIMMED)
        return veil

    def ink_for(self, emphasis: Emphasis) -> Ink:
        """Return the colours for an item."""
        return self._faded if emphasis is Emphasis.DIMMED else self.ink


def _sized(font: QFont, pixels: int, *, bold: bool = False) -> QFont:
    sized = QFont(font)
    sized.setPixelSize(pixels)
    sized.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    sized.setHintingPreference(QFont.HintingPreference.PreferNoHinting)  # widths that scale with the zoom
    return sized


def _own(font: QFont) -> QFont:
    """Return a copy that shares nothing: Qt's fonts that share are not safe in two threads."""
    own = QFont(font)
    own.setPixelSize(font.pixelSize() + 1)
    own.setPixelSize(font.pixelSize())
    return own


class FontMeasure:
    """Measures texts as the window shows them; made in its thread, used by one at a time."""

    def __init__(self, text: QFont, name: QFont) -> None:
        self._metrics = {False: QFontMetricsF(_own(text)), True: QFontMetricsF(_own(name))}
        self._known: dict[tuple[str, bool], float] = {}

    def __call__(self, text: str, *, bold: bool = False) -> float:
        """Return the width in pixels at scale 1."""
        key = (text, bold)
        if key not in self._known:
            self._known[key] = self._metrics[bold].horizontalAdvance(visible(text))
        return self._known[key]
