"""A copy of a database in a file without a name, so that it is gone with the process whatever ends it.

The copy is a person's data. A folder that is removed at the end stays behind when the process is killed,
and a guardian process can be killed as well. A file that has no name any more is given back by the system
itself, as soon as nobody has it open: at an exit, at ``kill -9``, at a power cut. So the file loses its name
while it is still empty, and its journal or write-ahead log before anything is written to it.

SQLite allows for that with some care:

- With locks it would find out that its file was deleted, and refuse to write (SQLITE_READONLY_DBMOVED). The
  file system ``unix-none`` takes no locks, which nobody needs who is alone.
- ``locking_mode = EXCLUSIVE`` keeps the journal open from one transaction to the next, instead of deleting it
  and making it anew by its name; it also keeps a WAL's index in memory, so that there is no ``-shm`` file.
- While it makes a journal or WAL it asks for the rights of the file whose name that has: an empty file
  stands there instead, until all are open. Then the whole folder goes.
- Temporary files (of sorts, of VACUUM) have never had a name for longer than a moment.

Where the system cannot do that (Windows), or SQLite knows no such file system, the files keep their names
until the block ends, and those that a killed process left are swept up by the next rehearsal.
"""

from __future__ import annotations

import os
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline_browser.model.connection.opening import Approach, connect
from pipeline_browser.model.database import Database
from pipeline_browser.model.engine import sqlite3
from pipeline_browser.model.location import Location
from pipeline_browser.model.migrations.rehearsal.isolation import alone_on_copy
from pipeline_browser.model.migrations.rehearsal.private_folder import private_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_KEEPS_NAMELESS = os.name == "posix"
_WITHOUT_LOCKS = "unix-none"
_NAME = "copy.db"
_PRIVATE = 0o600


@dataclass(slots=True)
class PrivateCopy:
    """An open copy, which only this process can reach.

    Attributes:
        file: a descriptor of it; None in memory.
        journals: descriptors of what SQLite keeps beside it.
    """

    database: Database
    file: int | None = None
    journals: list[int] = field(default_factory=list)

    def journal_size(self) -> int:
        """Return the bytes of journal and WAL; they never shrink here, so these are the most there were."""
        return sum(os.fstat(each).st_size for each in self.journals)


@contextmanager
def copy_in_memory(fill: Callable[[sqlite3.Connection], None]) -> Iterator[PrivateCopy]:
    """Yield a copy in memory."""
    location = Location(None, mode="memory")
    connection = connect(Approach(location.uri()), location)
    with closing(connection):
        fill(connection)
        database = Database.around(location, connection)
        with closing(database), alone_on_copy(database):
            yield PrivateCopy(database)


@contextmanager
def copy_in(place: Path, fill: Callable[[sqlite3.Connection], None]) -> Iterator[PrivateCopy]:
    """Yield a copy in a file of that folder, for its owner alone.

    Raises:
        OSError: no file can be made there.
    """
    with ExitStack() as stack, ExitStack() as names:
        folder = names.enter_context(private_folder(place))
        path = folder / _NAME
        nameless = _can_be_nameless()
        _make_empty(path)
        file = _kept_open(path, stack)
        connection = stack.enter_context(closing(_connected(path, nameless=nameless)))
        fill(connection)
        journals = _open_journals(connection, folder, stack)
        if nameless:
            names.close()
        database = Database.around(Location(path), connection)
        with closing(database), alone_on_copy(database):
            yield PrivateCopy(database, file, journals)


def _can_be_nameless() -> bool:
    """Whether the system keeps files that have lost their names, and SQLite can do without locks."""
    if not _KEEPS_NAMELESS:
        return False
    try:
        sqlite3.connect(f"file::memory:?vfs={_WITHOUT_LOCKS}", uri=True).close()
    except sqlite3.OperationalError:
        return False
    return True


def _connected(path: Path, *, nameless: bool) -> sqlite3.Connection:
    location = Location(path, vfs=_WITHOUT_LOCKS if nameless else None)
    connection = connect(Approach(location.uri(mode="rw")), location)
    try:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("PRAGMA synchronous = OFF")  # while it is filled
        connection.execute("SELECT count(*) FROM sqlite_master").fetchall()
        if nameless:
            path.unlink()
            _make_empty(path)
    except BaseException:
        connection.close()
        raise
    return connection


def _make_empty(path: Path) -> None:
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, _PRIVATE))


def _open_journals(connection: sqlite3.Connection, folder: Path, stack: ExitStack) -> list[int]:
    """Let SQLite open what it keeps beside the file; return descriptors that tell how large it is."""
    connection.execute("SELECT count(*) FROM sqlite_master").fetchall()
    if not _journals(folder):  # nothing was copied: the database is empty
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        connection.execute(f"PRAGMA user_version = {version}")
    # A journal that is there beside a WAL is left from filling the copy.
    lasting = [each for each in _journals(folder) if each.name.endswith("-wal")] or _journals(folder)
    return [_kept_open(each, stack) for each in lasting]


def _kept_open(path: Path, stack: ExitStack) -> int:
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    stack.callback(os.close, descriptor)
    return descriptor


def _journals(folder: Path) -> list[Path]:
    return [each for each in folder.iterdir() if each.name != _NAME]
