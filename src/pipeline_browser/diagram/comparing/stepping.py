"""From one stop to the next: what is drawn of it, on the standing that all stops have in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline_browser.diagram.comparing.comparing import compared
from pipeline_browser.diagram.comparing.detail import in_detail
from pipeline_browser.diagram.comparing.places import common_standing, pictured
from pipeline_browser.diagram.comparing.room import Room
from pipeline_browser.diagram.graph import State
from pipeline_browser.diagram.shown import chosen, part_of
from pipeline_browser.diagram.standing import Place, Standing, standing_of, stood
from pipeline_browser.diagram.state import DiagramState
from pipeline_browser.model.sql_tokens import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from pipeline_browser.diagram.comparing.facts import Compared
    from pipeline_browser.diagram.comparing.timeline import Stop, Timeline
    from pipeline_browser.diagram.graph import Detail, Graph
    from pipeline_browser.diagram.layout.shapes import Point
    from pipeline_browser.diagram.measuring import BoxShape
    from pipeline_browser.diagram.picture import Picture
    from pipeline_browser.diagram.shown import Shown


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of a stop is to be drawn.

    Attributes:
        changes_only: leave out what nothing happened to, and that no changed line leads to.
    """

    shown: Shown
    changes_only: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """A stop that is ready to be shown."""

    stop: Stop
    wanted: Wanted
    both: Compared
    state: DiagramState


def arranged_history(
    timeline: Timeline,
    detail: Detail,
    shape: BoxShape,
    before: Standing,
    *,
    check: Callable[[], None] = lambda: None,
    progress: Callable[[float], None] = lambda _: None,
) -> Standing:
    """Return one standing for all stops; see ``common_standing``.

    Args:
        before: where the diagram of the database stands.
    """
    room = Room(shape, detail)
    for step in timeline.steps():
        check()
        room.add(*step)
    return common_standing(room, shape, before, check=check, progress=progress)


def step_of(
    stop: Stop,
    wanted: Wanted,
    shape: BoxShape,
    common: Standing,
    part: Standing,
    *,
    both: Compared | None = None,
    check: Callable[[], None] = lambda: None,
) -> Step:
    """Return a stop as it is drawn.

    Args:
        common: where everything stands, in the detail that is wanted.
        part: where those tables stand that alone are shown.
        both: the comparison, where it is known already.
    """
    both = both or compared(stop.earlier, stop.after, ledgers=stop.ledgers)
    check()
    shown = wanted.shown
    graph = in_detail(both.graph, shown.detail)
    boxes = set(chosen(graph, shown))
    if wanted.changes_only:
        boxes &= changed_boxes(graph)
    drawn = part_of(graph, boxes)
    if shown.only is not None:
        picture = stood(drawn, shape, part, check=check)
    else:
        picture = pictured(drawn, shape, common, check=check)
    return Step(stop, wanted, both, DiagramState(graph, shown, picture, {shown.detail: common}))


def changed_boxes(graph: Graph) -> set[int]:
    """Return the boxes that something happened to, with those at the ends of lines that did."""
    boxes = {number for number, box in enumerate(graph.boxes) if box.state is not State.SAME}
    lines = [line for line in graph.lines if line.state is not State.SAME]
    return boxes.union(line.child for line in lines).union(line.parent for line in lines)


def with_moves(common: Standing, picture: Picture, moved: Collection[str]) -> Standing:
    """Return a common standing with some boxes where a picture has them, and its lines as they run there.

    Args:
        moved: folded names.
    """
    now = standing_of(picture)
    places = dict(common.places)
    for name in moved:
        room, place = common.places.get(name), now.places[name]
        width, height = (room.width, room.height) if room else (place.width, place.height)
        places[name] = Place(place.x, place.y, max(width, place.width), height)
    touched = {name: way for name, way in now.routes.items() if name.child in moved or name.parent in moved}
    return Standing(places, {**common.routes, **touched})


def moved_between(before: DiagramState, after: DiagramState) -> frozenset[str]:
    """Return the folded names of boxes that stand elsewhere in the second one."""
    old, new = (_positions(state.picture) for state in (before, after))
    return frozenset(name for name, place in new.items() if old.get(name, place) != place)


def _positions(picture: Picture) -> dict[str, Point]:
    names = (fold(box.name) for box in picture.graph.boxes)
    return dict(zip(names, picture.layout.positions, strict=True))
