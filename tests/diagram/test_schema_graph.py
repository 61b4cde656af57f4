"""The graph of a schema: boxes, rows with their marks, and lines with the right crow's feet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import pytest

from pipeline_browser.diagram.graph import BoxKind, Detail, End, Graph, Mark
from pipeline_browser.diagram.schema_graph import schema_graph
from pipeline_browser.model.database import Database
from pipeline_browser.model.location import Location
from pipeline_browser.model.schema import read_schema

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pipeline_browser.model.schema import Schema


class Reader(Protocol):
    """Returns the schema that some statements make."""

    def __call__(self, *statements: str) -> Schema: ...


@pytest.fixture
def schema_of() -> Iterator[Reader]:
    database = Database.open(Location(None, "memory"))

    def read(*statements: str) -> Schema:
        for statement in statements:
            database.execute(statement)
        return read_schema(database)

    yield read
    database.close()


def test_every_mark_of_a_column_is_told(schema_of: Reader) -> None:
    graph = schema_graph(
        schema_of(
            """CREATE TABLE t(
                id INTEGER PRIMARY KEY, a TEXT NOT NULL UNIQUE DEFAULT 'x', b REFERENCES t,
                c AS (a) STORED)""",
            "CREATE INDEX by_b ON t(b)",
        )
    )
    (box,) = graph.boxes
    assert [row.marks for row in box.rows] == [
        Mark.PRIMARY | Mark.NOT_NULL,
        Mark.NOT_NULL | Mark.UNIQUE | Mark.INDEXED | Mark.DEFAULT,
        Mark.FOREIGN | Mark.INDEXED,
        Mark.GENERATED,
    ]
    assert box.rows[1].default == "'x'"


@pytest.mark.parametrize(
    ("columns", "parent_end", "child_end"),
    [
        ("p NOT NULL REFERENCES parents", End.ONE, End.MANY),
        ("p REFERENCES parents", End.ZERO_OR_ONE, End.MANY),
        ("p UNIQUE REFERENCES parents", End.ZERO_OR_ONE, End.ZERO_OR_ONE),
        ("p NOT NULL UNIQUE REFERENCES parents", End.ONE, End.ZERO_OR_ONE),
        ("p INTEGER PRIMARY KEY REFERENCES parents", End.ONE, End.ZERO_OR_ONE),
        # SQLite lets it be NULL, for the sake of an old mistake; whoever wrote it meant otherwise.
        ("p TEXT PRIMARY KEY REFERENCES parents", End.ONE, End.ZERO_OR_ONE),
        ("p NOT NULL REFERENCES parents, q NOT NULL, PRIMARY KEY (p, q)", End.ONE, End.MANY),
    ],
)
def test_crows_feet_follow_null_and_uniqueness(
    schema_of: Reader, columns: str, parent_end: End, child_end: End
) -> None:
    graph = schema_graph(
        schema_of("CREATE TABLE parents(id INTEGER PRIMARY KEY)", f"CREATE TABLE children({columns})")
    )
    (line,) = graph.lines
    assert (line.parent_end, line.child_end) == (parent_end, child_end)


def test_a_partial_unique_index_does_not_make_an_end_single(schema_of: Reader) -> None:
    graph = schema_graph(
        schema_of(
            "CREATE TABLE t(id INTEGER PRIMARY KEY, p REFERENCES t)",
            "CREATE UNIQUE INDEX u ON t(p) WHERE id > 5",
        )
    )
    assert graph.lines[0].child_end is End.MANY


def test_a_composite_key_is_one_line(schema_of: Reader) -> None:
    graph = schema_graph(
        schema_of(
            "CREATE TABLE p(x, a, b, PRIMARY KEY (a, b))",
            "CREATE TABLE c(n, d NOT NULL, e, FOREIGN KEY (d, e) REFERENCES p)",
        )
    )
    (line,) = graph.lines
    assert (line.child_rows, line.parent_rows) == ((1, 2), (1, 2))
    assert line.parent_end is End.ZERO_OR_ONE


def test_a_missing_parent_gets_one_ghost_with_what_is_referred_to(schema_of: Reader) -> None:
    graph = schema_graph(
        schema_of(
            "CREATE TABLE c(a REFERENCES nowhere(id), b REFERENCES NOWHERE(code), d REFERENCES nowhere)"
        )
    )
    ghost = graph.boxes[1]
    assert ghost.kind is BoxKind.MISSING
    assert [row.name for row in ghost.rows] == ["id", "code"]
    assert [line.parent_rows for line in graph.lines] == [(0,), (1,), ()]


def test_views_and_virtual_tables_are_told_apart(schema_of: Reader) -> None:
    graph = schema_graph(
        schema_of("CREATE VIRTUAL TABLE d USING fts5(title)", "CREATE VIEW v AS SELECT title FROM d")
    )
    assert [(box.name, box.kind) for box in graph.boxes] == [("d", BoxKind.VIRTUAL), ("v", BoxKind.VIEW)]
    assert graph.boxes[1].rows[0].name == "title"


def test_keys_only_keeps_keys_and_what_is_referred_to(schema_of: Reader) -> None:
    schema = schema_of(
        "CREATE TABLE p(id INTEGER PRIMARY KEY, code UNIQUE, note)",
        "CREATE TABLE c(x, pc REFERENCES p(code))",
    )
    graph = schema_graph(schema, detail=Detail.KEYS)
    assert [[row.name for row in box.rows] for box in graph.boxes] == [["id", "code"], ["pc"]]
    assert [box.hidden_rows for box in graph.boxes] == [1, 1]
    assert (graph.lines[0].child_rows, graph.lines[0].parent_rows) == ((0,), (1,))


def test_names_only_joins_boxes_by_their_headers(schema_of: Reader) -> None:
    graph = schema_graph(schema_of("CREATE TABLE t(a REFERENCES t(a))"), detail=Detail.NAMES)
    assert graph.boxes[0].rows == ()
    assert graph.lines[0].child_rows == (None,)


def test_chosen_tables_keep_only_the_keys_among_them(schema_of: Reader) -> None:
    schema = schema_of(
        "CREATE TABLE a(id INTEGER PRIMARY KEY)",
        "CREATE TABLE b(a REFERENCES a, x REFERENCES gone)",
        "CREATE TABLE c(b REFERENCES b)",
    )
    graph = schema_graph(schema, tables=["A", "b"])
    assert [box.name for box in graph.boxes] == ["a", "b"]
    assert len(graph.lines) == 1


def test_a_line_reads_as_a_sentence(schema_of: Reader) -> None:
    graph = schema_graph(
        schema_of(
            "CREATE TABLE pipelines(id INTEGER PRIMARY KEY)",
            """CREATE TABLE stages(
                pipeline NOT NULL REFERENCES pipelines ON DELETE CASCADE, gone REFERENCES gone)""",
            "CREATE TABLE metrics(pipeline INTEGER PRIMARY KEY REFERENCES pipelines)",
        )
    )
    assert [graph.sentence(line) for line in graph.lines] == [
        "each stages belongs to exactly one pipelines (pipeline → id); ON DELETE CASCADE",
        "each stages belongs to at most one gone (gone); not enforced: the parent table does not exist",
        (
            "each metrics belongs to exactly one pipelines (pipeline → id); "
            "each pipelines has at most one metrics"
        ),
    ]


def test_metrics_of_the_real_program_are_one_to_zero_or_one(shared: Path) -> None:
    database = Database.open(Location(shared / "data" / "real-created.db", immutable=True), read_only=True)
    try:
        graph: Graph = schema_graph(read_schema(database))
    finally:
        database.close()
    names = [box.name for box in graph.boxes]
    (line,) = (line for line in graph.lines if names[line.child] == "processing_metrics")
    assert (line.parent_end, line.child_end) == (End.ONE, End.ZERO_OR_ONE)
