"""What comparing a file with a run's checksums says; no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline_browser.model.metrics.verification import TITLES, Compared, Match, Verification
from pipeline_browser.ui.colours import Meaning
from pipeline_browser.ui.formats import figure, file_size
from pipeline_browser.ui.metrics import formats

if TYPE_CHECKING:
    from datetime import tzinfo
    from pathlib import Path

_NANOSECONDS = 1_000_000  # in a millisecond


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came out.

    Attributes:
        details: all of it, for the tooltip and the clipboard.
    """

    words: str
    icon: str
    meaning: Meaning
    details: str


def outcome_of(found: Verification, pipeline_id: str | None, zone: tzinfo | None) -> Outcome:
    """Return what a comparison says.

    Args:
        pipeline_id: of the run, to say whose run a file is that is not this one's.
        zone: None is this machine's.
    """
    name = found.path.name
    details = "\n".join(
        (
            f"{found.path} ({file_size(found.size)})",
            f"SHA-256: {found.sha256}",
            _side("Input", found.input),
            _side("Output", found.output),
        )
    )
    if found.is_input and found.is_output:
        words = f"{name} is both what the run read and what it wrote: their checksums are equal."
        return Outcome(words, "check", Meaning.GOOD, details)
    if found.is_input or found.is_output:
        side, compared = ("input", found.input) if found.is_input else ("output", found.output)
        return Outcome(
            f"{name} is the run's {side}: its {_title(compared)} matches.", "check", Meaning.GOOD, details
        )
    words = f"{_why_not(found)} {_whose(found, pipeline_id, zone)}".rstrip()
    return Outcome(words, *_mark(found), details)


def _whose(found: Verification, pipeline_id: str | None, zone: tzinfo | None) -> str:
    """Return which run wrote the file, as its trailer says; empty where it has none."""
    if found.trailer is None:
        return ""
    pipeline = "this pipeline" if found.trailer.pipeline_id == pipeline_id else "another pipeline"
    ended = formats.when(found.trailer.instant / _NANOSECONDS, zone)
    return f"It says of itself that a run of {pipeline} wrote it, which ended {ended}."


def _why_not(found: Verification) -> str:
    sides = (("input", found.input), ("output", found.output))
    other = [side for side, compared in sides if compared.match is Match.OTHER]
    unknown = [side for side, compared in sides if compared.match is Match.UNKNOWN]
    name = found.path.name
    if other:
        words = (
            f"{name} is neither the run's input nor its output"
            if len(other) == 2
            else f"{name} is not the run's {other[0]}"
        )
        words += ": its checksum is another one."
        missing = [side for side, compared in sides if compared.match is Match.NONE]
        words += f" The row has no checksum of the {missing[0]}." if missing else ""
    elif unknown:
        words = f"{name} cannot be compared."
    else:
        words = f"{name} cannot be compared: the row has no checksum."
    for side in unknown:
        words += f" The checksum of the {side} is of no kind that is known by its length."
    return words


def _mark(found: Verification) -> tuple[str, Meaning]:
    other = Match.OTHER in {found.input.match, found.output.match}
    return ("bad", Meaning.BAD) if other else ("warning", Meaning.WARNING)


def _title(compared: Compared) -> str:
    return TITLES.get(compared.algorithm, "checksum")


def _side(title: str, compared: Compared) -> str:
    if compared.match is Match.NONE:
        return f"{title}: the row has no checksum"
    if compared.match is Match.UNKNOWN:
        return f"{title}: {compared.checksum} (unknown kind)"
    same = "the same" if compared.match is Match.SAME else f"the file's is {compared.computed}"
    return f"{title} ({_title(compared)}): {compared.checksum}, {same}"


def progress_words(path: Path, done: int, total: int) -> str:
    """Return how far reading the file is."""
    share = f", {figure(100 * done / total)} %" if total else ""
    return f"Reading {path.name}: {file_size(done)} of {file_size(total)}{share}"
