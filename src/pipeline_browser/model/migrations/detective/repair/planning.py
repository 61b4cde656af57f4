"""Which rows of the ledger a repair changes, and whether that is proven. Nothing here writes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline_browser.model.migrations.detective.facts import Cause, DirtyState
from pipeline_browser.model.migrations.detective.repair.facts import Deed, LedgerChange, RepairPlan, Untouched
from pipeline_browser.model.migrations.detective.replayed import replayed_as
from pipeline_browser.model.migrations.detective.schema_proof import Prover
from pipeline_browser.model.migrations.ledger import UNKNOWN_TIME

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.migrations.detective.facts import Explanation, Findings, SchemaProof
    from pipeline_browser.model.migrations.ledger import LedgerRow
    from pipeline_browser.model.migrations.source import Migration

_SHA256_BYTES = 32


def plan_repair(
    findings: Findings,
    *,
    force: bool = False,
    forget_missing: bool = False,
    cancellation: Cancellation | None = None,
) -> RepairPlan:
    """Plan what makes sqlx accept the ledger.

    Args:
        force: also where replaying the source does not give the database's schema.
        forget_missing: remove the rows of migrations that the source lacks.

    Raises:
        Cancelled: on request.
    """
    changes: list[LedgerChange] = []
    left: list[Untouched] = []
    for explanation in findings.explanations:
        decided = _decided(findings, explanation, force=force, forget_missing=forget_missing)
        (changes if isinstance(decided, LedgerChange) else left).append(decided)  # type: ignore[arg-type]
    proof = _proof(findings, changes, cancellation)
    if proof.equal or force:
        return RepairPlan(findings, tuple(changes), (), tuple(left), proof, force)
    return RepairPlan(findings, (), tuple(changes), tuple(left), proof, force)


def _decided(
    findings: Findings, explanation: Explanation, *, force: bool, forget_missing: bool
) -> LedgerChange | Untouched:
    if sum(each.version == explanation.version for each in findings.source.ups) > 1:
        return Untouched(explanation, "the source has two files of its version")
    if explanation.cause is Cause.DIRTY:
        return _dirty(findings, explanation, force=force)
    if explanation.entry.migration is not None:
        return _stamped(explanation, Deed.STAMP)
    if explanation.cause is Cause.RENUMBERED and (file := _file_for(findings, explanation)):
        old = _row(explanation)
        new = replace(_with_checksum(old, file.checksum), version=file.version)
        return LedgerChange(explanation, Deed.RENUMBER, old, new)
    if forget_missing:
        return LedgerChange(explanation, Deed.FORGET, _row(explanation), None)
    return Untouched(explanation, "the source has no file of it")


def _dirty(findings: Findings, explanation: Explanation, *, force: bool) -> LedgerChange | Untouched:
    if explanation.dirty is DirtyState.UNDONE:
        return LedgerChange(explanation, Deed.FORGET, _row(explanation), None)
    if explanation.dirty is DirtyState.DONE or force:
        return _stamped(explanation, Deed.DONE)
    return Untouched(explanation, _UNDECIDED[explanation.dirty or DirtyState.UNKNOWN])


_UNDECIDED = {
    DirtyState.UNCLEAR: "it changes no table, so the schema does not tell whether it was applied",
    DirtyState.PARTLY: "the schema is neither that before it nor that after it",
    DirtyState.UNKNOWN: "the source cannot be replayed, so there is no telling how much of it is there",
}


def _stamped(explanation: Explanation, deed: Deed) -> LedgerChange:
    old = _row(explanation)
    # sqlx compares the checksum alone, so the description stays what it was when the migration ran.
    new = replace(_with_checksum(old, explanation.stamp or old.checksum), success=True)
    return LedgerChange(explanation, deed, old, new)


def _with_checksum(row: LedgerRow, checksum: bytes) -> LedgerRow:
    # Beside SHA-256 the time is in milliseconds; sqlx's are nanoseconds. -1 is unknown beside both.
    milliseconds = len(row.checksum) == _SHA256_BYTES and row.execution_time != UNKNOWN_TIME
    time = min(row.execution_time * 1_000_000, 2**63 - 1) if milliseconds else row.execution_time
    return replace(row, checksum=checksum, execution_time=time)


def _file_for(findings: Findings, explanation: Explanation) -> Migration | None:
    """Return the file that a missing migration was renumbered to, unless the ledger has that version, too."""
    path = explanation.text.path if explanation.text else None
    file = next((each for each in findings.source.ups if each.path == path), None)
    return file if file and findings.evidence.ledger.row(file.version) is None else None


def _row(explanation: Explanation) -> LedgerRow:
    row = explanation.entry.row
    assert row is not None  # noqa: S101 - only what the ledger has is explained
    return row


# --- the proof: the ledger as it would be, replayed ---


def _proof(
    findings: Findings, changes: Iterable[LedgerChange], cancellation: Cancellation | None
) -> SchemaProof:
    after = {row.version: row for row in findings.evidence.ledger.rows}
    for change in changes:
        del after[change.version]
        if change.new is not None:
            after[change.new.version] = change.new
    migrations, lacking = replayed_as(findings.source, after.values(), findings.everything)
    return Prover(findings.evidence, findings.source.config.table_name, cancellation).prove(
        migrations, lacking
    )
