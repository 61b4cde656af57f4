"""One open database: opening, creating, queries, transactions, outside changes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextlib import AbstractContextManager

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.engine import sqlite3
    from pipeline_browser.model.location import Location

Row = tuple[Any, ...]
BUSY_TIMEOUT = 30.0  # seconds


class OutsideChange(Enum):
    """What happened to the file since the last look, by other hands than this connection's."""

    NONE = "none"
    CONTENT = "content"
    REPLACED = "replaced"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class DatabaseFacts:
    """What a person sees about the open file.

    Attributes:
        size: bytes of the main file; 0 in memory.
        wal_size: bytes of the ``-wal`` file; 0 without one.
        journal_mode: ``wal``, ``delete``, ``memory``, …
        page_size: bytes.
        read_only: whether writes are refused.
        read_only_reason: why, in words; empty if it is writable.
        snapshot: the main file alone is shown (immutable), which may be stale.
    """

    size: int
    wal_size: int
    journal_mode: str
    page_size: int
    encoding: str
    user_version: int
    application_id: int
    read_only: bool
    read_only_reason: str
    snapshot: bool


class Database:
    """A connection to one database, safe to hand between threads: a lock lets in one call at a time.

    As sqlx connects: foreign keys on, ``synchronous`` FULL, recursive triggers off, journal mode left alone.
    Every wait for a lock happens in slices of at most 100 ms and heeds a Cancellation.
    """

    location: Location
    busy_timeout: float

    @classmethod
    def open(
        cls,
        location: Location,
        *,
        read_only: bool = False,
        snapshot: bool = False,
        busy_timeout: float = BUSY_TIMEOUT,
        cancellation: Cancellation | None = None,
    ) -> Database:
        """Open an existing database, or a fresh one in memory. Stat and header come before connecting.

        Args:
            snapshot: show the main file alone, without its WAL, where the WAL cannot be read.

        Raises:
            DatabaseFileError: one of its subclasses, with path, cause and remedy; no byte was changed.
            DatabaseBusy: somebody holds the file exclusively for longer than the timeout.
            Cancelled: while waiting.
        """
        raise NotImplementedError

    @classmethod
    def create(
        cls, location: Location, *, make_parents: bool = False, busy_timeout: float = BUSY_TIMEOUT
    ) -> Database:
        """Create an empty database in WAL mode, as sqlx does, and open it.

        Raises:
            DatabaseExists: something is there already; it was not touched.
            ParentFolderMissing: and ``make_parents`` is false.
        """
        raise NotImplementedError

    @property
    def connection(self) -> sqlite3.Connection:
        """The connection itself, in autocommit mode (``isolation_level=None``)."""
        raise NotImplementedError

    @property
    def read_only(self) -> bool:
        """Whether writes are refused."""
        raise NotImplementedError

    @property
    def read_only_reason(self) -> str:
        """Why writes are refused; empty if they are not."""
        raise NotImplementedError

    def query(
        self, sql: str, parameters: Sequence[object] = (), *, cancellation: Cancellation | None = None
    ) -> list[Row]:
        """Return all rows. Text that is not UTF-8 comes with surrogate escapes.

        Raises:
            DatabaseBusy, DatabaseDamaged, DatabaseOperationFailed, Cancelled: SQLite's errors, translated.
        """
        raise NotImplementedError

    def execute(
        self, sql: str, parameters: Sequence[object] = (), *, cancellation: Cancellation | None = None
    ) -> int:
        """Run one statement and return how many rows it changed (-1 where that means nothing)."""
        raise NotImplementedError

    def transaction(
        self, *, cancellation: Cancellation | None = None, waiting: Callable[[float], None] | None = None
    ) -> AbstractContextManager[None]:
        """Run the block between BEGIN IMMEDIATE and COMMIT; roll back when it raises. Not reentrant.

        Args:
            waiting: called with the seconds waited so far, about ten times a second, while another
                program holds the lock.
        """
        raise NotImplementedError

    def reading(self) -> AbstractContextManager[None]:
        """One consistent view of the database for all queries of the block."""
        raise NotImplementedError

    def interruptible(self, cancellation: Cancellation | None) -> AbstractContextManager[None]:
        """Let the cancellation interrupt the statements of the block (interrupt and progress handler)."""
        raise NotImplementedError

    def facts(self) -> DatabaseFacts:
        """Return size, journal mode and the like, without opening the file by other means."""
        raise NotImplementedError

    def outside_change(self) -> OutsideChange:
        """Return what others did since the last call: ``data_version``, device and inode of the path."""
        raise NotImplementedError

    def close(self) -> None:
        """Close the connection; harmless when closed already."""
        raise NotImplementedError
