"""All tiles in a row, or in two where the window is narrow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, Signal, Slot
from PySide6.QtWidgets import QSizePolicy, QWidget

from pipeline_browser.overriding import override
from pipeline_browser.ui.metrics.tiles.facts import tile_facts
from pipeline_browser.ui.metrics.tiles.tile import Tile
from pipeline_browser.ui.theme import RELATED

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from pipeline_browser.model.metrics.figures import facts
    from pipeline_browser.ui.theme import Theme


class Tiles(QWidget):
    """Shows the figures of some runs.

    Signals:
        filter_asked: the Condition that a click on a tile asks for.
    """

    filter_asked = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Figures")
        self._theme = theme
        self.tiles: dict[str, Tile] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_tiles(self, tiles: facts.Tiles) -> None:
        """Show figures; what is the same is left alone."""
        for each in tile_facts(tiles):
            if each.name in self.tiles:
                self.tiles[each.name].show_facts(each)
            else:
                tile = Tile(each, self._theme)
                tile.setParent(self)
                tile.clicked.connect(self._ask)
                tile.show()
                self.tiles[each.name] = tile
        self._arrange()

    @Slot()
    def _ask(self) -> None:
        tile = self.sender()
        if isinstance(tile, Tile) and tile.facts is not None and tile.facts.asks is not None:
            self.filter_asked.emit(tile.facts.asks)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self._arrange()
        return super().event(event)

    def _arrange(self) -> None:
        """Fill rows; each as wide as the widget, its tiles as wide as they need to be and a bit more."""
        top = RELATED
        for row in self._rows():
            height = max(tile.sizeHint().height() for tile in row)
            spare = self._room - sum(tile.sizeHint().width() for tile in row) - RELATED * (len(row) - 1)
            left = RELATED
            for number, tile in enumerate(row):
                share = spare // len(row) + (1 if number < spare % len(row) else 0)
                width = tile.sizeHint().width() + max(share, 0)
                tile.setGeometry(QRect(left, top, width, height))
                left += width + RELATED
            top += height + RELATED
        wanted = top - RELATED if self.tiles else 0
        if wanted != self.minimumHeight():
            self.setFixedHeight(wanted)

    @property
    def _room(self) -> int:
        return self.width() - 2 * RELATED

    def _rows(self) -> list[list[Tile]]:
        """Share the tiles among as few rows as they need: rather small ones in one row than large in two."""
        tiles = list(self.tiles.values())
        for rows in range(1, len(tiles) + 1):
            for compact in (False, True):
                for tile in tiles:
                    tile.set_compact(compact=compact)
                size = -(-len(tiles) // rows)
                found = [tiles[at : at + size] for at in range(0, len(tiles), size)]
                if max(map(_width, found)) <= self._room or rows == len(tiles):
                    return found
        return []


def _width(row: list[Tile]) -> int:
    return sum(each.sizeHint().width() + RELATED for each in row) - RELATED
