"""The schema that migrations promise: what they make of an empty database, version by version."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline_browser.model.migrations.replay import scratch
from pipeline_browser.model.migrations.transaction_use import is_control
from pipeline_browser.model.schema.facts import Schema
from pipeline_browser.model.sql_text import split_statements

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.migrations.replay import ReplayFailure
    from pipeline_browser.model.migrations.source import Migration
    from pipeline_browser.model.sql_text import Statement

_OF_ROWS = frozenset({"INSERT", "UPDATE", "DELETE", "REPLACE", "SELECT", "VALUES", "WITH"})
_WITHOUT_EFFECT = frozenset({"ANALYZE", "REINDEX", "VACUUM", "EXPLAIN"})
_HANDS_ON_THE_SCHEMA = ("sqlite_master", "sqlite_schema")  # by UPDATE, after PRAGMA writable_schema


@dataclass(frozen=True, slots=True)
class Promise:
    """What migrations make of an empty database.

    Attributes:
        migration: the last one that was replayed; None before the first.
        schema: without the ledger; as far as it came, where a statement failed.
        failure: the statement of ``migration`` that failed; those after it were not tried.
    """

    migration: Migration | None
    schema: Schema
    failure: ReplayFailure | None = None


def promise_of(migrations: Iterable[Migration], cancellation: Cancellation | None = None) -> Promise:
    """Return what all of the migrations promise together; replaying ends at the first that fails.

    Raises:
        Cancelled: on request.
    """
    last: Migration | None = None
    with scratch(cancellation) as copy:
        for last in migrations:
            failure = copy.replay(making_statements(last))
            if failure is not None:
                return Promise(last, copy.schema(), failure)
        return Promise(last, copy.schema())


def promises(migrations: Sequence[Migration], cancellation: Cancellation | None = None) -> Iterator[Promise]:
    """Yield the empty schema, then what is promised after each migration; ends after one that fails.

    Raises:
        Cancelled: on request.
    """
    yield Promise(None, Schema())
    with scratch(cancellation) as copy:
        for migration in migrations:
            failure = copy.replay(making_statements(migration))
            yield Promise(migration, copy.schema(), failure)
            if failure is not None:
                return


def making_statements(migration: Migration) -> Iterator[Statement]:
    """Yield the statements of a migration that can make a schema another one.

    Statements about rows cannot, and may fail on an empty database, or take long: they are left out.
    """
    return (each for each in split_statements(migration.sql) if _can_change_the_schema(each))


def _can_change_the_schema(statement: Statement) -> bool:
    first = statement.words[0] if statement.words else ""
    if first in _OF_ROWS:
        text = statement.text.lower()
        return any(name in text for name in _HANDS_ON_THE_SCHEMA)
    return first not in _WITHOUT_EFFECT and not is_control(statement)
