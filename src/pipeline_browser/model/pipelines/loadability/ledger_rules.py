"""What the program insists on in sqlx's ledger before it looks at anything else.

Sources: sqlx-core/src/migrate/migrator.rs (run_direct) and sqlx-sqlite/src/migrate.rs; the program holds one
migration. What is refused ends it with exit code 70.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.engine import sqlite3
from pipeline_browser.model.migrations.bundled import UPSTREAM_TEXTS, upstream_release
from pipeline_browser.model.pipelines.loadability import words

if TYPE_CHECKING:
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.pipelines.loadability.verdict import Refusal
    from pipeline_browser.model.pipelines.values import Value

_OWN = UPSTREAM_TEXTS[-1]
_TABLE = "_sqlx_migrations"


class LedgerReading:
    """What the program finds in the ledger.

    Attributes:
        refusal: why it goes no further.
        applied: its migration is recorded; otherwise it runs it now.
    """

    def __init__(self, refusal: Refusal | None, *, applied: bool) -> None:
        self.refusal = refusal
        self.applied = applied


def read_ledger_as_program(database: Database) -> LedgerReading:
    """Return what the program makes of the ledger; one that is missing is made anew.

    To be called within ``database.reading()``.
    """
    if not database.query("SELECT 1 FROM sqlite_master WHERE lower(name) = ?", (_TABLE,)):
        return LedgerReading(None, applied=False)
    try:
        refusal, applied = _checked(database.connection)
    except sqlite3.OperationalError as error:
        if not str(error).startswith("no such"):
            raise
        return LedgerReading(words.ledger_unreadable(str(error)), applied=True)
    return LedgerReading(refusal, applied=applied)


def _checked(connection: sqlite3.Connection) -> tuple[Refusal | None, bool]:
    failed = "SELECT version FROM _sqlx_migrations WHERE success = false ORDER BY version LIMIT 1"
    for (version,) in connection.execute(failed):
        return words.ledger_dirty(version), True
    rows = connection.execute("SELECT version, checksum FROM _sqlx_migrations ORDER BY version").fetchall()
    for version, checksum in rows:
        refusal = _row_refusal(version, checksum)
        if refusal is not None:
            return refusal, True
    own = [_bytes(checksum) for version, checksum in rows if _number(version) == _OWN.version]
    if own and own[-1] != _OWN.checksum:
        return words.ledger_modified(upstream_release(_OWN.version, own[-1])), True
    return None, bool(own)


def _row_refusal(version: Value, checksum: Value) -> Refusal | None:
    if not (version is None or isinstance(version, int)) or isinstance(checksum, (int, float)):
        return words.ledger_unreadable("a version or a checksum is of another type than sqlx writes")
    return None if _number(version) == _OWN.version else words.ledger_unknown(_number(version))


def _number(value: Value) -> int:
    return value if isinstance(value, int) else 0


def _bytes(value: Value) -> bytes:
    if isinstance(value, str):
        return value.encode("utf-8", "surrogateescape")
    return value if isinstance(value, bytes) else b""
