"""What is done off the window's thread: reading the schema, and making the picture of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline_browser.diagram.graph import Detail
from pipeline_browser.diagram.layout.routing import rerouted
from pipeline_browser.diagram.measuring import BoxShape, sizes_and_links
from pipeline_browser.diagram.picture import arranged
from pipeline_browser.diagram.schema_graph import schema_graph
from pipeline_browser.model.schema import read_schema
from pipeline_browser.ui.diagram.count_words import WIDEST_COUNT
from pipeline_browser.ui.diagram.kept_places import with_kept

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pipeline_browser.diagram.layout.shapes import Layout, Point
    from pipeline_browser.diagram.measuring import TextMeasure
    from pipeline_browser.diagram.picture import Picture
    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.schema import Schema
    from pipeline_browser.ui.background import Progress


@dataclass(frozen=True, slots=True)
class DrawRequest:
    """What is to be drawn, and how texts are measured for it."""

    schema: Schema
    measure: TextMeasure
    detail: Detail = Detail.COLUMNS
    places: Callable[[], Mapping[str, Point]] = dict  # where people put the tables


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture as it is to be shown, and how it was arranged before people's moves."""

    picture: Picture
    arranged: Layout


@dataclass(frozen=True, slots=True)
class Arranging:
    """How much of the arrangement is done, 0 to 1."""

    part: float


def read(database: Database, _progress: Progress, cancellation: Cancellation) -> Schema:
    """Return the schema of the open database."""
    return read_schema(database, cancellation=cancellation)


def draw(request: DrawRequest, progress: Progress, cancellation: Cancellation) -> Drawing:
    """Return the picture; no database is needed for it."""
    graph = schema_graph(request.schema, detail=request.detail)

    def tell(part: float) -> None:
        progress(Arranging(part))

    shape = BoxShape(request.measure, count=request.measure(WIDEST_COUNT))
    picture = arranged(graph, shape, check=cancellation.check, progress=tell)
    return Drawing(_as_kept(picture, request.places(), cancellation), picture.layout)


def _as_kept(picture: Picture, kept: Mapping[str, Point], cancellation: Cancellation) -> Picture:
    """Return the picture with every box where somebody put it."""
    names = [box.name for box in picture.graph.boxes]
    places = with_kept(names, picture.sizes, picture.layout.positions, kept)
    if tuple(places) == picture.layout.positions:
        return picture
    sizes, links = sizes_and_links(picture.graph, picture.shape)
    layout = rerouted(picture.layout, sizes, links, places, check=cancellation.check)
    return replace(picture, layout=layout)
