"""A diagram that is ready to be drawn: what, how large, where."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline_browser.diagram.layout.arrange import arrange
from pipeline_browser.diagram.layout.routing import rerouted, route
from pipeline_browser.diagram.layout.shapes import Layout, extent
from pipeline_browser.diagram.measuring import BoxShape, sizes_and_links

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pipeline_browser.diagram.graph import Graph
    from pipeline_browser.diagram.layout.shapes import Point, Size


@dataclass(frozen=True, slots=True)
class Picture:
    """A graph with the shape, the size and the place of every box, and the route of every line."""

    graph: Graph
    shape: BoxShape
    sizes: tuple[Size, ...]
    layout: Layout

    @property
    def extent(self) -> tuple[Point, Size]:
        """The top left corner and the size of all that is drawn."""
        return extent(self.layout.positions, self.sizes, self.layout.routes)


def arranged(
    graph: Graph,
    shape: BoxShape | None = None,
    *,
    check: Callable[[], None] = lambda: None,
    progress: Callable[[float], None] = lambda _: None,
) -> Picture:
    """Return the picture of a graph, placed and routed; see ``arrange``."""
    shape = shape or BoxShape()
    sizes, links = sizes_and_links(graph, shape)
    return Picture(graph, shape, tuple(sizes), arrange(sizes, links, check=check, progress=progress))


def placed(
    graph: Graph,
    positions: Sequence[Point],
    shape: BoxShape | None = None,
    *,
    check: Callable[[], None] = lambda: None,
) -> Picture:
    """Return the picture of a graph whose boxes stand where somebody put them; see ``route``."""
    shape = shape or BoxShape()
    sizes, links = sizes_and_links(graph, shape)
    layout = Layout(tuple(positions), route(sizes, links, positions, check=check))
    return Picture(graph, shape, tuple(sizes), layout)


def moved(picture: Picture, positions: Sequence[Point], *, thorough: bool = True) -> Picture:
    """Return a picture with boxes moved; ``thorough`` is False while it is dragged, see ``route``."""
    _, links = sizes_and_links(picture.graph, picture.shape)
    layout = rerouted(picture.layout, picture.sizes, links, positions, thorough=thorough)
    return replace(picture, layout=layout)
