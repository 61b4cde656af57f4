"""What the workers do for an explanation: functions of facts, a progress callable and a Cancellation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline_browser.model.migrations.detective.explaining import explain_evidence, gather
from pipeline_browser.model.migrations.detective.repair.planning import plan_repair
from pipeline_browser.model.migrations.detective.repair.repairing import carry_out
from pipeline_browser.model.migrations.detective.restoring import restorable, restore_files
from pipeline_browser.model.migrations.progress import BackingUp, WaitingForLock

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.migrations.detective.facts import Evidence, Findings
    from pipeline_browser.model.migrations.detective.repair.facts import RepairPlan, RepairReport
    from pipeline_browser.model.migrations.source import MigrationSource
    from pipeline_browser.ui.background import Progress


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be explained, and how far its repair may go.

    Attributes:
        version: None for everything that differs.
        insist: accept texts although the schema is not proven to be the same.
        forget_missing: remove the rows of migrations that the source lacks.
    """

    version: int | None = None
    insist: bool = False
    forget_missing: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found out, and what a repair would do."""

    findings: Findings
    plan: RepairPlan


def read_evidence(
    source: MigrationSource, database: Database, progress: Progress, cancellation: Cancellation
) -> Evidence:
    """Read ledger and schema; short, on the database's worker."""
    return gather(database, source, cancellation=cancellation)


def find_out(
    source: MigrationSource, evidence: Evidence, wish: Wish, progress: Progress, cancellation: Cancellation
) -> Answer:
    """Look for the applied texts, in the folder's history too, which may take seconds."""
    versions = None if wish.version is None else {wish.version}
    findings = explain_evidence(source, evidence, versions=versions, cancellation=cancellation)
    return plan_again(findings, wish, progress, cancellation)


def plan_again(findings: Findings, wish: Wish, progress: Progress, cancellation: Cancellation) -> Answer:
    """Plan what a repair would do under another wish."""
    plan = plan_repair(
        findings, force=wish.insist, forget_missing=wish.forget_missing, cancellation=cancellation
    )
    return Answer(findings, plan)


def bring_back(findings: Findings, progress: Progress, cancellation: Cancellation) -> tuple[Path, ...]:
    """Write the missing files back that the folder's history has."""
    return restore_files(findings.source, restorable(findings))


def mend(
    plan: RepairPlan, database: Database, progress: Progress, cancellation: Cancellation
) -> RepairReport:
    """Carry the plan out; BackingUp and WaitingForLock come as progress."""
    return carry_out(
        database,
        plan,
        progress=lambda done, total: progress(BackingUp(done, total)),
        cancellation=cancellation,
        waiting=lambda seconds: progress(WaitingForLock(seconds)),
    )
