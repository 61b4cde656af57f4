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
