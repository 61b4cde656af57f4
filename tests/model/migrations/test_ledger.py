"""The ledger is sqlx's, byte for byte, and anything else is refused by name."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.errors import LedgerUnusable
from pipeline_browser.model.migrations.ledger import LedgerRow, create_ledger, read_ledger

if TYPE_CHECKING:
    from tests.model.migrations.conftest import Bench

SQLX_TEXT = """CREATE TABLE _sqlx_migrations (
    version BIGINT PRIMARY KEY,
    description TEXT NOT NULL,
    installed_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    success BOOLEAN NOT NULL,
    checksum BLOB NOT NULL,
    execution_time BIGINT NOT NULL
)"""


def test_the_stored_text_of_the_ledger_is_sqlx_s(bench: Bench) -> None:
    create_ledger(bench.database.connection)
    create_ledger(bench.database.connection)
    assert bench.rows("SELECT sql FROM sqlite_master WHERE name = '_sqlx_migrations'") == [(SQLX_TEXT,)]


def test_a_row_holds_what_sqlx_would_write(bench: Bench) -> None:
    sql = "CREATE TABLE a(x);\r\n"
    bench.write("7_add_a_thing.sql", sql)
    bench.run()
    ((version, description, installed_on, success, checksum, elapsed, kinds),) = bench.rows(
        "SELECT *, typeof(version) || typeof(success) || typeof(checksum) || typeof(execution_time)"
        " || typeof(installed_on) FROM _sqlx_migrations"
    )
    assert (version, description, success, checksum) == (
        7,
        "add a thing",
        1,
        hashlib.sha384(sql.encode()).digest(),
    )
    assert elapsed > 0
    assert kinds == "integerintegerblobintegertext"
    assert bench.rows("SELECT datetime(installed_on) = installed_on FROM _sqlx_migrations") == [(1,)]
    assert installed_on <= bench.rows("SELECT CURRENT_TIMESTAMP")[0][0]


def test_a_database_without_the_table_has_no_ledger_and_gets_none_by_looking(bench: Bench) -> None:
    assert not bench.ledger().exists
    assert bench.rows("SELECT count(*) FROM sqlite_master") == [(0,)]


@pytest.mark.parametrize(
    ("ddl", "named"),
    [
        ("CREATE VIEW _sqlx_migrations AS SELECT 1 AS version", "view"),
        ("CREATE TABLE _sqlx_migrations(v)", "checksum"),
        ("CREATE TABLE other(x); CREATE INDEX _sqlx_migrations ON other(x)", "index"),
    ],
)
def test_another_shape_is_refused_by_name(bench: Bench, ddl: str, named: str) -> None:
    bench.database.connection.executescript(ddl)
    with pytest.raises(LedgerUnusable) as refusal:
        bench.ledger()
    assert named in refusal.value.cause


def test_values_that_sqlx_never_writes_are_refused_by_column(bench: Bench) -> None:
    create_ledger(bench.database.connection)
    bench.database.execute("INSERT INTO _sqlx_migrations VALUES (1, 'a', 'now', 'yes', x'00', 1)")
    with pytest.raises(LedgerUnusable) as refusal:
        bench.ledger()
    assert "success" in refusal.value.cause
    assert "'yes'" in refusal.value.cause


def test_the_time_is_read_by_the_kind_of_checksum() -> None:
    def milliseconds(checksum: bytes, time: int) -> float | None:
        return LedgerRow(1, "", "", success=True, checksum=checksum, execution_time=time).milliseconds

    assert milliseconds(bytes(48), 1_500_000) == 1.5
    assert milliseconds(bytes(32), 15) == 15.0
    assert milliseconds(bytes(48), -1) is None


def test_a_name_from_sqlx_toml_cannot_smuggle_in_sql(bench: Bench) -> None:
    name = "x(a); CREATE TABLE smuggled(b)"
    create_ledger(bench.database.connection, name)
    assert bench.tables() == {name}
    assert read_ledger(bench.database, name).exists
