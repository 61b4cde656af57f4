"""A database without a ledger gets the ledger of the version that its schema is, and of no other."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.database import Database
from pipeline_browser.model.errors import BaselineRefused, DatabaseReadOnly, PlanOutdated
from pipeline_browser.model.location import Location, parse_location
from pipeline_browser.model.migrations.baseline import nearest
from pipeline_browser.model.migrations.baseline.marking import baseline, mark
from pipeline_browser.model.migrations.baseline.matching import find_baseline
from pipeline_browser.model.migrations.bundled import bundled_source
from pipeline_browser.model.migrations.ledger import UNKNOWN_TIME, read_ledger
from pipeline_browser.model.migrations.source import MigrationSource, read_source
from tests.oracle import find_sqlx

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ONE = "CREATE TABLE a(id INTEGER PRIMARY KEY, x TEXT NOT NULL DEFAULT 'y')"
TWO = "CREATE INDEX i ON a(x)"
FOUR = "CREATE TABLE b(id INTEGER PRIMARY KEY)"


@pytest.fixture
def source(tmp_path: Path) -> MigrationSource:
    folder = tmp_path / "migrations"
    folder.mkdir()
    for name, sql in (("1_a", ONE), ("2_i", TWO), ("3_rows", "INSERT INTO a(x) VALUES ('z')"), ("4_b", FOUR)):
        (folder / f"{name}.sql").write_text(sql)
    return read_source(folder)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with Database.create(parse_location(str(tmp_path / "a.db"))) as opened:
        yield opened


def make(database: Database, *statements: str) -> None:
    for statement in statements:
        database.execute(statement)


def test_the_version_whose_schema_it_is_is_marked_and_sqlx_goes_on_from_there(
    database: Database, source: MigrationSource
) -> None:
    make(database, "create table [A] (ID integer primary key, x text not null default 'y')")
    report = baseline(database, source)
    assert [each.version for each in report.marked] == [1]
    assert report.backup is not None
    (row,) = read_ledger(database).rows
    assert (row.success, row.execution_time) == (True, UNKNOWN_TIME)

    sqlx, folder = find_sqlx(), source.folder.parent
    assert sqlx("migrate", "info", "-D", "sqlite:a.db", folder=folder).out.startswith("1/installed a\n")
    ran = sqlx("migrate", "run", "-D", "sqlite:a.db", folder=folder)
    assert [line.split(" (")[0] for line in ran.out.splitlines()] == [
        "Applied 2/migrate i",
        "Applied 3/migrate rows",
        "Applied 4/migrate b",
    ]


def test_versions_that_differ_in_rows_alone_have_to_be_named(
    database: Database, source: MigrationSource
) -> None:
    make(database, ONE, TWO)
    with pytest.raises(BaselineRefused) as refused:
        baseline(database, source)
    assert refused.value.points == ("2 i", "3 rows")
    offer = find_baseline(database, source)
    assert offer.proposed is not None
    assert (offer.proposed.version, offer.equal[1].rows_only) == (2, True)
    assert [each.version for each in baseline(database, source, 3).marked] == [1, 2, 3]


def test_a_version_that_it_is_not_is_refused_with_its_differences(
    database: Database, source: MigrationSource
) -> None:
    make(database, "CREATE TABLE a(id INTEGER PRIMARY KEY)", FOUR)
    with pytest.raises(BaselineRefused) as refused:
        baseline(database, source, 4)
    assert refused.value.points == ("a lacks column x", "index i is missing")
    with pytest.raises(BaselineRefused, match="version 4"):  # the nearest one
        baseline(database, source)
    assert not read_ledger(database).exists


def test_tables_of_others_are_a_difference_unless_they_are_allowed(
    database: Database, source: MigrationSource
) -> None:
    make(database, ONE, "CREATE TABLE notes(x)", "CREATE INDEX n ON notes(x)", "CREATE VIEW v AS SELECT 1")
    with pytest.raises(BaselineRefused) as refused:
        baseline(database, source, 1)
    assert set(refused.value.points) == {
        "table notes is not expected",
        "view v is not expected",
    }
    make(database, "CREATE INDEX mine ON a(id)")
    with pytest.raises(BaselineRefused, match="version 1"):
        baseline(database, source, 1, allow_extra=True)
    make(database, "DROP INDEX mine")
    assert baseline(database, source, 1, allow_extra=True).done


def test_there_must_be_tables_and_no_ledger(database: Database, source: MigrationSource) -> None:
    with pytest.raises(BaselineRefused) as nothing:
        baseline(database, source)
    assert "no tables" in nothing.value.cause
    make(database, ONE)
    baseline(database, source)
    with pytest.raises(BaselineRefused) as already:
        baseline(database, source)
    assert "a ledger already" in already.value.cause


def test_an_empty_ledger_that_sqlx_left_behind_is_filled(database: Database, source: MigrationSource) -> None:
    find_sqlx()("migrate", "info", "-D", "sqlite:a.db", folder=source.folder.parent)
    assert read_ledger(database).exists
    make(database, ONE)
    assert baseline(database, source).done


def test_a_dry_run_and_a_read_only_file_stay_as_they_are(
    database: Database, source: MigrationSource, tmp_path: Path
) -> None:
    make(database, ONE)
    database.close()
    files = sorted(path.name for path in tmp_path.iterdir())
    with Database.open(Location(tmp_path / "a.db"), read_only=True) as opened:
        assert not baseline(opened, source, dry_run=True).done
        with pytest.raises(DatabaseReadOnly):
            baseline(opened, source)
    assert sorted(path.name for path in tmp_path.iterdir()) == files


def test_a_schema_that_changed_since_the_comparison_is_not_marked(
    database: Database, source: MigrationSource
) -> None:
    make(database, ONE)
    offer = find_baseline(database, source)
    make(database, FOUR)
    with pytest.raises(PlanOutdated):
        mark(database, offer, offer.equal[0])
    assert not read_ledger(database).exists


def test_later_versions_are_left_out_where_a_file_cannot_be_replayed(
    database: Database, source: MigrationSource
) -> None:
    make(database, ONE)
    (source.folder / "2_i.sql").write_text("CREATE INDEX i ON nowhere(x)")
    offer = find_baseline(database, read_source(source.folder))
    assert [match.version for match in offer.matches] == [1]
    assert offer.failure.startswith("2_i.sql:1 fails on an empty database")


def test_of_many_versions_the_nearest_are_compared_and_any_that_is_named(
    database: Database, source: MigrationSource, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nearest, "MOST_COMPARED", 2)
    make(database, ONE, TWO)
    offer = find_baseline(database, source)
    assert [match.version for match in offer.matches] == [2, 3]
    assert offer.left_out == 2
    with pytest.raises(BaselineRefused, match="version 4"):
        baseline(database, source, 4)


def test_the_real_unversioned_database_is_refused_with_what_it_lacks(shared: Path, tmp_path: Path) -> None:
    shutil.copy(shared / "data/real-unversioned.db", tmp_path)
    with Database.open(Location(tmp_path / "real-unversioned.db")) as database:
        with pytest.raises(BaselineRefused) as refused:
            baseline(database, bundled_source())
        assert len(refused.value.points) == 16
        assert "stage_parameters lacks column archived" in refused.value.points
        assert sum("index" in point for point in refused.value.points) == 5
        assert not read_ledger(database).exists
    assert len(list(tmp_path.iterdir())) == 1


def test_a_real_database_whose_ledger_was_lost_gets_it_back(shared: Path, tmp_path: Path) -> None:
    path = tmp_path / "p.db"
    shutil.copy(shared / "data/real-created.db", path)
    with Database.open(Location(path)) as database:
        (before,) = read_ledger(database).rows
        database.execute("DROP TABLE _sqlx_migrations")
        baseline(database, bundled_source())
        (row,) = read_ledger(database).rows
    assert (row.version, row.description, row.checksum) == (
        before.version,
        before.description,
        before.checksum,
    )
