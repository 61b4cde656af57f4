"""The bundled migration is the schema that Adaptive Pipeline's own file makes."""

from __future__ import annotations

import hashlib
import re
import shutil
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.database import Database
from pipeline_browser.model.engine import quote_identifier, sqlite3
from pipeline_browser.model.location import parse_location
from pipeline_browser.model.migrations.bundled import bundled_source
from pipeline_browser.model.migrations.history import MigrationState, history
from pipeline_browser.model.migrations.ledger import read_ledger
from pipeline_browser.model.migrations.planner import plan_run
from pipeline_browser.model.migrations.runner import run_plan
from pipeline_browser.paths import migrations_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

INITIAL = "20250101000000_initial_schema.sql"

# Recorded from a database that Adaptive Pipeline 2.0.0 wrote: name, type, NOT NULL, default, key position.
COLUMNS = {
    "pipelines": (
        "id TEXT 0 None 1, name TEXT 1 None 0, archived BOOLEAN 1 false 0, created_at TEXT 1 None 0, "
        "updated_at TEXT 1 None 0"
    ),
    "pipeline_configuration": (
        "pipeline_id TEXT 1 None 1, key TEXT 1 None 2, value TEXT 1 None 0, archived BOOLEAN 1 FALSE 0, "
        "created_at TEXT 1 None 0, updated_at TEXT 1 None 0"
    ),
    "pipeline_stages": (
        "id TEXT 0 None 1, pipeline_id TEXT 1 None 0, name TEXT 1 None 0, stage_type TEXT 1 None 0, "
        "enabled BOOLEAN 1 TRUE 0, stage_order INTEGER 1 None 0, algorithm TEXT 1 None 0, "
        "parallel_processing BOOLEAN 1 FALSE 0, chunk_size INTEGER 0 None 0, archived BOOLEAN 1 FALSE 0, "
        "created_at TEXT 1 None 0, updated_at TEXT 1 None 0"
    ),
    "stage_parameters": (
        "stage_id TEXT 1 None 1, key TEXT 1 None 2, value TEXT 1 None 0, archived BOOLEAN 1 FALSE 0, "
        "created_at TEXT 1 None 0, updated_at TEXT 1 None 0"
    ),
    "processing_metrics": (
        "pipeline_id TEXT 0 None 1, bytes_processed INTEGER 1 0 0, bytes_total INTEGER 1 0 0, "
        "chunks_processed INTEGER 1 0 0, chunks_total INTEGER 1 0 0, start_time_rfc3339 TEXT 0 None 0, "
        "end_time_rfc3339 TEXT 0 None 0, processing_duration_ms INTEGER 0 None 0, "
        "throughput_bytes_per_second REAL 1 0.0 0, compression_ratio REAL 0 None 0, "
        "error_count INTEGER 1 0 0, warning_count INTEGER 1 0 0, input_file_size_bytes INTEGER 1 0 0, "
        "output_file_size_bytes INTEGER 1 0 0, input_file_checksum TEXT 0 None 0, "
        "output_file_checksum TEXT 0 None 0"
    ),
}
PARENTS = {
    "pipelines": "",
    "pipeline_configuration": "pipeline_id pipelines id NO ACTION CASCADE",
    "pipeline_stages": "pipeline_id pipelines id NO ACTION CASCADE",
    "stage_parameters": "stage_id pipeline_stages id NO ACTION CASCADE",
    "processing_metrics": "pipeline_id pipelines id NO ACTION CASCADE",
}
INDEXES = {
    "idx_pipeline_stages_pipeline_id": "ON pipeline_stages(pipeline_id)",
    "idx_pipeline_stages_order": "ON pipeline_stages(pipeline_id, stage_order)",
    "idx_pipeline_configuration_pipeline_id": "ON pipeline_configuration(pipeline_id)",
    "idx_stage_parameters_stage_id": "ON stage_parameters(stage_id)",
    "idx_pipelines_name": "ON pipelines(name) WHERE archived = false",
}


@pytest.fixture
def bundled(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A database made by the bundled text alone, statement after statement."""
    with closing(sqlite3.connect(tmp_path / "bundled.db")) as connection:
        connection.executescript(_text())
        yield connection


def test_the_bundled_migration_makes_the_recorded_tables(bundled: sqlite3.Connection) -> None:
    assert {name: _columns(bundled, name) for name in COLUMNS} == COLUMNS
    assert {name: _parents(bundled, name) for name in PARENTS} == PARENTS


def test_the_bundled_migration_makes_the_recorded_indexes(bundled: sqlite3.Connection) -> None:
    assert _indexes(bundled) == INDEXES


def test_the_bundled_migration_makes_nothing_else_and_in_the_programs_order(
    bundled: sqlite3.Connection,
) -> None:
    assert _objects(bundled) == [*COLUMNS, *INDEXES]


def test_the_bundled_schema_equals_that_of_a_database_of_the_real_program(
    bundled: sqlite3.Connection, shared: Path, tmp_path: Path
) -> None:
    copy = shutil.copy(shared / "data" / "real-pipeline-v1.db", tmp_path)
    with closing(sqlite3.connect(copy)) as real:
        assert _objects(bundled) == _objects(real)
        assert _indexes(bundled) == _indexes(real)
        for table in COLUMNS:
            assert _facts(bundled, table) == _facts(real, table)


def test_running_the_bundled_migration_twice_changes_nothing(bundled: sqlite3.Connection) -> None:
    before = _objects(bundled)

    bundled.executescript(_text())

    assert _objects(bundled) == before


def test_the_bundled_migration_says_what_it_does_and_how_to_undo_it() -> None:
    head = _text().split("CREATE", 1)[0]

    assert f"-- Migration: {INITIAL}" in head
    assert "-- Description: " in head
    assert "-- Rollback: " in head


def test_the_bundled_text_is_not_the_upstream_text() -> None:
    digest = hashlib.sha384((migrations_folder() / INITIAL).read_bytes()).hexdigest()

    assert not digest.startswith(("919a6e279e2c", "a2619f4f47a4"))


def test_a_database_made_from_the_bundled_source_carries_the_newest_upstream_checksum(tmp_path: Path) -> None:
    with closing(Database.create(parse_location(tmp_path / "new.db"))) as database:
        run_plan(database, plan_run(database, bundled_source()))

        ((checksum, success),) = database.query("SELECT hex(checksum), success FROM _sqlx_migrations")

    assert (checksum.lower()[:12], len(checksum), success) == ("a2619f4f47a4", 96, 1)


@pytest.mark.parametrize("name", ["real-pipeline-v1.db", "real-pipeline-v1b.db", "real-created.db"])
def test_databases_of_the_real_program_are_up_to_date(name: str, shared: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copy(shared / "data" / name, tmp_path))
    with closing(Database.open(parse_location(copy), read_only=True)) as database:
        entries = history(bundled_source(), read_ledger(database))

        assert [entry.state for entry in entries] == [MigrationState.APPLIED]
        assert plan_run(database, bundled_source()).is_empty


def _text() -> str:
    return (migrations_folder() / INITIAL).read_text("utf-8")


def _objects(connection: sqlite3.Connection) -> list[str]:
    # An index that SQLite makes for a constraint has no SQL of its own.
    rows = connection.execute(
        "SELECT name FROM sqlite_master WHERE sql IS NOT NULL AND tbl_name <> '_sqlx_migrations' "
        "ORDER BY rowid"
    )
    return [name for (name,) in rows]


def _columns(connection: sqlite3.Connection, table: str) -> str:
    rows = connection.execute(f"PRAGMA table_xinfo({quote_identifier(table)})")
    return ", ".join(" ".join(map(str, row[1:6])) for row in rows)


def _parents(connection: sqlite3.Connection, table: str) -> str:
    rows = connection.execute(f"PRAGMA foreign_key_list({quote_identifier(table)})")
    return ", ".join(f"{row[3]} {row[2]} {row[4]} {row[5]} {row[6]}" for row in rows)


def _indexes(connection: sqlite3.Connection) -> dict[str, str]:
    rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")
    return {name: re.sub(r"\s+", " ", sql).removeprefix(f"CREATE INDEX {name} ") for name, sql in rows}


def _facts(connection: sqlite3.Connection, table: str) -> dict[str, list[object]]:
    """Return what SQLite itself knows of a table, its keys and its indexes, however they were written."""
    facts: dict[str, list[object]] = {
        pragma: connection.execute(f"PRAGMA {pragma}({quote_identifier(table)})").fetchall()
        for pragma in ("table_xinfo", "foreign_key_list", "index_list")
    }
    for row in connection.execute(f"PRAGMA index_list({quote_identifier(table)})").fetchall():
        name = str(row[1])
        facts[name] = connection.execute(f"PRAGMA index_xinfo({quote_identifier(name)})").fetchall()
    facts["kind"] = connection.execute(
        "SELECT type, ncol, wr, strict FROM pragma_table_list WHERE name = ?", (table,)
    ).fetchall()
    return facts
