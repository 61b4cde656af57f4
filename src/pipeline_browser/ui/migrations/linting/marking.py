"""A lint's report put beside the entries of a history, and beside the warnings of a plan."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline_browser.model.migrations.lint.database import COUNTED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline_browser.model.migrations.history import HistoryEntry
    from pipeline_browser.model.migrations.lint.facts import LintReport
    from pipeline_browser.model.migrations.plan import Plan, PlanStep, PlanWarning
    from pipeline_browser.ui.migrations.plan_offer import PlanOffer


def marked_entries(entries: Iterable[HistoryEntry], report: LintReport) -> tuple[HistoryEntry, ...]:
    """Return the entries with what was found in their files, the up file's first."""
    if not report.findings:
        return tuple(entries)
    return tuple(_marked_entry(entry, report) for entry in entries)


def _marked_entry(entry: HistoryEntry, report: LintReport) -> HistoryEntry:
    found = report.of(entry.migration)
    if entry.down is not None:
        found = (*found, *report.of(entry.down))
    return replace(entry, findings=found) if found else entry


def findings_by_file(
    entry: HistoryEntry, planned: Iterable[PlanWarning]
) -> tuple[tuple[PlanWarning, ...], tuple[PlanWarning, ...]]:
    """Return what is to be said about the up file and about the down file of an entry.

    Args:
        planned: the warnings of a plan about the up file, which may be there before the findings are.
    """
    up = [each.warning for each in entry.findings if each.migration == entry.migration]
    others = (each.warning for each in entry.findings if each.migration != entry.migration)
    down = [replace(each, text=f"Down file: {each.text}") for each in others]
    known = {(warning.rule, warning.line) for warning in up}
    more = (each for each in planned if (each.rule, each.line) not in known)
    return (*up, *more), tuple(down)


def marked_offer(offer: PlanOffer, report: LintReport) -> PlanOffer:
    """Return the offer with what was found in the files of its plans."""
    if not report.findings:
        return offer
    return replace(
        offer, together=marked_plan(offer.together, report), separate=marked_plan(offer.separate, report)
    )


def marked_plan(plan: Plan, report: LintReport) -> Plan:
    """Return the plan with the findings among the warnings of its steps."""
    return replace(plan, steps=tuple(_marked_step(step, report) for step in plan.steps))


def _marked_step(step: PlanStep, report: LintReport) -> PlanStep:
    known = {(warning.rule, warning.line) for warning in step.warnings}
    found = [finding.warning for finding in report.of(step.migration)]
    # The plan itself has counted the rows of what it drops.
    more = [each for each in found if each.rule not in COUNTED and (each.rule, each.line) not in known]
    return replace(step, warnings=gravest_first((*step.warnings, *more))) if more else step


def gravest_first(warnings: Iterable[PlanWarning]) -> tuple[PlanWarning, ...]:
    """Return warnings by weight, those of one weight by line."""
    return tuple(sorted(warnings, key=lambda each: (-each.severity.weight, each.line or 0)))
