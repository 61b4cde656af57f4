"""A rehearsal tells what the run would do, and the original does not notice."""

from __future__ import annotations

import threading
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.cancellation import Cancellation
from pipeline_browser.model.database import Database
from pipeline_browser.model.engine import sqlite3
from pipeline_browser.model.errors import (
    Cancelled,
    CascadeRefused,
    DatabaseBusy,
    MigrationFailed,
    PlanRefused,
    RehearsalFailed,
)
from pipeline_browser.model.location import Location
from pipeline_browser.model.migrations import progress as events
from pipeline_browser.model.migrations.planner import plan_revert, plan_run
from pipeline_browser.model.migrations.rehearsal.change_words import change_sentences
from pipeline_browser.model.migrations.rehearsal.facts import Fate, Verdict
from pipeline_browser.model.migrations.rehearsal.progress import Copying, Examining
from pipeline_browser.model.migrations.rehearsal.rehearsing import rehearse
from pipeline_browser.model.migrations.runner import run_plan
from pipeline_browser.model.schema import read_schema
from tests.model.migrations.rehearsal.conftest import (
    ENDLESS,
    PARENT_AND_CHILD,
    REBUILD,
    one_journal_mode,
    rehearsed,
    untouched,
)

if TYPE_CHECKING:
    from pathlib import Path

    from tests.model.migrations.conftest import Bench


@pytest.mark.parametrize("atomic", [False, True])
def test_what_is_rehearsed_is_what_the_run_then_does(bench: Bench, *, atomic: bool) -> None:
    bench.write("1_a.sql", "CREATE TABLE a(x); INSERT INTO a VALUES (1), (2), (3)")
    bench.run()
    bench.write("2_b.sql", "ALTER TABLE a ADD COLUMN y; CREATE TABLE b(z); INSERT INTO b VALUES (1)")
    bench.write("3_c.sql", "CREATE INDEX i ON a(y); DELETE FROM a WHERE x = 2")
    found = rehearsed(bench, atomic=atomic)
    assert bench.versions() == [1]
    assert found.error is None
    assert found.finished == (2, 3)
    assert {each.name: (each.fate, each.before, each.after) for each in found.tables} == {
        "a": (Fate.STAYS, 3, 2),
        "b": (Fate.ADDED, None, 1),
    }
    bench.run(atomic=atomic)
    assert found.after.schema == read_schema(bench.database)


@one_journal_mode
@pytest.mark.parametrize("atomic", [False, True])
def test_a_failure_is_foretold_with_its_statement_and_how_far_it_comes(bench: Bench, *, atomic: bool) -> None:
    bench.write("1_x.sql", "CREATE TABLE a(x)")
    bench.write("2_x.sql", "CREATE TABLE b(x);\n\n  INSERT INTO nowhere VALUES (1);")
    found = rehearsed(bench, atomic=atomic)
    with pytest.raises(MigrationFailed) as failure:
        bench.run(atomic=atomic)
    assert isinstance(found.error, MigrationFailed)
    assert found.verdict is Verdict.FAILS
    assert found.error.lines() == failure.value.lines()
    assert (found.error.line, found.error.column) == (3, 3)
    assert found.finished == (() if atomic else (1,))
    assert [each.name for each in found.tables] == ([] if atomic else ["a"])


@one_journal_mode
def test_the_cascade_trap_shows_the_rows_that_would_be_lost(bench: Bench) -> None:
    bench.write("1_a.sql", PARENT_AND_CHILD)
    bench.run()
    bench.write("2_b.sql", REBUILD)
    found = rehearsed(bench)
    assert isinstance(found.error, CascadeRefused)
    assert [(each.table, each.before, each.after) for each in found.losses] == [("c", 2, 0)]
    allowed = rehearsed(bench, allow_cascade=True)
    assert allowed.error is None
    assert [(each.table, each.before, each.after) for each in allowed.losses] == [("c", 2, 0)]
    (lost,) = [each for each in allowed.tables if each.lost]
    assert (lost.name, lost.lost, lost.announced) == ("c", 2, True)
    assert allowed.verdict is Verdict.SUCCEEDS


@one_journal_mode
def test_blanked_references_are_told_although_no_row_goes(bench: Bench) -> None:
    bench.write("1_a.sql", PARENT_AND_CHILD.replace("CASCADE", "SET NULL"))
    bench.run()
    bench.write("2_b.sql", REBUILD)
    found = rehearsed(bench, allow_cascade=True)
    assert [(each.table, each.before, each.blanked) for each in found.losses] == [("c", 2, True)]


@one_journal_mode
def test_rows_that_go_without_a_word_of_the_plan_are_a_verdict_of_their_own(bench: Bench) -> None:
    bench.write(
        "1_a.sql", "CREATE TABLE a(x); INSERT INTO a VALUES (1), (2); CREATE TABLE b AS SELECT 1 AS y"
    )
    bench.run()
    bench.write("2_b.sql", "DELETE FROM a; DROP TABLE b")
    found = rehearsed(bench)
    assert found.verdict is Verdict.LOSES
    assert [(each.name, each.lost) for each in found.unannounced] == [("a", 2)]
    assert found.rows_lost == 3


@one_journal_mode
def test_a_renamed_table_loses_nothing(bench: Bench) -> None:
    bench.write("1_a.sql", "CREATE TABLE a(x, y); INSERT INTO a(x) VALUES (1), (2)")
    bench.run()
    bench.write(
        "2_b.sql", "ALTER TABLE a RENAME TO c; ALTER TABLE c DROP COLUMN y; ALTER TABLE c RENAME TO b"
    )
    found = rehearsed(bench)
    assert change_sentences(found) == ("table a becomes b", "b loses column y")
    ((name, earlier, before, after),) = [(t.name, t.earlier_name, t.before, t.after) for t in found.tables]
    assert (name, earlier, before, after) == ("b", "a", 2, 2)
    assert found.verdict is Verdict.SUCCEEDS


@one_journal_mode
def test_a_broken_reference_that_was_there_is_told_apart_from_a_new_one(bench: Bench) -> None:
    bench.write("1_a.sql", PARENT_AND_CHILD)
    bench.run()
    bench.database.execute("PRAGMA foreign_keys = OFF")
    bench.database.execute("INSERT INTO c VALUES (7)")
    bench.write("2_b.sql", "-- no-transaction\nPRAGMA foreign_keys = OFF;\nINSERT INTO c VALUES (8);")
    found = rehearsed(bench)
    assert [each.row for each in found.before.checks.references] == [3]
    assert [each.row for each in found.after.checks.references] == [3, 4]
    (new,) = found.new_findings.references
    assert new.sentence() == "row 4 of c (p) names a missing row of p"
    assert found.verdict is Verdict.LOSES


@one_journal_mode
def test_damage_that_was_there_is_no_news(bench: Bench) -> None:
    bench.write("1_a.sql", "CREATE TABLE a(x NOT NULL)")
    bench.run()
    bench.database.execute("PRAGMA ignore_check_constraints = ON")
    bench.database.execute("PRAGMA writable_schema = ON")
    bench.database.execute("UPDATE sqlite_master SET sql = 'CREATE TABLE a(x)' WHERE name = 'a'")
    bench.database.close()
    with Database.open(bench.database.location) as again:
        again.execute("INSERT INTO a VALUES (NULL)")
        again.execute("PRAGMA writable_schema = ON")
        again.execute("UPDATE sqlite_master SET sql = 'CREATE TABLE a(x NOT NULL)' WHERE name = 'a'")
    with Database.open(bench.database.location, read_only=True) as reader:
        bench.write("2_b.sql", "CREATE TABLE b(x)")
        found = rehearse(reader, plan_run(reader, bench.source()))
    assert found.before.checks.damage == found.after.checks.damage == ("NULL value in a.x",)
    assert not found.new_findings.damage
    assert found.verdict is Verdict.SUCCEEDS


@one_journal_mode
def test_a_commit_inside_a_file_is_refused_as_the_plan_says(bench: Bench, place: Path) -> None:
    bench.write("1_x.sql", "CREATE TABLE a(x); COMMIT; CREATE TABLE b(x)")
    told: list[object] = []
    found = rehearsed(bench, folder=place, progress=told.append)
    assert isinstance(found.error, PlanRefused)
    assert (found.verdict, found.tried, told) == (Verdict.FAILS, False, [])


@one_journal_mode
@pytest.mark.parametrize("sql", ["ATTACH 'other.db' AS o;", "-- no-transaction\nVACUUM INTO 'other.db';"])
def test_a_plan_that_reaches_for_other_files_is_not_rehearsed(bench: Bench, sql: str, tmp_path: Path) -> None:
    bench.write("1_x.sql", sql.replace("other.db", str(tmp_path / "other.db")))
    with pytest.raises(RehearsalFailed) as refusal:
        rehearsed(bench)
    assert "so it cannot be rehearsed" in refusal.value.summary
    assert not (tmp_path / "other.db").exists()


def test_vacuum_and_pragmas_outside_of_a_transaction_are_rehearsed(bench: Bench) -> None:
    bench.write("1_x.sql", "CREATE TABLE a(x); INSERT INTO a VALUES (zeroblob(200000))")
    bench.run()
    bench.write("2_x.sql", "-- no-transaction\nDELETE FROM a;\nPRAGMA journal_mode = TRUNCATE;\nVACUUM;")
    found = rehearsed(bench)
    assert found.error is None
    assert found.space.after < found.space.before - 100_000
    assert "PRAGMA journal_mode is left out" in found.notes[0]


@one_journal_mode
def test_what_stays_unlike_the_promise_is_told(bench: Bench) -> None:
    bench.database.execute("CREATE TABLE a(x)")
    bench.database.execute("CREATE TABLE of_somebody_else(x)")
    bench.write("1_a.sql", "CREATE TABLE IF NOT EXISTS a(x, y)")
    plan = bench.plan(allow_unversioned=True)
    assert rehearse(bench.database, plan).unlike_promise == ("a lacks column y",)
    bench.write("2_b.sql", "ALTER TABLE a ADD COLUMN y")
    plan = bench.plan(allow_unversioned=True)
    assert rehearse(bench.database, plan).unlike_promise == ()


@one_journal_mode
def test_nothing_to_do_needs_no_copy(bench: Bench) -> None:
    assert rehearsed(bench).verdict is Verdict.NOTHING


@one_journal_mode
def test_a_revert_is_rehearsed(bench: Bench) -> None:
    bench.write("1_a.up.sql", "CREATE TABLE a(x); INSERT INTO a VALUES (1)")
    bench.write("1_a.down.sql", "DROP TABLE a")
    bench.run()
    found = rehearse(bench.database, plan_revert(bench.database, bench.source()))
    assert [(each.name, each.fate, each.announced) for each in found.tables] == [("a", Fate.DROPPED, True)]
    assert found.verdict is Verdict.SUCCEEDS
    assert bench.tables() == {"a"}


def test_no_byte_of_the_original_and_nothing_beside_it_changes(bench: Bench, place: Path) -> None:
    bench.write("1_a.sql", PARENT_AND_CHILD)
    bench.run()
    path = bench.database.path
    assert path is not None
    bench.database.close()
    bench.write("2_b.sql", REBUILD)
    with untouched(path), Database.open(Location(path), read_only=True) as reader:
        rehearse(reader, plan_run(reader, bench.source()), allow_cascade=True, folder=place)
    assert list(place.iterdir()) == []


def test_rows_that_are_still_in_the_log_of_another_program_are_in_the_copy(bench: Bench) -> None:
    bench.write("1_a.sql", "CREATE TABLE a(x)")
    bench.run()
    bench.write("2_b.sql", "CREATE TABLE b AS SELECT count(*) AS n FROM a")
    bench.database.execute("INSERT INTO a VALUES (1), (2)")  # not checkpointed while it is open
    found = rehearsed(bench)
    assert found.before.rows == {"a": 2}


def test_other_programs_write_while_a_plan_is_rehearsed(bench: Bench) -> None:
    bench.write("1_a.sql", "CREATE TABLE a(x)")
    bench.run()
    bench.write("2_b.sql", "INSERT INTO a VALUES (1)")
    path = str(bench.database.path)
    with closing(sqlite3.connect(path, timeout=0.2, isolation_level=None, check_same_thread=False)) as other:

        def write(event: object) -> None:
            if isinstance(event, (Examining, events.StatementStarted)):
                other.execute("INSERT INTO a VALUES (2)")

        found = rehearsed(bench, progress=write)
    assert (found.before.rows, found.after.rows) == ({"a": 0}, {"a": 1})
    assert bench.rows("SELECT count(*) FROM a") == [(7,)]


def test_a_writer_in_the_middle_of_its_transaction_does_not_matter(bench: Bench) -> None:
    bench.write("1_a.sql", "CREATE TABLE a(x)")
    bench.run()
    bench.write("2_b.sql", "CREATE TABLE b(x)")
    with closing(sqlite3.connect(str(bench.database.path), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("INSERT INTO a VALUES (1)")
        assert rehearsed(bench).before.rows == {"a": 0}


@one_journal_mode
def test_an_exclusive_lock_is_waited_for_and_then_told(bench: Bench) -> None:
    bench.write("1_a.sql", "CREATE TABLE a(x)")
    plan = bench.plan()
    bench.database.execute("PRAGMA journal_mode = DELETE")
    with (
        closing(sqlite3.connect(str(bench.database.path), isolation_level=None)) as other,
        Database.open(bench.database.location, read_only=True, busy_timeout=0.2) as reader,
    ):
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(DatabaseBusy):
            rehearse(reader, plan)
        other.execute("ROLLBACK")
        assert rehearse(reader, plan).error is None


@one_journal_mode
def test_a_file_in_a_folder_that_nobody_may_write_to(bench: Bench, tmp_path: Path) -> None:
    bench.write("1_a.sql", "CREATE TABLE a(x)")
    path = bench.database.path
    assert path is not None
    bench.database.close()
    path.chmod(0o444)
    with Database.open(Location(path), read_only=True) as reader:
        found = rehearse(reader, plan_run(reader, bench.source()))
    assert found.verdict is Verdict.SUCCEEDS
    assert (found.space.free or 0) > 0


@one_journal_mode
def test_a_database_in_memory_is_rehearsed_in_memory(bench: Bench, place: Path) -> None:
    with Database.open(Location(None, mode="memory")) as memory:
        bench.write("1_a.sql", "CREATE TABLE a(x); INSERT INTO a VALUES (1)")
        run_plan(memory, plan_run(memory, bench.source()))
        bench.write("2_b.sql", "DROP TABLE a")
        found = rehearse(memory, plan_run(memory, bench.source()))
        assert [(each.name, each.before) for each in found.tables] == [("a", 1)]
        assert memory.query("SELECT count(*) FROM a") == [(1,)]
        assert found.space.place is None


@pytest.mark.parametrize("moment", [Copying, Examining, events.StatementStarted])
def test_it_is_cancelled_wherever_it_is_and_leaves_nothing(
    bench: Bench, place: Path, moment: type[object]
) -> None:
    bench.write("1_a.sql", ENDLESS)
    cancellation = Cancellation()

    def cancel(event: object) -> None:
        if isinstance(event, moment):
            threading.Timer(0.01, cancellation.cancel).start()

    with pytest.raises(Cancelled, match="The rehearsal was cancelled"):
        rehearsed(bench, folder=place, progress=cancel, cancellation=cancellation)
    assert list(place.iterdir()) == []
    assert bench.tables() == set()


@one_journal_mode
def test_times_name_the_slow_statements_and_add_up(bench: Bench) -> None:
    bench.write("1_a.sql", "CREATE TABLE a(x)")
    bench.write(
        "2_b.sql",
        "CREATE TABLE b(x);\n\nINSERT INTO b WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c"
        " WHERE n < 100000) SELECT n FROM c;\nSELECT 1;",
    )
    times = rehearsed(bench).times
    first, second = times.migrations
    slowest = max(second.statements, key=lambda each: each.elapsed)
    assert (slowest.line, slowest.text[:13]) == (3, "INSERT INTO b")
    assert slowest.elapsed > second.elapsed / 2
    assert first.elapsed + second.elapsed <= times.run
    assert all(each.elapsed * 100 > times.run for each in second.statements)
    assert min(times.copy, times.checks) > 0


def test_space_tells_how_much_the_file_and_its_journal_grow(bench: Bench) -> None:
    bench.write("1_a.sql", "CREATE TABLE a(x); INSERT INTO a VALUES (zeroblob(1000000))")
    bench.run()
    bench.write("2_b.sql", "INSERT INTO a VALUES (zeroblob(1000000)); UPDATE a SET x = zeroblob(1000001)")
    space = rehearsed(bench).space
    assert 900_000 < space.growth < 2_000_000
    assert space.journal > 900_000
    assert space.needed == space.growth + space.journal
    assert space.fits
