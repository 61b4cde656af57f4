"""The note that a repair leaves beside the backup: enough to understand it, and to undo it by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.literal_text import escape_for_terminal
from pipeline_browser.model.migrations.detective.repair.words import change_words, reasons, unproven
from pipeline_browser.model.migrations.detective.words import verdict

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from pipeline_browser.model.migrations.detective.repair.facts import LedgerChange, RepairReport
    from pipeline_browser.model.migrations.ledger import LedgerRow


def note_path(backup: Path) -> Path:
    """Return where the note about a repair stands: beside the backup that was made for it."""
    return backup.with_name(backup.name.removesuffix(".db") + ".repair.txt")


def repair_note(report: RepairReport, name: str, now: datetime) -> str:
    """Return the note; ``now`` in UTC."""
    return escape_for_terminal("\n".join(_lines(report, name, now)) + "\n", keep="\n")


def _lines(report: RepairReport, name: str, now: datetime) -> Iterator[str]:
    plan = report.plan
    yield f"Repair of the migration ledger of {name}, {now:%Y-%m-%d %H:%M:%S} UTC"
    yield ""
    yield "Written just before the change was committed: if the ledger holds the old values, it was not."
    if report.backup is not None:
        yield f"Backup: {report.backup.path} (SHA-256 {report.backup.sha256})"
    yield f"Source: {plan.findings.source.folder}{' (bundled)' if plan.findings.source.bundled else ''}"
    yield verdict(plan.proof)
    yield from unproven(plan)
    for change in plan.changes:
        yield ""
        yield from _change(change, report)
    yield ""
    yield "To undo it, close all programs that use the database and run this in it:"
    yield ""
    yield report.undo_sql.rstrip("\n")


def _change(change: LedgerChange, report: RepairReport) -> Iterator[str]:
    yield f"Migration {change.version} ({change.old.description}): {change_words(change)}"
    for line in reasons(change, report.plan):
        yield f"  {line}"
    yield from _row("before", change.old)
    if change.new is not None:
        yield from _row("after", change.new)


def _row(when: str, row: LedgerRow) -> Iterator[str]:
    yield f"  {when}: version {row.version}, success {int(row.success)}, execution_time {row.execution_time}"
    yield f"  {when}: checksum {row.checksum.hex()}"
