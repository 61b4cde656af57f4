"""SQLite's tokens, line by line, for colouring only; no Qt.

Pygments' SQL lexer knows neither blob literals, bracketed names nor PRAGMA, and its 0.7 MB/s would freeze
the window on a long file. This one does one regular expression a line and carries open comments and quotes
over to the next line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum


class TokenKind(Enum):
    """What a stretch of SQL is, as far as it gets a colour."""

    KEYWORD = "keyword"
    TYPE = "type"
    STRING = "string"
    NAME = "name"  # quoted names
    NUMBER = "number"
    PARAMETER = "parameter"
    COMMENT = "comment"


@dataclass(frozen=True, slots=True)
class Span:
    """``length`` characters of a line, from ``start`` on, that are one token."""

    start: int
    length: int
    kind: TokenKind


# What may stay open at the end of a line: its closing text and its colour; the index is the line's state.
_OPEN: tuple[tuple[str, TokenKind], ...] = (
    ("*/", TokenKind.COMMENT),
    ("'", TokenKind.STRING),
    ('"', TokenKind.NAME),
    ("`", TokenKind.NAME),
    ("]", TokenKind.NAME),
)
_OPENERS = {"/*": 1, "'": 2, '"': 3, "`": 4, "[": 5}
OUTSIDE = 0

_TOKEN = re.compile(
    r"""(?P<comment>--.*)
    |(?P<blob>[xX]'[0-9A-Fa-f]*')
    |(?P<open>/\*|'|"|`|\[)
    |(?P<number>0[xX][0-9A-Fa-f_]+|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d+)?)
    |(?P<parameter>\?\d*|[:@$][A-Za-z_]\w*)
    |(?P<word>[A-Za-z_\x80-\U0010ffff][\w$]*)""",
    re.VERBOSE,
)

_KEYWORD_WORDS = """
ABORT ACTION ADD AFTER ALL ALTER ALWAYS ANALYZE AND AS ASC ATTACH AUTOINCREMENT BEFORE BEGIN
BETWEEN BY CASCADE CASE CAST CHECK COLLATE COLUMN COMMIT CONFLICT CONSTRAINT CREATE CROSS CURRENT CURRENT_DATE
CURRENT_TIME CURRENT_TIMESTAMP DATABASE DEFAULT DEFERRABLE DEFERRED DELETE DESC DETACH DISTINCT DO DROP EACH
ELSE END ESCAPE EXCEPT EXCLUDE EXCLUSIVE EXISTS EXPLAIN FAIL FALSE FILTER FIRST FOLLOWING FOR FOREIGN FROM
FULL GENERATED GLOB GROUP GROUPS HAVING IF IGNORE IMMEDIATE IN INDEX INDEXED INITIALLY INNER INSERT INSTEAD
INTERSECT INTO IS ISNULL JOIN KEY LAST LEFT LIKE LIMIT MATCH MATERIALIZED NATURAL NO NOT NOTHING NOTNULL NULL
NULLS OF OFFSET ON OR ORDER OTHERS OUTER OVER PARTITION PLAN PRAGMA PRECEDING PRIMARY QUERY RAISE RANGE
RECURSIVE REFERENCES REGEXP REINDEX RELEASE RENAME REPLACE RESTRICT RETURNING RIGHT ROLLBACK ROW ROWID ROWS
SAVEPOINT SELECT SET STORED STRICT TABLE TEMP TEMPORARY THEN TIES TO TRANSACTION TRIGGER TRUE UNBOUNDED UNION
UNIQUE UPDATE USING VACUUM VALUES VIEW VIRTUAL WHEN WHERE WINDOW WITH WITHOUT"""
_TYPE_WORDS = """
ANY BIGINT BLOB BOOLEAN CHAR CHARACTER CLOB DATE DATETIME DECIMAL DOUBLE FLOAT INT INTEGER JSON
NUMERIC REAL SMALLINT TEXT TIME TIMESTAMP TINYINT VARCHAR"""
_KEYWORDS = frozenset(_KEYWORD_WORDS.split())
_TYPES = frozenset(_TYPE_WORDS.split())
_PLAIN = {
    "comment": TokenKind.COMMENT,
    "blob": TokenKind.STRING,
    "number": TokenKind.NUMBER,
    "parameter": TokenKind.PARAMETER,
}


def line_spans(line: str, state: int = OUTSIDE) -> tuple[list[Span], int]:
    """Return the coloured stretches of a line and the state that the next line begins in."""
    spans: list[Span] = []
    position = 0
    if state != OUTSIDE:
        position, state = _rest_of_open(line, 0, 0, state, spans)
    while state == OUTSIDE and (match := _TOKEN.search(line, position)):
        position = match.end()
        if match.lastgroup == "open":
            position, state = _rest_of_open(line, match.start(), position, _OPENERS[match.group()], spans)
        elif (kind := _kind(match)) is not None:
            spans.append(Span(match.start(), match.end() - match.start(), kind))
    return spans, state


def _kind(match: re.Match[str]) -> TokenKind | None:
    if match.lastgroup != "word":
        return _PLAIN[match.lastgroup or ""]
    word = match.group().upper()
    if word in _KEYWORDS:
        return TokenKind.KEYWORD
    return TokenKind.TYPE if word in _TYPES else None


def _rest_of_open(line: str, start: int, position: int, state: int, spans: list[Span]) -> tuple[int, int]:
    """Add what is open from ``start`` on; return where it ends, and the state there."""
    closing, kind = _OPEN[state - 1]
    end = line.find(closing, position)
    # A doubled quote is two tokens of one colour side by side: nothing to see, nothing to tell apart.
    stop = len(line) if end < 0 else end + len(closing)
    if stop > start:
        spans.append(Span(start, stop - start, kind))
    return stop, state if end < 0 else OUTSIDE
