"""Which tables a diagram shows: hidden ones, neighbourhoods, views, tables that nothing joins."""

from __future__ import annotations

import pytest

from pipeline_browser.diagram.graph import Box, BoxKind, Detail, End, Graph, Line, Row
from pipeline_browser.diagram.shown import (
    FAR,
    Direction,
    Near,
    Shown,
    chosen,
    hiding,
    part_of,
    reached,
    revealing,
)

# a ← b ← c ← d, a view, and a table that nothing joins
_NAMES = ("a", "b", "c", "d", "View", "alone")
_KINDS = {"View": BoxKind.VIEW}
GRAPH = Graph(
    tuple(Box(name, _KINDS.get(name, BoxKind.TABLE), (Row("id"), Row("up"))) for name in _NAMES),
    tuple(Line(n, n - 1, (1,), (0,), ("up",), ("id",), End.MANY, End.ZERO_OR_ONE) for n in (1, 2, 3)),
)


def names(shown: Shown) -> str:
    return " ".join(GRAPH.boxes[number].name for number in chosen(GRAPH, shown))


def near(*tables: str, steps: int = 0, direction: Direction = Direction.BOTH) -> Shown:
    return Shown(only=Near(frozenset(tables), steps, direction))


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (Shown(), "a b c d View alone"),
        (Shown(hidden=frozenset({"b", "view", "nowhere"})), "a c d alone"),
        (Shown(views=False), "a b c d alone"),
        (Shown(loose=False), "a b c d View"),
        (near("b"), "b"),
        (near("a", steps=1), "a b"),
        (near("a", steps=2), "a b c"),
        (near("b", steps=FAR, direction=Direction.PARENTS), "a b"),
        (near("b", steps=FAR, direction=Direction.CHILDREN), "b c d"),
        (near("gone"), "a b c d View alone"),
        (Shown(only=Near(frozenset({"a"}), 2), hidden=frozenset({"b"})), "a c"),
    ],
)
def test_a_choice_shows_what_it_says(shown: Shown, expected: str) -> None:
    assert names(shown) == expected


def test_a_neighbourhood_counts_steps_over_tables_that_are_hidden() -> None:
    assert reached(GRAPH, [0], 3) == {0, 1, 2, 3}


def test_what_is_revealed_brings_back_nothing_else() -> None:
    shown = hiding(Shown(views=False, loose=False), {"a", "b"})
    assert names(shown) == "c d"
    assert names(revealing(GRAPH, shown, {"a"})) == "a c d"
    assert names(revealing(GRAPH, shown, {"view"})) == "c d View"
    assert names(revealing(GRAPH, shown, {"alone"})) == "c d alone"


def test_a_table_that_is_revealed_joins_those_that_alone_are_shown() -> None:
    assert names(revealing(GRAPH, near("a", steps=1), {"alone"})) == "a b alone"
    assert names(revealing(GRAPH, near("a", steps=1), {"b"})) == "a b"


def test_everything_keeps_the_detail() -> None:
    shown = Shown(Detail.KEYS, frozenset({"a"}), Near(frozenset({"b"})), views=False, loose=False)
    assert shown.everything == Shown(Detail.KEYS)


def test_a_part_of_a_graph_has_the_lines_among_its_boxes() -> None:
    part = part_of(GRAPH, {1, 3, 2})
    assert [box.name for box in part.boxes] == ["b", "c", "d"]
    assert [(line.child, line.parent) for line in part.lines] == [(1, 0), (2, 1)]
    assert part_of(GRAPH, range(6)) is GRAPH
