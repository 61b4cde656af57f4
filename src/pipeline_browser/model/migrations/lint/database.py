"""Linting with a database at hand: what its ledger says about the files, and the rows that are at stake."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.migrations.history import MigrationState, history
from pipeline_browser.model.migrations.lint.facts import Finding
from pipeline_browser.model.migrations.lint.few_values import indexes_of_few_values
from pipeline_browser.model.migrations.lint.linting import find_all, judged
from pipeline_browser.model.migrations.lint.rules import BY_ID
from pipeline_browser.model.migrations.planner import plan_run

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.migrations.ledger import Ledger
    from pipeline_browser.model.migrations.lint.allowing import Allowances
    from pipeline_browser.model.migrations.lint.facts import LintReport
    from pipeline_browser.model.migrations.plan import Plan
    from pipeline_browser.model.migrations.source import MigrationSource

# What the plan of a database knows better than a replay without rows.
COUNTED = frozenset({"drops-table", "drops-column", "cascade"})


def lint_database(
    database: Database,
    source: MigrationSource,
    *,
    now: datetime,
    allowances: Allowances,
    cancellation: Cancellation | None = None,
) -> LintReport:
    """Return what could be better about the files, as it concerns this database; never writes.

    Raises:
        LedgerUnusable, Cancelled: and every error of reading the database.
    """
    findings = [
        *find_all(source, now=now, cancellation=cancellation),
        *indexes_of_few_values(database, source, cancellation),
    ]
    plan = plan_run(database, source, ignore_missing=True, allow_unversioned=True, cancellation=cancellation)
    return concerning(findings, plan, allowances)


def concerning(findings: Iterable[Finding], plan: Plan, allowances: Allowances) -> LintReport:
    """Return the findings about a plan's source as they concern the database that the plan is for."""
    told = [*with_rows(findings, plan), *ledger_findings(plan.source, plan.ledger)]
    return judged(told, plan.source, allowances)


def ledger_findings(source: MigrationSource, ledger: Ledger) -> Iterator[Finding]:
    """Yield what a ledger says about the files: edited, out of order."""
    for entry in history(source, ledger):
        if entry.migration is None:
            continue
        if entry.state is MigrationState.MODIFIED:
            text = "Was edited after it was applied: sqlx refuses this database."
            yield Finding(entry.migration, BY_ID["edited-after-applied"].says(text))
        elif entry.state is MigrationState.OUT_OF_ORDER:
            text = f"Is pending, and older than {ledger.newest}, which is applied."
            yield Finding(entry.migration, BY_ID["out-of-order"].says(text))


def with_rows(findings: Iterable[Finding], plan: Plan) -> Iterator[Finding]:
    """Yield the findings, with what the plan has counted in place of what was said without rows."""
    pending = {step.migration.file_name: step for step in plan.to_apply}
    told = set()
    for finding in findings:
        if finding.migration.file_name not in pending or finding.warning.rule not in COUNTED:
            told.add((finding.migration.file_name, finding.warning.rule, finding.warning.line))
            yield finding
    for step in pending.values():
        for warning in step.warnings:
            if (step.migration.file_name, warning.rule, warning.line) not in told:
                yield Finding(step.migration, warning)
