"""Every migration of source and ledger has one state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.migrations.history import MigrationState, history

if TYPE_CHECKING:
    from tests.model.migrations.conftest import Bench


def states(bench: Bench) -> dict[int, MigrationState]:
    return {entry.version: entry.state for entry in history(bench.source(), bench.ledger())}


def test_all_six_states_are_told_apart(bench: Bench) -> None:
    for version in (2, 3, 4, 5):
        bench.write(f"{version}_x.sql", f"CREATE TABLE t{version}(a)")
    bench.run()
    bench.write("1_late.sql", "")
    bench.write("3_x.sql", "CREATE TABLE t3(a, b)")
    (bench.folder / "4_x.sql").unlink()
    bench.database.execute("UPDATE _sqlx_migrations SET success = 0 WHERE version = 5")
    bench.write("6_new.sql", "")
    assert states(bench) == {
        1: MigrationState.OUT_OF_ORDER,
        2: MigrationState.APPLIED,
        3: MigrationState.MODIFIED,
        4: MigrationState.MISSING,
        5: MigrationState.DIRTY,
        6: MigrationState.PENDING,
    }


def test_a_row_without_a_duration_is_applied(bench: Bench) -> None:
    bench.write("1_x.sql", "CREATE TABLE a(x)")
    bench.run()
    bench.database.execute("UPDATE _sqlx_migrations SET execution_time = -1")
    (entry,) = history(bench.source(), bench.ledger())
    assert entry.state is MigrationState.APPLIED
    assert entry.row is not None
    assert entry.row.milliseconds is None


def test_only_a_migration_with_a_down_file_is_reversible(bench: Bench) -> None:
    bench.write("1_x.up.sql", "")
    bench.write("1_x.down.sql", "")
    bench.write("2_y.sql", "")
    assert [entry.reversible for entry in history(bench.source(), bench.ledger())] == [True, False]


def test_versions_come_in_the_order_of_numbers(bench: Bench) -> None:
    for name in ("10_b.sql", "9_a.sql", "-3_c.sql"):
        bench.write(name, "")
    assert [entry.version for entry in history(bench.source(), bench.ledger())] == [-3, 9, 10]
