"""The legend explains exactly what a diagram shows."""

from __future__ import annotations

from pipeline_browser.diagram.graph import Box, BoxKind, End, Graph, Line, Mark, Row, State
from pipeline_browser.diagram.legend import legend_entries

_ID = Row("id", "INTEGER", Mark.PRIMARY | Mark.NOT_NULL)


def test_nothing_is_explained_that_does_not_occur() -> None:
    assert [entry.words for entry in legend_entries(Graph((Box("t", BoxKind.TABLE, (_ID,)),)))] == [
        "primary key"
    ]


def test_kinds_ends_and_broken_keys_are_explained() -> None:
    child = Box("c", BoxKind.TABLE, (Row("p", marks=Mark.FOREIGN | Mark.NOT_NULL),))
    ghost = Box("p", BoxKind.MISSING)
    line = Line(0, 1, (0,), (None,), ("p",), ("id",), End.MANY, End.ONE, problem="no such table")
    words = [entry.words for entry in legend_entries(Graph((child, ghost), (line,)))]
    assert words == ["foreign key", "not null", "exactly one", "any number", "missing table", "not enforced"]


def test_what_happened_is_explained_where_something_did() -> None:
    boxes = (Box("t", BoxKind.TABLE, (Row("a", state=State.REMOVED),), state=State.CHANGED),)
    assert [entry.words for entry in legend_entries(Graph(boxes))] == ["changed", "removed"]


def test_the_bracket_over_a_key_of_several_columns_is_explained() -> None:
    rows = (Row("a"), Row("b"))
    boxes = (Box("p", BoxKind.TABLE, rows), Box("c", BoxKind.TABLE, rows))
    line = Line(1, 0, (0, 1), (0, 1), ("a", "b"), ("a", "b"), End.MANY, End.ONE)
    assert "columns of one key" in [entry.words for entry in legend_entries(Graph(boxes, (line,)))]
    hidden = Line(1, 0, (0, None), (None, 1), ("a", "b"), ("a", "b"), End.MANY, End.ONE)
    assert "columns of one key" not in [entry.words for entry in legend_entries(Graph(boxes, (hidden,)))]
