"""A reader waits for a lock that shuts readers out, and can be told to stop waiting."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.cancellation import Cancellation
from pipeline_browser.model.database import Database
from pipeline_browser.model.errors import Cancelled, DatabaseBusy
from pipeline_browser.model.location import Location

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def location(tmp_path: Path) -> Location:
    location = Location(tmp_path / "a.db")
    with Database.create(location) as database:
        database.execute("PRAGMA journal_mode = DELETE")
    return location


@pytest.fixture
def holder(location: Location) -> Iterator[Database]:
    with Database.open(location) as database:
        yield database


@pytest.fixture
def reader(location: Location) -> Iterator[Database]:
    with Database.open(location, busy_timeout=20) as database:
        yield database


def test_reading_begins_once_the_exclusive_lock_is_gone(holder: Database, reader: Database) -> None:
    holder.execute("BEGIN EXCLUSIVE")
    release = threading.Timer(0.3, holder.execute, ["COMMIT"])
    release.start()
    with reader.reading():
        assert not release.is_alive() or release.finished.is_set()
    release.join()


def test_waiting_to_read_ends_with_the_timeout(holder: Database, reader: Database) -> None:
    holder.execute("BEGIN EXCLUSIVE")
    reader.busy_timeout = 0.2
    with pytest.raises(DatabaseBusy), reader.reading():
        pass
    holder.execute("ROLLBACK")


def test_waiting_to_read_can_be_cancelled(holder: Database, reader: Database) -> None:
    holder.execute("BEGIN EXCLUSIVE")
    cancellation = Cancellation()
    threading.Timer(0.2, cancellation.cancel).start()
    with pytest.raises(Cancelled), reader.reading(cancellation=cancellation):
        pass
    assert not reader.connection.in_transaction
    holder.execute("ROLLBACK")
