"""What the examples of rules are written with."""

from __future__ import annotations

from textwrap import dedent

from pipeline_browser.model.migrations.lint.facts import Example

_FIRST = "20250101000000_add_authors.sql"
_SECOND = "20250301120000_change_authors.sql"

AUTHORS = (
    _FIRST,
    dedent("""\
        -- Rollback: DROP TABLE authors
        CREATE TABLE IF NOT EXISTS authors (
            id   INTEGER PRIMARY KEY,
            name TEXT NOT NULL
        );
        """),
)
"""A file that nothing is wrong with, for rules about files that come after others."""


def one(text: str, name: str = _FIRST) -> Example:
    """Return an example of one file."""
    return Example(((name, dedent(text).lstrip("\n")),))


def after_authors(text: str, name: str = _SECOND) -> Example:
    """Return an example of a file that comes after one that creates ``authors``."""
    return Example((AUTHORS, (name, dedent(text).lstrip("\n"))))


def folder(*files: tuple[str, str], applied: tuple[tuple[str, str], ...] = ()) -> Example:
    """Return an example of several files, and of those that were applied before."""
    return Example(_written(files), _written(applied))


def _written(files: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    return tuple((name, dedent(text).lstrip("\n")) for name, text in files)
