"""Splitting a file of SQL into statements, where SQLite itself would split it.

SQLite's tokenizer knows blanks, comments, quoted texts and words; a statement ends at the first semicolon,
and CREATE TRIGGER at the first ``; END ;``. These are the rules of ``sqlite3_complete``
(https://www.sqlite.org/c3ref/complete.html); asking that function at every semicolon would take quadratic
time in a long file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORDS_KEPT = 4

# Unclosed comments and quotes run to the end of the text, as in SQLite. A byte-order mark counts as a blank.
# A doubled quote inside a quoted text reads as two texts side by side, which ends at the same place.
_BLANK = r"(?:[ \t\n\f\r\ufeff]++|--[^\n]*+|/\*(?s:.*?)(?:\*/|\Z))"
_QUOTED = r"""(?:'[^']*+(?:'|\Z)|"[^"]*+(?:"|\Z)|`[^`]*+(?:`|\Z)|\[[^\]]*+(?:\]|\Z))"""
# Letters, digits and all beyond ASCII, said by what they are not: a range to U+10FFFF takes 7 ms to compile.
_WORD = r"(?:(?!\ufeff)[^\x00-@\[-^`{-\x7f][^\x00-#%-/:-@\[-^`{-\x7f]*+)"

_BLANKS_AND_ENDS = re.compile(rf"(?:{_BLANK}|;)*+")
_HEAD = re.compile(rf"(?:{_WORD}{_BLANK}*+){{0,6}}+", re.ASCII)
_WORDS = re.compile(rf"{_BLANK}|({_WORD})", re.ASCII)
_BODY = re.compile(rf"(?:[^;'\"`\[/-]++|{_QUOTED}|{_BLANK}|[/-])*+;?")
_TRIGGER_TOKEN = re.compile(rf"{_BLANK}|(?P<end>;)|(?P<word>{_WORD})|{_QUOTED}|[0-9][\w.]*+|(?s:.)", re.ASCII)

# Words that may stand before and inside the head of CREATE TRIGGER: EXPLAIN QUERY PLAN CREATE TEMP TRIGGER.
_NOT_SAYING = frozenset({"EXPLAIN", "QUERY", "PLAN", "TEMP", "TEMPORARY"})


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of a text.

    Attributes:
        text: with its closing semicolon, without blanks and comments before it.
        line: of its first character in the file, from 1.
        column: of its first character, in characters from 1.
        words: its first keywords in upper case (at most four), which in SQLite's grammar say what kind of
            statement it is.
    """

    text: str = field(repr=False)
    line: int
    column: int
    words: tuple[str, ...]

    @property
    def first_line(self) -> str:
        """The first line of the text, for a title."""
        return self.text.split("\n", 1)[0].rstrip()

    def begins_with(self, *words: str) -> bool:
        """Whether the statement's first keywords are these (upper case)."""
        return self.words[: len(words)] == words


def split_statements(sql: str) -> Iterator[Statement]:
    """Yield the statements of ``sql`` in order; comments and blanks alone are none."""
    lines = _Lines(sql)
    start = _skip(sql, 0)
    while start < len(sql):
        words = _leading_words(sql, start)
        end = _trigger_end(sql, start) if _creates_trigger(words) else _matched_end(_BODY, sql, start)
        line, column = lines.position(start)
        yield Statement(sql[start:end].rstrip(), line, column, tuple(words[:_WORDS_KEPT]))
        start = _skip(sql, end)


class _Lines:
    """Counts lines forward through a text, once."""

    def __init__(self, sql: str) -> None:
        self._sql = sql
        self._line = 1
        self._counted = 0

    def position(self, offset: int) -> tuple[int, int]:
        self._line += self._sql.count("\n", self._counted, offset)
        self._counted = offset
        return self._line, offset - self._sql.rfind("\n", 0, offset)


def _matched_end(pattern: re.Pattern[str], sql: str, start: int) -> int:
    match = pattern.match(sql, start)
    return match.end() if match else start


def _skip(sql: str, start: int) -> int:
    return _matched_end(_BLANKS_AND_ENDS, sql, start)


def _leading_words(sql: str, start: int) -> list[str]:
    head = sql[start : _matched_end(_HEAD, sql, start)]
    return [word.upper() for word in _WORDS.findall(head) if word]


def _creates_trigger(words: list[str]) -> bool:
    return [word for word in words if word not in _NOT_SAYING][:2] == ["CREATE", "TRIGGER"]


def _trigger_end(sql: str, start: int) -> int:
    before = ""  # what the tokens just passed are worth: ";" or "; END"
    for token in _TRIGGER_TOKEN.finditer(sql, start):
        if token.lastgroup == "end":
            if before == "; END":
                return token.end()
            before = ";"
        elif token.lastgroup == "word" and token.group().upper() == "END" and before == ";":
            before = "; END"
        elif not _is_blank(token.group()):
            before = ""
    return len(sql)


def _is_blank(token: str) -> bool:
    return token[0] in " \t\n\f\r\ufeff" or token.startswith(("--", "/*"))
