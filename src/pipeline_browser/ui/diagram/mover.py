"""Moving boxes: their lines follow at once, and each move is one change that can be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from pipeline_browser.diagram.layout.routing import rerouted
from pipeline_browser.diagram.layout.shapes import Layout, Point
from pipeline_browser.diagram.measuring import sizes_and_links
from pipeline_browser.diagram.picture import moved
from pipeline_browser.ui.diagram.words import called

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from pipeline_browser.diagram.picture import Picture
    from pipeline_browser.ui.diagram.history import History
    from pipeline_browser.ui.diagram.scene import DiagramScene

GRID = 4.0  # pixels at scale 1 that moved boxes snap to


class Mover(QObject):
    """Shows boxes elsewhere while they are dragged, and lets them stay there."""

    def __init__(self, scene: DiagramScene, history: History, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._scene = scene
        self._history = history

    @property
    def layout_now(self) -> Layout:
        """Where everything stands."""
        picture = self._picture
        return picture.layout if picture else Layout((), ())

    @property
    def _picture(self) -> Picture | None:
        state = self._history.state
        return state.picture if state else None

    def preview(self, boxes: Collection[int], by: Point) -> None:
        """Show boxes elsewhere, while they are dragged."""
        if picture := self._picture:
            _, links = sizes_and_links(picture.graph, picture.shape)
            places = _shifted(picture, boxes, by)
            self._scene.place(rerouted(picture.layout, picture.sizes, links, places, thorough=False))

    def put_back(self) -> None:
        """Show everything where it stands: a drag was given up."""
        if picture := self._picture:
            self._scene.place(picture.layout)

    def drop(self, boxes: Collection[int], by: Point) -> None:
        """Let boxes stay ``by`` further; nothing happens where that is nowhere else."""
        picture = self._picture
        if picture is None:
            return
        places = _shifted(picture, boxes, by)
        if tuple(places) == picture.layout.positions:
            self._scene.place(picture.layout)
            return
        self.put(places, f"move {called(picture.graph, boxes)}")

    def put(self, places: Sequence[Point], text: str) -> None:
        """Let every box stand at a place; ``text`` names the change."""
        if state := self._history.state:
            self._history.push(text, state.with_picture(moved(state.picture, places)))


def _shifted(picture: Picture, boxes: Collection[int], by: Point) -> list[Point]:
    places = list(picture.layout.positions)
    step = Point(_snapped(by.x), _snapped(by.y))
    for box in boxes:
        places[box] = places[box].moved(step)
    return places


def _snapped(length: float) -> float:
    return round(length / GRID) * GRID
