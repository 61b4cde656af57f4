"""Copying a database and a doubtful journal aside, before SQLite rolls the one into the other."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pipeline_browser.model.errors import BackupFailed
from pipeline_browser.model.files.connected_files import CONNECTED_FILES, file_id
from pipeline_browser.model.files.file_check import beside

if TYPE_CHECKING:
    from pathlib import Path


def set_journal_aside(path: Path) -> Path | None:
    """Copy the file with its journal and WAL to ``NAME.before-recovery-STAMP`` and return that name.

    Nothing is copied, and None returned, if there are neither or this process has the file open: then the
    journal was dealt with, and plain copying would drop SQLite's locks.

    Raises:
        BackupFailed: nothing was left under that name; the database must not be opened then.
    """
    real_path = path.resolve()
    sources = [real_path, *(beside(real_path, suffix) for suffix in ("-journal", "-wal"))]
    sources = [source for source in sources if source.is_file()]
    if real_path not in sources or len(sources) == 1:
        return None
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
    aside = beside(real_path, f".before-recovery-{stamp}")
    copies = {source: beside(aside, source.name.removeprefix(real_path.name)) for source in sources}
    return CONNECTED_FILES.unless_connected(file_id(real_path.stat()), lambda: _copied(copies, aside))


def _copied(copies: dict[Path, Path], aside: Path) -> Path:
    try:
        for source, copy in copies.items():
            shutil.copyfile(source, copy)
    except OSError as error:
        for copy in copies.values():
            copy.unlink(missing_ok=True)
        raise BackupFailed(
            f"The database and its journal could not be copied aside: {aside}",
            path=aside,
            cause=f"The system says: {error.strerror}.",
            remedy="Make space in its folder, or copy both by hand before opening it.",
        ) from error
    return aside
