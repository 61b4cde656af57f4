"""Drift: what the applied migrations promise against what is there, and what cannot be told."""

from __future__ import annotations

import shutil
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.database import Database
from pipeline_browser.model.engine import sqlite3
from pipeline_browser.model.location import Location
from pipeline_browser.model.migrations.bundled import bundled_source
from pipeline_browser.model.migrations.drift.bringing_back import bringing_back
from pipeline_browser.model.migrations.drift.facts import Basis
from pipeline_browser.model.migrations.drift.finding import find_drift
from pipeline_browser.model.migrations.drift.glance import is_word_for_word
from pipeline_browser.model.migrations.ledger import read_ledger
from pipeline_browser.model.migrations.planner import plan_run
from pipeline_browser.model.migrations.runner import run_plan
from pipeline_browser.model.migrations.source import read_source
from tests.model.migrations.unversioned_facts import LACKING

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline_browser.model.migrations.drift.facts import Drift


@dataclass
class Place:
    """A folder of migrations and a database beside it."""

    folder: Path
    database: Path

    def write(self, **files: str) -> None:
        """Write ``_1_a="…"`` as ``1_a.sql``."""
        for name, sql in files.items():
            (self.folder / f"{name[1:]}.sql").write_text(sql)

    def run(self) -> None:
        with Database.open(Location(self.database)) as database:
            run_plan(database, plan_run(database, read_source(self.folder)))

    def execute(self, *statements: str) -> None:
        with closing(sqlite3.connect(self.database)) as connection:
            for statement in statements:
                connection.execute(statement)
            connection.commit()

    def drift(self, *ignore: str, ignore_missing: bool = False) -> Drift:
        with Database.open(Location(self.database), read_only=True) as database:
            return find_drift(
                database, read_source(self.folder), ignore=ignore, ignore_missing=ignore_missing
            )


@pytest.fixture
def place(tmp_path: Path) -> Place:
    (tmp_path / "migrations").mkdir()
    (tmp_path / "a.db").touch()
    return Place(tmp_path / "migrations", tmp_path / "a.db")


def test_a_migrated_database_has_no_drift_and_each_hand_on_it_is_named(place: Place) -> None:
    place.write(_1_a="CREATE TABLE a (x); CREATE INDEX i ON a (x);", _2_b="ALTER TABLE a ADD COLUMN y TEXT;")
    place.run()
    drift = place.drift()
    assert (drift.is_none, drift.versions, drift.basis) == (True, (1, 2), Basis.APPLIED)
    place.execute("DROP INDEX i", "ALTER TABLE a ADD COLUMN z", "CREATE TABLE b (x)")
    drift = place.drift()
    assert drift.drifted
    assert drift.difference.sentences() == (
        "a has an unexpected column z",
        "table b is not expected",
        "index i is missing",
    )


def test_what_is_pending_is_not_promised(place: Place) -> None:
    place.write(_1_a="CREATE TABLE a (x)")
    place.run()
    place.write(_2_b="CREATE TABLE b (x)")
    assert place.drift().is_none


def test_the_unversioned_database_lacks_exactly_its_columns_and_cascades(
    shared: Path, tmp_path: Path
) -> None:
    shutil.copy(shared / "data/real-unversioned.db", tmp_path)
    with Database.open(Location(tmp_path / "real-unversioned.db"), read_only=True) as database:
        drift = find_drift(database, bundled_source())
    assert drift.basis is Basis.WHOLE
    assert set(drift.difference.sentences()) == LACKING
    assert len(drift.mended.differences) == 5  # the indexes, which CREATE INDEX IF NOT EXISTS still makes


def test_an_empty_ledger_counts_as_none_and_an_empty_database_promises_nothing(place: Place) -> None:
    place.write(_1_a="CREATE TABLE a (x)")
    assert place.drift().is_none
    place.run()
    place.execute("DELETE FROM _sqlx_migrations")
    drift = place.drift()
    assert (drift.basis, drift.is_none) == (Basis.WHOLE, True)
    place.execute("CREATE TABLE b (x)")
    assert place.drift().difference.sentences() == ("table b is not expected",)


def test_statements_about_rows_fail_on_an_empty_database_without_a_false_alarm(place: Place) -> None:
    place.write(_1_a="CREATE TABLE a (x NOT NULL); CREATE TABLE old (y)")
    place.run()
    place.execute("INSERT INTO old VALUES (5)")
    place.write(
        _2_b="INSERT INTO a SELECT (SELECT y FROM old); WITH w AS (SELECT 1) UPDATE a SET x = 2;"
        "CREATE TABLE copied AS SELECT y, y + 1 AS z, 'k' AS k FROM old; DROP TABLE old"
    )
    place.run()
    drift = place.drift()
    assert drift.is_none
    assert drift.doubts == ()


def test_what_this_sqlite_cannot_make_is_in_doubt_and_the_rest_is_not(place: Place) -> None:
    place.write(_1_a="CREATE TABLE a (x)", _2_v="CREATE TABLE v (x)")
    place.run()
    text = "CREATE VIRTUAL TABLE v USING vec0(embedding float[3])"
    place.execute("CREATE TABLE v_chunks (id)", "ALTER TABLE a ADD COLUMN y")
    place.write(_2_v=text)
    drift = place.drift()
    assert drift.modified == (2,)
    assert drift.difference.sentences() == ("a has an unexpected column y",)
    (doubt,) = drift.doubts
    assert doubt.startswith("nothing can be said about v: 2_v.sql:1 fails on an empty database: no such mod")


def test_a_migration_without_a_file_leaves_no_telling_unless_it_is_ignored(place: Place) -> None:
    place.write(_1_a="CREATE TABLE a (x)", _2_b="CREATE TABLE b (x)")
    place.run()
    (place.folder / "2_b.sql").unlink()
    drift = place.drift()
    assert (drift.promised, drift.is_none, drift.drifted) == (None, False, False)
    assert drift.unknown == ("migration 2 (b) is applied, but the source lacks its file",)
    ignoring = place.drift(ignore_missing=True)
    assert ignoring.difference.sentences() == ("table b is not expected",)
    assert ignoring.notes == drift.unknown


def test_a_migration_recorded_as_failed_leaves_no_telling(place: Place) -> None:
    place.write(_1_a="CREATE TABLE a (x)")
    place.run()
    place.execute("UPDATE _sqlx_migrations SET success = 0")
    assert place.drift().unknown == ("migration 1 (a) is recorded as failed",)


def test_an_edited_file_promises_what_it_says_today(place: Place) -> None:
    place.write(_1_a="CREATE TABLE a (x)")
    place.run()
    place.write(_1_a="CREATE TABLE a (x, y)")
    drift = place.drift()
    assert drift.modified == (1,)
    assert drift.difference.sentences() == ("a lacks column y",)


def test_migrations_that_were_applied_late_count_in_the_order_of_their_installation(place: Place) -> None:
    place.write(_2_b="CREATE TABLE IF NOT EXISTS t (x)")
    place.run()
    place.write(_1_a="CREATE TABLE IF NOT EXISTS t (x, y)")
    place.run()
    place.execute("UPDATE _sqlx_migrations SET installed_on = '2020-01-01 00:00:00' WHERE version = 2")
    drift = place.drift()
    assert drift.is_none
    assert drift.versions == (2, 1)
    assert drift.notes == ("the migrations were applied in the order 2, 1",)


def test_the_order_of_installation_counts_where_the_other_one_cannot_be_replayed(place: Place) -> None:
    place.write(_2_b="CREATE TABLE t (x)")
    place.run()
    place.write(_1_a="ALTER TABLE t ADD COLUMN y")
    place.run()
    place.execute("UPDATE _sqlx_migrations SET installed_on = '2020-01-01 00:00:00' WHERE version = 2")
    drift = place.drift()
    assert (drift.is_none, drift.doubts, drift.versions) == (True, (), (2, 1))
    place.execute("ALTER TABLE t DROP COLUMN y")
    assert place.drift().difference.sentences() == ("t lacks column y",)


def test_a_function_that_is_not_here_may_have_made_anything_more(place: Place) -> None:
    place.write(_1_a="CREATE TABLE a (x, y)")
    place.run()
    place.write(_1_a="CREATE TABLE a (x, y);\nSELECT AddGeometryColumn('a', 'place'); SELECT abs(1);")
    place.execute("CREATE TABLE geometry_columns (x)", "ALTER TABLE a DROP COLUMN y")
    drift = place.drift()
    assert drift.difference.sentences() == ("a lacks column y",)
    (doubt,) = drift.doubts
    assert doubt.startswith("1_a.sql:2 calls what is not here (no such function: AddGeometryColumn)")


def test_tables_of_other_tools_and_ignored_ones_do_not_count(place: Place) -> None:
    place.write(_1_a="CREATE TABLE a (x)")
    place.run()
    place.execute(
        "CREATE TABLE _litestream_seq (id)", "CREATE TABLE tmp_1 (x)", "CREATE VIEW Tmp_2 AS SELECT 1"
    )
    drift = place.drift("tmp_?")
    assert drift.is_none
    assert drift.notes == ("table _litestream_seq is left out, as Litestream's own",)
    assert place.drift().difference.sentences() == (
        "table tmp_1 is not expected",
        "view Tmp_2 is not expected",
    )


def test_what_brings_it_back_leaves_alone_what_does_not_count(place: Place) -> None:
    place.write(_1_a="CREATE TABLE a (x, y)")
    place.run()
    place.write(
        _1_a="CREATE TABLE a (x, y); CREATE VIRTUAL TABLE v USING vec0(e); CREATE INDEX i ON a (f(x));"
    )
    place.execute(
        "ALTER TABLE a DROP COLUMN y",
        "CREATE INDEX i ON a (x)",
        "CREATE TABLE v (e)",
        "CREATE TABLE v_chunks (e)",
        "CREATE TABLE _litestream_seq (id)",
        "CREATE TABLE tmp (x)",
    )
    script = bringing_back(place.drift("tmp"))
    assert [change.sentence for change in script.changes] == ["adds column y to a"]


def test_what_brings_it_back_keeps_the_rows_of_what_does_not_count(place: Place) -> None:
    place.write(_1_a="CREATE TABLE p (id INTEGER PRIMARY KEY, x TEXT NOT NULL)")
    place.run()
    place.execute(
        "DROP TABLE p",
        "CREATE TABLE p (id INTEGER PRIMARY KEY, x TEXT)",
        "CREATE TABLE mine (p INTEGER REFERENCES p ON DELETE CASCADE)",
        "INSERT INTO p VALUES (1, 'a')",
        "INSERT INTO mine VALUES (1)",
    )
    script = bringing_back(place.drift("mine"))
    with closing(sqlite3.connect(place.database)) as connection:
        connection.executescript(f"PRAGMA foreign_keys = ON; BEGIN; {script.sql()}\n; COMMIT;")
        assert place.drift("mine").is_none
        assert connection.execute("SELECT p FROM mine").fetchall() == [(1,)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_what_brings_a_database_without_a_ledger_there_drops_none_of_its_other_tables(place: Place) -> None:
    place.write(_1_a="CREATE TABLE IF NOT EXISTS a (x, y); CREATE TABLE IF NOT EXISTS b (x);")
    place.execute("CREATE TABLE a (x)", "CREATE TABLE notes (x)")
    drift = place.drift()
    assert drift.difference.sentences() == ("a lacks column y", "table notes is not expected")
    assert drift.mended.sentences() == ("table b is missing",)
    assert [change.sentence for change in bringing_back(drift).changes] == ["adds column y to a"]


def test_the_ledger_that_sqlx_toml_names_is_the_one_that_counts(place: Place) -> None:
    (place.folder.parent / "sqlx.toml").write_text('[migrate]\ntable-name = "ours"\n')
    place.write(_1_a="CREATE TABLE a (x)")
    place.run()
    assert place.drift().is_none
    place.execute("DROP TABLE a")
    assert place.drift().difference.sentences() == ("table a is missing",)


def test_looking_for_drift_changes_no_byte_and_needs_no_lock(place: Place) -> None:
    place.write(_1_a="CREATE TABLE a (x)")
    place.run()
    before = place.database.read_bytes()
    with closing(sqlite3.connect(place.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert place.drift().is_none
        other.execute("ROLLBACK")
    assert place.database.read_bytes() == before


def test_a_glance_is_enough_where_the_texts_are_word_for_word_those_of_the_migrations(place: Place) -> None:
    def glance() -> bool:
        with Database.open(Location(place.database), read_only=True) as database:
            return is_word_for_word(database, read_source(place.folder), read_ledger(database))

    tables = "CREATE TABLE a (x INTEGER PRIMARY KEY AUTOINCREMENT); CREATE VIRTUAL TABLE f USING fts5(y);"
    place.write(_1_a=tables)
    assert not glance()  # nothing is recorded
    place.run()
    place.execute("ANALYZE")
    assert glance()
    place.execute("CREATE INDEX i ON a (x)")
    assert not glance()
    place.write(_1_a=tables.replace("a (x", "[A]( /* or so */ X").lower())
    place.execute("DROP INDEX i")
    assert glance()
    place.execute("UPDATE _sqlx_migrations SET success = 0")
    assert not glance()
    place.execute("UPDATE _sqlx_migrations SET success = 1, version = 2")
    assert not glance()
