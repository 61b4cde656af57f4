"""The sample database: believable, the same everywhere, and acceptable to the Rust program."""

from __future__ import annotations

import os
import shutil
import subprocess
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from ulid import ULID

from pipeline_browser.model.database import Database
from pipeline_browser.model.engine import sqlite3
from pipeline_browser.model.errors import DatabaseOperationFailed
from pipeline_browser.model.location import parse_location
from pipeline_browser.model.migrations.bundled import bundled_source
from pipeline_browser.model.migrations.planner import plan_run
from pipeline_browser.model.migrations.runner import run_plan
from pipeline_browser.model.sample import fill_sample, new_sample_location, sample_rows
from pipeline_browser.paths import migrations_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pipeline_browser.model.database import Row

INITIAL = "20250101000000_initial_schema.sql"
CATALOGUE = {
    "compression": {"brotli", "gzip", "zstd", "lz4"},
    "encryption": {"aes256gcm", "aes128gcm", "chacha20poly1305"},
    "checksum": {"sha256", "sha512", "blake3"},
    "transform": {"base64", "pii_masking", "tee", "debug"},
    "passthrough": {"passthrough"},
}
REQUIRED = {
    "compression": {"algorithm"},
    "encryption": {"algorithm", "key", "nonce", "salt"},
    "checksum": set(),
    "transform": {"algorithm"},
    "passthrough": set(),
    "tee": {"output_path"},
    "debug": {"label"},
}
SECONDS = "(unixepoch(end_time_rfc3339) - unixepoch(start_time_rfc3339))"


@pytest.fixture(scope="module")
def rows() -> dict[str, list[Row]]:
    return sample_rows()


@pytest.fixture(scope="module")
def filled(
    tmp_path_factory: pytest.TempPathFactory, rows: dict[str, list[Row]]
) -> Iterator[sqlite3.Connection]:
    """The sample's rows in the bundled schema, with every constraint in force."""
    with closing(sqlite3.connect(tmp_path_factory.mktemp("sample") / "sample.db")) as connection:
        connection.executescript((migrations_folder() / INITIAL).read_text("utf-8"))
        connection.execute("PRAGMA foreign_keys = ON")
        for table, content in rows.items():
            places = ", ".join("?" * len(content[0]))
            connection.executemany(f"INSERT INTO {table} VALUES ({places})", content)
        connection.commit()
        yield connection


@pytest.fixture
def migrated(tmp_path: Path) -> Iterator[Database]:
    """A new database to which the bundled migrations were applied."""
    with closing(Database.create(parse_location(tmp_path / "sample.db"))) as database:
        run_plan(database, plan_run(database, bundled_source()))
        yield database


def test_the_sample_is_the_same_every_time(rows: dict[str, list[Row]]) -> None:
    assert sample_rows() == rows


def test_a_dozen_pipelines_are_active_and_their_earlier_runs_archived(filled: sqlite3.Connection) -> None:
    counts = filled.execute("SELECT archived, count(*) FROM pipelines GROUP BY archived").fetchall()
    assert dict(counts)[0] == 12
    assert 370 <= dict(counts)[1] <= 400


def test_what_belongs_to_an_archived_pipeline_is_archived_with_it(filled: sqlite3.Connection) -> None:
    (astray,) = filled.execute(
        "SELECT (SELECT count(*) FROM pipeline_stages s JOIN pipelines p ON p.id = s.pipeline_id "
        "        WHERE s.archived <> p.archived)"
        "     + (SELECT count(*) FROM pipeline_configuration c JOIN pipelines p ON p.id = c.pipeline_id "
        "        WHERE c.archived <> p.archived)"
        "     + (SELECT count(*) FROM stage_parameters q JOIN pipeline_stages s ON s.id = q.stage_id "
        "        WHERE q.archived <> s.archived)"
    ).fetchone()
    assert astray == 0


def test_the_active_pipelines_show_every_type_of_stage_and_every_transform(
    filled: sqlite3.Connection,
) -> None:
    used = filled.execute("SELECT DISTINCT stage_type, algorithm FROM pipeline_stages WHERE NOT archived")
    pairs = set(used)
    assert {kind for kind, _ in pairs} == set(CATALOGUE)
    assert {algorithm for kind, algorithm in pairs if kind == "transform"} == CATALOGUE["transform"]
    assert all(algorithm in CATALOGUE[kind] for kind, algorithm in pairs)


def test_every_stage_has_the_parameters_without_which_it_cannot_run(filled: sqlite3.Connection) -> None:
    stages = filled.execute("SELECT id, stage_type, algorithm FROM pipeline_stages").fetchall()
    for ident, kind, algorithm in stages:
        found = dict(filled.execute("SELECT key, value FROM stage_parameters WHERE stage_id = ?", (ident,)))
        assert found.keys() >= REQUIRED[kind] | REQUIRED.get(algorithm, set())
        assert found.get("algorithm", algorithm) == algorithm


def test_stage_orders_run_from_zero_without_gaps(filled: sqlite3.Connection) -> None:
    odd = filled.execute(
        "SELECT pipeline_id FROM pipeline_stages GROUP BY pipeline_id "
        "HAVING min(stage_order) <> 0 OR max(stage_order) <> count(*) - 1 "
        "OR count(DISTINCT stage_order) <> count(*)"
    )
    assert odd.fetchall() == []


def test_ids_carry_the_time_of_creation_and_times_have_nine_digits(filled: sqlite3.Connection) -> None:
    for ident, created in filled.execute("SELECT id, created_at FROM pipelines"):
        moment, rest = created[:23], created[23:]
        assert ULID.from_str(ident).datetime.isoformat(timespec="milliseconds").startswith(moment)
        assert len(rest) == len("456789+00:00")
        assert rest.endswith("+00:00")


def test_the_runs_cover_three_months(filled: sqlite3.Connection) -> None:
    first, last, months, runs = filled.execute(
        "SELECT min(start_time_rfc3339), max(start_time_rfc3339), "
        "count(DISTINCT substr(start_time_rfc3339, 1, 7)), count(*) FROM processing_metrics"
    ).fetchone()
    assert (first[:10], last[:10], months) == ("2025-07-01", "2025-09-30", 3)
    assert 380 <= runs <= 420


@pytest.mark.parametrize(
    ("kind", "condition"),
    [
        ("running", "end_time_rfc3339 IS NULL AND bytes_processed < bytes_total"),
        ("failed", "error_count > 0 AND bytes_processed < bytes_total AND end_time_rfc3339 IS NOT NULL"),
        ("slow", "warning_count > 0 AND throughput_bytes_per_second < 40e6 AND error_count = 0"),
        ("grown", "compression_ratio > 1 AND error_count = 0"),
        ("unfinished", "bytes_processed < bytes_total AND end_time_rfc3339 NOT NULL AND error_count = 0"),
        ("backwards", "end_time_rfc3339 < start_time_rfc3339"),
        ("wrong duration", f"abs(processing_duration_ms / 1000 - {SECONDS}) > 2 AND {SECONDS} > 0"),
        (
            "wrong throughput",
            "throughput_bytes_per_second > 2000.0 * bytes_processed / processing_duration_ms",
        ),
        ("wrong ratio", "compression_ratio < 0"),
    ],
)
def test_the_sample_has_runs_that_are(filled: sqlite3.Connection, kind: str, condition: str) -> None:
    (found,) = filled.execute(f"SELECT count(*) FROM processing_metrics WHERE {condition}").fetchone()
    assert 1 <= found <= 40, kind


def test_one_input_has_two_different_outputs(filled: sqlite3.Connection) -> None:
    twins = filled.execute(
        "SELECT count(*) FROM processing_metrics GROUP BY input_file_checksum "
        "HAVING count(DISTINCT output_file_checksum) > 1"
    )
    assert twins.fetchall() == [(2,)]


def test_one_pipeline_becomes_slower_when_a_parameter_changes(filled: sqlite3.Connection) -> None:
    by_level = dict(
        filled.execute(
            "SELECT q.value, avg(m.throughput_bytes_per_second) FROM processing_metrics m "
            "JOIN pipelines p ON p.id = m.pipeline_id AND p.name LIKE 'nightly-vault%' "
            "JOIN pipeline_stages s ON s.pipeline_id = p.id JOIN stage_parameters q ON q.stage_id = s.id "
            "WHERE q.key = 'level' AND m.error_count = 0 GROUP BY q.value"
        )
    )
    assert by_level["11"] < by_level["6"] / 2


def test_the_sample_is_written_into_a_migrated_database(migrated: Database) -> None:
    counts = fill_sample(migrated)

    assert counts.active == 12
    assert migrated.query("SELECT count(*) FROM processing_metrics") == [(counts.metrics,)]
    assert migrated.query("PRAGMA foreign_key_check") == []


def test_the_sample_is_never_added_to_somebodys_pipelines(migrated: Database) -> None:
    counts = fill_sample(migrated)

    with pytest.raises(DatabaseOperationFailed, match="sample was not written"):
        fill_sample(migrated)

    assert migrated.query("SELECT count(*) FROM pipelines") == [(counts.active + counts.archived,)]


def test_without_its_tables_the_sample_is_not_written(tmp_path: Path) -> None:
    with closing(Database.create(parse_location(tmp_path / "empty.db"))) as database:
        with pytest.raises(DatabaseOperationFailed):
            fill_sample(database)
        assert database.query("SELECT name FROM sqlite_master") == []


def test_a_new_sample_never_takes_the_name_of_an_earlier_one(tmp_path: Path) -> None:
    first = new_sample_location(tmp_path / "demo")
    Database.create(first, make_parents=True).close()

    second = new_sample_location(tmp_path / "demo")

    assert first.path == tmp_path / "demo" / "sample.db"
    assert second.path == tmp_path / "demo" / "sample-2.db"


@pytest.mark.skipif(shutil.which("adaptive_pipeline") is None, reason="Adaptive Pipeline is not installed")
def test_the_rust_program_accepts_the_sample_and_lists_the_dozen(migrated: Database, tmp_path: Path) -> None:
    fill_sample(migrated)
    names = [name for (name,) in migrated.query("SELECT name FROM pipelines WHERE NOT archived")]
    migrated.close()

    listed = subprocess.run(
        ["adaptive_pipeline", "list"],
        cwd=tmp_path,
        env=os.environ | {"ADAPIPE_SQLITE_PATH": str(migrated.location.path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert listed.returncode == 0, listed.stdout + listed.stderr
    assert len(names) == 12
    assert [name for name in names if name not in listed.stdout] == []
