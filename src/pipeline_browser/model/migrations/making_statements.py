"""Which statements of a migration can make a schema another one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.migrations.transaction_use import is_control
from pipeline_browser.model.sql_text import split_statements

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline_browser.model.migrations.source import Migration
    from pipeline_browser.model.sql_text import Statement

_OF_ROWS = frozenset({"INSERT", "UPDATE", "DELETE", "REPLACE", "SELECT", "VALUES", "WITH"})
_WITHOUT_EFFECT = frozenset({"ANALYZE", "REINDEX", "VACUUM", "EXPLAIN"})
_HANDS_ON_THE_SCHEMA = ("sqlite_master", "sqlite_schema")  # by UPDATE, after PRAGMA writable_schema


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
