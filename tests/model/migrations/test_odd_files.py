"""Files that play tricks: with the ledger, with transactions, with the connection."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.errors import MigrationFailed

if TYPE_CHECKING:
    from tests.model.migrations.conftest import Bench

both_ways = pytest.mark.parametrize("atomic", [False, True], ids=["one by one", "all or nothing"])


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
