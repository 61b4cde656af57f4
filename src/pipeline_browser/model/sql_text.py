"""Splitting a file of SQL into statements, where SQLite itself would split it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


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


def split_statements(sql: str) -> Iterator[Statement]:
    """Yield the statements of ``sql`` in order; comments and blanks alone are none."""
    raise NotImplementedError
