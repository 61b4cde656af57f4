"""Which tables ALTER TABLE can change in place, by adding and dropping columns.

Everything else takes a rebuild. https://www.sqlite.org/lang_altertable.html says what SQLite can.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline_browser.model.engine import quote_identifier
from pipeline_browser.model.schema.changing.stored_text import column_definitions, is_remarked, mentions
from pipeline_browser.model.schema.ddl import read_table_text
from pipeline_browser.model.schema.difference import DifferenceKind
from pipeline_browser.model.schema.facts import Generated, TableKind
from pipeline_browser.model.schema.key_sql import foreign_key_sql
from pipeline_browser.model.schema.meaning import default_meaning, expression_meaning
from pipeline_browser.model.schema.table_diff import TableComparison
from pipeline_browser.model.sql_tokens import TokenKind, fold, tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline_browser.model.schema.facts import Column, ForeignKey, Table

_CONSTANTS = frozenset({TokenKind.NUMBER, TokenKind.STRING, TokenKind.BLOB, TokenKind.QUOTED})
_NOT_CONSTANT = frozenset({"CURRENT_TIME", "CURRENT_DATE", "CURRENT_TIMESTAMP"})


@dataclass(frozen=True, slots=True)
class AddedColumn:
    """A column for ADD COLUMN, and its definition as SQL."""

    column: Column
    definition: str


@dataclass(frozen=True, slots=True)
class Alteration:
    """What ALTER TABLE does to one table; nothing at all where the tables are equal already."""

    table: str
    dropped: tuple[Column, ...] = ()
    added: tuple[AddedColumn, ...] = ()

    @property
    def changes_nothing(self) -> bool:
        """Whether the tables are equal, the order of their columns aside."""
        return not self.dropped and not self.added


def alteration(before: Table, after: Table) -> Alteration | None:
    """Return how ALTER TABLE makes ``after`` of ``before``; None where it cannot."""
    if _equal(after, before):
        return Alteration(before.name)
    if {before.kind, after.kind} != {TableKind.ORDINARY}:
        return None
    dropped = tuple(column for column in before.columns if after.column(column.name) is None)
    rest = _without(before, dropped)
    if rest is None:
        return None
    added = tuple(column for column in after.columns if before.column(column.name) is None)
    return _adding(before, rest, after, dropped, added)


def _equal(promised: Table, found: Table) -> bool:
    differences = TableComparison(promised, found).differences()
    return all(difference.kind is DifferenceKind.ORDER for difference in differences)


def _adding(
    before: Table, rest: Table, after: Table, dropped: tuple[Column, ...], added: tuple[Column, ...]
) -> Alteration | None:
    if not all(map(_can_be_added, added)):
        return None
    texts = _Definitions(rest, after)
    columns = [texts.add(column) for column in added]
    whole = [column for column in columns if column is not None]
    if len(whole) < len(columns) or not _equal(after, texts.table):
        return None
    return Alteration(before.name, dropped, tuple(whole))


def _can_be_added(column: Column) -> bool:
    """Whether ADD COLUMN takes the column whatever rows there are."""
    if column.primary_key or column.generated is Generated.STORED:
        return False
    if column.generated is not None:
        return True
    if default_meaning(column.default) is None:
        return not column.not_null
    return _is_constant(column.default or "")


def _is_constant(default: str) -> bool:
    tokens = [token for token in tokens_of(default) if token.upper not in {"(", ")"}]
    if len(tokens) == 2 and tokens[0].upper in {"+", "-"}:
        return tokens[1].kind is TokenKind.NUMBER
    if len(tokens) != 1:
        return False
    [token] = tokens
    return token.kind in _CONSTANTS or (token.kind is TokenKind.WORD and token.upper not in _NOT_CONSTANT)


class _Definitions:
    """Adds one column after the other to ``table``, as SQLite will read their definitions."""

    def __init__(self, table: Table, after: Table) -> None:
        self.table = table
        self._after = after
        self._texts = column_definitions(after.ddl)

    def add(self, column: Column) -> AddedColumn | None:
        """Return the column with its definition; None where no definition of it can be found or used."""
        text = self._texts.get(fold(column.name))
        if text is None:
            return None
        keys = [key for key in self._after.foreign_keys if _refers_alone(key, column)]
        if keys and default_meaning(column.default) is not None:
            return None  # "Cannot add a REFERENCES column with non-NULL default value"
        parts = [text, *self._constraints(column, text, keys)]
        whole = " ".join(parts)
        self._note(column, whole, keys)
        return AddedColumn(column, whole)

    def _constraints(self, column: Column, text: str, keys: Sequence[ForeignKey]) -> Iterable[str]:
        """Yield what the table says about the column in constraints of its own."""
        written = read_table_text(f"CREATE TABLE t ({text})")
        if not written.foreign_keys:
            yield from map(_reference, keys)
        known = _meanings([*self.table.checks, *written.checks])
        for check in self._after.checks:
            if expression_meaning(check) in known:
                known[expression_meaning(check)] -= 1
                known += Counter()
            elif mentions(check, {fold(column.name)}):
                yield f"CHECK ({check})"

    def _note(self, column: Column, text: str, keys: Sequence[ForeignKey]) -> None:
        written = read_table_text(f"CREATE TABLE t ({text})")
        self.table = replace(
            self.table,
            columns=(*self.table.columns, column),
            checks=(*self.table.checks, *written.checks),
            conflicts=(*self.table.conflicts, *written.conflicts),
            foreign_keys=(*self.table.foreign_keys, *keys),
        )


def _refers_alone(key: ForeignKey, column: Column) -> bool:
    return tuple(map(fold, key.columns)) == (fold(column.name),)


def _reference(key: ForeignKey) -> str:
    """Return a key of one column as a constraint of that column."""
    listed = f"FOREIGN KEY ({quote_identifier(key.columns[0])}) "
    return foreign_key_sql(key).removeprefix(listed)


def _meanings(checks: Iterable[str]) -> Counter[str]:
    return Counter(map(expression_meaning, checks))


def _without(table: Table, dropped: Sequence[Column]) -> Table | None:
    """Return the table as DROP COLUMN leaves it; None where SQLite would refuse."""
    texts = column_definitions(table.ddl)
    for column in dropped:
        text = texts.get(fold(column.name))
        hidden = text is None or is_remarked(table.ddl, fold(column.name))
        smaller = None if text is None or hidden else _drop(table, column, text)
        if smaller is None:
            return None
        table = smaller
    return table


def _drop(table: Table, column: Column, text: str) -> Table | None:
    name = {fold(column.name)}
    own = read_table_text(f"CREATE TABLE t ({text})")
    checks = _meanings(table.checks) - _meanings(own.checks)
    keys = tuple(key for key in table.foreign_keys if not _refers_alone(key, column))
    rest = tuple(each for each in table.columns if each is not column)
    in_the_way = (
        column.primary_key
        or len(table.foreign_keys) - len(keys) != len(own.foreign_keys)
        or any(fold(each) in name for key in keys for each in key.columns)
        or any(mentions(each.expression or "", name) for each in rest)
        or any(mentions(check, name) for check in checks.elements())
        or any(index.origin != "c" and _has(index.columns, name) for index in table.indexes)
        or all(each.generated for each in rest)
    )
    if in_the_way:
        return None
    conflicts = tuple(clause for clause in table.conflicts if clause not in own.conflicts)
    return replace(
        table, columns=rest, checks=tuple(checks.elements()), foreign_keys=keys, conflicts=conflicts
    )


def _has(keys: Iterable[object], names: set[str]) -> bool:
    return any(fold(getattr(key, "name", None) or "") in names for key in keys)
