"""How everything looks: grid, fonts, palette, style sheet and icons, following the system's light or dark.

A grid of 4 px: ``INSIDE`` a control, between ``RELATED`` things, ``GROUP`` to group, at a ``PAGE``'s edge.
Fonts are the system's own; headings 1.25 times the body; figures in columns are tabular.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPalette, QPixmap

from pipeline_browser.ui.colours import DARK, LIGHT, Colours, Meaning, Tone
from pipeline_browser.ui.icons import IconFactory
from pipeline_browser.ui.stylesheet import style_sheet

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

INSIDE = 4
RELATED = 8
GROUP = 16
PAGE = 24
RADIUS = 6
ICON = 16  # pixels of an icon beside text
HEADING = 1.25
FIGURE = 1.8
_STYLED = "styled"


class Scheme(Enum):
    """Which colours are wanted; the value is what the settings file holds."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class SystemHints(Protocol):
    """What QStyleHints says about the desktop."""

    colorSchemeChanged: Any

    def colorScheme(self) -> Qt.ColorScheme:
        """Return the scheme that the desktop asks for."""
        ...


class Theme(QObject):
    """The look in force.

    Signals:
        changed: colours and icons are others now; delegates and highlighters repaint.
    """

    changed = Signal()

    def __init__(
        self,
        app: QApplication,
        resources: Path,
        scheme: Scheme = Scheme.SYSTEM,
        hints: SystemHints | None = None,
    ) -> None:
        super().__init__()
        self._app = app
        self._hints: SystemHints = hints or app.styleHints()
        self._scheme = scheme
        self._icons = IconFactory(resources / "icons")
        self._marks = resources / "marks"
        self._colours = self._wanted()
        # Once: setting a style again visits every widget there is, those too that are about to be deleted.
        if app.property(_STYLED) is None:
            app.setStyle("Fusion")
            app.setProperty(_STYLED, True)
        self._dress()
        self._hints.colorSchemeChanged.connect(self._follow_system)

    @property
    def colours(self) -> Colours:
        """The tokens in force."""
        return self._colours

    @property
    def scheme(self) -> Scheme:
        """What was asked for."""
        return self._scheme

    def set_scheme(self, scheme: Scheme) -> None:
        """Use light, dark, or whatever the system says."""
        self._scheme = scheme
        self._follow_system()

    def tone(self, meaning: Meaning) -> Tone:
        """Return text colour and soft background of a meaning."""
        return self._colours.tone(meaning)

    def icon(self, name: str, meaning: Meaning | None = None) -> QIcon:
        """Return ``resources/icons/NAME.svg`` in the text's colour, or in a meaning's."""
        colour = self._colours.tone(meaning).text if meaning else self._colours.text
        return self._icons.icon(name, colour, disabled=self._colours.outline)

    def icon_in(self, name: str, colour: str) -> QIcon:
        """Return an icon in a colour of the tokens."""
        return self._icons.icon(name, colour, disabled=self._colours.outline)

    def app_icon(self) -> QIcon:
        """Return the program's own icon, the same in light and in dark."""
        icon = QIcon()
        for size in (16, 24, 32, 48, 64, 128):
            icon.addPixmap(self._icons.pixmap("app", LIGHT.accent, size, 1.0))
        return icon

    def picture(self, name: str, colour: str, size: int, ratio: float) -> QPixmap:
        """Return one picture of an icon, ``size`` logical pixels wide."""
        return self._icons.pixmap(name, colour, size, ratio)

    def body_font(self) -> QFont:
        """Return the interface font with tabular figures."""
        return tabular(self._app.font())

    def heading_font(self, times: float = HEADING) -> QFont:
        """Return the interface font for headings."""
        font = QFont(self._app.font())
        font.setPointSizeF(font.pointSizeF() * times)
        font.setWeight(QFont.Weight.DemiBold)
        return font

    def fixed_font(self) -> QFont:
        """Return the system's fixed-width font, at the body's size."""
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPointSizeF(self._app.font().pointSizeF())
        return font

    def _wanted(self) -> Colours:
        if self._scheme is Scheme.SYSTEM:
            return DARK if self._hints.colorScheme() is Qt.ColorScheme.Dark else LIGHT
        return DARK if self._scheme is Scheme.DARK else LIGHT

    @Slot()
    def _follow_system(self) -> None:
        wanted = self._wanted()
        if wanted is not self._colours:
            self._colours = wanted
            self._dress()
            self.changed.emit()

    def _dress(self) -> None:
        self._app.setPalette(palette(self._colours))
        self._app.setStyleSheet(style_sheet(self._colours, self._marks))


def tabular(font: QFont) -> QFont:
    """Return the font with figures of one width, so that columns of numbers line up."""
    font = QFont(font)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def palette(colours: Colours) -> QPalette:
    """Return Qt's palette of the tokens."""
    filled = QPalette()
    role = QPalette.ColorRole
    for one, colour in {
        role.Window: colours.window,
        role.WindowText: colours.text,
        role.Base: colours.base,
        role.AlternateBase: colours.alternate,
        role.Text: colours.text,
        role.PlaceholderText: colours.dim,
        role.Button: colours.raised,
        role.ButtonText: colours.text,
        role.BrightText: colours.on_accent,
        role.ToolTipBase: colours.raised,
        role.ToolTipText: colours.text,
        role.Highlight: colours.selection,
        role.HighlightedText: colours.text,
        role.Accent: colours.accent_fill,
        role.Link: colours.accent,
        role.LinkVisited: colours.accent,
        role.Light: colours.raised,
        role.Midlight: colours.hover,
        role.Mid: colours.line,
        role.Dark: colours.outline,
        role.Shadow: colours.line,
    }.items():
        filled.setColor(one, QColor(colour))
    for one in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        filled.setColor(QPalette.ColorGroup.Disabled, one, QColor(colours.outline))
    return filled
