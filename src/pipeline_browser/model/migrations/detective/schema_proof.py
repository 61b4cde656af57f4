"""Replaying migrations in memory and comparing what they make with what is in the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.migrations.detective.facts import DirtyState, SchemaProof
from pipeline_browser.model.migrations.drift.bookkeeping import bookkeeping_of
from pipeline_browser.model.migrations.drift.promising import told_by
from pipeline_browser.model.schema.diff import schema_diff

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.migrations.detective.facts import Evidence
    from pipeline_browser.model.migrations.source import Migration


class Prover:
    """Compares replayed migrations with what was read of one database."""

    def __init__(self, evidence: Evidence, ledger_table: str, cancellation: Cancellation | None) -> None:
        self._evidence = evidence
        self._table = ledger_table
        self._cancellation = cancellation

    def prove(self, migrations: Iterable[Migration], lacking: Sequence[str] = ()) -> SchemaProof:
        """Replay the migrations by version, and if that does not fit, in the order of their installation.

        Args:
            lacking: why they are not all that was applied, as sentences.

        Raises:
            Cancelled: on request.
        """
        ordered = sorted(migrations, key=lambda each: each.version)
        proof = self._replayed(ordered, lacking)
        moments = {row.version: row.installed_on for row in self._evidence.ledger.rows}
        late = sorted(ordered, key=lambda each: (moments.get(each.version, ""), each.version))
        if proof.equal or late == ordered:
            return proof
        other = self._replayed(late, lacking)
        return other if other.equal else proof

    def _replayed(self, ordered: Sequence[Migration], lacking: Sequence[str]) -> SchemaProof:
        told = told_by(ordered, self._cancellation)
        found = self._evidence.found
        ignored = frozenset({self._table, *bookkeeping_of(found, told.schema)})
        difference = schema_diff(told.schema, found, ignore=ignored)
        doubts = tuple(doubt.sentence for doubt in told.doubts)
        return SchemaProof(
            versions=tuple(each.version for each in ordered),
            promised=told.schema,
            difference=difference,
            unknown=(*lacking, *doubts),
        )

    def dirty_state(
        self, sound: Sequence[Migration], dirty: Sequence[Migration], lacking: Sequence[str]
    ) -> tuple[DirtyState, SchemaProof]:
        """Return how much of the failed migrations is there, and the proof that speaks for it."""
        with_them, without = self.prove([*sound, *dirty], lacking), self.prove(sound, lacking)
        if with_them.unknown or without.unknown:
            return DirtyState.UNKNOWN, with_them
        if with_them.equal and without.equal:
            return DirtyState.UNCLEAR, with_them
        if without.equal:
            return DirtyState.UNDONE, without
        return (DirtyState.DONE if with_them.equal else DirtyState.PARTLY), with_them
