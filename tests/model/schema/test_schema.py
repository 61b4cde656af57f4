"""Schemas are read from real databases, as SQLite itself understands them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.database import Database
from pipeline_browser.model.errors import DatabaseOperationFailed
from pipeline_browser.model.location import Location
from pipeline_browser.model.schema import (
    Column,
    ForeignKey,
    ForeignKeyProblem,
    Generated,
    Index,
    IndexColumn,
    Schema,
    Table,
    TableKind,
    Trigger,
    View,
    count_rows,
    read_schema,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import TypeAlias

    Reader: TypeAlias = Callable[..., Schema]


@pytest.fixture
def database() -> Iterator[Database]:
    opened = Database.open(Location(None, "memory"))
    yield opened
    opened.close()


@pytest.fixture
def schema_of(database: Database) -> Reader:
    def read(*statements: str) -> Schema:
        for statement in statements:
            database.execute(statement)
        return read_schema(database)

    return read


def _table(schema: Schema, name: str) -> Table:
    table = schema.table(name)
    assert table is not None
    return table


def test_columns_say_type_default_and_place_in_the_key(schema_of: Reader) -> None:
    schema = schema_of(
        "CREATE TABLE t(b TEXT COLLATE nocase, a VARCHAR( 20 ) NOT NULL DEFAULT 'x', n, PRIMARY KEY(a, b))"
    )
    assert _table(schema, "T").columns == (
        Column("b", "TEXT", primary_key=2, collation="nocase"),
        Column("a", "VARCHAR( 20 )", not_null=True, default="'x'", primary_key=1),
        Column("n"),
    )
    assert _table(schema, "t").primary_key == ("a", "b")


def test_a_foreign_key_without_columns_means_the_primary_key_of_its_parent(schema_of: Reader) -> None:
    schema = schema_of(
        "CREATE TABLE p(a, b, PRIMARY KEY(b, a))",
        """CREATE TABLE c(x, y,
            FOREIGN KEY(x, y) REFERENCES P ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED)""",
    )
    assert _table(schema, "c").foreign_keys == (
        ForeignKey(
            table="c",
            columns=("x", "y"),
            parent="p",
            parent_columns=("b", "a"),
            implicit=True,
            on_delete="CASCADE",
            deferrable=True,
            initially_deferred=True,
        ),
    )


def test_each_deferring_clause_belongs_to_the_key_it_follows(schema_of: Reader) -> None:
    schema = schema_of(
        "CREATE TABLE p(id INTEGER PRIMARY KEY)",
        """CREATE TABLE c(
            a REFERENCES p(id) DEFERRABLE, -- REFERENCES p DEFERRABLE INITIALLY DEFERRED
            b REFERENCES p(id) ON UPDATE SET NULL NOT NULL DEFERRABLE INITIALLY IMMEDIATE,
            c REFERENCES p(id) MATCH full NOT DEFERRABLE INITIALLY DEFERRED,
            d DEFAULT 'DEFERRABLE INITIALLY DEFERRED' CHECK (d <> 'REFERENCES p') REFERENCES p(id),
            e,
            CONSTRAINT "DEFERRABLE" FOREIGN KEY (e) REFERENCES p(id) DEFERRABLE INITIALLY DEFERRED
        )""",
    )
    keys = {key.columns: key for key in _table(schema, "c").foreign_keys}
    assert {columns[0] for columns, key in keys.items() if key.deferrable} == {"a", "b", "e"}
    assert {columns[0] for columns, key in keys.items() if key.initially_deferred} == {"e"}
    assert keys["b",].on_update == "SET NULL"
    assert keys["c",].match == "FULL"
    assert _table(schema, "c").columns[1].not_null


@pytest.mark.parametrize(
    ("parent", "reference", "problem"),
    [
        ("CREATE TABLE p(id INTEGER PRIMARY KEY)", "p(ID)", None),
        ("CREATE TABLE p(a UNIQUE)", "p(a)", None),
        ("CREATE TABLE p(a, b, PRIMARY KEY(a, b))", "p(a)", ForeignKeyProblem.NOT_UNIQUE),
        ("CREATE TABLE p(a PRIMARY KEY DESC)", "p(a)", None),
        ("CREATE TABLE p(a);CREATE UNIQUE INDEX i ON p(a)", "p(a)", None),
        ("CREATE TABLE p(a);CREATE UNIQUE INDEX i ON p(a) WHERE a > 0", "p(a)", ForeignKeyProblem.NOT_UNIQUE),
        ("CREATE TABLE p(a);CREATE UNIQUE INDEX i ON p(lower(a))", "p(a)", ForeignKeyProblem.NOT_UNIQUE),
        (
            "CREATE TABLE p(a COLLATE NOCASE, PRIMARY KEY(a COLLATE BINARY))",
            "p(a)",
            ForeignKeyProblem.NOT_UNIQUE,
        ),
        ("CREATE TABLE p(a COLLATE NOCASE, PRIMARY KEY(a COLLATE BINARY))", "p", None),
        ("CREATE TABLE p(a)", "nowhere(a)", ForeignKeyProblem.MISSING_TABLE),
        ("CREATE TABLE p(a)", "nowhere", ForeignKeyProblem.MISSING_TABLE),
        ("CREATE TABLE p(a)", "p(b)", ForeignKeyProblem.MISSING_COLUMN),
        ("CREATE TABLE p(a)", "p(a)", ForeignKeyProblem.NOT_UNIQUE),
        ("CREATE TABLE p(a UNIQUE)", "p", ForeignKeyProblem.MISMATCH),
        ("CREATE TABLE p(a, b, PRIMARY KEY(a, b))", "p", ForeignKeyProblem.MISMATCH),
        ("CREATE VIEW p AS SELECT 1 a", "p(a)", ForeignKeyProblem.MISMATCH),
        ("CREATE TABLE p(a COLLATE NOCASE, UNIQUE(a COLLATE BINARY))", "p(a)", ForeignKeyProblem.NOT_UNIQUE),
    ],
)
def test_a_foreign_key_that_sqlite_cannot_enforce_says_why(
    database: Database, schema_of: Reader, parent: str, reference: str, problem: ForeignKeyProblem | None
) -> None:
    schema = schema_of(*parent.split(";"), f"CREATE TABLE c(x REFERENCES {reference})")
    assert _table(schema, "c").foreign_keys[0].problem is problem
    assert _is_enforceable(database) is (problem is None)


def _is_enforceable(database: Database) -> bool:
    """Ask SQLite itself: a key that cannot be enforced stops inserts into the child table."""
    try:
        database.execute("INSERT INTO c VALUES ('missing')")
    except DatabaseOperationFailed as error:
        return "FOREIGN KEY constraint failed" in str(error)
    return True


def test_indexes_say_origin_order_expressions_and_condition(schema_of: Reader) -> None:
    schema = schema_of(
        "CREATE TABLE t(a UNIQUE, b)",
        "CREATE INDEX i ON t(b COLLATE NOCASE DESC, lower(a) || ',' || b , a) WHERE b > 1 -- why",
    )
    assert _table(schema, "t").indexes == (
        Index("sqlite_autoindex_t_1", "t", (IndexColumn("a"),), unique=True, origin="u"),
        Index(
            "i",
            "t",
            (
                IndexColumn("b", descending=True, collation="NOCASE"),
                IndexColumn(None, "lower(a) || ',' || b"),
                IndexColumn("a"),
            ),
            where="b > 1",
            ddl="CREATE INDEX i ON t(b COLLATE NOCASE DESC, lower(a) || ',' || b , a) WHERE b > 1 -- why",
        ),
    )


def test_generated_columns_checks_and_options_come_from_the_text(schema_of: Reader) -> None:
    table = _table(
        schema_of(
            """CREATE TABLE t(
                a INT PRIMARY KEY, b INT AS (a * 2) STORED, "c d" TEXT GENERATED ALWAYS AS (upper(a)) VIRTUAL,
                CHECK (a > 0), CONSTRAINT x CHECK (b IN (1, 2)) UNIQUE (a, b) ON CONFLICT IGNORE
            ) WITHOUT ROWID, STRICT"""
        ),
        "t",
    )
    assert [(c.generated, c.expression) for c in table.columns] == [
        (None, None),
        (Generated.STORED, "a * 2"),
        (Generated.VIRTUAL, "upper(a)"),
    ]
    assert table.checks == ("a > 0", "b IN (1, 2)")
    assert table.conflicts == ("KEY a, b: IGNORE",)
    assert (table.without_rowid, table.strict) == (True, True)


def test_tables_of_a_virtual_table_are_known_as_its_shadows(schema_of: Reader) -> None:
    schema = schema_of(
        "CREATE VIRTUAL TABLE Doc USING fts5(title)", "CREATE TABLE doc_note(a)", "CREATE TABLE other_data(a)"
    )
    kinds = {table.name: table.kind for table in schema.tables}
    assert kinds.pop("Doc") is TableKind.VIRTUAL
    assert {name for name, kind in kinds.items() if kind is TableKind.ORDINARY} == {"doc_note", "other_data"}
    assert _table(schema, "Doc_data").shadow_of == "Doc"
    assert _table(schema, "doc").module == "fts5"
    assert [column.name for column in _table(schema, "doc").columns if not column.hidden] == ["title"]


def test_triggers_tell_timing_and_event(schema_of: Reader) -> None:
    schema = schema_of(
        "CREATE TABLE t(a, b)",
        "CREATE VIEW v AS SELECT a FROM t",
        "CREATE TRIGGER one UPDATE OF a, b ON t BEGIN SELECT 1; END",
        "CREATE TRIGGER 'two' INSTEAD OF DELETE ON v BEGIN SELECT 1; END",
    )
    assert [(t.name, t.table, t.timing, t.event, t.columns) for t in schema.triggers] == [
        ("one", "t", "BEFORE", "UPDATE", ("a", "b")),
        ("two", "v", "INSTEAD OF", "DELETE", ()),
    ]
    assert schema.triggers_of("V") == schema.triggers[1:]
    assert isinstance(schema.triggers[0], Trigger)


def test_a_broken_view_is_listed_with_its_error_beside_those_that_work(schema_of: Reader) -> None:
    schema = schema_of(
        "CREATE TABLE t(a)",
        "CREATE VIEW good(x) AS SELECT a FROM t",
        "CREATE VIEW bad AS SELECT * FROM missing",
    )
    assert [(view.name, view.columns) for view in schema.views] == [("good", ("x",)), ("bad", ())]
    assert isinstance(schema.views[1], View)
    assert schema.views[1].problem == "no such table: main.missing"
    assert [problem.message for problem in schema.problems] == ["no such table: main.missing"]


def test_reading_works_inside_a_transaction_and_sees_its_changes(database: Database) -> None:
    with database.transaction():
        database.execute("CREATE TABLE t(a)")
        assert read_schema(database).table("t") is not None


def test_rows_are_counted_by_a_function_of_its_own(database: Database) -> None:
    database.execute('CREATE TABLE "a""b"(a)')
    database.execute('INSERT INTO "a""b" VALUES (1), (2)')
    assert count_rows(database, 'a"b') == 2


def test_reading_a_file_leaves_its_bytes_as_they_were(tmp_path: Path) -> None:
    path = tmp_path / "t.db"
    created = Database.create(Location(path))
    created.execute("CREATE TABLE t(a)")
    created.close()
    before = path.read_bytes()
    opened = Database.open(Location(path), read_only=True)
    assert read_schema(opened).table("t") is not None
    opened.close()
    assert path.read_bytes() == before
