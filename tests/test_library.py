"""The library functions keep the promises that the schema's document shows as tests."""

from __future__ import annotations

import doctest
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

import pipeline_browser
import pipeline_browser.paths
from pipeline_browser import create_database_if_missing, ensure_schema, initialize_database
from pipeline_browser.model.database import Database
from pipeline_browser.model.engine import sqlite3
from pipeline_browser.model.errors import (
    DatabaseBusy,
    LocationError,
    MigrationFailed,
    MigrationModified,
    ParentFolderMissing,
)
from pipeline_browser.model.location import Location

TABLES = {
    "_sqlx_migrations",
    "pipeline_configuration",
    "pipeline_stages",
    "pipelines",
    "processing_metrics",
    "stage_parameters",
}
ADD_TAGS = """-- Add tagging support for pipelines
CREATE TABLE IF NOT EXISTS pipeline_tags (
    pipeline_id TEXT NOT NULL,
    tag TEXT NOT NULL,
    PRIMARY KEY (pipeline_id, tag),
    FOREIGN KEY (pipeline_id) REFERENCES pipelines(id) ON DELETE CASCADE
);
"""


def tables(database: Database) -> set[str]:
    return {name for (name,) in database.query("SELECT name FROM sqlite_master WHERE type = 'table'")}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The bundled migration in a folder of one's own, to which more can be added."""
    source = pipeline_browser.paths.migrations_folder()
    target = tmp_path / "migrations"
    target.mkdir()
    for file in source.glob("*.sql"):
        (target / file.name).write_bytes(file.read_bytes())
    return target


def test_a_missing_database_is_created_and_an_existing_one_left_alone(tmp_path: Path) -> None:
    url = f"sqlite://{tmp_path / 'new.db'}"
    assert create_database_if_missing(url)
    before = (tmp_path / "new.db").read_bytes()
    assert not create_database_if_missing(url)
    assert (tmp_path / "new.db").read_bytes() == before


def test_a_created_database_is_in_wal_mode(tmp_path: Path) -> None:
    create_database_if_missing(tmp_path / "new.db")
    with Database.open(Location(tmp_path / "new.db")) as database:
        assert database.query("PRAGMA journal_mode") == [("wal",)]


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(ParentFolderMissing) as refusal:
        create_database_if_missing(tmp_path / "nowhere" / "new.db")
    assert str(tmp_path / "nowhere") in " ".join(refusal.value.lines())


def test_a_url_that_is_none_is_refused() -> None:
    with pytest.raises(LocationError):
        create_database_if_missing("postgres://localhost/x")


def test_migrations_run_automatically() -> None:
    with initialize_database("sqlite::memory:") as database:
        assert database.query("SELECT count(*) > 0 FROM _sqlx_migrations") == [(1,)]
        assert tables(database) == TABLES


def test_applied_migrations_can_be_queried() -> None:
    with initialize_database("sqlite::memory:") as database:
        rows = database.query("SELECT version, description FROM _sqlx_migrations ORDER BY version")
        assert rows == [(20250101000000, "initial schema")]


def test_initialising_twice_is_harmless(tmp_path: Path) -> None:
    for _ in range(2):
        with initialize_database(tmp_path / "a.db") as database:
            ensure_schema(database)
            assert database.query("SELECT count(*) FROM _sqlx_migrations") == [(1,)]


def test_two_databases_in_memory_are_two() -> None:
    with initialize_database("sqlite::memory:") as first, initialize_database("sqlite::memory:") as second:
        first.execute("DROP TABLE processing_metrics")
        assert tables(second) == TABLES


def test_a_new_migration_adds_its_table(folder: Path) -> None:
    (folder / "20250204120000_add_pipeline_tags.sql").write_text(ADD_TAGS)
    with initialize_database("sqlite::memory:", folder) as database:
        assert tables(database) == TABLES | {"pipeline_tags"}


def test_a_migration_over_existing_data_keeps_it(folder: Path, tmp_path: Path) -> None:
    with initialize_database(tmp_path / "a.db", folder) as database:
        database.execute("INSERT INTO pipelines VALUES ('p-1', 'one', 0, 'now', 'now')")
        (folder / "20250204120000_add_pipeline_tags.sql").write_text(ADD_TAGS)
        report = ensure_schema(database, folder)
        assert [each.migration.version for each in report.finished] == [20250204120000]
        assert database.query("SELECT id, name FROM pipelines") == [("p-1", "one")]


def test_a_checksum_mismatch_names_the_migration_and_the_cure(folder: Path) -> None:
    with initialize_database("sqlite::memory:", folder) as database:
        file = folder / "20250101000000_initial_schema.sql"
        file.write_bytes(file.read_bytes() + b"-- edited\n")
        with pytest.raises(MigrationModified) as refusal:
            ensure_schema(database, folder)
    assert refusal.value.version == 20250101000000
    assert refusal.value.path == file
    assert "new migration" in refusal.value.remedy


def test_a_locked_database_names_the_other_program_as_the_cause(tmp_path: Path) -> None:
    with Database.create(Location(tmp_path / "a.db")) as holder, holder.transaction():
        waiting = Database.open(Location(tmp_path / "a.db"), busy_timeout=0.1)
        with waiting, pytest.raises(DatabaseBusy) as refusal:
            ensure_schema(waiting)
    assert "another program" in " ".join(refusal.value.lines()).lower()
    assert refusal.value.remedy


def test_a_failed_foreign_key_names_row_and_remedy(folder: Path) -> None:
    (folder / "20250204120000_orphan.sql").write_text(
        "INSERT INTO pipeline_configuration VALUES ('nobody', 'k', 'v', 0, 'now', 'now');\n"
    )
    with pytest.raises(MigrationFailed) as failure:
        initialize_database("sqlite::memory:", folder)
    assert failure.value.sqlite_message == "FOREIGN KEY constraint failed"
    assert failure.value.line == 1
    assert "parent" in failure.value.remedy


def test_the_example_in_the_documentation_works() -> None:
    assert doctest.testmod(pipeline_browser).failed == 0


def test_the_version_is_known_without_loading_sqlite() -> None:
    code = "import sys, pipeline_browser; print(pipeline_browser.__version__, 'sqlite3' in sys.modules)"
    environment = {"PYTHONPATH": str(Path(pipeline_browser.__file__).parents[1])}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == [pipeline_browser.__version__, "False"]


def test_a_bare_connection_is_refused_with_a_hint() -> None:
    with closing(sqlite3.connect(":memory:")) as bare, pytest.raises(TypeError, match="initialize_database"):
        ensure_schema(bare)  # type: ignore[arg-type]
