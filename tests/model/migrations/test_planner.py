"""A plan names what would happen, in sqlx's order of checks, and writes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.errors import (
    MigrationDirty,
    MigrationMissing,
    MigrationModified,
    PlanRefused,
    SourceError,
    TargetVersionError,
)
from pipeline_browser.model.migrations.plan import Severity, StepAction
from pipeline_browser.model.migrations.planner import plan_revert
from pipeline_browser.model.migrations.transaction_use import TransactionUse

if TYPE_CHECKING:
    from tests.model.migrations.conftest import Bench


def rules(bench: Bench, **options: bool) -> list[tuple[str, int | None]]:
    plan = bench.plan(**options)
    return [(warning.rule, warning.line) for step in plan.steps for warning in step.warnings]


def test_planning_writes_nothing(bench: Bench) -> None:
    bench.write("1_a.sql", "CREATE TABLE a(x)")
    before = bench.rows("PRAGMA schema_version")
    assert len(bench.plan().to_apply) == 1
    assert bench.rows("PRAGMA schema_version") == before
    assert not bench.ledger().exists


def test_nothing_pending_is_an_empty_plan(bench: Bench) -> None:
    bench.write("1_a.sql", "CREATE TABLE a(x)")
    bench.run()
    assert bench.plan().is_empty


def test_an_earlier_pending_file_stands_before_a_later_modified_one(bench: Bench) -> None:
    bench.write("2_b.sql", "CREATE TABLE b(x)")
    bench.run()
    bench.write("1_a.sql", "CREATE TABLE a(x)")
    bench.write("2_b.sql", "CREATE TABLE b(x, y)")
    plan = bench.plan()
    assert [(step.migration.version, step.action) for step in plan.steps] == [
        (1, StepAction.APPLY),
        (2, StepAction.STOP),
    ]
    assert isinstance(plan.problem, MigrationModified)
    assert plan.refusal is None
    assert isinstance(bench.plan(atomic=True).refusal, MigrationModified)


def test_a_dirty_row_is_told_before_a_missing_one(bench: Bench) -> None:
    bench.write("1_a.sql", "")
    bench.write("2_b.sql", "")
    bench.run()
    (bench.folder / "1_a.sql").unlink()
    assert isinstance(bench.plan().refusal, MigrationMissing)
    assert bench.plan(ignore_missing=True).is_empty
    bench.database.execute("UPDATE _sqlx_migrations SET success = 0 WHERE version = 2")
    assert isinstance(bench.plan().refusal, MigrationDirty)
    assert isinstance(bench.plan(ignore_missing=True).refusal, MigrationDirty)


def test_files_past_the_target_are_skipped(bench: Bench) -> None:
    for version in (1, 2, 3):
        bench.write(f"{version}_x.sql", "")
    plan = bench.plan(target=2)
    assert [step.action for step in plan.steps] == [StepAction.APPLY, StepAction.APPLY, StepAction.SKIP]


@pytest.mark.parametrize(
    ("target", "words"), [(7, "not present"), (1, "older than the latest applied migration 2")]
)
def test_a_target_must_exist_and_not_lie_behind(bench: Bench, target: int, words: str) -> None:
    bench.write("1_x.sql", "")
    bench.write("2_x.sql", "")
    bench.run()
    refusal = bench.plan(target=target).refusal
    assert isinstance(refusal, TargetVersionError)
    assert words in refusal.sqlx_message


def test_a_revert_to_a_version_above_the_newest_is_refused(bench: Bench) -> None:
    for version in (1, 2):
        bench.write(f"{version}_x.up.sql", "")
        bench.write(f"{version}_x.down.sql", "")
    bench.run()
    bench.revert()
    refusal = plan_revert(bench.database, bench.source(), target=2).refusal
    assert refusal is not None
    assert refusal.sqlx_message == "migration 2 is newer than the latest applied migration 1"


def test_two_files_of_one_version_stop_at_the_second(bench: Bench) -> None:
    bench.write("1_a.sql", "CREATE TABLE a(x)")
    bench.write("1_b.sql", "CREATE TABLE b(x)")
    plan = bench.plan()
    assert [step.action for step in plan.steps] == [StepAction.APPLY, StepAction.STOP]
    assert isinstance(plan.problem, SourceError)
    assert plan.problem.path == bench.folder / "1_b.sql"


@pytest.mark.parametrize(
    ("sql", "use"),
    [
        ("CREATE TABLE a(x); CREATE TABLE b(x)", TransactionUse.OURS),
        ("SAVEPOINT s; CREATE TABLE a(x); ROLLBACK TO s; RELEASE s", TransactionUse.OURS),
        ("-- why\nBEGIN TRANSACTION; CREATE TABLE a(x); END;", TransactionUse.WRAPPED),
        (
            "PRAGMA foreign_keys = OFF; BEGIN; SELECT 1; COMMIT; PRAGMA foreign_keys = ON",
            TransactionUse.WRAPPED,
        ),
        ("COMMIT; VACUUM; BEGIN;", TransactionUse.LEAVES),
        ("-- no-transaction\nVACUUM", TransactionUse.NONE),
        ("-- no-transaction\nBEGIN; SELECT 1; COMMIT", TransactionUse.NONE),
        ("-- no-transaction\nBEGIN; SELECT 1", TransactionUse.BROKEN),
        ("CREATE TABLE a(x); COMMIT", TransactionUse.BROKEN),
        ("CREATE TABLE a(x); BEGIN; CREATE TABLE b(x); COMMIT", TransactionUse.BROKEN),
        ("BEGIN; CREATE TABLE a(x)", TransactionUse.BROKEN),
        ("BEGIN; CREATE TABLE a(x); ROLLBACK", TransactionUse.BROKEN),
        ("INSERT INTO t VALUES ('COMMIT; BEGIN')", TransactionUse.OURS),
    ],
)
def test_a_file_s_use_of_transactions_is_read_off_its_statements(
    bench: Bench, sql: str, use: TransactionUse
) -> None:
    bench.write("1_a.sql", sql)
    assert bench.plan(look_ahead=False).steps[0].transaction is use


def test_a_file_that_breaks_the_transaction_is_refused_before_anything_runs(bench: Bench) -> None:
    bench.write("1_fine.sql", "CREATE TABLE a(x)")
    bench.write("2_broken.sql", "CREATE TABLE b(x); COMMIT; CREATE TABLE c(x)")
    plan = bench.plan()
    assert isinstance(plan.refusal, PlanRefused)
    assert plan.refusal.version == 2
    with pytest.raises(PlanRefused):
        bench.run()
    assert bench.tables() == set()


@pytest.mark.parametrize(
    "sql", ["-- no-transaction\nVACUUM", "COMMIT; VACUUM; BEGIN", "ATTACH ':memory:' AS other; SELECT 1"]
)
def test_what_no_rollback_covers_is_refused_in_an_all_or_nothing_run(bench: Bench, sql: str) -> None:
    bench.write("1_a.sql", sql)
    assert bench.plan().refusal is None
    refusal = bench.plan(atomic=True).refusal
    assert isinstance(refusal, PlanRefused)
    assert refusal.path == bench.folder / "1_a.sql"


@pytest.mark.parametrize(
    ("sql", "rule"),
    [
        ("SELECT 1;\nPRAGMA foreign_keys = OFF;", ("foreign-keys-in-transaction", 2)),
        ("PRAGMA journal_mode = WAL", ("pragma-in-transaction", 1)),
        ("SELECT 1;\n\nVACUUM;", ("vacuum-in-transaction", 3)),
        ("ATTACH 'x' AS y", ("attach", 1)),
        ("COMMIT;\nPRAGMA foreign_keys = OFF;\nBEGIN", ("leaves-transaction", 1)),
        ("-- c\nBEGIN;\nSELECT 1;\nCOMMIT", ("own-transaction", 2)),
        ("-- no-transaction\nVACUUM", ("no-transaction", 1)),
    ],
)
def test_each_trap_is_named_with_its_line(bench: Bench, sql: str, rule: tuple[str, int]) -> None:
    bench.write("1_a.sql", sql)
    assert rules(bench) == [rule]


def test_reading_a_pragma_is_no_trap(bench: Bench) -> None:
    bench.write("1_a.sql", "PRAGMA foreign_keys; PRAGMA user_version = 3")
    assert rules(bench) == []


def test_what_a_file_drops_is_counted(bench: Bench) -> None:
    bench.write(
        "1_a.sql", "CREATE TABLE a(x, y); INSERT INTO a VALUES (1, 2), (3, NULL); CREATE TABLE empty(z)"
    )
    bench.run()
    bench.write("2_b.sql", "ALTER TABLE a DROP COLUMN y; DROP TABLE empty")
    (step,) = bench.plan().to_apply
    assert [(each.severity, each.text) for each in step.warnings] == [
        (Severity.DANGER, "Drops column a.y with 1 value."),
        (Severity.NOTE, "Drops table empty with 0 rows."),
    ]


def test_a_table_rebuild_drops_nothing_but_what_hangs_on_it(bench: Bench) -> None:
    bench.write(
        "1_a.sql",
        "CREATE TABLE p(id INTEGER PRIMARY KEY); CREATE TABLE c(p REFERENCES p(id) ON DELETE CASCADE);"
        "INSERT INTO p VALUES (1); INSERT INTO c VALUES (1), (1)",
    )
    bench.run()
    bench.write(
        "2_b.sql",
        "CREATE TABLE n(id INTEGER PRIMARY KEY, x);\nINSERT INTO n(id) SELECT id FROM p;\nDROP TABLE p;\n"
        "ALTER TABLE n RENAME TO p;\nPRAGMA foreign_keys = ON;",
    )
    (step,) = bench.plan().to_apply
    assert [(each.rule, each.line, each.text) for each in step.warnings] == [
        ("cascade", 3, "Dropping p deletes 2 rows of c by cascade.")
    ]


def test_looking_ahead_never_touches_a_file(bench: Bench) -> None:
    other = bench.folder / "other.db"
    bench.write("1_a.sql", f"ATTACH '{other}' AS o; VACUUM INTO '{other}'; DROP TABLE IF EXISTS x")
    bench.plan()
    assert not other.exists()


def test_looking_ahead_gives_up_on_an_endless_statement(bench: Bench) -> None:
    endless = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c"
    bench.write("1_a.sql", f"{endless}; DROP TABLE IF EXISTS x")
    assert len(bench.plan().to_apply) == 1
