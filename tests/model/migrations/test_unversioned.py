"""Tables without a ledger are recognised, and never migrated blindly."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.database import Database
from pipeline_browser.model.errors import UnversionedDatabase
from pipeline_browser.model.location import Location
from pipeline_browser.model.migrations.bundled import bundled_source
from pipeline_browser.model.migrations.planner import plan_run
from tests.model.migrations.unversioned_facts import LACKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.model.migrations.conftest import Bench


def test_columns_that_if_not_exists_would_leave_out_are_named(bench: Bench) -> None:
    bench.database.execute("CREATE TABLE a(x INTEGER)")
    bench.write("1_a.sql", "CREATE TABLE IF NOT EXISTS a(x TEXT, y); CREATE INDEX IF NOT EXISTS i ON a(x)")
    refusal = bench.plan().refusal
    assert isinstance(refusal, UnversionedDatabase)
    assert refusal.differences == ("a.x: type INTEGER instead of TEXT", "a lacks column y")
    with pytest.raises(UnversionedDatabase):
        bench.run()
    assert not bench.ledger().exists


def test_the_refusal_can_be_overruled(bench: Bench) -> None:
    bench.database.execute("CREATE TABLE a(x)")
    bench.write("1_a.sql", "CREATE TABLE IF NOT EXISTS a(x, y)")
    assert bench.plan(allow_unversioned=True).refusal is None


def test_tables_that_the_migrations_do_not_name_are_no_obstacle(bench: Bench) -> None:
    bench.database.execute("CREATE TABLE notes(text)")
    bench.write("1_a.sql", "CREATE TABLE a(x)")
    bench.run()
    assert bench.tables() == {"a", "notes"}


def test_tables_that_are_just_as_promised_are_no_obstacle(bench: Bench) -> None:
    bench.database.execute('create table "A" ( [x] integer not null )')
    bench.write("1_a.sql", "CREATE TABLE IF NOT EXISTS a(x INTEGER NOT NULL)")
    assert bench.plan().refusal is None


def test_what_a_later_file_adds_is_not_missed(bench: Bench) -> None:
    bench.database.execute("CREATE TABLE a(x)")
    bench.write("1_a.sql", "CREATE TABLE IF NOT EXISTS a(x)")
    bench.write("2_b.sql", "ALTER TABLE a ADD COLUMN y")
    assert bench.plan().refusal is None


def test_an_empty_ledger_that_sqlx_left_behind_does_not_hide_it(bench: Bench) -> None:
    bench.run()
    assert bench.ledger().exists
    bench.database.execute("CREATE TABLE a(x)")
    bench.write("1_a.sql", "CREATE TABLE IF NOT EXISTS a(x, y)")
    assert isinstance(bench.plan().refusal, UnversionedDatabase)


def test_the_real_unversioned_database_lacks_exactly_these(shared: Path, tmp_path: Path) -> None:
    shutil.copy(shared / "data/real-unversioned.db", tmp_path)
    with Database.open(Location(tmp_path / "real-unversioned.db")) as database:
        refusal = plan_run(database, bundled_source()).refusal
    assert isinstance(refusal, UnversionedDatabase)
    assert set(refusal.differences) == LACKING
