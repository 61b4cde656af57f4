"""A rehearsal for a JSON document."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from pipeline_browser.cli.failure import failure_facts
from pipeline_browser.cli.plan_facts import step_facts
from pipeline_browser.model.migrations.rehearsal.change_words import change_sentences

if TYPE_CHECKING:
    from pipeline_browser.model.migrations.rehearsal.facts import (
        Checks,
        MigrationTime,
        Rehearsal,
        Space,
        TableRows,
    )


def rehearsal_facts(rehearsal: Rehearsal) -> dict[str, object]:
    """Return everything that was found out; times in nanoseconds, sizes in bytes."""
    plan, times = rehearsal.plan, rehearsal.times
    return {
        "direction": plan.direction.value,
        "atomic": plan.atomic,
        "allow_cascade": rehearsal.allow_cascade,
        "verdict": rehearsal.verdict.name.lower(),
        "rehearsed": rehearsal.tried,
        "failure": None if rehearsal.error is None else failure_facts(rehearsal.error),
        "finished": list(rehearsal.finished),
        "steps": [step_facts(step) for step in plan.steps],
        "schema_changes": list(change_sentences(rehearsal)),
        "unlike_promise": list(rehearsal.unlike_promise),
        "tables": [_table(each) for each in rehearsal.tables],
        "rows_lost": rehearsal.rows_lost,
        "cascades": [asdict(loss) for loss in rehearsal.losses],
        "checks": _checks(rehearsal),
        "times_ns": {
            "copy": times.copy,
            "run": times.run,
            "commit": times.commit,
            "checks": times.checks,
            "migrations": [_migration(each) for each in times.migrations],
        },
        "space": _space(rehearsal.space),
        "notes": list(rehearsal.notes),
    }


def _table(rows: TableRows) -> dict[str, object]:
    return {
        "table": rows.name,
        "fate": rows.fate.value,
        "earlier_name": rows.earlier_name or None,
        "before": rows.before,
        "after": rows.after,
        "announced": rows.announced if rows.lost else None,
    }


def _checks(rehearsal: Rehearsal) -> dict[str, object]:
    return {
        "before": _findings(rehearsal.before.checks),
        "after": _findings(rehearsal.after.checks),
        "new": _findings(rehearsal.new_findings),
    }


def _findings(checks: Checks) -> dict[str, object]:
    return {
        "foreign_keys": [asdict(each) for each in checks.references],
        "integrity": list(checks.damage),
        "quick": checks.quick,
    }


def _migration(time: MigrationTime) -> dict[str, object]:
    return {
        "version": time.migration.version,
        "elapsed": time.elapsed,
        "commit": time.commit,
        "finished": time.finished,
        "statements": [asdict(each) for each in time.statements],
    }


def _space(space: Space) -> dict[str, object]:
    return {
        "before": space.before,
        "after": space.after,
        "journal": space.journal,
        "temporary": space.temporary,
        "needed": space.needed,
        "free": space.free,
        "fits": space.fits,
        "copy_in": None if space.place is None else str(space.place),
    }
