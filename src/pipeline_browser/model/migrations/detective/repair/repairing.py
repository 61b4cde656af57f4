"""Making the ledger agree with the source: a verified backup, one transaction, a note of what was done."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pipeline_browser.model.backup import back_up
from pipeline_browser.model.connection.database_facts import open_for_reading_only
from pipeline_browser.model.engine import quote_identifier
from pipeline_browser.model.errors import PlanOutdated
from pipeline_browser.model.files.exported_file import write_file
from pipeline_browser.model.migrations.detective.explaining import explain_all
from pipeline_browser.model.migrations.detective.repair.facts import RepairReport
from pipeline_browser.model.migrations.detective.repair.note import note_path, repair_note
from pipeline_browser.model.migrations.detective.repair.planning import plan_repair
from pipeline_browser.model.migrations.detective.repair.undoing import undo_sql
from pipeline_browser.model.migrations.ledger import read_ledger

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from pipeline_browser.model.backup import CopyProgress, SavedCopy
    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.connection.waiting import Waiting
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.migrations.detective.repair.facts import LedgerChange, RepairPlan
    from pipeline_browser.model.migrations.ledger import Ledger, LedgerRow
    from pipeline_browser.model.migrations.source import MigrationSource


def repair(
    database: Database,
    source: MigrationSource,
    *,
    versions: Collection[int] | None = None,
    force: bool = False,
    forget_missing: bool = False,
    dry_run: bool = False,
    progress: CopyProgress | None = None,
    cancellation: Cancellation | None = None,
    waiting: Waiting | None = None,
) -> RepairReport:
    """Stamp the ledger with the checksums of the source, where its replay gives the database's schema.

    Args:
        versions: only these; None for all that sqlx would not take as applied.
        force: also where the schemas are not proven equal; the report says what is unproven.
        forget_missing: remove the rows of migrations that the source lacks.
        dry_run: only plan; nothing is written, no backup is made.
        progress: of the backup.

    Raises:
        DatabaseReadOnly, DatabaseBusy, DatabaseFull, BackupFailed, ExportFailed, PlanOutdated: or
            LedgerUnusable, Cancelled; the ledger is as it was.
    """
    findings = explain_all(database, source, versions=versions, cancellation=cancellation)
    plan = plan_repair(
        findings,
        force=force,
        forget_missing=forget_missing,
        cancellation=cancellation,
    )
    if dry_run:
        return RepairReport(plan, done=False, undo_sql=undo_sql(plan))
    return carry_out(database, plan, progress=progress, cancellation=cancellation, waiting=waiting)


def carry_out(
    database: Database,
    plan: RepairPlan,
    *,
    progress: CopyProgress | None = None,
    cancellation: Cancellation | None = None,
    waiting: Waiting | None = None,
) -> RepairReport:
    """Do what the plan says, if ledger, schema and files are still those that it was made from.

    Raises:
        See repair().
    """
    if not plan.changes:
        return RepairReport(plan, done=False)
    if database.read_only:
        raise open_for_reading_only(database.location, database.read_only_reason)
    _check_files(plan)
    backup = _saved(database, progress, cancellation)
    report = RepairReport(plan, done=True, backup=backup, undo_sql=undo_sql(plan))
    now = datetime.now(UTC)
    note = repair_note(report, database.location.name, now)
    path = note_path(backup.path) if backup else None
    try:
        with database.transaction(cancellation=cancellation, waiting=waiting):
            _check_database(database, plan)
            for change in plan.changes:
                _write(database, change, plan.findings.source.config.table_name)
            _check_written(database, plan)
            if path is not None:  # before the commit: a change without its note must not happen
                write_file(path, note.encode("utf-8", "backslashreplace"))
    except BaseException:
        if path is not None:
            with suppress(OSError):
                path.unlink()
        raise
    return replace(report, note=path, note_text=note)


def _saved(
    database: Database, progress: CopyProgress | None, cancellation: Cancellation | None
) -> SavedCopy | None:
    if database.location.in_memory:
        return None
    return back_up(database, progress=progress, cancellation=cancellation)


# --- nothing may have changed since the proof ---


def _check_files(plan: RepairPlan) -> None:
    for migration in plan.findings.source.ups:
        try:
            same = migration.path.read_bytes() == migration.sql.encode()
        except OSError:
            same = False
        if not same:
            raise _outdated(f"{migration.file_name} is not the text that was looked at.", migration.path)


def _check_database(database: Database, plan: RepairPlan) -> None:
    evidence = plan.findings.evidence
    if _ledger(database, plan) != evidence.ledger:
        raise _outdated("Another program changed the ledger.", database.path)
    if int(database.query("PRAGMA schema_version")[0][0]) != evidence.schema_version:
        raise _outdated("Another program changed the schema.", database.path)


def _check_written(database: Database, plan: RepairPlan) -> None:
    """Refuse a ledger that is not what was planned: a trigger may have meddled."""
    if _ledger(database, plan).rows != ledger_after(plan):
        raise _outdated("The ledger did not take the change as it was written.", database.path)


def ledger_after(plan: RepairPlan) -> tuple[LedgerRow, ...]:
    """Return the rows as they are once the plan is carried out."""
    after = {row.version: row for row in plan.findings.evidence.ledger.rows}
    for change in plan.changes:
        del after[change.version]
        if change.new is not None:
            after[change.new.version] = change.new
    return tuple(after[version] for version in sorted(after))


def _ledger(database: Database, plan: RepairPlan) -> Ledger:
    return read_ledger(database, plan.findings.source.config.table_name)


def _outdated(cause: str, path: Path | None) -> PlanOutdated:
    return PlanOutdated(
        "What was found out is not true any more",
        path=path,
        cause=f"{cause} The ledger was not touched.",
        remedy="Look again, then repair.",
    )


# --- writing ---


def _write(database: Database, change: LedgerChange, table: str) -> None:
    old, new, name = change.old, change.new, f"main.{quote_identifier(table)}"
    where = "WHERE version = ? AND checksum = ?"
    if new is None:
        count = database.execute(f"DELETE FROM {name} {where}", (old.version, old.checksum))
    else:
        # A checksum alone is what sqlx compares; what need not change keeps its bytes.
        count = database.execute(
            f"UPDATE {name} SET version = ?, success = ?, checksum = ?, execution_time = ? {where}",
            (new.version, int(new.success), new.checksum, new.execution_time, old.version, old.checksum),
        )
    if count != 1:
        raise _outdated(f"The row of migration {old.version} is not there as it was.", database.path)
