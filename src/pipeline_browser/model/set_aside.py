"""Copying a database and a doubtful journal aside, before SQLite rolls the one into the other."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pipeline_browser.model.connected_files import CONNECTED_FILES, file_id
from pipeline_browser.model.errors import BackupFailed
from pipeline_browser.model.file_check import beside

if TYPE_CHECKING:
    from pathlib import Path


def set_journal_aside(path: Path) -> Path | None:
    """Copy the file and its journal to ``NAME.before-recovery-STAMP`` and return that name.

    Nothing is copied, and None returned, if there is no journal or this process has the file open: then the
    journal was dealt with, and plain copying would drop SQLite's locks.

    Raises:
        BackupFailed: nothing was left under that name; the database must not be opened then.
    """
    real_path = path.resolve()
    journal = beside(real_path, "-journal")
    if not real_path.is_file() or not journal.is_file():
        return None
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
    aside = beside(real_path, f".before-recovery-{stamp}")
    return CONNECTED_FILES.unless_connected(
        file_id(real_path.stat()), lambda: _copied(real_path, journal, aside)
    )


def _copied(database: Path, journal: Path, aside: Path) -> Path:
    copies = {database: aside, journal: beside(aside, "-journal")}
    try:
        for source, copy in copies.items():
            shutil.copyfile(source, copy)
    except OSError as error:
        for copy in copies.values():
            copy.unlink(missing_ok=True)
        raise BackupFailed(
            f"The database and its journal could not be copied aside: {database}",
            path=aside,
            cause=f"The system says: {error.strerror}.",
            remedy="Make space in its folder, or copy both by hand before opening it.",
        ) from error
    return aside
