"""Files that play tricks: with the ledger, with transactions, with the connection."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.database import Database
from pipeline_browser.model.errors import CascadeRefused, DatabaseBusy, MigrationFailed, PlanRefused
from pipeline_browser.model.migrations import migration_run, progress
from pipeline_browser.model.migrations.runner import run_plan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.model.migrations.conftest import Bench

both_ways = pytest.mark.parametrize("atomic", [False, True], ids=["one by one", "all or nothing"])

PARENT_AND_CHILD = (
    "CREATE TABLE p(id INTEGER PRIMARY KEY); CREATE TABLE c(p REFERENCES p ON DELETE CASCADE);"
    "INSERT INTO p VALUES (1); INSERT INTO c VALUES (1), (1);"
)
REBUILD = (
    "CREATE TABLE n(id INTEGER PRIMARY KEY, x); INSERT INTO n(id) SELECT id FROM p; DROP TABLE p;"
    "ALTER TABLE n RENAME TO p;"
)


@pytest.fixture
def other(bench: Bench) -> Iterator[Database]:
    """A second connection to the same file, which waits for no lock."""
    with Database.open(bench.database.location, busy_timeout=0) as same_file:
        yield same_file


# --- the ledger ---


@both_ways
def test_a_temporary_table_of_the_ledger_s_name_hides_nothing(bench: Bench, atomic: bool) -> None:
    bench.write(
        "1_x.sql",
        "CREATE TEMP TABLE _sqlx_migrations(version, description, success, checksum, execution_time)",
    )
    bench.write("2_x.sql", "CREATE TABLE b(x)")
    bench.run(atomic=atomic)
    assert bench.versions() == [1, 2]
    assert bench.rows("SELECT count(*) FROM temp._sqlx_migrations") == [(0,)]


@both_ways
@pytest.mark.parametrize(
    "trigger",
    [
        "BEFORE INSERT ON _sqlx_migrations BEGIN SELECT RAISE(IGNORE); END;",
        "AFTER INSERT ON _sqlx_migrations BEGIN DELETE FROM _sqlx_migrations; END;",
    ],
)
def test_a_trigger_that_keeps_the_ledger_empty_undoes_the_migration(
    bench: Bench, trigger: str, atomic: bool
) -> None:
    bench.run()
    bench.write("1_x.sql", f"CREATE TABLE a(x); CREATE TRIGGER never {trigger}")
    with pytest.raises(MigrationFailed) as caught:
        bench.run(atomic=atomic)
    assert caught.value.sqlite_message == "a trigger undid the change of the ledger"
    assert bench.tables() == set()


# --- without a transaction, or in and out of one ---


@pytest.mark.parametrize(
    "sql", ["SAVEPOINT s; CREATE TABLE a(x);", "BEGIN; CREATE TABLE a(x); CREATE TABLE a(x); COMMIT;"]
)
def test_a_transaction_that_a_file_leaves_open_is_rolled_back(
    bench: Bench, sql: str, other: Database
) -> None:
    bench.write("1_x.sql", "-- no-transaction\n" + sql)
    with pytest.raises(MigrationFailed):
        bench.run()
    assert (bench.tables(), bench.versions()) == (set(), [])
    with other.transaction():  # nobody is locked out
        other.execute("CREATE TABLE b(x)")


@pytest.mark.parametrize(
    "rebuild",
    ["-- no-transaction\n" + REBUILD, REBUILD + "COMMIT; PRAGMA user_version = 1; BEGIN;"],
    ids=["without a transaction", "committed in the middle"],
)
def test_children_are_saved_before_their_loss_would_last(bench: Bench, rebuild: str) -> None:
    bench.write("1_x.sql", PARENT_AND_CHILD)
    bench.run()
    bench.write("2_x.sql", rebuild)
    with pytest.raises(CascadeRefused):
        bench.run()
    assert bench.rows("SELECT count(*) FROM c") == [(2,)]
    assert bench.versions() == [1]


def test_a_rebuild_without_a_transaction_runs_where_no_child_is_lost(bench: Bench) -> None:
    bench.write("1_x.sql", PARENT_AND_CHILD + "DELETE FROM c;")
    bench.write("2_x.sql", "-- no-transaction\n" + REBUILD)
    bench.run()
    assert bench.versions() == [1, 2]


def test_without_a_transaction_each_statement_waits_for_the_lock(bench: Bench, other: Database) -> None:
    bench.write("1_x.sql", "-- no-transaction\nCREATE TABLE a(x);")
    told: list[object] = []
    plan = bench.plan()
    bench.database.busy_timeout = 0.2

    def lock_before_the_statement(event: object) -> None:
        if isinstance(event, progress.StatementStarted):
            other.execute("BEGIN IMMEDIATE")
        told.append(event)

    with pytest.raises(DatabaseBusy):
        run_plan(bench.database, plan, progress=lock_before_the_statement)
    assert any(isinstance(event, progress.WaitingForLock) for event in told)


@pytest.mark.parametrize(
    ("sql", "stays"),
    [
        ("-- no-transaction\nnonsense", False),
        ("-- no-transaction\nCREATE TABLE a(x); nonsense", True),
        ("CREATE TABLE a(x); nonsense; COMMIT; BEGIN;", False),
        ("CREATE TABLE a(x); COMMIT; nonsense; BEGIN;", True),
    ],
)
def test_the_outcome_says_whether_anything_of_a_failed_file_stays(
    bench: Bench, sql: str, stays: bool
) -> None:
    bench.write("1_x.sql", "CREATE TABLE before(x); CREATE TABLE more(x)")
    bench.write("2_x.sql", sql)
    with pytest.raises(MigrationFailed) as caught:
        bench.run()
    assert ("What migration 2 did before stays" in caught.value.outcome) is stays
    assert ("a" in bench.tables()) is stays


def test_rows_that_refer_to_nothing_are_not_foretold_to_go(bench: Bench) -> None:
    bench.write("1_x.sql", PARENT_AND_CHILD + "UPDATE c SET p = NULL;")
    bench.run()
    bench.write("2_x.sql", REBUILD)
    assert bench.plan().steps[0].warnings == ()
    bench.run()
    assert bench.rows("SELECT count(*) FROM c") == [(2,)]


def test_children_may_be_put_back_after_a_savepoint_inside_the_transaction(bench: Bench) -> None:
    bench.write("1_x.sql", PARENT_AND_CHILD)
    bench.run()
    keep = "CREATE TEMP TABLE k AS SELECT * FROM c;"
    bench.write("2_x.sql", f"{keep} SAVEPOINT s; {REBUILD} RELEASE s; INSERT INTO c SELECT * FROM k;")
    bench.run()
    assert bench.rows("SELECT count(*) FROM c") == [(2,)]


@pytest.mark.parametrize(
    "frame",
    [
        "-- no-transaction\nPRAGMA foreign_keys = OFF; BEGIN; {sql} COMMIT; PRAGMA foreign_keys = ON;",
        "COMMIT; PRAGMA foreign_keys = OFF; BEGIN; {sql} COMMIT; PRAGMA foreign_keys = ON; BEGIN;",
    ],
    ids=["without a transaction", "in and out of one"],
)
def test_orphans_are_found_before_they_would_last(bench: Bench, frame: str) -> None:
    bench.write("1_x.sql", PARENT_AND_CHILD)
    bench.write("2_x.sql", frame.format(sql=REBUILD))
    bench.run()
    assert bench.rows("SELECT count(*) FROM c") == [(2,)]
    bench.write("3_x.sql", frame.format(sql="INSERT INTO c VALUES (99);"))
    with pytest.raises(MigrationFailed, match="without their parent"):
        bench.run()
    assert bench.rows("SELECT count(*) FROM c") == [(2,)]
    assert bench.versions() == [1, 2]


def test_a_statement_that_needs_too_much_memory_fails_like_any_other(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    def starve(*_: object) -> None:
        raise MemoryError

    bench.write("1_x.sql", "CREATE TABLE a(x)")
    plan = bench.plan()
    monkeypatch.setattr(migration_run, "execute_statement", starve)
    with pytest.raises(MigrationFailed) as caught:
        run_plan(bench.database, plan)
    assert caught.value.sqlite_message == "out of memory"


# --- pragmas ---


def test_a_pragma_after_a_file_s_own_transaction_is_not_lost(bench: Bench) -> None:
    bench.write("1_x.sql", "BEGIN; CREATE TABLE a(x); COMMIT; PRAGMA user_version = 5;")
    bench.run(atomic=True)
    assert bench.rows("PRAGMA user_version") == [(5,)]


def test_a_pragma_after_a_file_s_own_transaction_is_refused_among_several(bench: Bench) -> None:
    bench.write("1_x.sql", "BEGIN; CREATE TABLE a(x); COMMIT; PRAGMA user_version = 5;")
    bench.write("2_x.sql", "CREATE TABLE b(x)")
    with pytest.raises(PlanRefused):
        bench.run(atomic=True)
    assert bench.tables() == set()


@both_ways
def test_waiting_stays_cancellable_whatever_timeout_a_file_sets(bench: Bench, atomic: bool) -> None:
    before = bench.rows("PRAGMA busy_timeout")
    bench.write("1_x.sql", "PRAGMA busy_timeout = 60000; CREATE TABLE a(x)")
    bench.run(atomic=atomic)
    assert bench.rows("PRAGMA busy_timeout") == before


@both_ways
def test_an_exclusive_lock_does_not_outlive_its_migration(
    bench: Bench, other: Database, atomic: bool
) -> None:
    bench.write("1_x.sql", "PRAGMA locking_mode = EXCLUSIVE; CREATE TABLE a(x)")
    bench.run(atomic=atomic)
    assert other.query("SELECT count(*) FROM a") == [(0,)]


@both_ways
def test_a_schema_that_sqlite_cannot_read_is_rolled_back(bench: Bench, atomic: bool) -> None:
    garbage = "UPDATE sqlite_master SET sql = 'CREATE TAB' WHERE name = 'a'"
    bench.write("1_x.sql", f"CREATE TABLE a(x); PRAGMA writable_schema = ON; {garbage};")
    with pytest.raises(MigrationFailed, match="1"):
        bench.run(atomic=atomic)
    assert bench.tables() == set()


def test_a_schema_that_sqlite_can_read_may_be_written(bench: Bench) -> None:
    text = "UPDATE sqlite_master SET sql = 'CREATE TABLE a(x, y)' WHERE name = 'a'"
    bench.write("1_x.sql", f"CREATE TABLE a(x); PRAGMA writable_schema = ON; {text};")
    bench.run()
    assert bench.rows("SELECT count(y) FROM a") == [(0,)]


def test_detaching_inside_a_transaction_is_foretold(bench: Bench) -> None:
    bench.write("1_x.sql", "ATTACH ':memory:' AS o; CREATE TABLE o.t(x); DETACH o;")
    rules = [warning.rule for warning in bench.plan().steps[0].warnings]
    assert rules == ["attach", "detach-in-transaction"]
    with pytest.raises(MigrationFailed) as caught:
        bench.run()
    assert "Leave DETACH out" in caught.value.remedy


# --- foreign keys that were not right before ---

KEYS_OFF = "PRAGMA foreign_keys = OFF; BEGIN; {sql} COMMIT; PRAGMA foreign_keys = ON;"


def test_a_reference_that_cannot_be_checked_stops_no_other_migration(bench: Bench) -> None:
    bench.database.execute("CREATE TABLE p(id)")
    bench.database.execute("CREATE TABLE c(p REFERENCES p(id))")
    bench.database.execute("PRAGMA foreign_keys = OFF")
    bench.database.execute("INSERT INTO c VALUES (1)")
    bench.write("1_x.sql", KEYS_OFF.format(sql="CREATE TABLE a(x);"))
    bench.run()
    assert "a" in bench.tables()


def test_an_orphan_that_was_there_before_may_get_another_rowid(bench: Bench) -> None:
    copy = "CREATE TABLE n(p REFERENCES p); INSERT INTO n SELECT p FROM c;"
    rebuild = f"{copy} DROP TABLE c; ALTER TABLE n RENAME TO c;"
    bench.write("1_x.sql", "CREATE TABLE p(id INTEGER PRIMARY KEY); CREATE TABLE c(p REFERENCES p);")
    bench.run()
    bench.database.execute("PRAGMA foreign_keys = OFF")
    bench.database.execute("INSERT INTO c(rowid, p) VALUES (7, 1)")
    bench.write("2_x.sql", KEYS_OFF.format(sql=rebuild))
    bench.run()
    assert bench.rows("SELECT rowid FROM c") == [(1,)]
    bench.write("3_x.sql", KEYS_OFF.format(sql="INSERT INTO c VALUES (2);"))
    with pytest.raises(MigrationFailed):
        bench.run()


def test_references_that_sqlite_miscounts_after_a_rebuild_are_explained(bench: Bench) -> None:
    deferred = PARENT_AND_CHILD.replace("ON DELETE CASCADE", "DEFERRABLE INITIALLY DEFERRED")
    bench.write("1_x.sql", deferred)
    bench.write("2_x.sql", REBUILD)
    with pytest.raises(MigrationFailed) as caught:
        bench.run()
    assert "when the parent table was dropped" in caught.value.cause
    bench.write("2_x.sql", KEYS_OFF.format(sql=REBUILD))
    bench.run()  # as the remedy says
    assert bench.rows("SELECT count(*) FROM c") == [(2,)]
