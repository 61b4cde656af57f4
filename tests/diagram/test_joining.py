"""What stands on the shortest ways between tables."""

from __future__ import annotations

from pipeline_browser.diagram.graph import Box, BoxKind, End, Graph, Line
from pipeline_browser.diagram.joining import joining, way_between


def graph(*keys: str, names: str = "abcdefgh") -> Graph:
    """Return a graph with a key for each pair of letters, from child to parent."""
    return Graph(
        tuple(Box(name, BoxKind.TABLE) for name in names),
        tuple(_line(names.index(child), names.index(parent)) for child, parent in map(tuple, keys)),
    )


def _line(child: int, parent: int) -> Line:
    return Line(child, parent, (), (), (), (), End.MANY, End.ONE)


def joined(graph: Graph, letters: str) -> str:
    names = "".join(box.name for box in graph.boxes)
    return "".join(names[box] for box in sorted(joining(graph, {names.index(each) for each in letters})))


def test_two_tables_are_joined_by_what_is_between_whichever_way_the_keys_point() -> None:
    chain = graph("ab", "cb", "cd", "ae")
    assert joined(chain, "ad") == "abcd"
    assert way_between(chain, 3, 0) == (3, 2, 1, 0)


def test_all_shortest_ways_count_and_no_longer_one() -> None:
    assert joined(graph("ab", "bd", "ac", "cd", "ae", "ef", "fd"), "ad") == "abcd"


def test_several_tables_are_joined_one_by_one_the_nearest_first() -> None:
    star = graph("ab", "bc", "bd", "de", "fg")
    assert joined(star, "ace") == "abcde"


def test_what_nothing_joins_stays_alone() -> None:
    parts = graph("ab", "cd")
    assert joined(parts, "ad") == "ad"
    assert joined(parts, "abd") == "abd"
    assert joined(parts, "a") == "a"
    assert way_between(parts, 0, 3) == ()


def test_a_table_that_refers_to_itself_is_no_way_on() -> None:
    assert joined(graph("aa", "ab", "bc"), "ac") == "abc"
