"""What the dialog of explanations says; no Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.migrations.detective.facts import Cause, DirtyState
from pipeline_browser.model.migrations.detective.repair.words import change_words, done_line, unproven
from pipeline_browser.model.migrations.detective.words import (
    git_words,
    state_name,
    story,
    verdict,
    verdict_points,
)
from pipeline_browser.ui.colours import Meaning
from pipeline_browser.ui.formats import counted
from pipeline_browser.ui.migrations.formats import brief

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline_browser.model.migrations.detective.facts import Explanation, Findings, SchemaProof
    from pipeline_browser.model.migrations.detective.repair.facts import RepairPlan, RepairReport

_HARMLESS = (Cause.FORM, Cause.CONVENTION, Cause.UPSTREAM)


def named(explanation: Explanation) -> str:
    """Return version and description in one line."""
    return brief(f"{explanation.version} {explanation.entry.description}".rstrip())


def heading(findings: Findings) -> str:
    """Return what the dialog is about."""
    told = findings.explanations
    if not told:
        return "There is nothing to explain"
    if len(told) == 1:
        return f"{named(told[0])} is {state_name(told[0])}"
    return f"{counted(len(told), 'migration')} differ between ledger and source"


def sources(findings: Findings) -> str:
    """Return what was looked at."""
    source = findings.source
    place = "the bundled migrations" if source.bundled else str(source.folder)
    words = git_words(findings)
    return f"Compared with {place}. {words}".rstrip()


def meaning(explanation: Explanation) -> Meaning:
    """Return how grave it is: only what may have changed the database is more than a note."""
    if explanation.dirty is DirtyState.PARTLY or explanation.cause is Cause.MISSING:
        return Meaning.BAD
    harmless = explanation.same_statements or explanation.cause in _HARMLESS
    return Meaning.NEUTRAL if harmless and explanation.dirty is None else Meaning.WARNING


def paragraphs(explanation: Explanation, proof: SchemaProof) -> list[str]:
    """Return all that is said about one migration below its title."""
    return story(explanation, proof).lines()


def no_difference(explanation: Explanation) -> str:
    """Return why there are no lines to compare."""
    if explanation.entry.migration is None:
        return "The source has no file of this version."
    if explanation.text is None:
        return "The text that was applied is not known, so there is nothing to compare today's file with."
    return "The text of today is the text that was applied."


def verdict_meaning(proof: SchemaProof) -> Meaning:
    """Return the colour of the verdict about the schema."""
    if proof.unknown:
        return Meaning.WARNING
    return Meaning.GOOD if proof.equal else Meaning.BAD


def what_happens(explanation: Explanation, plan: RepairPlan) -> str:
    """Return what a repair does about a migration, in a few words; empty where it leaves it alone."""
    changes = (*plan.changes, *plan.withheld)
    change = next((each for each in changes if each.explanation.version == explanation.version), None)
    return f"Repair: {change_words(change)}" if change else "Repair: left as it is"


def insist_words(plan: RepairPlan) -> str:
    """Return what somebody agrees to who insists."""
    count = len(plan.withheld or plan.changes)
    return f"Accept {'it' if count == 1 else 'them'} although the schema is not proven to be the same"


def why_not(plan: RepairPlan, *, writable: bool) -> str:
    """Return why the ledger cannot be changed as it stands; empty where it can."""
    if not writable:
        return "The database is open for reading only"
    if plan.changes:
        return ""
    if plan.withheld:
        return "The schema is not proven to be the same"
    return "There is nothing that a repair could do here"


def done_paragraphs(report: RepairReport) -> Iterable[str]:
    """Return what was done, and what of it nobody has proven."""
    yield from (done_line(change) for change in report.plan.changes)
    yield from unproven(report.plan)


def ways_back(report: RepairReport) -> Iterable[str]:
    """Return where backup and note are."""
    if report.backup is not None:
        yield f"Backup, complete and verified: {report.backup.path}"
    if report.note is not None:
        yield f"Note, with old and new checksums and the SQL that undoes it: {report.note}"


def whole_text(explanation: Explanation, proof: SchemaProof) -> str:
    """Return everything about one migration as text, as Copy gives it."""
    told = story(explanation, proof)
    lines = [f"{named(explanation)}: {state_name(explanation)}", told.title, *told.lines()]
    lines += [verdict(proof), *(f"- {point}" for point in verdict_points(proof))]
    if explanation.difference is not None:
        lines += ["", *explanation.difference.unified()]
    return "\n".join(lines) + "\n"
