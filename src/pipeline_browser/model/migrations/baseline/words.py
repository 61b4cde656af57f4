"""What was compared and marked, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline_browser.model.migrations.baseline.facts import BaselineReport, VersionMatch


def differences_words(match: VersionMatch) -> str:
    """Return how many differences there are, as a sentence."""
    count = len(match.differences)
    if not count:
        return f"Its schema is exactly that of version {match.version}."
    things = "One thing is" if count == 1 else f"{count:,} things are"
    return f"{things} not as version {match.version} makes it."


def marked_words(report: BaselineReport) -> str:
    """Return what was marked, or would be: ``Marked 2 migrations as applied, up to 2 add tags``."""
    count = "1 migration" if len(report.marked) == 1 else f"{len(report.marked):,} migrations"
    verb = "Marked" if report.done else "Can mark"
    return f"{verb} {count} as applied, up to {report.match.version} {report.match.migration.description}"
