"""Rules that others add to a connection for a while."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.connection.authorizer import DENY, OK
from pipeline_browser.model.database import Database
from pipeline_browser.model.errors import DatabaseOperationFailed
from pipeline_browser.model.location import Location

if TYPE_CHECKING:
    from collections.abc import Iterator

ATTACH, DELETE = 24, 9  # as in sqlite3.h


@pytest.fixture
def database() -> Iterator[Database]:
    with Database.open(Location(None, mode="memory")) as database:
        yield database


def deny_attach(action: int, *_arguments: str | None) -> int:
    return DENY if action == ATTACH else OK


def attach(database: Database) -> None:
    database.execute("ATTACH ':memory:' AS other")
    database.execute("DETACH other")


def test_a_rule_holds_during_its_block_only(database: Database) -> None:
    with (
        database.authorizer.rule(deny_attach),
        pytest.raises(DatabaseOperationFailed, match="not authorized"),
    ):
        attach(database)
    attach(database)


def test_a_statement_compiled_before_the_rule_is_judged_by_it_too(database: Database) -> None:
    database.execute("CREATE TABLE t (a)")
    database.execute("DELETE FROM t")
    with (
        database.authorizer.rule(lambda action, *_: DENY if action == DELETE else OK),
        pytest.raises(DatabaseOperationFailed, match="not authorized"),
    ):
        database.execute("DELETE FROM t")


def test_every_rule_of_several_is_asked(database: Database) -> None:
    seen: list[int] = []

    def watch(action: int, *_arguments: str | None) -> int:
        seen.append(action)
        return OK

    with database.authorizer.rule(watch), database.authorizer.rule(deny_attach):
        with pytest.raises(DatabaseOperationFailed):
            attach(database)
        database.query("SELECT 'never compiled before'")
    assert ATTACH in seen


def test_functions_that_are_denied_stay_so_whatever_the_rules_say(database: Database) -> None:
    with database.authorizer.rule(lambda *_: OK), pytest.raises(DatabaseOperationFailed):
        database.query("SELECT load_extension('x')")


@pytest.mark.parametrize("pragma", ["hard_heap_limit", "soft_heap_limit"])
def test_no_statement_limits_the_memory_of_the_whole_process(database: Database, pragma: str) -> None:
    before = database.query(f"PRAGMA {pragma}")
    database.execute(f"PRAGMA {pragma} = 200000")
    assert database.query(f"PRAGMA {pragma}") == before
