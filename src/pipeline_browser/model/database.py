"""One open database: opening, creating, queries, transactions, outside changes."""

from __future__ import annotations

import os
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NoReturn, Self, TypeVar

from pipeline_browser.model.connection.authorizer import Authorizer
from pipeline_browser.model.connection.database_facts import (
    DatabaseFacts,
    no_longer_there,
    open_for_reading_only,
)
from pipeline_browser.model.connection.interruption import Interruption
from pipeline_browser.model.connection.opening import Approach, choose_approach, connect, explain_refusal
from pipeline_browser.model.connection.sqlite_errors import OWN_FAULTS, translated
from pipeline_browser.model.connection.transactions import commit, roll_back
from pipeline_browser.model.connection.waiting import SLICE, LockWait, Waiting
from pipeline_browser.model.errors import AccessDenied, DatabaseOperationFailed, DatabaseReadOnly
from pipeline_browser.model.files.connected_files import CONNECTED_FILES
from pipeline_browser.model.files.file_check import check_file
from pipeline_browser.model.files.outside_change import OutsideChange
from pipeline_browser.model.files.outside_watch import OutsideWatch
from pipeline_browser.model.files.set_aside import set_journal_aside
from pipeline_browser.model.files.side_files import SideFiles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.engine import sqlite3
    from pipeline_browser.model.location import Location

__all__ = ["BUSY_TIMEOUT", "Database", "DatabaseFacts", "OutsideChange", "Row"]

Row = tuple[Any, ...]
_Result = TypeVar("_Result")
BUSY_TIMEOUT = 30.0  # seconds


class Database:
    """A connection to one database, safe to hand between threads: a lock lets in one call at a time.

    As sqlx connects: foreign keys on, ``synchronous`` FULL, recursive triggers off, journal mode left alone.
    Every wait for a lock happens in slices of at most 100 ms and heeds a Cancellation.
    """

    def __init__(
        self,
        location: Location,
        connection: sqlite3.Connection,
        approach: Approach,
        files: SideFiles | None,
        busy_timeout: float,
        waiting: Waiting | None = None,
    ) -> None:
        self.location = location
        self.busy_timeout = busy_timeout
        self.waiting = waiting
        self._connection = connection
        self._approach = approach
        self._files = files
        self._turn = threading.RLock()
        self._interruption = Interruption()
        self._closed = False
        self.authorizer = Authorizer(connection, self._interruption.stopped)
        check = None if files is None else files.check
        self._watch = OutsideWatch(connection, check, snapshot=approach.snapshot)

    @classmethod
    def open(
        cls,
        location: Location,
        *,
        read_only: bool = False,
        snapshot: bool = False,
        trust_journal: bool = False,
        busy_timeout: float = BUSY_TIMEOUT,
        cancellation: Cancellation | None = None,
        waiting: Waiting | None = None,
    ) -> Database:
        """Open an existing database, or a fresh one in memory. Stat and header come before connecting.

        Args:
            snapshot: show the main file alone, without its WAL, where the WAL cannot be read.
            trust_journal: copy file and journal aside, and let SQLite roll back a journal that does not
                seem to be this file's.
            waiting: called during every wait for a lock, while opening and later, about ten times a second.

        Raises:
            DatabaseFileError: one of its subclasses, with path, cause and remedy; no byte was changed.
            DatabaseBusy: somebody holds the file exclusively for longer than the timeout.
            Cancelled: while waiting.
        """
        if location.path is None:
            approach = Approach(location.uri(), "it was opened for reading only" if read_only else "")
            return cls._connected(location, approach, None, busy_timeout, cancellation, waiting)
        if trust_journal and not read_only:
            set_journal_aside(location.path)
        if location.mode == "rwc" and not read_only and not os.path.lexists(location.path):
            return cls.create(location, busy_timeout=busy_timeout)
        check = check_file(location.path)
        files = SideFiles(check)
        try:
            approach = choose_approach(
                location, check, read_only=read_only, snapshot=snapshot, trust_journal=trust_journal
            )
            return cls._connected(location, approach, files, busy_timeout, cancellation, waiting)
        except (AccessDenied, DatabaseReadOnly) as error:
            CONNECTED_FILES.disconnect(check.file, files.tidy)
            raise explain_refusal(check, error) from error
        except BaseException:
            CONNECTED_FILES.disconnect(check.file, files.tidy)
            raise

    @classmethod
    def _connected(
        cls,
        location: Location,
        approach: Approach,
        files: SideFiles | None,
        busy_timeout: float,
        cancellation: Cancellation | None,
        waiting: Waiting | None,
    ) -> Database:
        with translated(location.path):
            connection = connect(approach, location)
        database = cls(location, connection, approach, files, busy_timeout, waiting)
        try:
            database._prepare(cancellation)
        except BaseException:
            database._disconnect()
            raise
        return database

    @classmethod
    def around(cls, location: Location, connection: sqlite3.Connection) -> Self:
        """Return a database for a connection that nobody else has, whose file is not looked at any more.

        Args:
            location: what errors name; nothing need be there.
        """
        database = cls(location, connection, Approach(location.uri()), None, BUSY_TIMEOUT)
        database._prepare(None)
        return database

    def _prepare(self, cancellation: Cancellation | None) -> None:
        """Read for the first time, which recovers journal or WAL, and set what sqlx sets."""
        self.query("SELECT count(*) FROM sqlite_master", cancellation=cancellation)
        for pragma in ("foreign_keys = ON", "synchronous = FULL", "recursive_triggers = OFF"):
            self.execute(f"PRAGMA {pragma}", cancellation=cancellation)
        if self.read_only:
            self.execute("PRAGMA query_only = ON")
        self._watch.start()

    @classmethod
    def create(
        cls, location: Location, *, make_parents: bool = False, busy_timeout: float = BUSY_TIMEOUT
    ) -> Database:
        """Create an empty database in WAL mode, as sqlx does, and open it.

        Raises:
            DatabaseExists: something is there already; it was not touched.
            ParentFolderMissing: and ``make_parents`` is false.
        """
        if location.path is None:
            return cls.open(location, busy_timeout=busy_timeout)
        from pipeline_browser.model.files.new_file import make_new_file  # noqa: PLC0415 - 10 ms that few need

        make_new_file(location, location.path, make_parents=make_parents)
        return cls.open(location, busy_timeout=busy_timeout)

    @property
    def connection(self) -> sqlite3.Connection:
        """The connection itself, in autocommit mode (``isolation_level=None``)."""
        return self._connection

    @property
    def path(self) -> Path | None:
        """The file as it was asked for; None in memory."""
        return self.location.path

    @property
    def read_only(self) -> bool:
        """Whether writes are refused."""
        return bool(self._approach.read_only_reason)

    @property
    def read_only_reason(self) -> str:
        """Why writes are refused; empty if they are not."""
        return self._approach.read_only_reason

    def query(
        self, sql: str, parameters: Sequence[object] = (), *, cancellation: Cancellation | None = None
    ) -> list[Row]:
        """Return all rows. Text that is not UTF-8 comes with surrogate escapes.

        Raises:
            DatabaseBusy, DatabaseDamaged, DatabaseOperationFailed, Cancelled: SQLite's errors, translated.
        """

        def rows() -> list[Row]:
            return self._connection.execute(sql, parameters).fetchall()

        return self._attempted(rows, cancellation)

    def execute(
        self, sql: str, parameters: Sequence[object] = (), *, cancellation: Cancellation | None = None
    ) -> int:
        """Run one statement and return how many rows it changed (-1 where that means nothing).

        Raises:
            DatabaseReplaced, DatabaseFull, DatabaseReadOnly: and what query() raises.
        """

        def changed() -> int:
            self._check_same_file()
            cursor = self._connection.execute(sql, parameters)
            cursor.fetchall()
            return cursor.rowcount

        return self._attempted(changed, cancellation)

    def _attempted(self, operation: Callable[[], _Result], cancellation: Cancellation | None) -> _Result:
        with self._taking_turns(cancellation), translated(self.path), self.interruptible(cancellation):
            # A transaction that is under way has its locks: what is missing will not come by waiting.
            timeout = 0.0 if self._connection.in_transaction else self.busy_timeout
            return LockWait(self.path, timeout, cancellation, self.waiting).attempt(operation)

    @contextmanager
    def transaction(
        self, *, cancellation: Cancellation | None = None, waiting: Waiting | None = None
    ) -> Iterator[None]:
        """Run the block between BEGIN IMMEDIATE and COMMIT; roll back when it raises. Not reentrant.

        Args:
            waiting: called with the seconds waited so far, about ten times a second, while another
                program holds the lock; instead of the database's own.
        """
        wait = LockWait(self.path, self.busy_timeout, cancellation, waiting or self.waiting)
        with self._taking_turns(cancellation), translated(self.path, OWN_FAULTS):
            self._check_writable()
            with self.interruptible(cancellation):
                wait.attempt(lambda: self._connection.execute("BEGIN IMMEDIATE"))
            try:
                self._check_same_file()
                with self.interruptible(cancellation):
                    yield
                commit(self._connection, wait)
            except BaseException:
                roll_back(self._connection)
                raise

    @contextmanager
    def reading(self, *, cancellation: Cancellation | None = None) -> Iterator[None]:
        """One consistent view of the database for all queries of the block.

        Args:
            cancellation: heeded while waiting for a lock, before the block begins.
        """
        wait = LockWait(self.path, self.busy_timeout, cancellation, self.waiting)
        with self._taking_turns(cancellation), translated(self.path, OWN_FAULTS):
            self._connection.execute("BEGIN")
            try:
                # BEGIN alone takes no lock: the view begins with the first read.
                wait.attempt(lambda: self._connection.execute("SELECT 1 FROM sqlite_master").fetchone())
                yield
            finally:
                roll_back(self._connection)

    @contextmanager
    def interruptible(self, cancellation: Cancellation | None) -> Iterator[None]:
        """Let the cancellation interrupt the statements of the block (interrupt and progress handler)."""
        if cancellation is None:
            yield
            return
        with self._interruption.during(self._connection, cancellation):
            yield

    def facts(self) -> DatabaseFacts:
        """Return size, journal mode and the like, without opening the file by other means."""
        return DatabaseFacts(
            size=0 if self._files is None else self._files.size(""),
            wal_size=0 if self._files is None else self._files.size("-wal"),
            journal_mode=str(self._pragma("journal_mode")),
            page_size=int(self._pragma("page_size")),
            encoding=str(self._pragma("encoding")),
            user_version=int(self._pragma("user_version")),
            application_id=int(self._pragma("application_id")),
            read_only=self.read_only,
            read_only_reason=self.read_only_reason,
            snapshot=self._approach.snapshot,
        )

    def _pragma(self, name: str) -> Any:  # noqa: ANN401 (a pragma's value is what SQLite says)
        return self.query(f"PRAGMA {name}")[0][0]

    def place(self) -> OutsideChange:
        """Return GONE or REPLACED where the path does not lead to the open file any more, else NONE."""
        return self._watch.place()

    def outside_change(self) -> OutsideChange:
        """Return what others did since the last call: ``data_version``, device and inode of the path.

        Never waits: while another thread uses the connection, or a lock is held, the answer comes later.
        """
        if not self._turn.acquire(blocking=False):
            return OutsideChange.NONE
        try:
            return OutsideChange.NONE if self._closed else self._watch.look()
        finally:
            self._turn.release()

    def version(self) -> object:
        """Return what is equal as long as no other connection commits anything."""
        with self._taking_turns(None):
            return self._watch.version()

    def close(self) -> None:
        """Close the connection; harmless when closed already."""
        with self._turn:
            if self._closed:
                return
            self._closed = True
            self._disconnect()
            if self._files is not None:
                CONNECTED_FILES.disconnect(self._files.check.file, self._files.tidy)

    def _disconnect(self) -> None:
        self._connection.close()
        self.authorizer.forget_connection()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    @contextmanager
    def _taking_turns(self, cancellation: Cancellation | None) -> Iterator[None]:
        """Let one thread in at a time; waiting for another one's turn to end heeds the cancellation."""
        while not self._turn.acquire(timeout=SLICE):
            if cancellation is not None:
                cancellation.check()
        try:
            if self._closed:
                self._refuse_closed()
            yield
        finally:
            self._turn.release()

    def _refuse_closed(self) -> NoReturn:
        raise DatabaseOperationFailed("The database was closed meanwhile", path=self.path)

    def _check_writable(self) -> None:
        if self.read_only:
            raise open_for_reading_only(self.location, self.read_only_reason)

    def _check_same_file(self) -> None:
        """Refuse to write where the path leads elsewhere: it would be lost in a deleted file."""
        change = self._watch.place()
        if change is not OutsideChange.NONE:
            raise no_longer_there(self.location, change)
