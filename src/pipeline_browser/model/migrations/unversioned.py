"""Recognising tables that were made without a ledger, so that they are never migrated blindly."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.migrations.plan import Plan


def refuse_unversioned(database: Database, plan: Plan, cancellation: Cancellation | None) -> Plan:
    """Return the plan."""
    return plan
