"""What the import of runs says: of each file, of all together, of what it is doing; no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline_browser.model.metrics.importing.checksums import Hashed
from pipeline_browser.model.metrics.importing.plan import PlannedFile, Standing, bytes_to_hash, word_for
from pipeline_browser.model.metrics.importing.scanning import Scanned
from pipeline_browser.ui.colours import Meaning
from pipeline_browser.ui.formats import counted, figure, file_size

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline_browser.model.metrics.importing.plan import ImportPlan


@dataclass(frozen=True, slots=True)
class StandingMark:
    """How a standing shows: a word is never left to its colour alone."""

    icon: str
    meaning: Meaning


MARKS = {
    Standing.NEW: StandingMark("add", Meaning.GOOD),
    Standing.NEWER: StandingMark("up", Meaning.GOOD),
    Standing.NO_CHECKSUM: StandingMark("add", Meaning.GOOD),
    Standing.UNDATED: StandingMark("warning", Meaning.WARNING),
    Standing.SAME: StandingMark("check", Meaning.NEUTRAL),
    Standing.OLDER: StandingMark("down", Meaning.NEUTRAL),
    Standing.OUTDONE: StandingMark("down", Meaning.NEUTRAL),
    Standing.UNKNOWN_PIPELINE: StandingMark("missing", Meaning.WARNING),
    Standing.FAILED_RUN: StandingMark("stop", Meaning.WARNING),
    Standing.DAMAGED: StandingMark("bad", Meaning.BAD),
}
WHAT_IS_WRITTEN = (
    "Bytes, chunks, end, file sizes, ratio and the input's checksum are written. The files do not say when a "
    "run started or how long it took: start, duration and throughput stay unknown."
)


def state_word(each: PlannedFile) -> str:
    """Return the word for a file's standing; of a damaged one, the kind of damage."""
    fault = each.file.fault
    return each.standing.value if fault is None else fault.flaw.value


def why_words(each: PlannedFile) -> str:
    """Return why it stands so, and that its pipeline is archived."""
    return f"{each.why} The pipeline is archived." if each.archived else each.why


def heading(plan: ImportPlan) -> str:
    """Return what was found: ``8 files``, with those that had several names."""
    found = counted(len(plan.files), "file")
    if not plan.files:
        return "There is no output file in it"
    more = f", {counted(plan.repeated, 'further name')} of the same" if plan.repeated else ""
    return f"{found}{more}"


def counts_words(plan: ImportPlan) -> str:
    """Return how many files stand how: ``4 new, 2 failed runs``."""
    return ", ".join(
        f"{figure(plan.counts[standing])} {word_for(plan.counts[standing], standing.value)}"
        for standing in Standing
        if plan.counts[standing]
    )


def lacking_words(plan: ImportPlan) -> str:
    """Return which columns this database has no place for; empty where it has all."""
    if not plan.lacking:
        return ""
    return f"This database has no place for: {', '.join(plan.lacking)}."


def button_words(written: Sequence[PlannedFile]) -> str:
    """Return what the button does: ``Import 6 runs``."""
    return f"Import {counted(len(written), 'run')}" if written else "Nothing to import"


def hashing_words(written: Sequence[PlannedFile]) -> str:
    """Return what the switch for checksums costs."""
    size = bytes_to_hash(written)
    cost = f" (reads {file_size(size)})" if size else ""
    return f"Compute the output files' checksums{cost}"


def undated_words(plan: ImportPlan) -> str:
    """Return the switch for rows that nobody can compare; empty where there are none."""
    count = plan.counts[Standing.UNDATED]
    return f"Also replace {counted(count, 'row')} without a readable time" if count else ""


@dataclass(frozen=True, slots=True)
class Doing:
    """What is being done right now.

    Attributes:
        share: of 1,000; None where nobody knows how much there is.
    """

    words: str
    share: int | None


def doing(event: object) -> Doing | None:
    """Return how far a scan or the hashing is; None for any other event."""
    if isinstance(event, Scanned):
        if not event.read:
            return Doing(f"Looking for files: {figure(event.found)} so far", None)
        words = f"Reading {figure(event.read)} of {counted(event.found, 'file')}"
        return Doing(words, 1000 * event.read // max(1, event.found))
    if isinstance(event, Hashed):
        done, total = file_size(event.bytes_done), file_size(event.bytes_total)
        of = f"{figure(event.number)} of {figure(event.files)}"
        words = f"Reading file {of}: {event.name} ({done} of {total})"
        return Doing(words, 1000 * event.bytes_done // max(1, event.bytes_total))
    return None
