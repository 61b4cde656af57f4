"""Writing a new, empty migration file, named as ``sqlx migrate add`` names it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from pipeline_browser.model.migrations.sqlx_config import SqlxConfig


def add_migration(
    folder: Path,
    description: str,
    *,
    now: datetime,
    reversible: bool | None = None,
    sequential: bool | None = None,
    template: bool = False,
    config: SqlxConfig | None = None,
) -> tuple[Path, ...]:
    """Write the file (or the up and down pair) and return their paths; None means as the folder already is.

    Args:
        now: UTC, for a timestamp version; moved on by whole seconds while the version is taken.
        template: fill in a head with description and rollback comment instead of sqlx's one line.

    Raises:
        SourceError: the folder cannot be read or written, or the description cannot be part of a file name.
    """
    raise NotImplementedError
