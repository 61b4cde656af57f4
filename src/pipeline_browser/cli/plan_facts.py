"""The steps of a plan as facts for a JSON document, and their warnings as lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.cli.failure import failure_facts
from pipeline_browser.model.migrations.plan import Severity

if TYPE_CHECKING:
    from pipeline_browser.cli.console import Console
    from pipeline_browser.model.migrations.plan import Plan, PlanStep, PlanWarning


def tell_warnings(console: Console, plan: Plan) -> None:
    """Print on standard error what weighs more than a note, before anything runs."""
    for warning in plan.warnings:
        if warning.severity is not Severity.NOTE:
            console.note(warning_line(warning))
    for step in plan.to_apply:
        for warning in step.warnings:
            if warning.severity is not Severity.NOTE:
                console.note(warning_line(warning, step))


def warning_line(warning: PlanWarning, step: PlanStep | None = None) -> str:
    """Return a warning as compilers print theirs: file, line, weight, text, and the rule that explains it."""
    place = "" if step is None else f"{step.migration.file_name}:"
    if step is not None and warning.line is not None:
        place += f"{warning.line}:"
    weight = "danger" if warning.severity is Severity.DANGER else warning.severity.value
    return f"{place} {weight}: {warning.text} [{warning.rule}]".strip()


def step_facts(step: PlanStep) -> dict[str, object]:
    """Return one step for a JSON document."""
    return {
        "version": step.migration.version,
        "description": step.migration.description,
        "file": str(step.migration.path),
        "action": step.action.value,
        "statements": len(step.statements),
        "transaction": step.transaction.name.lower(),
        "warnings": [warning_facts(warning) for warning in step.warnings],
        "error": None if step.error is None else failure_facts(step.error),
    }


def warning_facts(warning: PlanWarning) -> dict[str, object]:
    """Return one warning for a JSON document."""
    return {
        "rule": warning.rule,
        "severity": warning.severity.value,
        "line": warning.line,
        "text": warning.text,
    }
