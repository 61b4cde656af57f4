"""Making plans: sqlx's order of checks, then the promises that sqlx does not make. Nothing here writes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline_browser.model.errors import (
    MigrationDirty,
    MigrationError,
    MigrationMissing,
    MigrationModified,
    PlanRefused,
    SourceError,
    TargetVersionError,
)
from pipeline_browser.model.migrations.file_warnings import file_warnings
from pipeline_browser.model.migrations.foresight import foresee
from pipeline_browser.model.migrations.ledger import read_ledger
from pipeline_browser.model.migrations.plan import Direction, Plan, PlanStep, StepAction
from pipeline_browser.model.migrations.transaction_use import TransactionUse, has_outside, transaction_use
from pipeline_browser.model.migrations.unversioned import refuse_unversioned
from pipeline_browser.model.sql_text import split_statements

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.migrations.ledger import Ledger
    from pipeline_browser.model.migrations.source import Migration, MigrationSource


def plan_run(
    database: Database,
    source: MigrationSource,
    *,
    target: int | None = None,
    ignore_missing: bool = False,
    atomic: bool = False,
    allow_unversioned: bool = False,
    look_ahead: bool = True,
    cancellation: Cancellation | None = None,
) -> Plan:
    """Plan to apply what is pending, in sqlx's order of checks.

    Args:
        target: the last version to apply; None for all.
        ignore_missing: accept applied migrations that the source lacks.
        atomic: one transaction for everything.
        allow_unversioned: run over tables that have no ledger and are not what the migrations promise.
        look_ahead: find out on an empty copy of the schema what each file would drop.
        cancellation: stops the look ahead.

    Raises:
        LedgerUnusable: and every error of reading the database.
    """
    with database.reading(cancellation=cancellation):
        ledger = read_ledger(database, source.config.table_name)
        refusal = unknown_target(source, target) or _ledger_refusal(
            source, ledger, ignore_missing=ignore_missing
        )
        refusal = refusal or _target_too_old(ledger, target)
        steps = tuple(_run_steps(source, ledger, target))
        plan = _plan(Direction.RUN, source, ledger, target, steps, refusal, atomic=atomic)
        if not allow_unversioned:
            plan = refuse_unversioned(database, plan, cancellation)
        return foresee(database, plan, cancellation) if look_ahead else plan


def plan_revert(
    database: Database,
    source: MigrationSource,
    *,
    target: int | None = None,
    ignore_missing: bool = False,
    atomic: bool = False,
    look_ahead: bool = True,
    cancellation: Cancellation | None = None,
) -> Plan:
    """Plan to revert the newest revertible migration, or all above ``target`` (0 reverts everything).

    Raises:
        LedgerUnusable: and every error of reading the database.
    """
    with database.reading(cancellation=cancellation):
        ledger = read_ledger(database, source.config.table_name)
        refusal = unknown_target(source, target or None)
        refusal = refusal or _ledger_refusal(source, ledger, ignore_missing=ignore_missing)
        refusal = refusal or _target_too_new(ledger, target)
        steps = tuple(_revert_steps(source, ledger, target))
        plan = _plan(Direction.REVERT, source, ledger, target, steps, refusal, atomic=atomic)
        return foresee(database, plan, cancellation) if look_ahead else plan


def _plan(
    direction: Direction,
    source: MigrationSource,
    ledger: Ledger,
    target: int | None,
    steps: tuple[PlanStep, ...],
    refusal: MigrationError | None,
    *,
    atomic: bool,
) -> Plan:
    plan = Plan(direction, source, ledger, source.config.table_name, target, atomic, steps, refusal=refusal)
    refusal = refusal or _broken_transaction(plan) or (_not_atomic(plan) if atomic else None)
    steps = tuple(replace(each, warnings=file_warnings(each.statements, each.transaction)) for each in steps)
    return replace(plan, steps=steps, refusal=refusal)


# --- what stops a run before its first file, in sqlx's order and words ---


def unknown_target(source: MigrationSource, target: int | None) -> MigrationError | None:
    """Return the error for a target version that the source does not have; sqlx looks at that first."""
    if target is None or any(each.version == target for each in source.migrations):
        return None
    return TargetVersionError(
        f"There is no migration {target} in the source",
        version=target,
        path=source.folder,
        sqlx_message=f"migration {target} is not present in the migration source",
        remedy="Choose one of the versions that the folder holds.",
    )


def _ledger_refusal(
    source: MigrationSource, ledger: Ledger, *, ignore_missing: bool
) -> MigrationError | None:
    dirty = next((row for row in ledger.rows if not row.success), None)
    if dirty is not None:
        return dirty_error(dirty.version, source.config.table_name)
    known = {each.version for each in source.migrations}
    missing = next((row for row in ledger.rows if row.version not in known), None)
    if missing is None or ignore_missing:
        return None
    return MigrationMissing(
        f"Migration {missing.version} ({missing.description}) is applied but not in the source",
        version=missing.version,
        path=source.folder,
        sqlx_message=f"migration {missing.version} was previously applied"
        " but is missing in the resolved migrations",
        cause="The database was migrated with another folder, or the file was removed or renumbered.",
        remedy="Choose the folder that holds it, bring the file back, or ignore missing migrations.",
    )


def dirty_error(version: int, table: str) -> MigrationDirty:
    """Return the error for a ledger row that says its migration did not succeed."""
    return MigrationDirty(
        f"Migration {version} is marked as failed",
        version=version,
        sqlx_message=f"migration {version} is partially applied;"
        " fix and remove row from `_sqlx_migrations` table",
        cause=f"The row of {version} in {table} has success = 0, so some of its changes may be there.",
        remedy="Let it be explained: where the schema tells how much of it is there, its row can be repaired."
        " Else finish or undo by hand what is there, then remove the row.",
    )


def _target_too_old(ledger: Ledger, target: int | None) -> MigrationError | None:
    newest = ledger.newest or 0
    if target is None or target >= newest:
        return None
    return TargetVersionError(
        f"Migration {target} is older than the newest applied one, {newest}",
        version=target,
        sqlx_message=f"migration {target} is older than the latest applied migration {newest}",
        remedy=f"To go back to {target}, revert to it instead.",
    )


def _target_too_new(ledger: Ledger, target: int | None) -> MigrationError | None:
    newest = ledger.newest or 0
    if target is None or target <= newest:
        return None
    return TargetVersionError(
        f"Migration {target} is newer than the newest applied one, {newest}",
        version=target,
        sqlx_message=f"migration {target} is newer than the latest applied migration {newest}",
        remedy=f"To go forward to {target}, run the pending migrations instead.",
    )


# --- the steps ---


def _run_steps(source: MigrationSource, ledger: Ledger, target: int | None) -> Iterator[PlanStep]:
    recorded = {row.version: row for row in ledger.rows}
    planned: set[int] = set()
    for migration in source.ups:
        row = recorded.get(migration.version)
        if row is None:
            past = target is not None and migration.version > target
            twice = migration.version in planned and not past
            planned.add(migration.version)
            action = StepAction.SKIP if past else StepAction.APPLY
            yield _stop(migration, _duplicate(migration, source)) if twice else _step(migration, action)
        elif not migration.matches(row.checksum):
            yield _stop(migration, modified_error(migration))


def _revert_steps(source: MigrationSource, ledger: Ledger, target: int | None) -> Iterator[PlanStep]:
    applied = {row.version for row in ledger.rows}
    for migration in reversed(source.downs):
        if migration.version not in applied:
            continue
        past = target is not None and migration.version <= target
        yield _step(migration, StepAction.SKIP if past else StepAction.APPLY)
        if target is None:
            return


def _step(migration: Migration, action: StepAction, error: MigrationError | None = None) -> PlanStep:
    statements = tuple(split_statements(migration.sql))
    use = transaction_use(statements, no_transaction=migration.no_transaction)
    return PlanStep(migration, action, statements, use, error=error)


def _stop(migration: Migration, error: MigrationError) -> PlanStep:
    return _step(migration, StepAction.STOP, error)


def modified_error(migration: Migration) -> MigrationModified:
    """Return the error for an applied migration whose file has another checksum than the ledger."""
    return MigrationModified(
        f"Migration {migration.version} ({migration.description}) was changed after it was applied",
        version=migration.version,
        path=migration.path,
        sqlx_message=f"migration {migration.version} was previously applied but has been modified",
        cause="The checksum of the file is not the one in the ledger.",
        remedy="Bring the file back to the text that was applied, and put the change into a new migration."
        " Or let it be explained: where the schema is the same, the text of today can be accepted.",
    )


def _duplicate(migration: Migration, source: MigrationSource) -> SourceError:
    column = f"{source.config.table_name}.version"
    return SourceError(
        f"Two files have version {migration.version}",
        version=migration.version,
        path=migration.path,
        sqlx_message="while executing migrations: error returned from database: (code: 1555)"
        f" UNIQUE constraint failed: {column}",
        cause=f"{migration.file_name} has the version of the file before it.",
        remedy="Give one of them another version.",
    )


# --- promises of ours ---


def _broken_transaction(plan: Plan) -> MigrationError | None:
    broken = _first(plan.to_apply, TransactionUse.BROKEN)
    if broken is None:
        return None
    return PlanRefused(
        f"Migration {broken.migration.version} {TransactionUse.BROKEN.value}",
        version=broken.migration.version,
        path=broken.migration.path,
        cause="Its changes could be kept without being recorded, or recorded without being complete.",
        remedy="Remove BEGIN, COMMIT and ROLLBACK from the file; each file runs in one transaction anyway.",
    )


def _not_atomic(plan: Plan) -> MigrationError | None:
    stop = next((step.error for step in plan.steps if step.error is not None), None)
    if stop is not None:
        return stop
    alone = len(plan.to_apply) == 1
    for step in plan.to_apply:
        reason = _why_not_atomic(step, alone=alone)
        if reason:
            return PlanRefused(
                f"Migration {step.migration.version} cannot be part of an all-or-nothing run",
                version=step.migration.version,
                path=step.migration.path,
                cause=reason,
                remedy="Switch all-or-nothing off to run it as declared, after a backup.",
            )
    return None


def _why_not_atomic(step: PlanStep, *, alone: bool) -> str:
    if step.transaction is TransactionUse.NONE:
        return "It asks to run without a transaction."
    if step.transaction is TransactionUse.LEAVES:
        return "It commits in the middle, so what it did before could not be undone."
    if any(each.begins_with("ATTACH") or each.begins_with("DETACH") for each in step.statements):
        return "It attaches another database, which no backup or rollback of this one covers."
    if has_outside(step.statements) and not alone:
        return "It sets pragmas outside of its own transaction."
    return ""


def _first(steps: Iterable[PlanStep], use: TransactionUse) -> PlanStep | None:
    return next((step for step in steps if step.transaction is use), None)
