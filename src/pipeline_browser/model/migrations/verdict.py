"""One verdict about a database: do ledger, source and schema agree? For scripts and for people alike."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from pipeline_browser.model.migrations.history import MigrationState

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline_browser.model.migrations.drift.facts import Drift
    from pipeline_browser.model.migrations.history import HistoryEntry


class Standing(Enum):
    """How much is amiss; the value is the exit code of ``migrate check``."""

    UP_TO_DATE = 0
    PENDING = 1
    WRONG = 2


class ReasonKind(Enum):
    """What a reason is about; the value is a short stable id."""

    FAILED = "failed"
    MISSING = "missing"
    MODIFIED = "modified"
    NO_LEDGER = "no ledger"
    DRIFTED = "drifted"
    OUT_OF_ORDER = "out of order"
    PENDING = "pending"


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that is not as it should be.

    Attributes:
        sentence: without a full stop: ``2 add tags: pending``, ``t lacks column a``.
        version: of the migration that it is about.
    """

    kind: ReasonKind
    sentence: str
    version: int | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check found.

    Attributes:
        reasons: what is wrong or waiting, the gravest first.
        notes: what is no reason, and worth knowing: what could not be compared.
    """

    reasons: tuple[Reason, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def standing(self) -> Standing:
        """The gravest of the reasons."""
        gravest = max((_STANDINGS[each.kind].value for each in self.reasons), default=0)
        return Standing(gravest)

    @property
    def line(self) -> str:
        """The verdict on one line: ``up to date``, ``1 modified, 2 pending``."""
        return ", ".join(self._counts()) or "up to date"

    def count(self, kind: ReasonKind) -> int:
        """Return how many reasons are of a kind."""
        return sum(each.kind is kind for each in self.reasons)

    def _counts(self) -> Iterator[str]:
        for kind in ReasonKind:
            count = self.count(kind)
            if count and kind is ReasonKind.NO_LEDGER:
                yield kind.value
            elif count and kind is ReasonKind.DRIFTED:
                yield f"drifted ({count} difference{'' if count == 1 else 's'})"
            elif count:
                yield f"{count} {kind.value}"


def judge(entries: Sequence[HistoryEntry], drift: Drift | None, *, ignore_missing: bool = False) -> Verdict:
    """Return the verdict about a history.

    Args:
        drift: how the schema differs; None where it does not, or was not to be looked at.
    """
    reasons = [*_of_history(entries, ignore_missing=ignore_missing), *_of_drift(drift)]
    reasons.sort(key=lambda reason: _ORDER[reason.kind])
    nothing = () if entries else ("there is nothing to check: the source has no migrations",)
    return Verdict(tuple(reasons), (*nothing, *_notes(drift)))


_OF_STATE = {
    MigrationState.PENDING: ReasonKind.PENDING,
    MigrationState.OUT_OF_ORDER: ReasonKind.OUT_OF_ORDER,
    MigrationState.MODIFIED: ReasonKind.MODIFIED,
    MigrationState.MISSING: ReasonKind.MISSING,
    MigrationState.DIRTY: ReasonKind.FAILED,
}
_STANDINGS = dict.fromkeys(ReasonKind, Standing.WRONG) | {
    ReasonKind.PENDING: Standing.PENDING,
    ReasonKind.OUT_OF_ORDER: Standing.PENDING,
}
_ORDER = {kind: place for place, kind in enumerate(ReasonKind)}


def _of_history(entries: Sequence[HistoryEntry], *, ignore_missing: bool) -> Iterator[Reason]:
    for entry in entries:
        kind = _OF_STATE.get(entry.state)
        if kind is None or (ignore_missing and kind is ReasonKind.MISSING):
            continue
        yield Reason(kind, f"{entry.version} {entry.description}: {entry.state.value}", entry.version)


def _of_drift(drift: Drift | None) -> Iterator[Reason]:
    if drift is None:
        return
    if not drift.without_ledger:
        yield from (Reason(ReasonKind.DRIFTED, each.sentence()) for each in drift.differences)
        return
    # Tables that the migrations do not name are no obstacle to applying them.
    yield from (Reason(ReasonKind.NO_LEDGER, each.sentence()) for each in drift.lacking)
    if drift.stopping:
        text = f"the migrations stop at the tables that are there: {drift.stopping[0]}"
        yield Reason(ReasonKind.NO_LEDGER, text)


def _notes(drift: Drift | None) -> Iterator[str]:
    if drift is None:
        return
    yield from (f"schema not compared: {each}" for each in drift.unknown)
    yield from drift.doubts
    yield from drift.notes
