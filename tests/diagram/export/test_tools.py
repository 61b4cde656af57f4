"""Every text format is read by the program that it is made for: random graphs, and real schemas."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from pipeline_browser.diagram.export.dbml import dbml
from pipeline_browser.diagram.export.dot import dot
from pipeline_browser.diagram.export.mermaid import mermaid
from pipeline_browser.diagram.export.plantuml import plantuml
from pipeline_browser.diagram.graph import Box, BoxKind, Detail, Graph, Row
from pipeline_browser.diagram.schema_graph import schema_graph
from pipeline_browser.model.database import Database
from pipeline_browser.model.location import parse_location
from pipeline_browser.model.schema import read_schema
from tests.diagram.export.tools import graphviz_faults, node_faults, plantuml_faults, read_dbml, read_dot
from tests.diagram.graphs import graphs

if TYPE_CHECKING:
    from pathlib import Path

_DATABASES = ("chinook.db", "sakila-schema.db", "real-pipeline-v1.db", "real-created.db")
_MANY = settings(
    max_examples=20,
    phases=[Phase.generate],
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module")
def documents() -> list[Graph]:
    """Some graphs with hostile names, and one with nothing."""
    found = [Graph()]

    @_MANY
    @given(graphs())
    def collect(graph: Graph) -> None:
        found.append(graph)

    collect()
    return found


@pytest.fixture(scope="module")
def schemas(shared: Path) -> list[Graph]:
    """Real schemas with all columns, with their keys, and with names alone."""
    found = []
    for name in _DATABASES:
        with closing(Database.open(parse_location(shared / "data" / name), read_only=True)) as database:
            schema = read_schema(database)
        found += [schema_graph(schema, detail=detail) for detail in Detail]
    return found


def test_mermaid_itself_takes_every_document(documents: list[Graph]) -> None:
    assert node_faults("read_mermaid.mjs", "mermaid", list(map(mermaid, documents))) == []


def test_mermaid_itself_takes_real_schemas(schemas: list[Graph]) -> None:
    assert node_faults("read_mermaid.mjs", "mermaid", list(map(mermaid, schemas))) == []


def test_dbmls_own_parser_takes_every_document(documents: list[Graph]) -> None:
    assert node_faults("read_dbml.cjs", "@dbml/core", list(map(dbml, documents))) == []


def test_dbmls_own_parser_takes_real_schemas(schemas: list[Graph]) -> None:
    assert node_faults("read_dbml.cjs", "@dbml/core", list(map(dbml, schemas))) == []


def test_graphviz_itself_takes_every_document(documents: list[Graph]) -> None:
    assert graphviz_faults([dot(graph) for graph in documents[:15]]) == []


def test_graphviz_itself_takes_real_schemas(schemas: list[Graph]) -> None:
    assert graphviz_faults(list(map(dot, schemas))) == []


def test_plantuml_itself_takes_every_document(documents: list[Graph], tmp_path: Path) -> None:
    assert plantuml_faults(list(map(plantuml, documents)), tmp_path) == []


def test_plantuml_itself_takes_real_schemas(schemas: list[Graph], tmp_path: Path) -> None:
    assert plantuml_faults(list(map(plantuml, schemas)), tmp_path) == []


def test_pydbml_finds_in_a_document_what_the_schema_has(schemas: list[Graph]) -> None:
    for graph in schemas[::3]:  # those with all columns
        read = read_dbml(dbml(graph))
        assert [table.name for table in read.tables] == [box.name for box in graph.boxes]
        columns = [[column.name for column in table.columns] for table in read.tables]
        assert columns == [[row.name for row in box.rows] for box in graph.boxes]
        keys = {(line.child, line.columns, line.parent) for line in graph.lines}
        assert len(read.refs) == len(keys)


def test_pydot_reads_the_nodes_and_edges_of_every_document(documents: list[Graph]) -> None:
    for graph in documents[1:16]:
        read = read_dot(dot(graph))
        names = [node.get_name() for node in read.get_nodes() if node.get_name().startswith("t")]
        assert names == [f"t{number}" for number in range(len(graph.boxes))]
        assert len(read.get_edges()) == len(graph.lines)


def test_names_that_look_alike_stay_two_in_dbml() -> None:
    rows = (Row(""), Row('""'), Row("x"))
    graph = Graph((Box("a\x1b", BoxKind.TABLE, rows), Box("a\\x1b", BoxKind.TABLE, rows)))
    assert node_faults("read_dbml.cjs", "@dbml/core", [dbml(graph)]) == []
