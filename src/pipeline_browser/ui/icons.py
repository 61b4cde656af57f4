"""Our own icons: SVG on 24 px with one stroke width, drawn in the theme's colours, crisp at every scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

if TYPE_CHECKING:
    from pathlib import Path

_SIZES = (16, 20, 24)


class IconFactory:
    """Draws ``NAME.svg`` of one folder; every ``currentColor`` becomes the colour asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._texts: dict[str, str] = {}
        self._icons: dict[tuple[str, str, str], QIcon] = {}

    def icon(self, name: str, colour: str, *, disabled: str) -> QIcon:
        """Return the icon, in the colour ``disabled`` where its control is.

        Raises:
            FileNotFoundError: no icon of that name comes with the program.
        """
        key = (name, colour, disabled)
        if key not in self._icons:
            self._icons[key] = self._draw(name, colour, disabled)
        return self._icons[key]

    def pixmap(self, name: str, colour: str, size: int, ratio: float) -> QPixmap:
        """Return one picture of ``size`` logical pixels at a device pixel ratio."""
        return _picture(self._drawing(name, colour), size, ratio)

    def _draw(self, name: str, colour: str, disabled: str) -> QIcon:
        icon = QIcon()
        for mode, ink in ((QIcon.Mode.Normal, colour), (QIcon.Mode.Disabled, disabled)):
            drawing = self._drawing(name, ink)
            for size in _SIZES:
                for ratio in _ratios():
                    icon.addPixmap(_picture(drawing, size, ratio), mode)
        return icon

    def _drawing(self, name: str, colour: str) -> QSvgRenderer:
        return QSvgRenderer(QByteArray(self._text(name).replace("currentColor", colour).encode()))

    def _text(self, name: str) -> str:
        if name not in self._texts:
            self._texts[name] = (self._folder / f"{name}.svg").read_text(encoding="utf-8")
        return self._texts[name]


def _picture(drawing: QSvgRenderer, size: int, ratio: float) -> QPixmap:
    picture = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    drawing.render(painter, QRectF(0, 0, picture.width(), picture.height()))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def _ratios() -> list[float]:
    """Return the device pixel ratios of the screens there are; a window may move between them."""
    return sorted({1.0, *(screen.devicePixelRatio() for screen in QGuiApplication.screens())})
