"""Colours that can be told apart, and a look that follows the system."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QLabel

from pipeline_browser.paths import resources_folder
from pipeline_browser.ui.colours import DARK, LIGHT, Colours, Meaning, contrast
from pipeline_browser.ui.theme import Scheme, Theme, tabular

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

ICONS = sorted((resources_folder() / "icons").glob("*.svg"))
both = pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@both
def test_every_text_can_be_read_on_everything_it_stands_on(colours: Colours) -> None:
    places = (colours.window, colours.raised, colours.base, colours.alternate)
    pairs = [(text, place) for text in (colours.text, colours.dim) for place in (*places, colours.hover)]
    pairs += [(colours.accent, place) for place in places]
    pairs += [(colours.text, colours.selection), (colours.dim, colours.selection)]
    pairs += [(colours.on_accent, colours.accent_fill), (colours.on_accent, colours.accent_hover)]
    for meaning in Meaning:
        tone = colours.tone(meaning)
        pairs += [(tone.text, place) for place in (*places, tone.soft, colours.selection)]
        pairs.append((colours.text, tone.soft))
    for name in ("keyword", "name", "string", "number", "comment"):
        pairs.append((getattr(colours.syntax, name), colours.base))
    assert {pair: contrast(*pair) for pair in pairs if contrast(*pair) < 4.5} == {}


@both
def test_every_mark_can_be_seen_on_everything_it_stands_on(colours: Colours) -> None:
    places = (colours.window, colours.raised, colours.base)
    marks = [(mark, place) for mark in (colours.outline, colours.accent) for place in places]
    assert {pair: contrast(*pair) for pair in marks if contrast(*pair) < 3} == {}


_OKABE_AND_ITO = {"#000000", "#e69f00", "#56b4e9", "#009e73", "#f0e442", "#0072b2", "#d55e00", "#cc79a7"}


@both
def test_charts_have_colours_that_can_be_seen_and_told_apart_by_everybody(colours: Colours) -> None:
    chart = colours.chart
    marks = {chart.main, chart.other, chart.good, chart.bad, chart.odd}
    assert {mark: contrast(mark, colours.base) for mark in marks if contrast(mark, colours.base) < 3} == {}
    assert marks <= _OKABE_AND_ITO
    # What stands side by side in one chart: two series; a timeline's bars; errors and warnings.
    assert chart.main != chart.other
    assert len({chart.good, chart.main, chart.odd, chart.bad}) == 4


class SystemHints(QObject):
    """Stands for the desktop's setting, which the platform without a screen cannot change."""

    colorSchemeChanged = Signal(Qt.ColorScheme)

    def __init__(self) -> None:
        super().__init__()
        self._scheme = Qt.ColorScheme.Light

    def colorScheme(self) -> Qt.ColorScheme:
        return self._scheme

    def switch(self, scheme: Qt.ColorScheme) -> None:
        self._scheme = scheme
        self.colorSchemeChanged.emit(scheme)


def test_the_look_follows_the_system_at_once_unless_a_scheme_was_chosen(
    qtbot: QtBot, qapp: QApplication
) -> None:
    hints = SystemHints()
    theme = Theme(qapp, resources_folder(), hints=hints)
    assert theme.colours is LIGHT
    with qtbot.waitSignal(theme.changed):
        hints.switch(Qt.ColorScheme.Dark)
    assert theme.colours is DARK
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(DARK.window)
    theme.set_scheme(Scheme.LIGHT)
    hints.switch(Qt.ColorScheme.Light)
    hints.switch(Qt.ColorScheme.Dark)
    assert theme.colours is LIGHT


def test_an_icon_is_drawn_in_the_colours_of_the_scheme(theme: Theme) -> None:
    for scheme, colours in ((Scheme.LIGHT, LIGHT), (Scheme.DARK, DARK)):
        theme.set_scheme(scheme)
        picture = theme.icon("database", Meaning.GOOD).pixmap(24, 24).toImage()
        pixels = [picture.pixelColor(x, y) for x in range(picture.width()) for y in range(picture.height())]
        drawn = [pixel for pixel in pixels if pixel.alpha() == 255]
        assert drawn
        assert all(_near(pixel, QColor(colours.good.text)) for pixel in drawn)


def _near(one: QColor, other: QColor) -> bool:
    parts = [(one.red(), other.red()), (one.green(), other.green()), (one.blue(), other.blue())]
    return all(abs(a - b) <= 2 for a, b in parts)  # rounding of premultiplied colours


@pytest.mark.parametrize("path", ICONS, ids=lambda path: path.stem)
def test_every_icon_is_drawn_on_24_pixels_with_the_one_stroke_width(path: Path) -> None:
    root = ET.fromstring(path.read_text())  # noqa: S314 - our own file
    assert root.get("viewBox") == "0 0 24 24"
    assert root.get("stroke") == "currentColor"
    assert {each.get("stroke-width") for each in root.iter() if each.get("stroke-width")} == {"1.75"}


def test_fonts_are_the_systems_and_figures_are_tabular(qapp: QApplication, theme: Theme) -> None:
    assert theme.heading_font().pointSizeF() == pytest.approx(qapp.font().pointSizeF() * 1.25)
    assert theme.heading_font().family() == qapp.font().family()
    assert tabular(qapp.font()).featureValue(theme.body_font().featureTags()[0]) == 1


def test_twenty_thousand_void_calls_of_qt_leave_the_references_to_none_alone(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for each in range(20_000):
        label.setText(str(each))
    assert abs(sys.getrefcount(None) - before) < 100
