"""How a database stands before its rows are looked at: ledger, tables, columns."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.database import Database
from pipeline_browser.model.engine import sqlite3
from pipeline_browser.model.errors import DatabaseDamaged
from pipeline_browser.model.location import parse_location
from tests.model.pipelines.loadability.conftest import look
from tests.model.pipelines.loadability.databases import SHAPES

if TYPE_CHECKING:
    from pathlib import Path

    from tests.model.pipelines.loadability.conftest import Damage

LEDGER = "UPDATE _sqlx_migrations SET "


@pytest.mark.parametrize("shape", SHAPES)
def test_a_sound_database_of_any_shape_has_nothing_against_it(damaged: Damage, shape: str) -> None:
    verdict, verdicts = look(damaged(shape=shape))
    assert (verdict.refused, verdict.counts, verdict.notes) == (None, {}, ())
    assert (verdict.pipelines, verdict.active, verdict.listed) == (5, 5, 5)
    assert all(each.runs for each in verdicts.values())


@pytest.mark.parametrize(
    ("statement", "summary"),
    [
        (LEDGER + "success = 0", "A migration is recorded as failed"),
        (LEDGER + "version = version + 1", "The database has migration 20250101000001"),
        (LEDGER + "checksum = x'00'", "The migration's checksum is another one than the program's"),
        (LEDGER + "version = 'x'", "The ledger of migrations cannot be read"),
        ("ALTER TABLE _sqlx_migrations DROP COLUMN success", "The ledger of migrations cannot be read"),
        ("DROP TABLE pipelines", "The program needs table pipelines"),
        ("DROP TABLE stage_parameters", "The program needs table stage_parameters"),
        (
            "ALTER TABLE pipelines RENAME COLUMN created_at TO made",
            "The program needs column created_at of the table pipelines",
        ),
        (
            "ALTER TABLE pipeline_stages DROP COLUMN chunk_size",
            "The program needs column chunk_size of the table pipeline_stages",
        ),
        (
            "ALTER TABLE pipeline_stages RENAME COLUMN algorithm TO Algorithm",
            "The column Algorithm of pipeline_stages is to be called algorithm",
        ),
        (
            "ALTER TABLE stage_parameters RENAME COLUMN value TO VALUE",
            "The column VALUE of stage_parameters is to be called value",
        ),
    ],
)
def test_what_refuses_everything(damaged: Damage, statement: str, summary: str) -> None:
    verdict, _ = look(damaged(statement))
    assert verdict.refused is not None
    assert verdict.refused.summary == summary
    assert verdict.refused.reason.endswith(".")
    assert verdict.refused.remedy.endswith(".")
    assert not verdict.loads


def test_the_checksum_of_an_older_release_is_named(damaged: Damage) -> None:
    older = "919a6e279e2c6f675f113c158ece9bd74b7aaa5a8467f32588a4a4e91ab8def922902e0840dd984004e7053e6999e018"
    verdict, _ = look(damaged(f"{LEDGER}checksum = x'{older}'"))
    assert verdict.refused is not None
    assert "Adaptive Pipeline 1.0.0" in verdict.refused.reason


def test_tables_are_needed_only_where_there_is_a_pipeline_to_load(damaged: Damage) -> None:
    verdict, _ = look(damaged("UPDATE pipelines SET archived = 1", "DROP TABLE pipeline_stages"))
    assert verdict.loads


def test_without_a_ledger_the_program_s_migration_makes_what_is_missing(damaged: Damage) -> None:
    verdict, _ = look(damaged("DROP TABLE _sqlx_migrations", "DROP TABLE pipeline_configuration"))
    assert verdict.loads
    in_the_way = (
        "DROP TABLE _sqlx_migrations",
        "ALTER TABLE pipeline_stages RENAME COLUMN stage_order TO place",
    )
    verdict, _ = look(damaged("DROP INDEX idx_pipeline_stages_order", *in_the_way))
    assert verdict.refused is not None
    assert verdict.refused.summary == "The program's migration fails on this database"


def test_what_create_needs_and_what_belongs_to_nothing_are_notes(damaged: Damage) -> None:
    database = damaged(
        "ALTER TABLE stage_parameters DROP COLUMN created_at",
        "UPDATE pipeline_stages SET pipeline_id = 'gone' WHERE name = 'brotli'",
        "UPDATE stage_parameters SET stage_id = 'gone' || rowid WHERE key IN ('nonce', 'label')",
    )
    verdict, _ = look(database)
    assert [note.reason for note in verdict.notes] == [
        (
            "The program's “create” and “delete” fail without a word, since this database lacks created_at "
            "of stage_parameters."
        ),
        "1 stage belongs to no pipeline of this database. The program never reads it.",
        "3 parameters belong to no stage of this database. The program never reads them.",
    ]


def test_a_damaged_index_is_no_success(damaged: Damage) -> None:
    database = damaged()
    assert database.path is not None
    by_name = "SELECT rootpage FROM sqlite_master WHERE name IN (?, ?)"
    roots = database.query(by_name, ("idx_pipelines_name", "sqlite_autoindex_pipelines_2"))
    page_size = database.query("PRAGMA page_size")[0][0]
    database.close()
    content = bytearray(database.path.read_bytes())
    for (root,) in roots:
        content[(root - 1) * page_size] = 0xFF  # no kind of page
    database.path.write_bytes(content)
    with (
        closing(Database.open(parse_location(database.path), read_only=True)) as again,
        pytest.raises(DatabaseDamaged),
    ):
        look(again)


def test_the_older_database_of_the_authors(shared: Path, tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    path.write_bytes((shared / "data" / "real-unversioned.db").read_bytes())
    with closing(Database.open(parse_location(path), read_only=True)) as database:
        verdict, verdicts = look(database)
    assert (verdict.refused, verdict.loads, len(verdict.notes)) == (None, False, 3)
    cures = [problem.cure for each in verdicts.values() for problem in each.problems]
    with closing(sqlite3.connect(path)) as connection:
        for cure in cures:
            if cure is not None and cure.column == "stage_type":
                sql = "UPDATE pipeline_stages SET stage_type = ? WHERE rowid = ?"
                connection.execute(sql, (cure.value, cure.place.rowid))
        connection.commit()
    with closing(Database.open(parse_location(path), read_only=True)) as database:
        verdict, _ = look(database)
    assert verdict.loads  # as the real program then lists them
    assert verdict.listed == 3
