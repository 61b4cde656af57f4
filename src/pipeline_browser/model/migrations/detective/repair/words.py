"""What a repair does or did, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.migrations.detective.repair.facts import Deed
from pipeline_browser.model.migrations.detective.words import story, verdict, verdict_points

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline_browser.model.migrations.detective.repair.facts import LedgerChange, RepairPlan, Untouched

_DEEDS = {
    Deed.STAMP: "accept the text of today",
    Deed.DONE: "mark as applied",
    Deed.FORGET: "remove its row",
    Deed.RENUMBER: "give its row another version",
}

_DONE = {
    Deed.STAMP: "today's text is accepted",
    Deed.DONE: "it is marked as applied",
    Deed.FORGET: "its row is removed",
    Deed.RENUMBER: "its row has another version",
}


def done_line(change: LedgerChange) -> str:
    """Return what has happened to one row: ``1 initial schema: today's text is accepted``."""
    done = _DONE[change.deed]
    if change.deed is Deed.RENUMBER and change.new is not None:
        done = f"its row has the version {change.new.version}"
    return f"{change.version} {change.old.description}: {done}"


def change_line(change: LedgerChange) -> str:
    """Return what happens to one row: ``1 initial schema: accept the text of today``."""
    return f"{change.version} {change.old.description}: {change_words(change)}"


def change_words(change: LedgerChange) -> str:
    """Return the deed alone, with the new version where there is one."""
    if change.deed is Deed.RENUMBER and change.new is not None:
        return f"give its row the version {change.new.version}"
    return _DEEDS[change.deed]


def extent(plan: RepairPlan) -> str:
    """Return the extent of what a plan does or withholds: ``Accept today's text of 1 migration``."""
    changes = plan.changes or plan.withheld
    count = "1 migration" if len(changes) == 1 else f"{len(changes):,} migrations"
    deeds = {change.deed for change in changes}
    if deeds == {Deed.STAMP}:
        return f"Accept today's text of {count}"
    if deeds == {Deed.DONE}:
        return f"Mark {count} as applied"
    if deeds == {Deed.FORGET}:
        return f"Remove {'1 row' if len(changes) == 1 else f'{len(changes):,} rows'} of the ledger"
    return f"Repair the records of {count}"


def why_withheld(plan: RepairPlan) -> list[str]:
    """Return why nothing is written without force, and what differs."""
    return [verdict(plan.proof), *(f"- {point}" for point in verdict_points(plan.proof))]


def unproven(plan: RepairPlan) -> list[str]:
    """Return what nobody has proven of what a plan does; empty where all is."""
    lines = (
        []
        if plan.proven or not plan.changes
        else ["Unproven, and done because it was insisted on:", *why_withheld(plan)]
    )
    rows = [change for change in plan.changes if change.explanation.same_rows is False]
    return [
        *lines,
        *(f"Migration {each.version} writes other rows than the applied text did." for each in rows),
    ]


def untouched_line(untouched: Untouched) -> str:
    """Return what is left alone, and why."""
    entry = untouched.explanation.entry
    return f"{entry.version} {entry.description}: left as it is, since {untouched.why}"


def reasons(change: LedgerChange, plan: RepairPlan) -> Iterator[str]:
    """Yield why a row is changed: what happened to it, and what speaks for the change."""
    told = story(change.explanation, plan.proof)
    yield told.title + "."
    yield from (line for line in (told.happened, told.since, told.means) if line)
