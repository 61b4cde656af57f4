"""What a repair is: the rows of the ledger that it changes, those that it leaves alone, and what it did."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline_browser.model.backup import SavedCopy
    from pipeline_browser.model.migrations.detective.facts import Explanation, Findings, SchemaProof
    from pipeline_browser.model.migrations.ledger import LedgerRow


class Deed(Enum):
    """What happens to a row of the ledger; the value is a stable id."""

    STAMP = "stamp"  # it gets the checksum of the file
    DONE = "mark-done"  # recorded as failed: it becomes a success, with the checksum of the file
    FORGET = "forget"  # it is removed, so that the migration runs again, or is missed no more
    RENUMBER = "renumber"  # it gets the version and the checksum of the file that holds its text


@dataclass(frozen=True, slots=True)
class LedgerChange:
    """One row of the ledger, before and after; None after is a row that is removed."""

    explanation: Explanation
    deed: Deed
    old: LedgerRow
    new: LedgerRow | None

    @property
    def version(self) -> int:
        """The version as the ledger has it before."""
        return self.old.version


@dataclass(frozen=True, slots=True)
class Untouched:
    """A migration that a repair leaves as it is, and why, as a sentence."""

    explanation: Explanation
    why: str


@dataclass(frozen=True, slots=True)
class RepairPlan:
    """What a repair would do.

    Attributes:
        changes: what would be written; empty where the proof fails and nobody insists.
        withheld: what would be written if somebody insisted.
        proof: of the source against the database, as the ledger would be afterwards.
        forced: somebody insists, whatever the proof says.
    """

    findings: Findings
    changes: tuple[LedgerChange, ...]
    withheld: tuple[LedgerChange, ...]
    left: tuple[Untouched, ...]
    proof: SchemaProof
    forced: bool

    @property
    def proven(self) -> bool:
        """Whether replaying the source gives exactly the database's schema."""
        return self.proof.equal


@dataclass(frozen=True, slots=True)
class RepairReport:
    """What a repair did.

    Attributes:
        done: whether the ledger was changed; false in a dry run and where nothing was to be done.
        backup: the verified copy from before; None in memory, and where nothing was done.
        note: the text file beside the backup.
        undo_sql: the statements that take it back.
    """

    plan: RepairPlan
    done: bool
    backup: SavedCopy | None = None
    note: Path | None = None
    note_text: str = field(default="", repr=False)
    undo_sql: str = field(default="", repr=False)
