"""What drift is: the promise, the reality, and the difference, or why there is no telling."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from pipeline_browser.model.schema.difference import DifferenceKind, SchemaDifference

if TYPE_CHECKING:
    from pipeline_browser.model.schema.difference import Difference
    from pipeline_browser.model.schema.facts import Schema


class Basis(Enum):
    """Which migrations the promise is made of."""

    APPLIED = "the applied migrations"
    WHOLE = "all migrations of the source"  # none is recorded, but there are tables


@dataclass(frozen=True, slots=True)
class Drift:
    """The applied migrations against the schema that is there.

    Attributes:
        versions: the migrations that the promise is made of, in the order of their application.
        promised: None where nothing can be promised; ``unknown`` says why.
        found: the schema of the database.
        difference: what of ``found`` is not as promised.
        unknown: why there is no promise, as sentences: a migration that the source lacks, one that is
            recorded as failed.
        modified: applied versions whose files are not those that were applied: the promise is today's.
        basis: WHOLE where nothing is recorded.
        mended: with WHOLE, what applying the migrations would bring anyway; no part of ``difference``.
        doubts: what nothing can be said about although the rest is known, as sentences.
        notes: how the promise came about where that is not plain, as sentences.
        left_out: tables and views that do not count, folded: the ledger, what is ignored or in doubt.
        doubted: what else is in doubt, folded: indexes and triggers.
        stopping: with WHOLE, where the migrations stop at what is there, and why.
        start: what a new migration would find: ``found``, or with WHOLE what the migrations make of it.
    """

    versions: tuple[int, ...]
    promised: Schema | None
    found: Schema
    difference: SchemaDifference = field(default_factory=SchemaDifference)
    unknown: tuple[str, ...] = ()
    modified: tuple[int, ...] = ()
    basis: Basis = Basis.APPLIED
    mended: SchemaDifference = field(default_factory=SchemaDifference)
    doubts: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    left_out: frozenset[str] = frozenset()
    doubted: frozenset[str] = frozenset()
    stopping: tuple[str, ...] = ()
    start: Schema | None = None

    @property
    def is_none(self) -> bool:
        """Whether the schema is known to be the promised one, doubts aside."""
        return self.promised is not None and self.difference.equal

    @property
    def drifted(self) -> bool:
        """Whether something is known not to be as promised."""
        return not self.difference.equal

    @property
    def without_ledger(self) -> bool:
        """Whether nothing is recorded as applied, though there are tables."""
        return self.basis is Basis.WHOLE

    @property
    def lacking(self) -> tuple[Difference, ...]:
        """What is promised and missing or different."""
        return self.difference.of_kind(DifferenceKind.MISSING, DifferenceKind.CHANGED)

    @property
    def differences(self) -> tuple[Difference, ...]:
        """What is not as promised, another order of columns aside."""
        return self.difference.of_kind(*_REAL)


_REAL = (DifferenceKind.MISSING, DifferenceKind.EXTRA, DifferenceKind.CHANGED)
