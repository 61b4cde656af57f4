"""SQL as SQLite's tokenizer sees it, and texts compared by their tokens.

Blanks and comments disappear, quoting and letter case of names stop mattering; strings stay as they are.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class TokenKind(Enum):
    """What a token is; a word may be a keyword or a name, as its place decides."""

    WORD = "word"
    QUOTED = "quoted"
    STRING = "string"
    NUMBER = "number"
    BLOB = "blob"
    SIGN = "sign"


class Token(NamedTuple):
    """One token of a text.

    Attributes:
        value: the name or the string without its quotes; else the text.
        upper: the text in ASCII upper case for a word and a sign; empty for anything quoted, which is
            never a keyword.
        start: of its first character in the text, from 0.
        end: one past its last character.
    """

    kind: TokenKind
    value: str
    upper: str
    start: int
    end: int


# Unclosed quotes and comments run to the end, as in SQLite. A no-break space is a letter to SQLite.
# Words are said by what cannot stand in them: a range to U+10FFFF takes 10 ms to compile.
_TOKEN = re.compile(
    r"""
      (?P<blank>   [ \t\n\f\r\ufeff]++ | --[^\n]*+ | /\*(?s:.*?)(?:\*/|\Z) )
    | (?P<blob>    [xX]'[^']*+(?:'|\Z) )
    | (?P<word>    [^\x00-@\[-^`{-\x7f] [^\x00-#%-/:-@\[-^`{-\x7f]*+ )
    | (?P<number>  0[xX][0-9A-Fa-f_]++
                 | (?:[0-9][0-9_]*+(?:\.[0-9_]*+)? | \.[0-9][0-9_]*+) (?:[eE][+-]?[0-9_]++)? )
    | (?P<string>  '(?:[^']++|'')*+(?:'|\Z) )
    | (?P<quoted>  "(?:[^"]++|"")*+(?:"|\Z) | `(?:[^`]++|``)*+(?:`|\Z) | \[[^\]]*+(?:\]|\Z) )
    | (?P<sign>    ->> | -> | \|\| | << | >> | <= | >= | <> | != | == | (?s:.) )
    """,
    re.VERBOSE,
)
_KINDS = {kind.value: kind for kind in TokenKind}
_LOWER = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}
_UPPER = {code: code - 32 for code in range(ord("a"), ord("z") + 1)}
_SAME_SIGN = {"==": "=", "!=": "<>"}

# Quoted, these words mean something else than bare: SQLite's keywords that no name may be, and its literals.
_RESERVED = """
    add all alter and as autoincrement between case check collate commit constraint create cross
    current_date current_time current_timestamp default deferrable delete distinct drop else escape
    except exists false foreign from full group having in index inner insert intersect into is
    isnull join left limit natural not nothing notnull null on or order outer primary raise
    references returning right select set table then to transaction true union unique update using
    values when where
"""
_TELLING_QUOTES = frozenset(_RESERVED.split())


def fold(name: str) -> str:
    """Return the name in the case that SQLite compares names in: ASCII letters alone are folded."""
    return name.lower() if name.isascii() else name.translate(_LOWER)


def tokens_of(sql: str) -> Iterator[Token]:
    """Yield the tokens of ``sql`` without blanks and comments."""
    for match in _TOKEN.finditer(sql):
        name = match.lastgroup
        if name is None or name == "blank":
            continue
        text = match.group()
        kind = _KINDS[name]
        plain = kind is TokenKind.WORD or kind is TokenKind.SIGN
        yield Token(
            kind=kind,
            value=_unquoted(kind, text),
            upper=(text.upper() if text.isascii() else text.translate(_UPPER)) if plain else "",
            start=match.start(),
            end=match.end(),
        )


def comments_of(sql: str) -> Iterator[str]:
    """Yield the comments of ``sql`` with their signs; what looks like one inside a string is none."""
    for match in _TOKEN.finditer(sql):
        if match.lastgroup == "blank" and match.group().startswith(("--", "/*")):
            yield match.group()


def normalised(sql: str) -> str:
    """Return the text so that texts of one meaning for SQLite's parser become equal."""
    return normalised_tokens(tokens_of(sql))


def normalised_tokens(tokens: Iterable[Token]) -> str:
    """Return the tokens as one line in one spelling."""
    return " ".join(_spelling(token) for token in tokens)


def _unquoted(kind: TokenKind, text: str) -> str:
    if kind is not TokenKind.QUOTED and kind is not TokenKind.STRING:
        return text
    closing = "]" if text[0] == "[" else text[0]
    inner = text[1:-1] if len(text) > 1 and text.endswith(closing) else text[1:]
    return inner if closing == "]" else inner.replace(closing * 2, closing)


def _spelling(token: Token) -> str:
    if token.kind is TokenKind.STRING:
        return "'" + token.value.replace("'", "''") + "'"
    name = fold(token.value)
    if token.kind is TokenKind.QUOTED and (name in _TELLING_QUOTES or not _PLAIN_NAME.fullmatch(name)):
        return '"' + name.replace('"', '""') + '"'
    return _SAME_SIGN.get(name, name)


_PLAIN_NAME = re.compile(r"[^\x00-^`{-\x7f][^\x00-#%-/:-^`{-\x7f]*+")
