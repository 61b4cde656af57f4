"""A copy in memory of a database that only one connection can see, to be rehearsed elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.connection.opening import Approach, connect
from pipeline_browser.model.database import Database
from pipeline_browser.model.location import Location

if TYPE_CHECKING:
    from pipeline_browser.model.cancellation import Cancellation


def held_copy(database: Database, cancellation: Cancellation) -> Database:
    """Return an open copy in memory, for whoever closes it.

    Raises:
        Cancelled: before it began.
    """
    location = Location(None, mode="memory")
    connection = connect(Approach(location.uri()), location)
    try:
        with database.reading(cancellation=cancellation):
            database.connection.backup(connection)
        return Database.around(location, connection)
    except BaseException:
        connection.close()
        raise
