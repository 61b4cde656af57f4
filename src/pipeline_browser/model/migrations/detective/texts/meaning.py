"""Whether two texts of a migration do the same, as far as their statements tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.sql_text import split_statements
from pipeline_browser.model.sql_tokens import TokenKind, tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_ROWS = ("INSERT ", "UPDATE ", "DELETE ", "REPLACE ", "WITH ")


def same_statements(old: str, new: str) -> bool:
    """Whether both hold the same tokens: nothing but blanks, comments and empty statements differ."""
    return list(_statements(old)) == list(_statements(new))


def row_statements(sql: str) -> tuple[str, ...]:
    """Return the statements that write rows, in one spelling; a schema tells nothing of what they did."""
    return tuple(each for each in _statements(sql) if each.startswith(_ROWS))


def _statements(sql: str) -> Iterator[str]:
    for statement in split_statements(sql):
        tokens = [
            token.upper if token.kind is TokenKind.WORD else _spelt(token.kind, token.value)
            for token in tokens_of(statement.text)
        ]
        if tokens and tokens[-1] == ";":
            tokens.pop()
        if tokens:
            yield " ".join(tokens)


def _spelt(kind: TokenKind, value: str) -> str:
    if kind is TokenKind.STRING:
        return "'" + value.replace("'", "''") + "'"
    return '"' + value.replace('"', '""') + '"' if kind is TokenKind.QUOTED else value
