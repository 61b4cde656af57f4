"""From the picture that somebody knows to the next one: what is still there stays where it stands."""

from __future__ import annotations

from dataclasses import replace

import hypothesis.strategies as st
from hypothesis import assume, given, settings

from pipeline_browser.diagram.graph import Box, BoxKind, Detail, End, Graph, Line, Row
from pipeline_browser.diagram.layout.shapes import Point
from pipeline_browser.diagram.measuring import BoxShape
from pipeline_browser.diagram.memory_text import memory_from_json, memory_to_json
from pipeline_browser.diagram.picture import Picture, arranged, moved
from pipeline_browser.diagram.shown import Near, Shown, part_of
from pipeline_browser.diagram.standing import Standing, standing_of, stood
from pipeline_browser.diagram.state import DiagramState, Memory, choice_memory, drawn
from pipeline_browser.model.sql_tokens import fold
from tests.diagram.graphs import graphs

SHAPE = BoxShape()


def chain(*names: str) -> Graph:
    """Return tables of which each refers to the one before it."""
    boxes = tuple(Box(name, BoxKind.TABLE, (Row("id"), Row("up"))) for name in names)
    lines = (
        Line(number, number - 1, (1,), (0,), ("up",), ("id",), End.MANY, End.ZERO_OR_ONE)
        for number in range(1, len(names))
    )
    return Graph(boxes, tuple(lines))


def places(picture: Picture) -> dict[str, Point]:
    names = (box.name for box in picture.graph.boxes)
    return dict(zip(names, picture.layout.positions, strict=True))


def alike(one: DiagramState, other: DiagramState) -> bool:
    return (one.graph, one.picture, one.memory) == (other.graph, other.picture, other.memory)


def overlaps(picture: Picture) -> list[tuple[str, str]]:
    found = list(standing_of(picture).places.items())
    return [
        (one, other)
        for number, (one, place) in enumerate(found)
        for other, second in found[number + 1 :]
        if place.overlaps(second)
    ]


@st.composite
def schemas(draw: st.DrawFn) -> Graph:
    graph = draw(graphs())
    assume(len({fold(box.name) for box in graph.boxes}) == len(graph.boxes))
    return graph


@settings(max_examples=20, deadline=None)
@given(schemas(), st.data())
def test_the_same_schema_is_drawn_exactly_as_it_stood(graph: Graph, data: st.DataObject) -> None:
    picture = arranged(graph, SHAPE)
    at = st.builds(Point, st.integers(-900, 900).map(float), st.integers(-900, 900).map(float))
    places = data.draw(st.lists(at, min_size=len(graph.boxes), max_size=len(graph.boxes)))
    for one in (picture, moved(picture, places)):
        again = stood(graph, SHAPE, standing_of(one))
        assert again.layout.positions == one.layout.positions
        if not overlaps(one):
            assert again.layout == one.layout


@settings(max_examples=20, deadline=None)
@given(schemas(), schemas())
def test_from_one_schema_to_any_other_nothing_moves_that_can_stay(before: Graph, after: Graph) -> None:
    old = arranged(before, SHAPE)
    new = stood(after, SHAPE, standing_of(old))
    assert not overlaps(new)
    assert stood(after, SHAPE, standing_of(old)) == new
    if not set(places(old)) & set(places(new)):
        assert new == arranged(after, SHAPE)


def test_a_table_that_comes_stands_beside_its_relations_and_moves_nothing() -> None:
    old = arranged(chain("a", "b", "c"), SHAPE)
    new = stood(chain("a", "b", "c", "d"), SHAPE, standing_of(old))
    assert places(old).items() <= places(new).items()
    assert new.layout.routes[:2] == old.layout.routes
    c, d = places(new)["c"], places(new)["d"]
    assert abs(c.x - d.x) + abs(c.y - d.y) < 500


def test_a_table_that_goes_leaves_the_others_where_they_are() -> None:
    old = arranged(chain("a", "b", "c"), SHAPE)
    new = stood(chain("a", "b"), SHAPE, standing_of(old))
    assert places(new).items() <= places(old).items()


def test_a_table_that_is_written_in_another_case_is_the_same() -> None:
    old = arranged(chain("a", "b"), SHAPE)
    assert stood(chain("A", "b"), SHAPE, standing_of(old)).layout == old.layout


def test_a_table_that_grows_pushes_what_it_would_cover_and_nothing_else() -> None:
    graph = chain("a", "b")
    old = moved(arranged(graph, SHAPE), [Point(0, 0), Point(0, 100)])
    rows = (*graph.boxes[0].rows, *(Row(f"r{number}") for number in range(9)))
    grown = Graph((replace(graph.boxes[0], rows=rows), graph.boxes[1]), graph.lines)
    new = stood(grown, SHAPE, standing_of(old))
    assert not overlaps(new)
    assert new.layout.positions[0] == Point(0, 0)


def test_a_line_whose_row_moved_inside_its_box_follows() -> None:
    graph = chain("a", "b")
    old = arranged(graph, SHAPE)
    rows = (Row("first"), *graph.boxes[1].rows)
    line = replace(graph.lines[0], child_rows=(2,))
    new = stood(Graph((graph.boxes[0], replace(graph.boxes[1], rows=rows)), (line,)), SHAPE, standing_of(old))
    assert new.layout.routes[0][0].y == new.layout.positions[1].y + SHAPE.row_middle(2)


def test_another_font_leaves_every_line_on_its_way() -> None:
    graph = chain("a", "b", "c", "d")
    old = arranged(graph, SHAPE)
    wider = stood(graph, replace(SHAPE, narrowest=SHAPE.narrowest + 4), standing_of(old))
    assert wider.layout.positions == old.layout.positions
    assert wider.sizes != old.sizes
    for before, after in zip(old.layout.routes, wider.layout.routes, strict=True):
        assert after[1:-1] == before[1:-1]
        assert [point.y for point in after] == [point.y for point in before]
    assert stood(graph, SHAPE, standing_of(wider)) == old


def test_a_schema_that_is_nearly_all_new_is_arranged() -> None:
    old = arranged(chain("a", "b"), SHAPE)
    new = chain("a", "b", *(f"t{number}" for number in range(10)))
    assert stood(new, SHAPE, standing_of(old)) == arranged(new, SHAPE)


def test_what_is_hidden_and_shown_again_stands_and_runs_as_before() -> None:
    graph = chain("a", "b", "c", "d")
    before = drawn(graph, SHAPE, Memory())
    without = drawn(graph, SHAPE, choice_memory(before, Shown(hidden=frozenset({"b"}))))
    assert places(without.picture).items() <= places(before.picture).items()
    assert alike(drawn(graph, SHAPE, choice_memory(without, Shown())), before)


def test_what_is_shown_again_keeps_off_what_stands_in_its_place_meanwhile() -> None:
    graph = chain("a", "b", "c")
    whole = drawn(graph, SHAPE, Memory())
    without = drawn(graph, SHAPE, choice_memory(whole, Shown(hidden=frozenset({"b"}))))
    taken = places(whole.picture)["b"]
    onto = without.with_picture(moved(without.picture, [places(whole.picture)["a"], taken]))
    again = drawn(graph, SHAPE, choice_memory(onto, Shown()))
    assert places(again.picture)["c"] == taken
    assert not overlaps(again.picture)


def test_a_few_tables_alone_are_arranged_and_leave_no_trace() -> None:
    graph = chain("a", "b", "c", "d")
    whole = drawn(graph, SHAPE, Memory())
    wide = whole.with_picture(moved(whole.picture, [Point(2000.0 * each, 0) for each in range(4)]))
    only = Shown(only=Near(frozenset({"a"}), 1))
    alone = drawn(graph, SHAPE, choice_memory(wide, only, anew=True))
    assert alone.picture == arranged(part_of(graph, [0, 1]), SHAPE)
    shifted = alone.with_picture(moved(alone.picture, [Point(0, 0), Point(900, 900)]))
    assert alike(drawn(graph, SHAPE, choice_memory(shifted, Shown())), wide)


def test_another_detail_has_places_of_its_own() -> None:
    graph = chain("a", "b")
    names_only = Graph(
        tuple(replace(box, rows=()) for box in graph.boxes),
        tuple(replace(line, child_rows=(None,), parent_rows=(None,)) for line in graph.lines),
    )
    full = drawn(graph, SHAPE, Memory())
    short = drawn(names_only, SHAPE, choice_memory(full, Shown(Detail.NAMES)))
    aside = short.with_picture(moved(short.picture, [Point(0, 0), Point(0, 700)]))
    assert drawn(graph, SHAPE, choice_memory(aside, Shown())).picture == full.picture
    back = drawn(names_only, SHAPE, choice_memory(aside, Shown(Detail.NAMES)))
    assert back.picture == aside.picture


@settings(max_examples=20, deadline=None)
@given(schemas(), schemas(), st.sampled_from(Detail), st.none() | st.integers(0, 5), st.booleans())
def test_a_memory_is_read_as_it_was_written(
    whole: Graph, part: Graph, detail: Detail, steps: int | None, flag: bool
) -> None:
    names = frozenset(fold(box.name) for box in part.boxes)
    only = None if steps is None else Near(names, steps)
    shown = Shown(detail, names, only, views=flag, loose=not flag)
    standings = {detail: standing_of(arranged(whole, SHAPE))}
    memory = Memory(shown, standings, standing_of(arranged(part, SHAPE)))
    assert memory_from_json(memory_to_json(memory)) == memory


def test_tables_that_are_gone_are_remembered_up_to_a_number() -> None:
    graph = chain(*(f"t{number}" for number in range(10)))
    standing = standing_of(arranged(graph, SHAPE)).pruned({"t0", "t1"}, 3)
    assert set(standing.places) == {"t0", "t1", "t7", "t8", "t9"}
    assert {line.child for line in standing.routes} == {"t1", "t8", "t9"}
    assert Standing().pruned({"a"}, 3) == Standing()
