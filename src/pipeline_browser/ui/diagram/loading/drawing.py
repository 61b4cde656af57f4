"""What may be done off the window's thread: reading the schema, making the picture of it, and of a change."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline_browser.diagram.layout.rearranging import arrange_part
from pipeline_browser.diagram.layout.routing import route
from pipeline_browser.diagram.measuring import BoxShape, sizes_and_links
from pipeline_browser.diagram.picture import arranged
from pipeline_browser.diagram.schema_graph import schema_graph
from pipeline_browser.diagram.state import Memory, drawn
from pipeline_browser.model.cancellation import Cancellation
from pipeline_browser.model.schema import read_schema
from pipeline_browser.model.sql_tokens import fold
from pipeline_browser.ui.diagram.count_words import WIDEST_COUNT

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from pipeline_browser.diagram.graph import Graph
    from pipeline_browser.diagram.measuring import TextMeasure
    from pipeline_browser.diagram.state import DiagramState
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.schema import Schema
    from pipeline_browser.ui.background import JobFunction, Progress


@dataclass(frozen=True, slots=True)
class DrawRequest:
    """What is to be drawn, and how texts are measured for it.

    Attributes:
        memory: returns what is remembered of the diagram, given the folded names of tables and views.
        graph: of the schema, in the detail that is remembered; None where it has to be made.
    """

    schema: Schema
    measure: TextMeasure
    memory: Callable[[Collection[str]], Memory] = lambda _: Memory()
    graph: Graph | None = None


@dataclass(frozen=True, slots=True)
class Drawn:
    """A diagram with the schema that it shows.

    Attributes:
        alike: whether what was drawn before could be shown of this schema too, in whatever detail.
    """

    state: DiagramState
    schema: Schema
    alike: bool


@dataclass(frozen=True, slots=True)
class Arranging:
    """How much of the arrangement is done, 0 to 1."""

    part: float


def read(database: Database, _progress: Progress, cancellation: Cancellation) -> Schema:
    """Return the schema of the open database."""
    return read_schema(database, cancellation=cancellation)


def draw(request: DrawRequest, progress: Progress, cancellation: Cancellation) -> DiagramState:
    """Return the diagram as it is remembered; no database is needed for it."""
    memory = request.memory(_names(request.schema))
    graph = request.graph or schema_graph(request.schema, detail=memory.shown.detail)
    shape = BoxShape(request.measure, count=request.measure(WIDEST_COUNT))
    return drawn(graph, shape, memory, check=cancellation.check, progress=_telling(progress))


def draw_anew(
    request: DrawRequest, before: Schema | None, progress: Progress, cancellation: Cancellation
) -> Drawn:
    """Return the diagram of a schema in the place of another one, or of none."""
    state = draw(request, progress, cancellation)
    alike = before is not None and schema_graph(before) == schema_graph(request.schema)
    return Drawn(state, request.schema, alike)


def arrange(state: DiagramState, progress: Progress, cancellation: Cancellation) -> DiagramState:
    """Return the diagram with all that it shows arranged anew."""
    picture = state.picture
    check, tell = cancellation.check, _telling(progress)
    return state.with_picture(arranged(picture.graph, picture.shape, check=check, progress=tell))


def arrange_some(
    state: DiagramState, boxes: Collection[int], _progress: Progress, cancellation: Cancellation
) -> DiagramState:
    """Return the diagram with some boxes arranged anew among themselves."""
    picture = state.picture
    _, links = sizes_and_links(picture.graph, picture.shape)
    layout = arrange_part(picture.layout, picture.sizes, links, boxes, check=cancellation.check)
    return state.with_picture(replace(picture, layout=layout))


def reroute(
    state: DiagramState, lines: Collection[int], _progress: Progress, cancellation: Cancellation
) -> DiagramState:
    """Return the diagram with some lines drawn as well as they can be."""
    picture = state.picture
    _, links = sizes_and_links(picture.graph, picture.shape)
    kept = [None if line in lines else each for line, each in enumerate(picture.layout.routes)]
    routes = route(picture.sizes, links, picture.layout.positions, kept=kept, check=cancellation.check)
    return state.with_picture(replace(picture, layout=replace(picture.layout, routes=routes)))


def at_once(job: JobFunction) -> DiagramState:
    """Return what a job makes, here and now."""
    made: DiagramState = job(lambda _: None, Cancellation())
    return made


def _names(schema: Schema) -> set[str]:
    tables = {fold(table.name) for table in schema.user_tables}
    return tables | {fold(view.name) for view in schema.views}


def _telling(progress: Progress) -> Callable[[float], None]:
    def tell(part: float) -> None:
        progress(Arranging(part))

    return tell
