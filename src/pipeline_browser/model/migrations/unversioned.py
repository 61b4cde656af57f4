"""Recognising tables that were made without a ledger, so that they are never migrated blindly.

``CREATE TABLE IF NOT EXISTS`` succeeds over an older table of the same name and leaves its columns missing.
So the plan is tried twice in memory: on nothing, which gives the schema that the migrations promise, and on
an empty copy of the database. What the second lacks of the first would be missing for good, with a ledger
that says otherwise.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline_browser.model.errors import UnversionedDatabase
from pipeline_browser.model.migrations.plan import Direction
from pipeline_browser.model.migrations.replay import scratch
from pipeline_browser.model.schema.diff import schema_diff
from pipeline_browser.model.schema.difference import Difference, DifferenceKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.migrations.plan import Plan
    from pipeline_browser.model.schema.facts import Schema


def refuse_unversioned(database: Database, plan: Plan, cancellation: Cancellation | None = None) -> Plan:
    """Return the plan, refused if it would pass over tables that are not what the migrations promise."""
    if plan.refusal or plan.ledger.rows or plan.direction is not Direction.RUN or not plan.to_apply:
        return plan
    if not _has_tables(database, plan.table):
        return plan
    lacking = _still_lacking(database, plan, cancellation)
    return replace(plan, refusal=_refusal(database, plan, lacking)) if lacking else plan


def _has_tables(database: Database, ledger: str) -> bool:
    sql = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name NOT IN (?, 'sqlite_sequence') LIMIT 1"
    return bool(database.query(sql, (ledger,)))


def _still_lacking(database: Database, plan: Plan, cancellation: Cancellation | None) -> list[Difference]:
    promised = _schema_after(None, plan, cancellation)
    found = _schema_after(database, plan, cancellation)
    if promised is None or found is None:
        return []  # a statement fails on one of them: the run itself will stop there and say why
    wanted = (DifferenceKind.MISSING, DifferenceKind.CHANGED)
    return list(schema_diff(promised, found, ignore=frozenset({plan.table})).of_kind(*wanted))


def _schema_after(database: Database | None, plan: Plan, cancellation: Cancellation | None) -> Schema | None:
    with scratch(cancellation) as copy:
        if database is not None:
            copy.copy_schema(database)
        if any(copy.replay(step.statements) for step in plan.to_apply):
            return None
        return copy.schema()


def _refusal(database: Database, plan: Plan, lacking: Iterable[Difference]) -> UnversionedDatabase:
    sentences = tuple(each.sentence() for each in lacking)
    count = "1 thing would" if len(sentences) == 1 else f"{len(sentences):,} things would"
    return UnversionedDatabase(
        f"{database.location.name} has tables but no record of migrations",
        differences=sentences,
        cause="The migrations would pass over the tables that are there and record them as complete,"
        f" while {count} still be missing or different.",
        remedy="Add what is missing first, or run the migrations anyway if the difference is wanted.",
        details="\n".join(sentences),
    )
