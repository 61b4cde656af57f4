"""What was compared and marked, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.engine import quote_identifier

if TYPE_CHECKING:
    from pipeline_browser.model.migrations.baseline.facts import BaselineReport, VersionMatch


def differences_words(match: VersionMatch) -> str:
    """Return how many differences there are, as a sentence."""
    count = len(match.differences)
    if match.equal:
        order = " Only the order of columns differs, which no statement by name sees." if count else ""
        return f"Its schema is exactly that of version {match.version}.{order}"
    things = "One thing is" if count == 1 else f"{count:,} things are"
    return f"{things} not as version {match.version} makes it."


def undo_words(report: BaselineReport) -> str:
    """Return the SQL that takes it back."""
    name = quote_identifier(report.offer.source.config.table_name)
    return f"DELETE FROM {name};" if report.had_ledger else f"DROP TABLE {name};"


def marked_words(report: BaselineReport) -> str:
    """Return what was marked, or would be: ``Marked 2 migrations as applied, up to 2 add tags``."""
    count = "1 migration" if len(report.marked) == 1 else f"{len(report.marked):,} migrations"
    verb = "Marked" if report.done else "Can mark"
    return f"{verb} {count} as applied, up to {report.match.version} {report.match.migration.description}"
