"""Why a migration is modified, missing or failed."""

from __future__ import annotations

import hashlib
import shutil
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.database import Database
from pipeline_browser.model.location import Location
from pipeline_browser.model.migrations.bundled import UPSTREAM_TEXTS, bundled_source
from pipeline_browser.model.migrations.detective.explaining import explain, explain_all
from pipeline_browser.model.migrations.detective.facts import Cause, DirtyState, FormChange
from pipeline_browser.model.migrations.detective.words import story, verdict, verdict_points
from pipeline_browser.paths import migrations_folder
from tests.model.migrations.detective.conftest import FIRST, SECOND, Case

if TYPE_CHECKING:
    from pathlib import Path

OLDEST, NEWEST = (text.checksum for text in UPSTREAM_TEXTS)


def test_there_is_nothing_to_explain_where_ledger_and_source_agree(case: Case) -> None:
    findings = case.findings()
    assert findings.explanations == ()
    assert findings.proof.equal
    assert explain(case.database, case.source(), 1) is None


def test_another_form_of_the_same_text_is_told_with_what_changed(case: Case) -> None:
    case.write("1_people.sql", "\ufeff" + FIRST.replace("\n", "\r\n"))
    explanation = case.explained()
    assert explanation.cause is Cause.FORM
    assert explanation.forms == (FormChange.LINE_ENDINGS, FormChange.BYTE_ORDER_MARK)
    assert explanation.text is not None
    assert explanation.text.sql == FIRST
    assert explanation.same_statements
    told = story(explanation, case.findings().proof)
    assert told.title == "Line endings and byte-order mark only"
    assert "its lines ended in LF then and in CRLF now" in told.happened


def test_a_real_edit_is_told_apart_by_whether_it_changes_the_schema(case: Case) -> None:
    case.write("1_people.sql", FIRST.replace("-- people", "-- everybody"))
    assert case.explained().cause is Cause.EDITED
    assert case.findings().proof.equal

    case.write("1_people.sql", FIRST.replace("name TEXT", "name TEXT NOT NULL"))
    proof = case.findings().proof
    assert not proof.equal
    assert "one thing differs" in verdict(proof)
    assert verdict_points(proof) == proof.difference.sentences()


def test_a_file_that_cannot_be_replayed_leaves_the_schema_open(case: Case) -> None:
    case.write("1_people.sql", "CREATE TABLE people(id; ")
    proof = case.findings().proof
    assert not proof.equal
    assert "1_people.sql:1 fails on an empty database" in proof.unknown[0]


def test_migrations_that_were_applied_late_are_replayed_in_that_order_too(case: Case) -> None:
    case.write("3_alter.sql", "ALTER TABLE tags ADD COLUMN x;")
    case.apply()
    case.write("0_early.sql", "ALTER TABLE people RENAME TO persons;")
    case.apply()
    case.write("3_alter.sql", "ALTER TABLE tags ADD COLUMN x; -- for later")
    case.database.execute(
        "UPDATE _sqlx_migrations SET installed_on = '2020-01-01 00:00:00' WHERE version > 0"
    )
    assert case.findings().proof.equal


def test_rows_that_an_empty_database_lacks_do_not_stand_in_the_way(case: Case) -> None:
    case.database.execute("INSERT INTO people(name) VALUES ('Ann')")
    insert = "CREATE TABLE born(person NOT NULL); INSERT INTO born SELECT (SELECT max(id) FROM people);"
    case.write("3_rows.sql", insert)
    case.apply()
    case.write("3_rows.sql", insert + " -- so")
    assert case.findings().proof.equal


def test_swapped_files_are_recognised(case: Case) -> None:
    case.write("1_people.sql", SECOND)
    case.write("2_tags.sql", FIRST)
    one, other = case.findings().explanations
    assert (one.cause, other.cause) == (Cause.OTHER_FILE, Cause.OTHER_FILE)
    assert one.text is not None
    assert one.text.path == case.folder / "2_tags.sql"


def test_a_renumbered_file_is_recognised(case: Case) -> None:
    (case.folder / "2_tags.sql").rename(case.folder / "7_tags.sql")
    explanation = case.explained()
    assert (explanation.version, explanation.cause) == (2, Cause.RENUMBERED)
    assert "7_tags.sql" in story(explanation, case.findings().proof).happened


def test_a_copy_of_an_applied_file_is_not_taken_for_a_renumbered_one(case: Case) -> None:
    case.write("3_again.sql", "SELECT 1;")
    case.write("4_again.sql", "SELECT 1;")
    case.apply()
    (case.folder / "3_again.sql").unlink()
    assert case.explained().cause is Cause.MISSING


def test_a_file_that_is_gone_without_a_trace_is_missing(case: Case) -> None:
    (case.folder / "2_tags.sql").unlink()
    explanation = case.explained()
    assert explanation.cause is Cause.MISSING
    assert "--ignore-missing" in story(explanation, case.findings().proof).remedy


def test_an_old_convention_s_checksum_is_accepted_here_and_refused_by_sqlx(case: Case) -> None:
    case.database.execute(
        "UPDATE _sqlx_migrations SET checksum = ? WHERE version = 1",
        (hashlib.sha256(FIRST.encode()).digest(),),
    )
    assert case.explained().cause is Cause.CONVENTION


@pytest.mark.parametrize(
    ("statement", "state"),
    [
        ("SELECT 1", DirtyState.DONE),
        ("DROP TABLE tags", DirtyState.UNDONE),
        ("ALTER TABLE tags ADD COLUMN half", DirtyState.PARTLY),
    ],
)
def test_the_schema_tells_how_much_of_a_failed_migration_is_there(
    case: Case, statement: str, state: DirtyState
) -> None:
    case.database.execute("UPDATE _sqlx_migrations SET success = 0 WHERE version = 2")
    case.database.execute(statement)
    explanation = case.explained()
    assert (explanation.cause, explanation.dirty) == (Cause.DIRTY, state)
    assert story(explanation, case.findings().proof).remedy


def test_a_failed_migration_of_rows_alone_is_not_judged_by_the_schema(case: Case) -> None:
    case.write("3_rows.sql", "INSERT INTO tags VALUES (1);")
    case.apply()
    case.database.execute("UPDATE _sqlx_migrations SET success = 0 WHERE version = 3")
    assert case.explained().dirty is DirtyState.UNCLEAR


def test_rows_that_an_edit_writes_otherwise_are_told(kept_case: Case) -> None:
    case = kept_case
    case.write("3_rows.sql", "INSERT INTO tags VALUES (1);")
    case.commit("Rows")
    case.apply()
    case.write("3_rows.sql", "INSERT INTO tags VALUES (2);")
    findings = case.findings(git=True)
    (explanation,) = findings.explanations
    assert (explanation.cause, explanation.same_rows) == (Cause.GIT, False)
    assert findings.proof.equal
    assert "write rows" in story(explanation, findings.proof).means


def test_the_ledger_of_1_0_0_is_not_that_of_the_newest_release(shared: Path, tmp_path: Path) -> None:
    copy = shutil.copy(shared / "data/real-pipeline-v1.db", tmp_path)
    with Database.open(Location(tmp_path / "real-pipeline-v1.db")) as database:
        assert explain_all(database, bundled_source()).explanations == ()
        database.execute("UPDATE _sqlx_migrations SET checksum = ?", (OLDEST,))
        findings = explain_all(database, bundled_source())
    assert copy
    (explanation,) = findings.explanations
    assert (explanation.cause, explanation.stamp) == (Cause.UPSTREAM, NEWEST)
    assert (explanation.recorded_release, explanation.file_release) == (
        "Adaptive Pipeline 1.0.0",
        "Adaptive Pipeline 1.0.1 to 2.0.0",
    )
    assert findings.proof.equal


def test_an_upstream_text_is_known_where_the_folder_was_named_too(shared: Path, tmp_path: Path) -> None:
    shutil.copy(shared / "data/real-created.db", tmp_path)
    shutil.copytree(migrations_folder(), tmp_path / "migrations")
    with Database.open(Location(tmp_path / "real-created.db")) as database:
        found = Case(tmp_path / "migrations", database).findings()
    (explanation,) = found.explanations
    assert explanation.cause is Cause.UPSTREAM
    assert explanation.recorded_release == "Adaptive Pipeline 1.0.1 to 2.0.0"
    assert explanation.file_release == ""
    assert found.proof.equal
