"""Ending a transaction: committed although readers stand in the way, or undone whatever went before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.connection.sqlite_errors import is_interrupted
from pipeline_browser.model.connection.violations import foreign_keys_violated
from pipeline_browser.model.engine import sqlite3
from pipeline_browser.model.errors import DatabaseOperationFailed

if TYPE_CHECKING:
    from pipeline_browser.model.connection.waiting import LockWait


def commit(connection: sqlite3.Connection, wait: LockWait) -> None:
    """Commit, once no reader stands in the way.

    Raises:
        DatabaseOperationFailed: SQLite has ended the transaction itself, so it was not committed here.
        ForeignKeysViolated: a deferred foreign key is not satisfied; the transaction is still open.
        DatabaseBusy, Cancelled: the same.
    """
    if not connection.in_transaction:
        raise DatabaseOperationFailed(
            "The transaction ended before its time",
            path=wait.path,
            cause="SQLite rolled it back after an error, or a statement in it ended it.",
            remedy="Nothing of it is certain to be kept: look before doing it again.",
        )
    try:
        wait.attempt(lambda: connection.execute("COMMIT"))
    except sqlite3.IntegrityError as error:
        raise foreign_keys_violated(connection, wait.path) from error


def roll_back(connection: sqlite3.Connection) -> None:
    """Undo the transaction unless SQLite has done so already, as after a full disk."""
    while connection.in_transaction:
        try:
            connection.execute("ROLLBACK")
        except sqlite3.OperationalError as error:
            # An interrupt meant for the statement before may still be on its way.
            if not is_interrupted(error):
                raise
