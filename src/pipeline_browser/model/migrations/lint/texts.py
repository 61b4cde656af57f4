"""What could be better about a file's text, before anything of it runs."""

from __future__ import annotations

import re
from fnmatch import fnmatch
from itertools import islice
from typing import TYPE_CHECKING

from pipeline_browser.model.migrations.lint.rules import BY_ID
from pipeline_browser.model.sql_tokens import comments_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pipeline_browser.model.migrations.plan import PlanWarning
    from pipeline_browser.model.migrations.source import Migration, MigrationSource
    from pipeline_browser.model.sql_text import Statement

_BOM = "\ufeff"
_WAY_BACK = re.compile(r"roll(?:ing|ed)?[ -]?back|revert|undo|downgrade", re.IGNORECASE)
_PINNED = frozenset({"-text", "binary", "eol=lf", "eol=crlf"})
_FOLDERS_UP = 40


def about_text(
    migration: Migration, statements: Sequence[Statement], *, pinned: bool
) -> Iterator[PlanWarning]:
    """Yield what is wrong with a text; ``pinned`` files keep their line endings whatever git does."""
    if migration.sql.startswith(_BOM):
        text = "Begins with a byte-order mark, which is part of the checksum."
        yield BY_ID["byte-order-mark"].says(text, 1, 1)
    if not statements:
        yield BY_ID["empty-file"].says("Holds no statement.")
    if not pinned:
        yield from _line_endings(migration.sql)


def _line_endings(sql: str) -> Iterator[PlanWarning]:
    lines = sql.split("\n")[:-1]
    windows = [line.endswith("\r") for line in lines]
    if not any(windows):
        return
    if all(windows):
        text = "Lines end with carriage return and newline, which git may change, and the checksum too."
        yield BY_ID["line-endings"].says(text, 1)
    else:
        text = f"{sum(windows)} of {len(windows)} lines end with carriage return and newline, others do not."
        yield BY_ID["line-endings"].says(text, windows.index(not windows[0]) + 1)


def says_the_way_back(sql: str) -> bool:
    """Whether a comment tells how to undo the file, or why that cannot be done."""
    return any(_WAY_BACK.search(comment) for comment in comments_of(sql))


def pinned_by_git(source: MigrationSource) -> frozenset[str]:
    """Return the names of the files whose line endings .gitattributes pins, or sqlx.toml ignores."""
    if "\r" in source.config.ignored_chars:
        return frozenset(each.file_name for each in source.migrations)
    patterns = [pattern for folder in _up_to_git(source.folder) for pattern in _pinning(folder)]
    return frozenset(
        each.file_name
        for each in source.migrations
        if any(fnmatch(each.file_name, pattern) for pattern in patterns)
    )


def _up_to_git(folder: Path) -> Iterator[Path]:
    for each in islice((folder, *folder.parents), _FOLDERS_UP):
        yield each
        if (each / ".git").exists():
            return


def _pinning(folder: Path) -> Iterator[str]:
    try:
        lines = (folder / ".gitattributes").read_text("utf-8", "replace").splitlines()
    except OSError:
        return
    for line in lines:
        pattern, *attributes = line.split() or [""]
        if pattern and not pattern.startswith("#") and _PINNED.intersection(attributes):
            yield pattern.rsplit("/", 1)[-1]
