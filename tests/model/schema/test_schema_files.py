"""Real and odd files are read, and both SQLite modules tell the same facts."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.cli.schema import as_json
from pipeline_browser.model.database import Database
from pipeline_browser.model.location import Location
from pipeline_browser.model.schema import (
    Column,
    ForeignKey,
    ForeignKeyProblem,
    Schema,
    Table,
    TableKind,
    read_schema,
)
from pipeline_browser.model.schema.diff import schema_diff

if TYPE_CHECKING:
    from pathlib import Path

# (tables, indexes of CREATE INDEX, foreign keys, views, triggers)
_REAL = {
    "real-pipeline-v1.db": (6, 5, 4, 0, 0),
    "real-pipeline-v1b.db": (6, 5, 4, 0, 0),
    "real-created.db": (6, 5, 4, 0, 0),
    "real-unversioned.db": (5, 0, 4, 0, 0),
    "chinook.db": (11, 11, 11, 0, 0),
    "sakila-schema.db": (16, 24, 22, 5, 30),
}
_OTHER_MODULE = """
import sys
sys.modules["pysqlite3"] = None
from pathlib import Path
from pipeline_browser.cli.schema import as_json
from pipeline_browser.model.database import Database
from pipeline_browser.model.engine import sqlite3
from pipeline_browser.model.location import Location
from pipeline_browser.model.schema import read_schema
import json
assert sqlite3.__name__ == "sqlite3"
for path in sys.argv[1:]:
    database = Database.open(Location(Path(path)), read_only=True, snapshot=True)
    print(json.dumps(as_json(read_schema(database))))
"""


@pytest.fixture(scope="module")
def odd(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("odd")
    maker = shared / "tools" / "odd_databases.py"
    subprocess.run([sys.executable, str(maker), str(folder)], check=True, capture_output=True)
    return folder


def read(path: Path) -> Schema:
    database = Database.open(Location(path), read_only=True, snapshot=True)
    try:
        return read_schema(database)
    finally:
        database.close()


def table(schema: Schema, name: str) -> Table:
    found = schema.table(name)
    assert found is not None
    return found


def keys(schema: Schema, name: str) -> list[ForeignKey]:
    return list(table(schema, name).foreign_keys)


@pytest.mark.parametrize("name", _REAL)
def test_real_databases_are_read_whole(shared: Path, name: str) -> None:
    schema = read(shared / "data" / name)
    own = [index for one in schema.tables for index in one.indexes if index.origin == "c"]
    foreign = [key for one in schema.tables for key in one.foreign_keys]
    assert schema.problems == ()
    assert [key.problem for key in foreign if key.problem] == []
    assert (
        len(schema.user_tables),
        len(own),
        len(foreign),
        len(schema.views),
        len(schema.triggers),
    ) == _REAL[name]


def test_the_schema_of_a_fresh_file_is_found_in_its_wal(shared: Path, tmp_path: Path) -> None:
    for part in (shared / "data" / "real-fresh").iterdir():
        (tmp_path / part.name).write_bytes(part.read_bytes())
    database = Database.open(Location(tmp_path / "pipeline.db"))
    fresh = read_schema(database)
    database.close()
    assert schema_diff(read(shared / "data" / "real-pipeline-v1.db"), fresh).sentences() == ()


def test_every_odd_database_is_read_and_only_broken_objects_are_problems(odd: Path) -> None:
    problems = {path.stem: {p.name for p in read(path).problems} for path in sorted(odd.glob("*.db"))}
    bombs = {f"v{number}" for number in range(13, 40)}
    assert {name: names for name, names in problems.items() if names} == {
        "rec_view_bomb": bombs,
        "views_broken": {"v2", "v3", "v4", "v4x", "vf"},
    }


def test_both_sqlite_modules_tell_the_same_facts(odd: Path, shared: Path) -> None:
    paths = sorted(odd.glob("*.db")) + [shared / "data" / name for name in _REAL]
    told = subprocess.run(
        [sys.executable, "-c", _OTHER_MODULE, *map(str, paths)], check=True, capture_output=True, text=True
    )
    for path, line in zip(paths, told.stdout.splitlines(), strict=True):
        assert json.loads(line) == json.loads(json.dumps(as_json(read(path)))), path.name


def test_a_composite_key_keeps_its_pairs_and_an_implicit_one_finds_them(odd: Path) -> None:
    schema = read(odd / "fk_composite.db")
    (explicit,), (implicit,) = keys(schema, "ch"), keys(schema, "ch2")
    assert explicit == ForeignKey(
        "ch",
        ("x", "y"),
        "p",
        ("a", "b"),
        on_update="SET NULL",
        on_delete="CASCADE",
        deferrable=True,
        initially_deferred=True,
    )
    assert (implicit.parent_columns, implicit.implicit, implicit.deferrable) == (("a", "b"), True, False)


def test_self_and_circular_references_resolve(odd: Path) -> None:
    assert [(k.columns, k.parent, k.parent_columns) for k in keys(read(odd / "fk_self.db"), "emp")] == [
        (("boss",), "emp", ("id",)),
        (("boss2",), "emp", ("id",)),
    ]
    circle = read(odd / "fk_circular.db")
    assert [keys(circle, name)[0].parent for name in "abc"] == ["b", "c", "a"]
    assert [keys(circle, name)[0].initially_deferred for name in "abc"] == [True, False, False]


def test_references_to_nothing_say_what_is_missing(odd: Path) -> None:
    missing = keys(read(odd / "fk_missing.db"), "ch")
    assert [(key.parent, key.parent_columns, key.problem) for key in missing] == [
        ("nowhere", ("id",), ForeignKeyProblem.MISSING_TABLE),
        ("nowhere2", (), ForeignKeyProblem.MISSING_TABLE),
        ("ch2", ("nope",), ForeignKeyProblem.MISSING_COLUMN),
    ]
    assert keys(read(odd / "fk_mismatch.db"), "ch")[0].problem is ForeignKeyProblem.NOT_UNIQUE


def test_a_reference_in_another_case_is_spelt_as_its_parent(odd: Path) -> None:
    assert [(k.parent, k.parent_columns, k.problem) for k in keys(read(odd / "fk_case.db"), "ch")] == [
        ("Parent", ("ID",), None),
        ("Parent", ("ID",), None),
    ]


def test_tables_without_rowid_and_strict_ones_are_told(odd: Path) -> None:
    keyed = table(read(odd / "without_rowid.db"), "t")
    assert (keyed.without_rowid, keyed.primary_key) == (True, ("b", "a"))
    assert [key.descending for key in keyed.indexes[0].columns] == [True, False]
    assert table(read(odd / "strict.db"), "t").strict


def test_generated_columns_keep_their_expressions(odd: Path) -> None:
    columns = table(read(odd / "generated.db"), "t").columns
    assert [(c.name, c.type, c.generated and c.generated.value, c.expression) for c in columns] == [
        ("a", "INT", None, None),
        ("b", "INT", "virtual", "a*2"),
        ("c", "TEXT", "stored", "a||'x'"),
        ("d", "", "virtual", "length(c)"),
    ]


def test_shadow_tables_of_every_module_are_recognised(odd: Path) -> None:
    for name in ("fts5.db", "rtree.db"):
        kinds = {one.name: (one.kind, one.shadow_of) for one in read(odd / name).tables}
        virtual = {one for one, (kind, _) in kinds.items() if kind is TableKind.VIRTUAL}
        assert virtual in ({"doc", "ft4", "ctless"}, {"rt"})
        assert {owner for kind, owner in kinds.values() if kind is TableKind.SHADOW} == virtual
        assert not any(kind is TableKind.ORDINARY for kind, _ in kinds.values())


def test_names_that_are_keywords_quotes_or_nothing_are_names(odd: Path) -> None:
    schema = read(odd / "weird_idents.db")
    assert [column.name for column in table(schema, "SELECT").columns] == ["from", "group", ""]
    assert [c.name for c in table(schema, "sp ace \"q\" 'x' [y] `z`").columns] == [
        'a"b',
        "new\nline",
        "tab\t",
    ]
    assert schema.view('vi"ew') is not None
    assert [(trigger.name, trigger.timing) for trigger in schema.triggers] == [("tr;--", "AFTER")]
    assert table(read(odd / "ctl_chars.db"), "bidi\u202etxt\u2066").columns[0].name == "zw\u200bsp"


def test_unknown_collations_and_functions_do_not_hide_the_table(odd: Path) -> None:
    schema = read(odd / "unknown_collation_func.db")
    assert table(schema, "t").columns[0] == Column("a", "TEXT", primary_key=1, collation="ICUX")
    assert table(schema, "t").columns[2].expression == "f1(a)"
    assert [i.columns[0].expression for i in table(schema, "t").indexes if i.origin == "c"] == ["f1(b)"]
    assert table(schema, "ok").columns == (Column("x"),)


def test_very_many_tables_columns_and_keys_are_all_there(odd: Path) -> None:
    assert len(read(odd / "tables600.db").tables) == 600
    assert len(table(read(odd / "cols2000.db"), "wide").columns) == 2000
    dense = read(odd / "fk_dense_3600.db")
    assert sum(len(one.foreign_keys) for one in dense.tables) == 3600
    # In the order of the text, although SQLite lists them backwards.
    assert [key.columns for key in keys(dense, "h0")][:2] == [("r0",), ("r1",)]
