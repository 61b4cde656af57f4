"""Whether a folder of migrations is still what was read from it, without reading it again."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from pipeline_browser.model.migrations.source import SETTINGS_NAME
from pipeline_browser.model.migrations.sqlx_config import CONFIG_NAME

if TYPE_CHECKING:
    from pathlib import Path

FolderStamp = frozenset[tuple[str, int, int]]


def folder_stamp(folder: Path) -> FolderStamp | None:
    """Return name, size and time of change (ns) of what is read from a folder; None if it cannot be read."""
    try:
        with os.scandir(folder) as entries:
            files = [_stamp(entry) for entry in entries if entry.name.endswith((".sql", SETTINGS_NAME))]
        return frozenset([*files, *_config_stamp(folder.parent / CONFIG_NAME)])
    except OSError:
        return None


def _stamp(entry: os.DirEntry[str]) -> tuple[str, int, int]:
    facts = entry.stat()
    return entry.name, facts.st_size, facts.st_mtime_ns


def _config_stamp(path: Path) -> list[tuple[str, int, int]]:
    try:
        facts = path.stat()
    except FileNotFoundError:
        return []
    return [(CONFIG_NAME, facts.st_size, facts.st_mtime_ns)]
