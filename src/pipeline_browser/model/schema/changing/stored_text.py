"""The texts that SQLite stores for tables, indexes, views and triggers, made into statements again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.schema.ddl import read_module_text
from pipeline_browser.model.schema.token_cursor import TokenCursor
from pipeline_browser.model.sql_tokens import TokenKind, fold, tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline_browser.model.sql_tokens import Token

_KINDS = frozenset({"TABLE", "INDEX", "VIEW", "TRIGGER"})
_CONSTRAINTS = frozenset({"CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN"})
_NAMING = frozenset({TokenKind.WORD, TokenKind.QUOTED, TokenKind.STRING})  # FROM 'table' is a name to SQLite


def create_statement(ddl: str, *, if_not_exists: bool) -> str:
    """Return a stored CREATE as a statement with its semicolon.

    It ends with its last token: a comment behind that would swallow the semicolon.
    """
    tokens = list(tokens_of(ddl))
    text = (ddl[: tokens[-1].end] if tokens else ddl).removesuffix(";")
    kind = next((at for at, token in enumerate(tokens) if token.upper in _KINDS), None)
    if not if_not_exists or kind is None or _is_guarded(tokens, kind + 1):
        return f"{text};"
    place = tokens[kind].end
    return f"{text[:place]} IF NOT EXISTS{text[place:]};"


def _is_guarded(tokens: Sequence[Token], at: int) -> bool:
    return [token.upper for token in tokens[at : at + 3]] == ["IF", "NOT", "EXISTS"]


def column_definitions(ddl: str) -> dict[str, str]:
    """Return the definitions of a CREATE TABLE's columns as written, by folded name; none of CREATE … AS."""
    cursor = TokenCursor(ddl)
    while not cursor.done and cursor.peek.upper != "(":
        cursor.advance()
    parts = cursor.take_list()
    columns = [part for part in parts if part[0].upper not in _CONSTRAINTS]
    return {fold(part[0].value): cursor.text_of(part) for part in columns}


def is_remarked(ddl: str, name: str) -> bool:
    """Whether a comment with a comma in it stands before a column's definition (folded).

    Until 3.46 at least, dropping the last column cuts the text at the comma before it, wherever that is.
    """
    before: Token | None = None
    for token in tokens_of(ddl):
        begins = before is not None and before.upper == "," and fold(token.value) == name
        if before is not None and begins and "," in ddl[before.end : token.start]:
            return True
        before = token
    return False


def module_option(ddl: str, name: str) -> str | None:
    """Return the value of an option of a virtual table, such as ``content='t'``; None without it."""
    tokens = read_module_text(ddl)
    for key, equals, value in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if fold(key.value) == name and equals.upper == "=":
            return value.value
    return None


def mentioned(sql: str) -> frozenset[str]:
    """Return everything in a text that may be a name, folded; keywords and strings are among it."""
    return frozenset(fold(token.value) for token in tokens_of(sql) if token.kind in _NAMING)


def mentions(sql: str, names: Iterable[str]) -> bool:
    """Whether one of the names, which are folded, may be meant somewhere in the text."""
    return not mentioned(sql).isdisjoint(names)
