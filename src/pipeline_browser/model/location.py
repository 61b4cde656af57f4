"""Which database is meant: paths, sqlx URLs, and where to look when nothing is given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Location:
    """A database that somebody asked for; nothing was looked at yet.

    Attributes:
        path: the file, absolute; None for a database in memory.
        mode: ``ro``, ``rw``, ``rwc`` (create it where missing) or ``memory``, as in SQLite's URIs.
        cache: ``shared``, ``private`` or None (not said).
        immutable: nobody writes the file while it is open, so locks and WAL are ignored.
        vfs: the name of a registered SQLite file system, or None.
    """

    path: Path | None
    mode: str = "rw"
    cache: str | None = None
    immutable: bool = False
    vfs: str | None = None

    @property
    def in_memory(self) -> bool:
        """Whether the database lives in memory alone."""
        return self.path is None

    @property
    def name(self) -> str:
        """The short name for a title: the file's name, or ``in memory``."""
        return "in memory" if self.path is None else self.path.name

    def uri(self, *, mode: str | None = None, immutable: bool | None = None) -> str:
        """Return SQLite's URI for it; ``%``, ``?`` and ``#`` in names mean themselves."""
        raise NotImplementedError


def parse_location(text: str | Path, *, base: Path | None = None) -> Location:
    """Return what a path or a sqlx URL names.

    Raises:
        LocationError: an unknown scheme, parameter or value; the message is worded as sqlx's.
    """
    raise NotImplementedError


def find_location(argument: str | None, environment: Mapping[str, str], folder: Path) -> Location | None:
    """Return the argument, else ``ADAPIPE_SQLITE_PATH``, else ``./pipeline.db`` if it exists, else None.

    The order in which Adaptive Pipeline itself looks.
    """
    raise NotImplementedError
