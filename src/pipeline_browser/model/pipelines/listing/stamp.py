"""Whether a database still holds what it held: its connection's own changes and those of others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline_browser.model.database import Database


@dataclass(frozen=True, slots=True)
class Stamp:
    """A moment of a database, as one connection sees it; equal ones hold the same rows.

    Attributes:
        others: another one after each commit of another connection.
        own: rows that this connection has changed so far, also where it rolled back.
        schema: SQLite's ``schema_version``.
    """

    others: object
    own: int
    schema: int


def read_stamp(database: Database, others: object = None) -> Stamp:
    """Return this moment's stamp, from a few bytes of the file.

    Args:
        others: ``database.version()`` of before the view of the database began that this is asked in: what is
            newer than its stamp is only read once more. None: as it is now.

    Raises:
        DatabaseBusy, DatabaseDamaged, DatabaseOperationFailed: it cannot be read.
    """
    seen = database.version() if others is None else others
    own = int(database.query("SELECT total_changes()")[0][0])
    return Stamp(seen, own, int(database.query("PRAGMA main.schema_version")[0][0]))
