"""Two schemas in one graph: what was added, changed and removed is marked, counted and said."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline_browser.diagram.comparing.comparing import compared
from pipeline_browser.diagram.comparing.detail import in_detail
from pipeline_browser.diagram.comparing.facts import HAPPENED, Thing
from pipeline_browser.diagram.comparing.words import counts_words
from pipeline_browser.diagram.graph import BoxKind, Detail, State
from pipeline_browser.diagram.schema_graph import schema_graph
from pipeline_browser.model.schema.difference import DifferenceKind, ObjectKind
from pipeline_browser.model.sql_tokens import fold
from tests.diagram.comparing.schemas import schemas_of
from tests.model.schema.schema_mutations import mutations
from tests.model.schema.schema_strategies import schemas

if TYPE_CHECKING:
    from pipeline_browser.diagram.comparing.facts import Compared
    from pipeline_browser.diagram.graph import Graph
    from pipeline_browser.model.schema.facts import Schema

_PIPELINES = """CREATE TABLE pipelines (id INTEGER PRIMARY KEY, name TEXT, old TEXT, archived INT);
    CREATE TABLE stages (id INTEGER PRIMARY KEY, pipeline INTEGER REFERENCES pipelines(id));
    CREATE INDEX by_pipeline ON stages(pipeline); CREATE TABLE notes (a)"""
_CHANGES = """DROP TABLE notes; ALTER TABLE pipelines DROP COLUMN old;
    ALTER TABLE pipelines ADD COLUMN tag TEXT;
    CREATE TABLE tags (pipeline INTEGER REFERENCES pipelines(id)); DROP INDEX by_pipeline;
    CREATE INDEX by_name ON pipelines(name); CREATE VIEW v AS SELECT name FROM pipelines"""


def states(graph: Graph) -> dict[str, State]:
    """Return what happened to everything that something happened to; columns as ``table.column``."""
    every = {box.name: box.state for box in graph.boxes}
    every |= {f"{box.name}.{row.name}": row.state for box in graph.boxes for row in box.rows}
    names = [box.name for box in graph.boxes]
    every |= {f"{names[line.child]} to {names[line.parent]}": line.state for line in graph.lines}
    return {name: state for name, state in every.items() if state is not State.SAME}


def changed(before: str, after: str) -> Compared:
    return compared(*schemas_of(before, after))


def test_everything_that_either_has_is_drawn_and_marked() -> None:
    both = changed(_PIPELINES, _CHANGES)
    assert [box.name for box in both.graph.boxes] == ["pipelines", "stages", "notes", "tags", "v"]
    assert [row.name for row in both.graph.boxes[0].rows] == ["id", "name", "old", "archived", "tag"]
    assert states(both.graph) == {
        "pipelines": State.CHANGED,
        "pipelines.name": State.CHANGED,  # indexed now
        "pipelines.old": State.REMOVED,
        "pipelines.tag": State.ADDED,
        "stages": State.CHANGED,
        "stages.pipeline": State.CHANGED,  # no longer
        "notes": State.REMOVED,
        "tags": State.ADDED,
        "tags to pipelines": State.ADDED,
        "v": State.ADDED,
    }


def test_what_happened_is_counted_and_said() -> None:
    both = changed(_PIPELINES, _CHANGES)
    assert counts_words(both.counts) == (
        "adds 1 table, 1 view, 2 columns, 1 foreign key, 1 index; removes 1 table, 2 columns, 1 index"
    )
    assert both.counts.of(State.CHANGED, Thing.TABLE) == 2
    assert both.words["pipelines"] == ("column old removed", "column tag added", "index by_name added")
    assert both.words["stages"] == ("index by_pipeline removed",)
    assert both.words["tags"] == ("table added",)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("DROP TABLE t; CREATE TABLE t (a INT, b)", "column a: type INT, was TEXT"),
        ("DROP TABLE t; CREATE TABLE t (a TEXT NOT NULL, b)", "column a: NOT NULL, was NULL allowed"),
        ("DROP TABLE t; CREATE TABLE t (a TEXT UNIQUE, b)", "UNIQUE (a) added"),
        ("DROP TABLE t; CREATE TABLE t (a TEXT, b, PRIMARY KEY (a))", "PRIMARY KEY (a), was no PRIMARY KEY"),
        ("DROP TABLE t; CREATE TABLE t (b, a TEXT)", "columns in another order: b, a"),
        (
            "DROP TABLE t; CREATE TABLE t (a TEXT, b REFERENCES p(x) ON DELETE CASCADE)",
            "FOREIGN KEY (b) REFERENCES p(x) ON DELETE CASCADE added",
        ),
        ("CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT 1|END", "trigger g added"),
        ("ALTER TABLE t RENAME TO u", "u has the same columns: perhaps renamed"),
    ],
)
def test_each_change_of_a_table_has_words(change: str, words: str) -> None:
    assert words in changed("CREATE TABLE p (x PRIMARY KEY); CREATE TABLE t (a TEXT, b)", change).words["t"]


def test_another_parent_is_a_line_that_goes_and_one_that_comes() -> None:
    parents = "CREATE TABLE a (x PRIMARY KEY); CREATE TABLE b (x PRIMARY KEY);"
    both = changed(
        f"{parents} CREATE TABLE c (k REFERENCES a(x))", "DROP TABLE c; CREATE TABLE c (k REFERENCES b(x))"
    )
    assert states(both.graph) == {"c": State.CHANGED, "c to a": State.REMOVED, "c to b": State.ADDED}
    assert both.words["c"] == ("foreign key k: REFERENCES b(x), was a(x)",)


def test_a_key_that_deletes_children_now_is_a_changed_line() -> None:
    parent = "CREATE TABLE a (x PRIMARY KEY); CREATE TABLE c (k REFERENCES a(x))"
    both = changed(parent, "DROP TABLE c; CREATE TABLE c (k REFERENCES a(x) ON DELETE CASCADE)")
    assert states(both.graph) == {"c": State.CHANGED, "c to a": State.CHANGED}
    assert counts_words(both.counts) == "changes 1 foreign key"


def test_a_table_that_comes_where_one_was_missing_is_added_and_one_that_goes_is_removed() -> None:
    there = changed("CREATE TABLE c (k REFERENCES p(x))", "CREATE TABLE p (x PRIMARY KEY)")
    assert states(there.graph) == {"p": State.ADDED}
    gone = compared(there.after, there.before)
    assert states(gone.graph) == {"p": State.REMOVED}
    assert gone.graph.boxes[1].kind is BoxKind.TABLE
    assert gone.graph.lines[0].problem


def test_a_view_follows_a_column_of_its_table() -> None:
    both = changed("CREATE TABLE t (a); CREATE VIEW v AS SELECT * FROM t", "ALTER TABLE t ADD COLUMN b")
    assert states(both.graph)["v.b"] is State.ADDED
    assert states(both.graph)["v"] is State.CHANGED


def test_the_ledger_is_drawn_and_never_marked() -> None:
    ledger = "CREATE TABLE _sqlx_migrations (version BIGINT PRIMARY KEY)"
    both = changed("CREATE TABLE t (a)", ledger)
    assert "_sqlx_migrations" in {box.name for box in both.graph.boxes}
    assert states(both.graph) == {}
    assert both.counts.is_nothing


def test_what_is_gone_is_known_to_the_schema_of_both() -> None:
    both = changed("CREATE TABLE t (a); CREATE TABLE gone (a)", "DROP TABLE gone")
    assert both.schema.table("gone") is not None
    assert both.after.table("gone") is None


def test_less_detail_hides_columns_but_not_what_happened_to_them() -> None:
    both = changed(_PIPELINES, "ALTER TABLE pipelines ADD COLUMN tag TEXT")
    keys = in_detail(both.graph, Detail.KEYS)
    assert [row.name for row in keys.boxes[0].rows] == ["id", "tag"]
    assert keys.boxes[0].hidden_rows == 3
    assert keys.lines[0].parent_rows == (0,)
    names = in_detail(both.graph, Detail.NAMES)
    assert {box.rows for box in names.boxes} == {()}
    assert names.boxes[0].state is State.CHANGED


# Any two schemas.


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Schema, Schema]:
    """Draw a schema and another one, or one that somebody changed by hand a few times."""
    before = after = draw(schemas())
    if draw(st.booleans()):
        return before, draw(schemas())
    for _ in range(draw(st.integers(0, 3))):
        if after.tables:
            _, after = draw(mutations(after))
    return before, after


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(pairs())
def test_any_two_schemas_are_drawn_whole_and_marked_as_their_difference_says(
    pair: tuple[Schema, Schema],
) -> None:
    check_comparison(pair)


@pytest.mark.campaign
@settings(max_examples=1500, derandomize=False, deadline=None, suppress_health_check=list(HealthCheck))
@given(pairs())
def test_a_great_many_pairs_of_schemas_are_drawn_whole_and_marked(pair: tuple[Schema, Schema]) -> None:
    check_comparison(pair)


def check_comparison(pair: tuple[Schema, Schema]) -> None:
    both = compared(*pair)
    for schema in pair:
        check_all_is_drawn(both.graph, schema)
    check_marks(both)
    check_turned_round(both, compared(*reversed(pair)))
    same = compared(pair[0], pair[0])
    assert same.graph == schema_graph(pair[0])
    assert counts_words(same.counts) == "changes nothing"


def check_all_is_drawn(graph: Graph, schema: Schema) -> None:
    alone = schema_graph(schema)
    boxes = {fold(box.name): box for box in graph.boxes}
    assert len(boxes) == len(graph.boxes)
    for box in alone.boxes:
        rows = {fold(row.name) for row in boxes[fold(box.name)].rows}
        # One that is missing in one schema stands for the table that the other one has.
        assert box.kind is BoxKind.MISSING or {fold(row.name) for row in box.rows} <= rows
    assert ends(alone) <= ends(graph)


def ends(graph: Graph) -> set[tuple[str, str]]:
    """Return from which table to which there are lines."""
    names = [fold(box.name) for box in graph.boxes]
    return {(names[line.child], names[line.parent]) for line in graph.lines}


def check_marks(both: Compared) -> None:
    told = [each for each in both.difference.differences if each.kind is not DifferenceKind.ORDER]
    boxes = {fold(box.name): box for box in both.graph.boxes}
    assert bool(told) == bool(states(both.graph)) == (not both.counts.is_nothing)
    for each in told:
        box = boxes[fold(each.table)]
        assert box.state is not State.SAME, each.sentence()
        if each.object_kind is ObjectKind.COLUMN:
            row = next(row for row in box.rows if fold(row.name) == fold(each.name))
            assert row.state is _STATES[each.kind]
    for box in both.graph.boxes:
        if box.state is not State.SAME:
            assert fold(box.name) in both.words
        else:
            assert all(row.state is State.SAME for row in box.rows)


def check_turned_round(there: Compared, back: Compared) -> None:
    turned = {State.ADDED: State.REMOVED, State.REMOVED: State.ADDED}
    for name in ("boxes", "lines"):
        seen = Counter(turned.get(each.state, each.state) for each in getattr(there.graph, name))
        assert seen == Counter(each.state for each in getattr(back.graph, name))
    for state in HAPPENED:
        assert there.counts.total(state) == back.counts.total(turned.get(state, state))


_STATES = {
    DifferenceKind.EXTRA: State.ADDED,
    DifferenceKind.MISSING: State.REMOVED,
    DifferenceKind.CHANGED: State.CHANGED,
}
