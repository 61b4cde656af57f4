"""Source and ledger side by side: the state of every migration."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline_browser.model.migrations.ledger import Ledger, LedgerRow
    from pipeline_browser.model.migrations.source import Migration, MigrationSource


class MigrationState(Enum):
    """Where a migration stands; the value is the word that people read."""

    APPLIED = "applied"
    PENDING = "pending"
    OUT_OF_ORDER = "out of order"
    MODIFIED = "modified"
    MISSING = "missing"
    DIRTY = "failed"


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One migration of source, ledger or both.

    Attributes:
        note: what is worth knowing beside the state, e.g. which upstream release wrote the row; or empty.
    """

    version: int
    description: str
    state: MigrationState
    migration: Migration | None
    down: Migration | None
    row: LedgerRow | None
    note: str = ""

    @property
    def reversible(self) -> bool:
        """Whether a down file can revert it."""
        return self.down is not None


def history(source: MigrationSource, ledger: Ledger) -> tuple[HistoryEntry, ...]:
    """Return every migration of source and ledger, by version.

    ``OUT_OF_ORDER`` is pending but older than the newest applied one.
    """
    raise NotImplementedError
