"""SQL of a schema in one spelling, also where the names decide: double quotes, ``main.``.

SQLite takes a double-quoted word for a string where no such name exists, and ALTER TABLE RENAME of newer
versions writes it as one: https://www.sqlite.org/quirks.html#double_quoted_string_literals_are_accepted
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline_browser.model.schema.parentheses import without_redundant_parentheses
from pipeline_browser.model.sql_tokens import Token, TokenKind, fold, normalised_tokens, tokens_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

_ROWID = frozenset({"rowid", "oid", "_rowid_"})
_NAMING = frozenset({TokenKind.WORD, TokenKind.QUOTED})


def spelt(sql: str, names: Collection[str] | None = None) -> str:
    """Return an expression in one spelling; see spelt_tokens()."""
    return spelt_tokens(sql, list(tokens_of(sql)), names)


def spelt_tokens(sql: str, tokens: Sequence[Token], names: Collection[str] | None = None) -> str:
    """Return tokens of ``sql`` in one spelling.

    Args:
        names: all names, folded, that a double-quoted word could be; None where they are not known.
    """
    if names is not None:
        if "." in sql and "main" not in names:
            tokens = list(_without_main(tokens))
        if '"' in sql:
            tokens = _with_strings(sql, tokens, names)
    if "(" in sql:
        tokens = without_redundant_parentheses(tokens)
    return normalised_tokens(tokens)


def _without_main(tokens: Sequence[Token]) -> Iterator[Token]:
    """Leave out the schema's own name, which SQLite lets stand before a table's."""
    skip = 0
    for token, after in zip(tokens, [*tokens[1:], None], strict=True):
        dotted = after is not None and after.upper == "."
        if not skip and dotted and token.kind in _NAMING and fold(token.value) == "main":
            skip = 2
        if not skip:
            yield token
        skip -= skip > 0


def _with_strings(sql: str, tokens: Sequence[Token], names: Collection[str]) -> list[Token]:
    known = {fold(token.value) for token in tokens if token.kind is TokenKind.WORD}
    known |= {fold(token.value) for token in _aliases(tokens)}
    return [
        token._replace(kind=TokenKind.STRING)
        if _is_string(sql, tokens, at) and fold(token.value) not in names and fold(token.value) not in known
        else token
        for at, token in enumerate(tokens)
    ]


def _is_string(sql: str, tokens: Sequence[Token], at: int) -> bool:
    """Whether a token is in double quotes and stands where a string may."""
    token = tokens[at]
    if token.kind is not TokenKind.QUOTED or sql[token.start] != '"' or fold(token.value) in _ROWID:
        return False
    before = tokens[at - 1].upper if at else ""
    after = tokens[at + 1].upper if at + 1 < len(tokens) else ""
    return before not in {".", "COLLATE", "AS", "FROM", "JOIN", "INTO"} and after not in {".", "("}


def _aliases(tokens: Sequence[Token]) -> Iterator[Token]:
    """Yield the quoted names that follow AS, or a value or table at once."""
    for before, token in pairwise(tokens):
        ends_a_value = before.upper == ")" or before.kind is TokenKind.QUOTED
        if token.kind is TokenKind.QUOTED and (before.upper == "AS" or ends_a_value):
            yield token
