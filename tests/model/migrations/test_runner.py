"""A run does what the plan showed: exactly once, all or nothing as promised."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.cancellation import Cancellation
from pipeline_browser.model.connection.authorizer import FUNCTION, OK
from pipeline_browser.model.database import Database
from pipeline_browser.model.errors import (
    Cancelled,
    CascadeRefused,
    DatabaseReadOnly,
    MigrationFailed,
    MigrationModified,
    PlanOutdated,
)
from pipeline_browser.model.migrations import progress
from pipeline_browser.model.migrations.planner import plan_revert, plan_run
from pipeline_browser.model.migrations.runner import run_plan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.model.migrations.conftest import Bench

PARENT_AND_CHILD = (
    "CREATE TABLE p(id INTEGER PRIMARY KEY); CREATE TABLE c(p REFERENCES p(id) ON DELETE CASCADE);"
    "INSERT INTO p VALUES (1); INSERT INTO c VALUES (1), (1);"
)
REBUILD = (
    "CREATE TABLE n(id INTEGER PRIMARY KEY, x);\nINSERT INTO n(id) SELECT id FROM p;\nDROP TABLE p;\n"
    "ALTER TABLE n RENAME TO p;\n"
)
LONG = "CREATE TABLE slow AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x FROM c"


@pytest.fixture
def other(bench: Bench) -> Iterator[Database]:
    """A second connection to the same file."""
    with_same_file = Database.open(bench.database.location)
    yield with_same_file
    with_same_file.close()


def test_pending_migrations_run_in_order(bench: Bench) -> None:
    for version in (2, 10, 1):
        bench.write(f"{version}_x.sql", f"CREATE TABLE t{version}(a)")
    report = bench.run()
    assert [each.migration.version for each in report.finished] == [1, 2, 10]
    assert bench.versions() == [1, 2, 10]
    assert bench.tables() == {"t1", "t2", "t10"}


def test_running_again_does_nothing(bench: Bench) -> None:
    bench.write("1_x.sql", "CREATE TABLE a(x)")
    bench.run()
    assert bench.run().finished == ()


def test_a_run_without_migrations_leaves_an_empty_ledger_as_sqlx_does(bench: Bench) -> None:
    bench.run()
    assert bench.ledger().exists


def test_a_failure_undoes_its_migration_and_keeps_those_before(bench: Bench) -> None:
    bench.write("1_x.sql", "CREATE TABLE a(x)")
    bench.write("2_x.sql", "CREATE TABLE b(x);\n\n  INSERT INTO nowhere VALUES (1);")
    bench.write("3_x.sql", "CREATE TABLE c(x)")
    with pytest.raises(MigrationFailed) as failure:
        bench.run()
    error = failure.value
    assert (error.version, error.line, error.column) == (2, 3, 3)
    assert error.statement == "INSERT INTO nowhere VALUES (1);"
    assert error.sqlite_message == "no such table: nowhere"
    assert error.sqlx_message == (
        "while executing migration 2: error returned from database: (code: 1) no such table: nowhere"
    )
    assert error.outcome == (
        "Migration 1 stays applied. Migration 2 was rolled back. Migration 3 was not started."
    )
    assert bench.tables() == {"a"}
    assert bench.versions() == [1]


def test_an_error_in_the_last_statement_leaves_nothing_of_an_all_or_nothing_run(bench: Bench) -> None:
    bench.write("1_x.sql", "CREATE TABLE a(x)")
    bench.write("2_x.sql", "CREATE TABLE b(x); INSERT INTO a VALUES (1); nonsense")
    with pytest.raises(MigrationFailed) as failure:
        bench.run(atomic=True)
    assert failure.value.outcome.startswith("Nothing was applied")
    assert bench.tables() == set()
    assert not bench.ledger().exists


def test_an_all_or_nothing_run_commits_once(bench: Bench, other: Database) -> None:
    for version in (1, 2):
        bench.write(f"{version}_x.sql", f"CREATE TABLE t{version}(a)")
    seen: list[int] = []

    def look(event: progress.RunEvent) -> None:
        if isinstance(event, progress.MigrationFinished):
            assert not event.committed
            seen.append(len(other.query("SELECT 1 FROM sqlite_master WHERE name LIKE 't_'")))

    run_plan(bench.database, bench.plan(atomic=True), progress=look)
    assert seen == [0, 0]
    assert bench.versions() == [1, 2]


def test_question_marks_are_null_and_a_select_runs_to_its_end(bench: Bench) -> None:
    bench.write("1_x.sql", "CREATE TABLE a(x, y); INSERT INTO a VALUES (?, ?2); SELECT * FROM a AS b, a AS c")
    bench.run()
    assert bench.rows("SELECT * FROM a") == [(None, None)]


def test_a_file_with_its_own_begin_and_commit_is_one_transaction_of_ours(bench: Bench) -> None:
    bench.write("1_x.sql", "BEGIN TRANSACTION; CREATE TABLE a(x); COMMIT;")
    bench.run()
    assert bench.versions() == [1]
    bench.write("2_x.sql", "BEGIN; CREATE TABLE b(x); nonsense; COMMIT;")
    with pytest.raises(MigrationFailed):
        bench.run()
    assert bench.tables() == {"a"}


def test_pragmas_around_a_file_s_own_transaction_take_effect_and_do_not_leak(bench: Bench) -> None:
    bench.write("1_x.sql", PARENT_AND_CHILD)
    bench.run()
    bench.write("2_x.sql", f"PRAGMA foreign_keys = OFF;\nBEGIN;\n{REBUILD}COMMIT;")
    bench.run(atomic=True)
    assert bench.rows("SELECT count(*) FROM c") == [(2,)]
    assert bench.rows("PRAGMA foreign_keys") == [(1,)]


def test_a_rebuild_without_foreign_keys_that_leaves_orphans_is_rolled_back(bench: Bench) -> None:
    bench.write("1_x.sql", PARENT_AND_CHILD)
    bench.run()
    bench.write("2_x.sql", "PRAGMA foreign_keys = OFF; BEGIN; DELETE FROM p; COMMIT;")
    with pytest.raises(MigrationFailed) as failure:
        bench.run()
    assert "of c (p) names a missing row of p" in failure.value.cause
    assert bench.rows("SELECT count(*) FROM p") == [(1,)]
    assert bench.versions() == [1]


def test_deferred_orphans_are_named_when_the_commit_is_refused(bench: Bench) -> None:
    bench.write("1_x.sql", "CREATE TABLE p(id INTEGER PRIMARY KEY)")
    bench.write(
        "2_x.sql", "CREATE TABLE c(p REFERENCES p DEFERRABLE INITIALLY DEFERRED); INSERT INTO c VALUES (9)"
    )
    with pytest.raises(MigrationFailed) as failure:
        bench.run()
    assert failure.value.cause == "row 1 of c (p) names a missing row of p."
    assert failure.value.remedy
    assert bench.tables() == {"p"}


def test_a_rebuild_that_would_empty_its_children_is_stopped(bench: Bench) -> None:
    bench.write("1_x.sql", PARENT_AND_CHILD)
    bench.run()
    bench.write("2_x.sql", f"PRAGMA foreign_keys = OFF;\n{REBUILD}")
    with pytest.raises(CascadeRefused) as refusal:
        bench.run()
    (loss,) = refusal.value.losses
    assert (loss.parent, loss.table, loss.before, loss.after, loss.blanked) == ("p", "c", 2, 0, False)
    assert bench.rows("SELECT count(*) FROM c") == [(2,)]
    bench.run(allow_cascade=True)
    assert bench.rows("SELECT count(*) FROM c") == [(0,)]


@pytest.mark.parametrize("saved_before", [False, True])
def test_children_that_are_emptied_before_the_file_copies_them_are_a_loss(
    bench: Bench, *, saved_before: bool
) -> None:
    """They are dropped in the end, but their rows were to be somewhere else by then."""
    bench.write("1_x.sql", PARENT_AND_CHILD)
    bench.run()
    copy = "CREATE TABLE d AS SELECT * FROM c;"
    texts = (copy, REBUILD) if saved_before else (REBUILD, copy)
    bench.write("2_x.sql", f"{''.join(texts)} DROP TABLE c;")
    (step,) = bench.plan().to_apply
    foreseen = [each.text for each in step.warnings if each.rule == "cascade"]
    if saved_before:
        bench.run()
    else:
        with pytest.raises(CascadeRefused):
            bench.run()
        bench.run(allow_cascade=True)
    assert foreseen == ([] if saved_before else ["Dropping p deletes 2 rows of c by cascade."])
    assert bench.rows("SELECT count(*) FROM d") == [(2 if saved_before else 0,)]


def test_references_that_would_be_blanked_count_as_a_loss(bench: Bench) -> None:
    bench.write("1_x.sql", PARENT_AND_CHILD.replace("CASCADE", "SET NULL"))
    bench.run()
    bench.write("2_x.sql", REBUILD)
    with pytest.raises(CascadeRefused) as refusal:
        bench.run()
    assert refusal.value.losses[0].blanked


def test_grandchildren_that_go_along_are_counted_too(bench: Bench) -> None:
    grandchild = "CREATE TABLE g(c REFERENCES c(k) ON DELETE CASCADE);"
    family = PARENT_AND_CHILD.replace("c(p REFERENCES", "c(k INTEGER PRIMARY KEY, p REFERENCES")
    family = family.replace("INSERT INTO c VALUES (1), (1)", "INSERT INTO c VALUES (5, 1)")
    bench.write("1_x.sql", f"{family}{grandchild} INSERT INTO g VALUES (5), (5), (5)")
    bench.run()
    bench.write("2_x.sql", REBUILD)
    with pytest.raises(CascadeRefused) as refusal:
        bench.run()
    assert {loss.table: loss.before for loss in refusal.value.losses} == {"c": 1, "g": 3}
    assert refusal.value.cause.startswith("Dropping p deletes 1 row of c and 3 rows of g by cascade. PRAGMA")


def test_children_that_the_file_saves_and_puts_back_are_no_loss(bench: Bench) -> None:
    bench.write("1_x.sql", PARENT_AND_CHILD)
    bench.run()
    kept = "CREATE TEMP TABLE kept AS SELECT * FROM c;"
    bench.write("2_x.sql", f"{kept}{REBUILD}INSERT INTO c SELECT * FROM kept; DROP TABLE kept")
    bench.run()
    assert bench.rows("SELECT count(*) FROM c") == [(2,)]


def test_dropping_parent_and_child_in_one_file_is_no_loss(bench: Bench) -> None:
    bench.write("1_x.sql", PARENT_AND_CHILD)
    bench.run()
    bench.write("2_x.sql", "DROP TABLE p; DROP TABLE c")
    bench.run()
    assert bench.tables() == set()


def test_no_transaction_is_run_as_declared(bench: Bench) -> None:
    bench.write("1_x.sql", "-- no-transaction\nCREATE TABLE a(x); VACUUM; PRAGMA foreign_keys = OFF")
    bench.run()
    assert bench.versions() == [1]
    assert bench.rows("PRAGMA foreign_keys") == [(1,)]


def test_a_failure_without_a_transaction_says_that_something_stays(bench: Bench) -> None:
    bench.write("1_x.sql", "-- no-transaction\nCREATE TABLE a(x); nonsense")
    with pytest.raises(MigrationFailed) as failure:
        bench.run()
    assert "stays" in failure.value.outcome
    assert bench.tables() == {"a"}
    assert bench.versions() == []


def test_a_file_that_commits_and_begins_again_is_run_as_declared(bench: Bench) -> None:
    bench.write("1_x.sql", "CREATE TABLE a(x); COMMIT; VACUUM; BEGIN; CREATE TABLE b(x)")
    bench.run()
    assert bench.tables() == {"a", "b"}
    assert bench.versions() == [1]


def test_an_attached_database_does_not_outlive_its_migration(bench: Bench) -> None:
    bench.write("1_x.sql", "ATTACH ':memory:' AS other; CREATE TABLE other.t(x)")
    bench.run()
    assert [row[1] for row in bench.rows("PRAGMA database_list")] == ["main"]


def test_a_target_stops_the_run_there(bench: Bench) -> None:
    for version in (1, 2, 3):
        bench.write(f"{version}_x.sql", f"CREATE TABLE t{version}(a)")
    run_plan(bench.database, bench.plan(target=2), progress=bench.events.append)
    assert bench.versions() == [1, 2]
    skipped = [each for each in bench.events if isinstance(each, progress.MigrationSkipped)]
    assert [each.migration.version for each in skipped] == [3]


def test_a_revert_takes_the_newest_reversible_one(bench: Bench) -> None:
    bench.write("1_x.up.sql", "CREATE TABLE a(x)")
    bench.write("1_x.down.sql", "DROP TABLE a")
    bench.write("2_y.sql", "CREATE TABLE b(x)")
    bench.run()
    bench.revert()
    assert bench.versions() == [2]
    assert bench.tables() == {"b"}


def test_a_revert_to_zero_takes_all(bench: Bench) -> None:
    for version in (1, 2, 3):
        bench.write(f"{version}_x.up.sql", f"CREATE TABLE t{version}(a)")
        bench.write(f"{version}_x.down.sql", f"DROP TABLE t{version}")
    bench.run()
    report = bench.revert(target=0)
    assert [each.migration.version for each in report.finished] == [3, 2, 1]
    assert bench.tables() == set()
    assert bench.versions() == []


def test_the_run_uses_the_text_that_the_plan_showed(bench: Bench) -> None:
    bench.write("1_x.sql", "CREATE TABLE shown(a)")
    plan = bench.plan()
    bench.write("1_x.sql", "CREATE TABLE swapped(a)")
    run_plan(bench.database, plan)
    assert bench.tables() == {"shown"}
    bench.write("1_x.sql", "CREATE TABLE shown(a)")
    assert bench.plan().is_empty


@pytest.mark.parametrize("atomic", [False, True])
def test_what_another_program_applied_meanwhile_is_not_run_again(
    bench: Bench, other: Database, atomic: bool
) -> None:
    bench.write("1_x.sql", "CREATE TABLE a(x)")
    bench.write("2_x.sql", "CREATE TABLE b(x)")
    bench.write("3_x.sql", "CREATE TABLE c(x)")
    plan = bench.plan(atomic=atomic)
    run_plan(other, plan_run(other, bench.source(), target=2))
    report = run_plan(bench.database, plan)
    assert [each.version for each in report.applied_elsewhere] == [1, 2]
    assert [each.migration.version for each in report.finished] == [3]


def test_what_another_program_reverted_meanwhile_is_not_reverted_again(bench: Bench, other: Database) -> None:
    bench.write("1_x.up.sql", "CREATE TABLE a(x)")
    bench.write("1_x.down.sql", "DROP TABLE a")
    bench.run()
    plan = plan_revert(bench.database, bench.source())
    run_plan(other, plan_revert(other, bench.source()))
    assert [each.version for each in run_plan(bench.database, plan).applied_elsewhere] == [1]


def test_another_text_recorded_meanwhile_stops_the_run(bench: Bench, other: Database) -> None:
    bench.write("1_x.sql", "CREATE TABLE a(x)")
    plan = bench.plan()
    bench.write("1_x.sql", "CREATE TABLE b(x)")
    run_plan(other, plan_run(other, bench.source()))
    with pytest.raises(MigrationModified):
        run_plan(bench.database, plan)
    assert bench.tables() == {"b"}


def test_a_ledger_that_lost_what_the_plan_was_built_on_stops_the_run(bench: Bench, other: Database) -> None:
    bench.write("1_x.sql", "CREATE TABLE a(x)")
    bench.run()
    bench.write("2_x.sql", "CREATE TABLE b(x)")
    plan = bench.plan()
    other.execute("DELETE FROM _sqlx_migrations")
    with pytest.raises(PlanOutdated) as outdated:
        run_plan(bench.database, plan)
    assert "1 is no longer recorded" in outdated.value.cause
    assert bench.tables() == {"a"}


def test_the_watcher_is_told_each_statement(bench: Bench) -> None:
    bench.write("1_x.sql", "CREATE TABLE a(x);\nINSERT INTO a VALUES (1);")
    bench.run()
    assert [type(event).__name__ for event in bench.events] == [
        "MigrationStarted",
        "StatementStarted",
        "StatementStarted",
        "MigrationFinished",
    ]


@pytest.mark.parametrize("atomic", [False, True])
def test_cancelling_in_the_middle_of_a_statement_leaves_the_schema_as_it_was(
    bench: Bench, atomic: bool
) -> None:
    bench.write("1_x.sql", "CREATE TABLE a(x)")
    bench.write("2_x.sql", LONG)
    cancellation = Cancellation()
    stoppers: list[threading.Thread] = []

    def watch(event: progress.RunEvent) -> None:
        if isinstance(event, progress.StatementStarted) and event.statement.text == LONG:
            stoppers.append(threading.Thread(target=cancellation.cancel))
            stoppers[0].start()

    with pytest.raises(Cancelled) as cancelled:
        run_plan(
            bench.database,
            bench.plan(atomic=atomic, look_ahead=False),
            progress=watch,
            cancellation=cancellation,
        )
    stoppers[0].join()
    assert bench.tables() == (set() if atomic else {"a"})
    kept = "Nothing was applied" if atomic else "Migration 1 stays applied. Migration 2 was rolled back."
    assert cancelled.value.outcome.startswith(kept)


def test_cancelling_while_a_function_is_looked_up_is_no_failure(bench: Bench) -> None:
    cancellation = Cancellation()

    def cancel_at_the_first_function(action: int, *_: object) -> int:
        if action == FUNCTION:
            cancellation._asked.set()  # the interrupt itself comes after SQLite's question about the second
        return OK

    bench.write("1_x.sql", "CREATE TABLE a(x); SELECT abs(1), upper('a');")
    plan = bench.plan()
    with bench.database.authorizer.rule(cancel_at_the_first_function), pytest.raises(Cancelled):
        run_plan(bench.database, plan, cancellation=cancellation)
    assert bench.tables() == set()


def test_a_cancelled_run_can_be_run_again(bench: Bench) -> None:
    bench.write("1_x.sql", "CREATE TABLE a(x)")
    cancellation = Cancellation()
    cancellation.cancel()
    with pytest.raises(Cancelled):
        run_plan(bench.database, bench.plan(), cancellation=cancellation)
    bench.run()
    assert bench.versions() == [1]


def test_a_backup_holds_what_was_there_before_the_run(bench: Bench) -> None:
    bench.write("1_x.sql", "CREATE TABLE a(x); INSERT INTO a VALUES (1)")
    bench.run()
    bench.write("2_x.sql", "DROP TABLE a")
    report = bench.run(backup=True)
    assert report.backup is not None
    with Database.open(type(bench.database.location)(report.backup.path), read_only=True) as copy:
        assert copy.query("SELECT * FROM a") == [(1,)]
        assert copy.query("SELECT version FROM _sqlx_migrations") == [(1,)]


def test_nothing_starts_when_the_backup_fails(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.write("1_x.sql", "CREATE TABLE a(x)")

    def no_space(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pipeline_browser.model.migrations.runner.back_up", no_space)
    with pytest.raises(OSError, match="No space"):
        bench.run(backup=True)
    assert bench.tables() == set()
    assert not bench.ledger().exists


def test_a_read_only_database_is_refused_before_anything(bench: Bench) -> None:
    bench.write("1_x.sql", "CREATE TABLE a(x)")
    with Database.open(bench.database.location, read_only=True) as reader:
        plan = plan_run(reader, bench.source())
        with pytest.raises(DatabaseReadOnly):
            run_plan(reader, plan)


def test_a_full_database_rolls_the_migration_back(bench: Bench) -> None:
    bench.write("1_x.sql", "CREATE TABLE a(x)")
    bench.write("2_x.sql", "CREATE TABLE b(x); INSERT INTO b VALUES (zeroblob(10000000))")
    bench.database.query("PRAGMA max_page_count = 100")
    with pytest.raises(MigrationFailed) as failure:
        bench.run()
    assert "(code: 13)" in failure.value.sqlx_message
    assert "Free space" in failure.value.remedy
    assert bench.tables() == {"a"}
    assert bench.rows("PRAGMA integrity_check") == [("ok",)]


def test_a_conflict_that_rolls_everything_back_itself_is_reported(bench: Bench) -> None:
    bench.write(
        "1_x.sql", "CREATE TABLE a(x UNIQUE); INSERT INTO a VALUES (1); INSERT OR ROLLBACK INTO a VALUES (1)"
    )
    with pytest.raises(MigrationFailed) as failure:
        bench.run()
    assert failure.value.sqlite_message == "UNIQUE constraint failed: a.x"
    assert bench.tables() == set()
