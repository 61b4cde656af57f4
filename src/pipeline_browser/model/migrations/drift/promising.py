"""What migrations promise as far as it can be told here.

A statement that makes something may fail on an empty database: a module, function or collation that this
SQLite lacks, a table that was there before the first migration. Then what it names is in doubt, and nothing
else is.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline_browser.model.migrations.making_statements import making_statements
from pipeline_browser.model.migrations.replay import scratch
from pipeline_browser.model.schema.difference import DifferenceKind
from pipeline_browser.model.schema.token_cursor import TokenCursor
from pipeline_browser.model.sql_text import split_statements
from pipeline_browser.model.sql_tokens import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.migrations.replay import ReplayFailure, Scratch
    from pipeline_browser.model.migrations.source import Migration
    from pipeline_browser.model.schema.difference import Difference
    from pipeline_browser.model.schema.facts import Schema

_KINDS = ("TABLE", "INDEX", "VIEW", "TRIGGER")
_BEFORE_A_KIND = ("TEMP", "TEMPORARY", "UNIQUE", "VIRTUAL")


@dataclass(frozen=True, slots=True)
class Doubt:
    """A statement that failed, and what is in doubt for that.

    Attributes:
        names: of tables, indexes, views and triggers, folded.
        virtual: they are virtual tables, whose module would have made more of them.
        failure: where, and what SQLite says: ``1_a.sql:3: table a already exists``.
        anything: a function that is not here may have made anything.
    """

    names: tuple[str, ...]
    sentence: str
    failure: str = ""
    virtual: bool = False
    anything: bool = False

    @property
    def prefixes(self) -> tuple[str, ...]:
        """How the names of further tables in doubt begin."""
        return tuple(f"{name}_" for name in self.names) if self.virtual else ()


@dataclass(frozen=True, slots=True)
class Told:
    """What migrations make, and what cannot be told of it."""

    schema: Schema
    doubts: tuple[Doubt, ...]

    def is_doubtful(self, difference: Difference) -> bool:
        """Whether a difference is about something that is in doubt."""
        if difference.kind is DifferenceKind.EXTRA and any(doubt.anything for doubt in self.doubts):
            return True
        return self.is_doubted(difference.table) or self.is_doubted(difference.name)

    def is_doubted(self, name: str) -> bool:
        """Whether a table, view, index or trigger is in doubt, or belongs to a virtual table that is."""
        folded = fold(name)
        return any(folded in doubt.names or folded.startswith(doubt.prefixes) for doubt in self.doubts)


def told_by(
    migrations: Iterable[Migration],
    cancellation: Cancellation | None = None,
    *,
    start: Database | None = None,
) -> Told:
    """Return what the migrations make of an empty database, or of an empty copy of ``start``.

    Raises:
        Cancelled: on request.
    """
    doubts: list[Doubt] = []
    with scratch(cancellation) as copy:
        if start is not None:
            copy.copy_schema(start)
        for migration in migrations:
            statements = making_statements(migration)
            while (failure := copy.replay(statements)) is not None:
                doubts.append(_doubt(migration, failure))
            doubts += _unknown_functions(copy, migration)
        return Told(copy.schema(), tuple(doubts))


def _doubt(migration: Migration, failure: ReplayFailure) -> Doubt:
    names = tuple(_named(failure.statement.text))
    place = f"{migration.file_name}:{failure.statement.line}"
    where = f"{place} fails on an empty database: {failure.message}"
    about = f"nothing can be said about {', '.join(dict.fromkeys(names))}: " if names else ""
    virtual = failure.statement.begins_with("CREATE", "VIRTUAL")
    return Doubt(tuple(map(fold, names)), about + where, f"{place}: {failure.message}", virtual=virtual)


def _unknown_functions(copy: Scratch, migration: Migration) -> Iterator[Doubt]:
    """Yield doubts about functions that are not here: SpatiaLite and others make tables by SELECT."""
    for statement in split_statements(migration.sql):
        if not statement.begins_with("SELECT"):
            continue
        failure = copy.replay([replace(statement, text=f"EXPLAIN {statement.text}")])
        if failure is not None and failure.message.startswith("no such function"):
            where = f"{migration.file_name}:{statement.line}"
            words = f"{where} calls what is not here ({failure.message}): it may have made anything more"
            yield Doubt((), words, anything=True)


def _named(sql: str) -> Iterator[str]:
    """Yield what a CREATE, DROP or ALTER statement is about."""
    cursor = TokenCursor(sql)
    if not cursor.take_any("CREATE", "DROP", "ALTER"):
        return
    while cursor.take_any(*_BEFORE_A_KIND):
        pass
    if not cursor.take_any(*_KINDS):
        return
    if not cursor.take("IF", "NOT", "EXISTS"):
        cursor.take("IF", "EXISTS")
    name = cursor.advance().value
    if cursor.take("."):
        name = cursor.advance().value
    yield name
    if cursor.take("RENAME", "TO"):
        yield cursor.advance().value
