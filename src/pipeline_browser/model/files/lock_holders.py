"""Naming the programs that hold a lock on a database, where the system tells (Linux does)."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline_browser.model.files.file_check import beside

if TYPE_CHECKING:
    from collections.abc import Iterable

_LOCKS = Path("/proc/locks")
_NAMED = 3

# Where SQLite locks the main file (os.h), and where writer, checkpointer and recoverer lock the -shm (wal.c).
_MAIN_BYTES = range(0x40000000, 0x40000000 + 512)
_WAL_BYTES = range(120, 123)


@dataclass(frozen=True, slots=True)
class _Lock:
    """A line of /proc/locks: who holds which byte of which file."""

    writing: bool
    process: int
    device: tuple[int, int]
    inode: int
    first: int


def lock_holders(database: Path) -> str:
    """Return who stands in the way, such as ``sqlite3 (process 4711)``; empty where that cannot be known.

    Writers are named before readers: those only stand in the way of a commit.
    """
    try:
        locks = [lock for line in _LOCKS.read_text().splitlines() if (lock := _parsed(line))]
        path = database.resolve()
        main, index = _on(locks, path, _MAIN_BYTES), _on(locks, beside(path, "-shm"), _WAL_BYTES)
    except OSError:
        return ""
    writers = _processes(lock for lock in main + index if lock.writing)
    # With a WAL everybody who is connected holds a reader's lock, and none is in the way.
    readers = set() if beside(path, "-shm").exists() else _processes(main)
    here = {os.getpid()}
    processes = sorted(writers - here or readers - here or writers & here)
    names = ", ".join(_name(process) for process in processes[:_NAMED])
    return names + (" and others" if len(processes) > _NAMED else "")


def _processes(locks: Iterable[_Lock]) -> set[int]:
    return {lock.process for lock in locks}


def _parsed(line: str) -> _Lock | None:
    """Take ``1: POSIX  ADVISORY  WRITE 4711 08:01:123 1073741824 1073741825`` apart (proc_locks(5))."""
    words = line.split()
    if len(words) != 8 or words[1] != "POSIX":  # a line with -> is of somebody who waits
        return None
    major, minor, inode = words[5].split(":")
    return _Lock(
        words[3] == "WRITE", int(words[4]), (int(major, 16), int(minor, 16)), int(inode), int(words[6])
    )


def _on(locks: list[_Lock], path: Path, interesting: range) -> list[_Lock]:
    try:
        status = path.stat()
    except FileNotFoundError:
        return []
    device = (os.major(status.st_dev), os.minor(status.st_dev))
    return [
        lock
        for lock in locks
        if lock.device == device and lock.inode == status.st_ino and lock.first in interesting
    ]


def _name(process: int) -> str:
    if process == os.getpid():
        return "this program itself, elsewhere"
    name = "a program"
    with suppress(OSError):
        name = Path(f"/proc/{process}/comm").read_text(errors="replace").strip() or name
    return f"{name} (process {process})"
