"""The ledger made to agree with the source: proven, backed up, all or nothing, and accepted by sqlx."""

from __future__ import annotations

import hashlib
import shutil
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from pipeline_browser.model.database import Database
from pipeline_browser.model.engine import sqlite3
from pipeline_browser.model.errors import (
    DatabaseBusy,
    DatabaseReadOnly,
    ExportFailed,
    PlanOutdated,
    TargetVersionError,
)
from pipeline_browser.model.location import Location
from pipeline_browser.model.migrations.bundled import UPSTREAM_TEXTS, bundled_source
from pipeline_browser.model.migrations.detective.repair import repairing
from pipeline_browser.model.migrations.detective.repair.facts import Deed, RepairReport
from pipeline_browser.model.migrations.detective.repair.planning import plan_repair
from pipeline_browser.model.migrations.detective.repair.repairing import carry_out, repair
from pipeline_browser.model.migrations.detective.repair.words import extent, unproven
from pipeline_browser.model.migrations.ledger import LedgerRow, read_ledger
from tests.model.migrations.detective.conftest import FIRST, SECOND, Case
from tests.oracle import find_sqlx

if TYPE_CHECKING:
    from pathlib import Path

OLDEST, NEWEST = (text.checksum for text in UPSTREAM_TEXTS)


def rows(case: Case) -> tuple[LedgerRow, ...]:
    return read_ledger(case.database).rows


def mend(case: Case, **options: Any) -> RepairReport:  # noqa: ANN401 (repair's own)
    return repair(case.database, case.source(), **options)


def assert_sqlx_accepts(case: Case, installed: int = 2) -> None:
    sqlx = find_sqlx()
    place = ("--source", "migrations", "-D", "sqlite:a.db")
    ran = sqlx("migrate", "run", *place, folder=case.folder.parent)
    assert (ran.code, ran.out) == (0, "")
    listed = sqlx("migrate", "info", *place, folder=case.folder.parent)
    assert listed.out.count("/installed ") == installed
    assert "different checksum" not in listed.out


@pytest.mark.parametrize(
    "edit",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\ufeff" + text,
        lambda text: text + "\n",
        lambda text: text.replace("-- people", "-- everybody, and why"),
        lambda text: text.replace("name TEXT", '"name" text'),
    ],
    ids=["crlf", "bom", "newline", "comment", "spelling"],
)
def test_sqlx_refuses_an_edit_and_accepts_the_repair(case: Case, edit: object) -> None:
    sqlx = find_sqlx()
    case.write("1_people.sql", edit(FIRST))  # type: ignore[operator]
    refused = sqlx("migrate", "run", "-D", "sqlite:a.db", folder=case.folder.parent)
    assert "previously applied but has been modified" in refused.out

    report = mend(case)

    assert report.done
    assert [change.deed for change in report.plan.changes] == [Deed.STAMP]
    assert extent(report.plan) == "Accept today's text of 1 migration"
    assert unproven(report.plan) == []
    assert_sqlx_accepts(case)


def test_only_the_checksum_is_written(case: Case) -> None:
    before = rows(case)
    case.write("1_people.sql", FIRST + "\n")
    mend(case)
    after = rows(case)
    assert after[1] == before[1]
    assert after[0].checksum == hashlib.sha384((FIRST + "\n").encode()).digest()
    one, other = after[0], before[0]
    assert (one.description, one.installed_on, one.execution_time) == (
        other.description,
        other.installed_on,
        other.execution_time,
    )


def test_the_backup_is_from_before_and_its_note_undoes_the_repair(case: Case) -> None:
    before = rows(case)
    case.write("1_people.sql", FIRST + "\n")
    report = mend(case)
    assert report.backup is not None
    assert report.note is not None
    with Database.open(Location(report.backup.path, immutable=True), read_only=True) as backup:
        assert read_ledger(backup).rows == before
    note = report.note.read_text()
    assert note == report.note_text
    for checksum in (before[0].checksum, rows(case)[0].checksum):
        assert checksum.hex() in note
    assert report.undo_sql.rstrip() in note
    case.database.connection.executescript(report.undo_sql)
    assert rows(case) == before


def test_an_edit_that_changes_the_schema_is_refused_unless_somebody_insists(case: Case) -> None:
    before = rows(case)
    case.write("1_people.sql", FIRST.replace("name TEXT", "name TEXT, born TEXT"))
    report = mend(case)
    assert not report.done
    assert report.plan.changes == ()
    assert len(report.plan.withheld) == 1
    assert rows(case) == before
    assert [path.name for path in case.folder.parent.glob("*backup*")] == []

    forced = mend(case, force=True)
    assert forced.done
    assert "- people lacks column born" in unproven(forced.plan)
    assert forced.note is not None
    assert "people lacks column born" in forced.note.read_text()
    assert_sqlx_accepts(case)


def test_a_dry_run_writes_nothing(case: Case) -> None:
    case.write("1_people.sql", FIRST + "\n")
    files, before = sorted(case.folder.parent.iterdir()), rows(case)
    report = mend(case, dry_run=True)
    assert not report.done
    assert len(report.plan.changes) == 1
    assert report.undo_sql
    assert (sorted(case.folder.parent.iterdir()), rows(case)) == (files, before)


def test_only_the_named_versions_are_repaired(case: Case) -> None:
    case.write("1_people.sql", FIRST + "\n")
    case.write("2_tags.sql", SECOND + "\n")
    repair(case.database, case.source(), versions={2})
    assert [each.version for each in case.findings().explanations] == [1]


def test_a_version_that_was_never_applied_is_an_error(case: Case) -> None:
    with pytest.raises(TargetVersionError, match="no migration 9 in the ledger"):
        repair(case.database, case.source(), versions={9})


def test_one_version_is_proven_with_the_past_texts_of_the_others(kept_case: Case) -> None:
    kept_case.write("1_people.sql", FIRST + "\n")
    (kept_case.folder / "2_tags.sql").unlink()
    report = repair(kept_case.database, kept_case.source(), versions={1})
    assert report.done
    assert report.plan.proven


def test_a_complete_failed_migration_becomes_a_success_and_an_absent_one_pending(case: Case) -> None:
    case.database.execute("UPDATE _sqlx_migrations SET success = 0, execution_time = -1 WHERE version = 2")
    assert [change.deed for change in mend(case).plan.changes] == [Deed.DONE]
    assert rows(case)[1].execution_time == -1
    assert_sqlx_accepts(case)

    case.database.execute("UPDATE _sqlx_migrations SET success = 0 WHERE version = 2")
    case.database.execute("DROP TABLE tags")
    report = mend(case)
    assert [change.deed for change in report.plan.changes] == [Deed.FORGET]
    assert [row.version for row in rows(case)] == [1]
    case.apply()
    assert_sqlx_accepts(case)
    case.database.execute("DELETE FROM _sqlx_migrations WHERE version = 2")
    case.database.connection.executescript(report.undo_sql)
    assert [row.success for row in rows(case)] == [True, False]


def test_a_half_failed_migration_is_left_alone(case: Case) -> None:
    case.database.execute("UPDATE _sqlx_migrations SET success = 0 WHERE version = 2")
    case.database.execute("ALTER TABLE tags ADD COLUMN half")
    report = mend(case)
    assert not report.done
    assert "neither that before it nor that after it" in report.plan.left[0].why


def test_a_renumbered_file_s_row_gets_its_version(case: Case) -> None:
    (case.folder / "2_tags.sql").rename(case.folder / "7_tags.sql")
    report = mend(case)
    assert [change.deed for change in report.plan.changes] == [Deed.RENUMBER]
    assert [row.version for row in rows(case)] == [1, 7]
    assert_sqlx_accepts(case)
    case.database.connection.executescript(report.undo_sql)
    assert [row.version for row in rows(case)] == [1, 2]


def test_a_version_with_two_files_is_left_alone(case: Case) -> None:
    case.write("2_more.sql", "CREATE TABLE more(x);")
    report = mend(case)
    assert not report.done
    assert [each.why for each in report.plan.left] == ["the source has two files of its version"]


def test_swapped_files_are_accepted(case: Case) -> None:
    case.write("1_people.sql", SECOND)
    case.write("2_tags.sql", FIRST)
    assert len(mend(case).plan.changes) == 2
    assert_sqlx_accepts(case)


def test_migrations_that_were_made_into_one_are_forgotten_on_demand(case: Case) -> None:
    (case.folder / "1_people.sql").unlink()
    case.write("2_tags.sql", FIRST + SECOND)
    assert not mend(case).done
    report = mend(case, forget_missing=True)
    assert {change.deed for change in report.plan.changes} == {Deed.FORGET, Deed.STAMP}
    assert report.plan.proven
    assert_sqlx_accepts(case, installed=1)


def test_a_time_beside_sha_256_becomes_nanoseconds(case: Case) -> None:
    case.database.execute(
        "UPDATE _sqlx_migrations SET checksum = ?, execution_time = 12 WHERE version = 1",
        (hashlib.sha256(FIRST.encode()).digest(),),
    )
    mend(case)
    assert rows(case)[0].execution_time == 12_000_000
    assert_sqlx_accepts(case)


def test_a_real_ledger_of_1_0_0_is_stamped_for_the_newest_release(shared: Path, tmp_path: Path) -> None:
    path = tmp_path / "p.db"
    shutil.copy(shared / "data/real-pipeline-v1b.db", path)
    with Database.open(Location(path)) as database:
        database.execute("UPDATE _sqlx_migrations SET checksum = ?", (OLDEST,))
        report = repair(database, bundled_source())
        assert report.plan.proven
        assert read_ledger(database).rows[0].checksum == NEWEST


# --- what may go wrong: the ledger is as it was ---


def test_a_read_only_database_is_refused_before_a_backup_is_made(case: Case) -> None:
    case.write("1_people.sql", FIRST + "\n")
    path = case.database.path
    assert path is not None
    case.database.close()
    with Database.open(Location(path), read_only=True) as database:
        assert repair(database, case.source(), dry_run=True).plan.changes
        with pytest.raises(DatabaseReadOnly):
            repair(database, case.source())
    assert list(path.parent.glob("*backup*")) == []


def test_a_lock_that_another_program_holds_is_waited_for_then_told(case: Case) -> None:
    case.write("1_people.sql", FIRST + "\n")
    before = rows(case)
    path = case.database.path
    assert path is not None
    case.database.busy_timeout = 0.2
    with closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseBusy):
            mend(case)
    assert rows(case) == before
    assert list(path.parent.glob("*.repair.txt")) == []


@pytest.mark.parametrize(
    "meddling",
    [
        "UPDATE _sqlx_migrations SET execution_time = 5 WHERE version = 2",
        "CREATE TABLE late(x)",
        "DELETE FROM _sqlx_migrations WHERE version = 1",
    ],
)
def test_a_database_that_changed_since_the_proof_is_not_repaired(case: Case, meddling: str) -> None:
    case.write("1_people.sql", FIRST + "\n")
    plan = plan_repair(case.findings())
    case.database.execute(meddling)
    before = rows(case)
    with pytest.raises(PlanOutdated):
        carry_out(case.database, plan)
    assert rows(case) == before


def test_a_file_that_changed_since_the_proof_is_not_stamped(case: Case) -> None:
    path = case.write("1_people.sql", FIRST + "\n")
    plan = plan_repair(case.findings())
    path.write_text(FIRST + "\n\n")
    with pytest.raises(PlanOutdated, match="not true any more"):
        carry_out(case.database, plan)


def test_a_trigger_on_the_ledger_does_not_slip_through(case: Case) -> None:
    case.database.execute(
        "CREATE TRIGGER g AFTER UPDATE ON _sqlx_migrations BEGIN DELETE FROM _sqlx_migrations; END"
    )
    case.write("1_people.sql", FIRST + "\n")
    before = rows(case)
    with pytest.raises(PlanOutdated):
        mend(case, force=True)
    assert rows(case) == before


def test_without_its_note_nothing_is_repaired(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    case.write("1_people.sql", FIRST + "\n")
    before = rows(case)
    monkeypatch.setattr(repairing, "note_path", lambda backup: backup / "no" / "folder.txt")
    with pytest.raises(ExportFailed):
        mend(case)
    assert rows(case) == before


def test_a_database_in_memory_is_repaired_without_a_backup(case: Case) -> None:
    with Database.open(Location(None, mode="memory")) as database:
        inside = Case(case.folder, database)
        inside.apply()
        inside.write("1_people.sql", FIRST + "\n")
        report = mend(inside)
        assert (report.done, report.backup, report.note) == (True, None, None)
        assert "UPDATE" in report.undo_sql


def test_a_ledger_of_another_name_and_ignored_characters_are_honoured(case: Case) -> None:
    (case.folder.parent / "sqlx.toml").write_text(
        '[migrate]\ntable-name = "odd ledger"\nignored-chars = ["\\r"]\n'
    )
    for table in ("people", "tags", "_sqlx_migrations"):
        case.database.execute(f"DROP TABLE {table}")
    case.apply()
    case.write("1_people.sql", FIRST.replace("\n", "\r\n"))
    assert case.findings().explanations == ()
    case.write("1_people.sql", FIRST + "\n")
    report = mend(case)
    assert '"odd ledger"' in report.undo_sql
    assert case.findings().explanations == ()
