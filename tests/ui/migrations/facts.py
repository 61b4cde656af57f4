"""Facts about migrations made by hand, for widgets that need no database."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path

from pipeline_browser.model.database import DatabaseFacts
from pipeline_browser.model.location import Location
from pipeline_browser.model.migrations.history import HistoryEntry, history
from pipeline_browser.model.migrations.ledger import Ledger, LedgerRow
from pipeline_browser.model.migrations.source import Migration, MigrationKind, MigrationSource
from pipeline_browser.model.migrations.sqlx_config import SqlxConfig
from pipeline_browser.ui.snapshot import DatabaseState

FOLDER = Path("/srv/migrations")
SQL = "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT NOT NULL); -- a table\n"


def migration(
    version: int, description: str = "add tags", sql: str = SQL, kind: MigrationKind = MigrationKind.SIMPLE
) -> Migration:
    """Return a migration of the folder."""
    name = f"{version:04}_{description.replace(' ', '_')}{kind.suffix}"
    checksum = hashlib.sha384(sql.encode()).digest()
    return Migration(version, description, kind, sql, checksum, frozenset({checksum}), FOLDER / name)


def row_of(
    one: Migration, *, checksum: bytes | None = None, nanoseconds: int = 1_070_000, success: bool = True
) -> LedgerRow:
    """Return the ledger's row of an applied migration."""
    return LedgerRow(
        one.version, one.description, "2026-03-01 12:00:00", success, checksum or one.checksum, nanoseconds
    )


def source_of(*migrations: Migration) -> MigrationSource:
    """Return a source of these files."""
    return MigrationSource(
        FOLDER, False, SqlxConfig(), tuple(sorted(migrations, key=lambda each: each.version))
    )


def entries_of(migrations: list[Migration], rows: list[LedgerRow]) -> tuple[HistoryEntry, ...]:
    """Return the history of a folder and a ledger."""
    return history(source_of(*migrations), Ledger(True, tuple(rows)))


def state_of(
    migrations: list[Migration], rows: list[LedgerRow] | None, *, read_only: bool = False
) -> DatabaseState:
    """Return what the window would know of a database; without rows there is no ledger."""
    source = source_of(*migrations)
    ledger = Ledger(rows is not None, tuple(rows or ()))
    facts = DatabaseFacts(
        86016, 0, "wal", 4096, "UTF-8", 0, 0, read_only, "asked for" if read_only else "", False
    )
    return DatabaseState(
        Location(Path("/srv/pipeline.db")),
        facts,
        source,
        FOLDER,
        ledger,
        history(source, ledger),
        None,
        None,
        datetime(2026, 4, 1, tzinfo=UTC),
    )


def every_state() -> DatabaseState:
    """Return a database with a migration in every state."""
    applied, modified, missing, dirty = (migration(at, f"step {at}") for at in (1, 2, 3, 4))
    late = migration(5, "comes late")
    up, down = migration(6, "tags", kind=MigrationKind.UP), migration(6, "tags", kind=MigrationKind.DOWN)
    pending = migration(10, "ten")
    rows = [
        row_of(applied),
        row_of(modified, checksum=b"\1" * 48),
        row_of(missing),
        row_of(dirty, success=False),
        row_of(up, nanoseconds=-1),
    ]
    return state_of([applied, modified, dirty, late, up, down, pending], rows)
