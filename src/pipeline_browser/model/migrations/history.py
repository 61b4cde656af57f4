"""Source and ledger side by side: the state of every migration."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from pipeline_browser.model.migrations.bundled import upstream_release

if TYPE_CHECKING:
    from pipeline_browser.model.migrations.ledger import Ledger, LedgerRow
    from pipeline_browser.model.migrations.lint.facts import Finding
    from pipeline_browser.model.migrations.source import Migration, MigrationSource


class MigrationState(Enum):
    """Where a migration stands; the value is the word that people read."""

    APPLIED = "applied"
    PENDING = "pending"
    OUT_OF_ORDER = "out of order"
    MODIFIED = "modified"
    MISSING = "missing"
    DIRTY = "failed"


_WRONG = (MigrationState.MODIFIED, MigrationState.MISSING, MigrationState.DIRTY)


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One migration of source, ledger or both.

    Attributes:
        note: what is worth knowing beside the state, e.g. which upstream release wrote the row; or empty.
        findings: what the lint has found in its files, by line; empty until that is known.
    """

    version: int
    description: str
    state: MigrationState
    migration: Migration | None
    down: Migration | None
    row: LedgerRow | None
    note: str = ""
    findings: tuple[Finding, ...] = ()

    @property
    def reversible(self) -> bool:
        """Whether a down file can revert it."""
        return self.down is not None


def history(source: MigrationSource, ledger: Ledger) -> tuple[HistoryEntry, ...]:
    """Return every migration of source and ledger, by version.

    ``OUT_OF_ORDER`` is pending but older than the newest applied one.
    """
    rows = {row.version: row for row in ledger.rows}
    downs = {each.version: each for each in source.downs}
    entries = [
        _entry(each, rows.get(each.version), downs.get(each.version), ledger.newest) for each in source.ups
    ]
    known = {each.version for each in source.ups}
    entries += [_orphan(row, downs.get(row.version)) for row in ledger.rows if row.version not in known]
    return tuple(sorted(entries, key=lambda entry: entry.version))


def is_odd(entry: HistoryEntry) -> bool:
    """Whether sqlx would not take the migration as applied, though the ledger has it.

    Besides the states that say so: a checksum that we accept and sqlx does not, of an older convention or of
    an older text of upstream.
    """
    if entry.state in _WRONG:
        return True
    return (
        entry.row is not None
        and entry.migration is not None
        and entry.row.checksum != entry.migration.checksum
    )


def _entry(up: Migration, row: LedgerRow | None, down: Migration | None, newest: int | None) -> HistoryEntry:
    return HistoryEntry(up.version, up.description, _state(up, row, newest), up, down, row, _note(row))


def _orphan(row: LedgerRow, down: Migration | None) -> HistoryEntry:
    state = MigrationState.MISSING if row.success else MigrationState.DIRTY
    return HistoryEntry(row.version, row.description, state, None, down, row, _note(row))


def _state(up: Migration, row: LedgerRow | None, newest: int | None) -> MigrationState:
    if row is None:
        late = newest is not None and up.version < newest
        return MigrationState.OUT_OF_ORDER if late else MigrationState.PENDING
    if not row.success:
        return MigrationState.DIRTY
    return MigrationState.APPLIED if up.matches(row.checksum) else MigrationState.MODIFIED


def _note(row: LedgerRow | None) -> str:
    release = upstream_release(row.version, row.checksum) if row else None
    return f"checksum of {release}" if release else ""
