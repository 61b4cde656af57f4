"""Replaying migrations in memory and comparing what they make with what is in the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.migrations.detective.facts import DirtyState, SchemaProof
from pipeline_browser.model.migrations.promise import promise_of
from pipeline_browser.model.schema.diff import schema_diff
from pipeline_browser.model.schema.difference import SchemaDifference

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.migrations.source import Migration
    from pipeline_browser.model.schema.facts import Schema


class Prover:
    """Compares replayed migrations with one schema that was found."""

    def __init__(self, found: Schema, ledger_table: str, cancellation: Cancellation | None) -> None:
        self._found = found
        self._ignored = frozenset({ledger_table})
        self._cancellation = cancellation

    def prove(self, migrations: Iterable[Migration], lacking: Sequence[str] = ()) -> SchemaProof:
        """Replay the migrations by version.

        Args:
            lacking: why they are not all that was applied, as sentences.

        Raises:
            Cancelled: on request.
        """
        ordered = sorted(migrations, key=lambda each: each.version)
        versions = tuple(each.version for each in ordered)
        promise = promise_of(ordered, self._cancellation)
        if promise.failure is not None and promise.migration is not None:
            where = f"{promise.migration.file_name}:{promise.failure.statement.line}"
            failed = f"{where} fails on an empty database: {promise.failure.message}"
            return SchemaProof(versions, None, SchemaDifference(), (*lacking, failed))
        difference = schema_diff(promise.schema, self._found, ignore=self._ignored)
        return SchemaProof(versions, promise.schema, difference, tuple(lacking))

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
