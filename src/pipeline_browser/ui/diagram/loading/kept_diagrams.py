"""What is remembered of diagrams: a file for each database, in the settings' folder, never beside it."""

from __future__ import annotations

import contextlib
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline_browser.diagram.memory_text import memory_from_json, memory_to_json
from pipeline_browser.diagram.state import Memory

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

MOST = 200  # databases; the one not looked at for longest is forgotten
_KNOWN = 0.5  # the part of its tables by which a database that was moved is known again


@dataclass(frozen=True, slots=True)
class _Owner:
    """Whose memory a file holds: its first line."""

    database: Path
    identity: list[int] | None  # device and inode when it was written


class KeptDiagrams:
    """Reads and writes the files of one folder; what cannot be kept is only forgotten."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load(self, database: Path, tables: Collection[str]) -> Memory:
        """Return what is remembered of a database, also if its file was renamed or moved in the meantime.

        Args:
            tables: the folded names of its tables and views.
        """
        own = self._file(database)
        if own.exists():
            return _read(own)
        for file in self._of_moved(database):
            memory = _read(file)
            known = {name for standing in memory.standings.values() for name in standing.places}
            if tables and len(known.intersection(tables)) >= _KNOWN * len(tables):
                return memory
        return Memory()

    def save(self, database: Path, memory: Memory) -> None:
        """Remember the diagram of a database."""
        file = self._file(database)
        owner = json.dumps({"database": str(database), "identity": _identity(database)})
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            beside = file.with_suffix(".new")
            beside.write_text(f"{owner}\n{memory_to_json(memory)}\n", "ascii")
            beside.replace(file)
            self._forget_oldest()

    def _file(self, database: Path) -> Path:
        name = hashlib.sha256(str(database).encode("utf-8", "surrogateescape")).hexdigest()[:24]
        return self._folder / f"{name}.json"

    def _of_moved(self, database: Path) -> Iterator[Path]:
        """Yield the files of databases that may be this one under another path, the likeliest first.

        That is the same file of the disk, else one of the same name that is gone from its place.
        """
        identity = _identity(database)
        same_name = []
        for file in self._files():
            owner = _owner(file)
            if owner is None:
                continue
            if identity is not None and owner.identity == identity:
                yield file
            elif owner.database.name == database.name and not owner.database.exists():
                same_name.append(file)
        yield from same_name

    def _files(self) -> list[Path]:
        """Return all files, the newest first."""
        with contextlib.suppress(OSError):
            return sorted(self._folder.glob("*.json"), key=_changed, reverse=True)
        return []

    def _forget_oldest(self) -> None:
        for file in self._files()[MOST:]:
            file.unlink(missing_ok=True)


def _read(file: Path) -> Memory:
    """Return what a file remembers; nothing if it is damaged."""
    try:
        return memory_from_json(file.read_text("ascii").partition("\n")[2])
    except (
        OSError, ValueError, LookupError, ArithmeticError, TypeError, AttributeError, RecursionError,
    ):  # fmt: skip
        return Memory()


def _owner(file: Path) -> _Owner | None:
    try:
        with file.open(encoding="ascii") as lines:
            facts = json.loads(lines.readline())
        return _Owner(Path(facts["database"]), facts["identity"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def _identity(database: Path) -> list[int] | None:
    """Return what stays the same when a file is renamed; looked up, never opened."""
    try:
        found = database.stat()
    except OSError:
        return None
    return [found.st_dev, found.st_ino] if found.st_ino else None


def _changed(file: Path) -> float:
    try:
        return file.stat().st_mtime
    except OSError:
        return 0.0
