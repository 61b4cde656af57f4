"""What texts of a schema mean to SQLite, so that equal meanings compare equal.

Blanks, comments, letter case and quoting of names, IF NOT EXISTS, ``main.`` and redundant parentheses do not
count, nor do names of constraints, which only messages show.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.schema.ddl import read_module_text, read_trigger_text, read_view_body
from pipeline_browser.model.schema.parentheses import without_redundant_parentheses
from pipeline_browser.model.schema.spelling import spelt, spelt_tokens
from pipeline_browser.model.sql_tokens import Token, TokenKind, fold, normalised_tokens, tokens_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from pipeline_browser.model.schema.facts import (
        Column,
        ForeignKey,
        Index,
        IndexColumn,
        Table,
        Trigger,
        View,
    )

_LITERALS = {"TRUE": "1", "FALSE": "0", "NULL": "NULL"}
_MOMENTS = frozenset({"CURRENT_TIME", "CURRENT_DATE", "CURRENT_TIMESTAMP"})


def expression_meaning(sql: str, table: Table | None = None) -> str:
    """Return an expression in one spelling; ``table`` tells which double-quoted words are columns."""
    return spelt(sql, None if table is None or '"' not in sql else names_in(table))


def names_in(table: Table) -> frozenset[str]:
    """Return the names, folded, that an expression of the table can use."""
    return frozenset({fold(table.name), *(fold(column.name) for column in table.columns)})


def type_meaning(declared: str) -> str:
    """Return a declared type in one spelling; INT and INTEGER stay two types, as for a primary key."""
    return normalised_tokens(tokens_of(declared))


def default_meaning(default: str | None) -> str | None:
    """Return a default in one spelling.

    TRUE and FALSE are the numbers 1 and 0 to SQLite, a bare or double-quoted word is a string, and DEFAULT
    NULL is no default: whatever gives the same value in a new row is equal.
    """
    tokens = without_redundant_parentheses(tokens_of(default or ""))
    if len(tokens) == 2 and tokens[0].upper == "+" and tokens[1].kind is TokenKind.NUMBER:
        tokens = tokens[1:]
    if len(tokens) == 1 and tokens[0].kind in {TokenKind.WORD, TokenKind.QUOTED}:
        return _word_default(tokens[0])
    return normalised_tokens(tokens) or None


def _word_default(token: Token) -> str | None:
    if token.upper in _LITERALS:
        return None if token.upper == "NULL" else _LITERALS[token.upper]
    if token.upper in _MOMENTS:
        return token.upper
    return "'" + token.value.replace("'", "''") + "'"


def generated_meaning(column: Column, table: Table | None = None) -> str:
    """Return how a column is generated, as SQL; empty for an ordinary one."""
    if column.generated is None:
        return ""
    return f"AS ({expression_meaning(column.expression or '', table)}) {column.generated.value.upper()}"


def keys_meaning(index: Index, table: Table) -> str:
    """Return an index's keys as SQL; a collation only where it is not the column's own."""
    return "(" + ", ".join(_key_meaning(key, table) for key in index.columns) + ")"


def _key_meaning(key: IndexColumn, table: Table) -> str:
    order = " DESC" if key.descending else ""
    if key.name is None:
        return expression_meaning(key.expression or "", table) + order  # its text says the collation
    column = table.column(key.name)
    usual = column.collation if column else "BINARY"
    collation = f" COLLATE {fold(key.collation)}" if fold(key.collation) != fold(usual) else ""
    return f"{fold(key.name)}{collation}{order}"


def index_meaning(index: Index, table: Table) -> str:
    """Return what an index does as SQL, without its name."""
    unique = "UNIQUE " if index.unique else ""
    where = f" WHERE {expression_meaning(index.where, table)}" if index.where is not None else ""
    return f"{unique}ON {fold(index.table)}{keys_meaning(index, table)}{where}"


def key_pairs(key: ForeignKey) -> tuple[tuple[str, str], ...]:
    """Return which child column refers to which parent column, in an order of their own."""
    parents = key.parent_columns or ("",) * len(key.columns)
    return tuple(sorted((fold(a), fold(b)) for a, b in zip(key.columns, parents, strict=False)))


def view_meaning(view: View, names: Collection[str] | None = None) -> str:
    """Return column names and SELECT of a view in one spelling; ``names`` are all of the schema, folded."""
    return spelt_tokens(view.ddl, read_view_body(view.ddl), names)


def trigger_meaning(trigger: Trigger, names: Collection[str] | None = None) -> str:
    """Return when a trigger fires and what it does in one spelling; ``names`` as in view_meaning()."""
    return f"{trigger_head(trigger)} {trigger_body(trigger, names)}"


def trigger_head(trigger: Trigger) -> str:
    """Return when a trigger fires as SQL: ``AFTER UPDATE OF a, b ON t``."""
    text = read_trigger_text(trigger.ddl)
    columns = ", ".join(sorted({fold(name) for name in text.columns}))
    of = f" OF {columns}" if columns else ""
    return f"{text.timing} {text.event}{of} ON {fold(trigger.table)}"


def trigger_body(trigger: Trigger, names: Collection[str] | None = None) -> str:
    """Return what a trigger does in one spelling; FOR EACH ROW is what SQLite always does."""
    body = read_trigger_text(trigger.ddl).body
    if [token.upper for token in body[:3]] == ["FOR", "EACH", "ROW"]:
        body = body[3:]
    return spelt_tokens(trigger.ddl, body, names)


def module_meaning(table: Table) -> str:
    """Return module and arguments of a virtual table in one spelling; modules take quotes of any kind."""
    return normalised_tokens(map(_argument, read_module_text(table.ddl)))


def _argument(token: Token) -> Token:
    if token.kind in {TokenKind.STRING, TokenKind.QUOTED}:
        plain = token.value.isidentifier()
        return token._replace(kind=TokenKind.QUOTED if plain else TokenKind.STRING)
    return token
