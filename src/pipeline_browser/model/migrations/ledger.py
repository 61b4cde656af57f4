"""sqlx's ledger table, byte for byte."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline_browser.model.migrations.sqlx_config import LEDGER_TABLE

if TYPE_CHECKING:
    from pipeline_browser.model.database import Database

UNKNOWN_TIME = -1  # sqlx's process died between the commit and the note of its duration


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One row of the ledger.

    Attributes:
        installed_on: UTC, ``YYYY-MM-DD HH:MM:SS``, as stored.
        checksum: SHA-384 of sqlx; 32 bytes are SHA-256 of an older convention.
        execution_time: nanoseconds (milliseconds beside a 32-byte checksum), -1 unknown.
    """

    version: int
    description: str
    installed_on: str
    success: bool
    checksum: bytes = field(repr=False)
    execution_time: int

    @property
    def milliseconds(self) -> float | None:
        """The execution time in milliseconds; None if it is not known."""
        if self.execution_time == UNKNOWN_TIME:
            return None
        return float(self.execution_time) if len(self.checksum) == 32 else self.execution_time / 1e6


@dataclass(frozen=True, slots=True)
class Ledger:
    """The ledger at one moment; ``exists`` is false where the table is not there yet."""

    exists: bool
    rows: tuple[LedgerRow, ...]

    @property
    def newest(self) -> int | None:
        """The highest applied version."""
        return self.rows[-1].version if self.rows else None

    def row(self, version: int) -> LedgerRow | None:
        """Return the row of ``version``."""
        return next((row for row in self.rows if row.version == version), None)


def read_ledger(database: Database, table: str = LEDGER_TABLE) -> Ledger:
    """Read the ledger without writing.

    Raises:
        LedgerUnusable: a view, other columns, or values that sqlx never writes.
    """
    raise NotImplementedError
