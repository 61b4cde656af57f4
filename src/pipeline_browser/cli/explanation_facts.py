"""Explanations and repairs as facts for a JSON document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.migrations.detective.words import state_name, story, verdict

if TYPE_CHECKING:
    from pipeline_browser.model.migrations.detective.facts import (
        Commit,
        Explanation,
        FoundText,
        SchemaProof,
        Sighting,
    )
    from pipeline_browser.model.migrations.detective.repair.facts import (
        LedgerChange,
        RepairReport,
        Untouched,
    )
    from pipeline_browser.model.migrations.detective.texts.difference import TextDifference
    from pipeline_browser.model.migrations.ledger import LedgerRow


def explanation_facts(explanation: Explanation, proof: SchemaProof) -> dict[str, object]:
    """Return one explanation."""
    told, migration, row = story(explanation, proof), explanation.entry.migration, explanation.entry.row
    return {
        "version": explanation.version,
        "description": explanation.entry.description,
        "state": state_name(explanation),
        "cause": explanation.cause.value,
        "forms": [each.value for each in explanation.forms],
        "title": told.title,
        "happened": told.happened,
        "since": told.since,
        "means": told.means,
        "remedy": told.remedy,
        "recorded_release": explanation.recorded_release or None,
        "file_release": explanation.file_release or None,
        "dirty": None if explanation.dirty is None else explanation.dirty.value,
        "same_statements": explanation.same_statements,
        "same_rows": explanation.same_rows,
        "file": None if migration is None else str(migration.path),
        "checksum": None if explanation.stamp is None else explanation.stamp.hex(),
        "applied_checksum": None if row is None else row.checksum.hex(),
        "applied_text": None if explanation.text is None else _text_facts(explanation.text),
        "difference": None if explanation.difference is None else _difference_facts(explanation.difference),
    }


def proof_facts(proof: SchemaProof) -> dict[str, object]:
    """Return whether the source makes the database's schema."""
    return {
        "equal": proof.equal,
        "verdict": verdict(proof),
        "replayed": list(proof.versions),
        "differences": list(proof.difference.sentences()),
        "unknown": list(proof.unknown),
    }


def repair_facts(report: RepairReport) -> dict[str, object]:
    """Return what a repair did, or would do."""
    plan, backup = report.plan, report.backup
    return {
        "done": report.done,
        "proven": plan.proven,
        "forced": plan.forced,
        "changes": [_change_facts(each) for each in plan.changes],
        "withheld": [_change_facts(each) for each in plan.withheld],
        "left": [_untouched_facts(each) for each in plan.left],
        "schema": proof_facts(plan.proof),
        "backup": None
        if backup is None
        else {"path": str(backup.path), "size": backup.size, "sha256": backup.sha256},
        "note": None if report.note is None else str(report.note),
        "undo_sql": report.undo_sql,
    }


def _text_facts(text: FoundText) -> dict[str, object]:
    return {
        "sql": text.sql,
        "file": None if text.path is None else str(text.path),
        "git": None if text.sighting is None else _sighting_facts(text.sighting),
    }


def _sighting_facts(sighting: Sighting) -> dict[str, object]:
    return {
        "path": sighting.path,
        "blob": sighting.blob,
        "introduced": _commit_facts(sighting.introduced),
        "replaced": _commit_facts(sighting.replaced),
        "renamed_to": sighting.renamed_to or None,
        "deleted": sighting.deleted,
        "staged": sighting.staged,
        "at_head": sighting.at_head,
        "exact": sighting.exact,
    }


def _commit_facts(commit: Commit | None) -> dict[str, object] | None:
    if commit is None:
        return None
    return {"id": commit.id, "author": commit.author, "date": commit.date, "subject": commit.subject}


def _difference_facts(difference: TextDifference) -> dict[str, object]:
    return {
        "blanks_only": difference.blanks_only,
        "removed": difference.removed,
        "added": difference.added,
        "lines": list(difference.unified()),
    }


def _change_facts(change: LedgerChange) -> dict[str, object]:
    return {
        "version": change.version,
        "deed": change.deed.value,
        "before": _row_facts(change.old),
        "after": None if change.new is None else _row_facts(change.new),
    }


def _row_facts(row: LedgerRow) -> dict[str, object]:
    return {
        "version": row.version,
        "description": row.description,
        "installed_on": row.installed_on,
        "success": row.success,
        "checksum": row.checksum.hex(),
        "execution_time": row.execution_time,
    }


def _untouched_facts(untouched: Untouched) -> dict[str, object]:
    return {"version": untouched.explanation.version, "why": untouched.why}
