"""What the time slider says."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pipeline_browser.diagram.comparing.timeline import StopKind
from pipeline_browser.diagram.comparing.words import DRIFT_VERBS, VERBS, counts_words
from pipeline_browser.ui.formats import moment

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline_browser.diagram.comparing.facts import Counts
    from pipeline_browser.diagram.comparing.timeline import Stop
    from pipeline_browser.diagram.graph import State
    from pipeline_browser.ui.comparison import Comparison

_STORED = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M:%S.%f", "%Y-%m-%dT%H:%M:%SZ")
_IN_VERSION = (14, "%Y%m%d%H%M%S")  # digits of a version that is a moment
_NOTHING = {StopKind.NOW: "no drift", StopKind.COMPARISON: "no difference"}
_NOWHERE = "the database as it is"


def title_words(stop: Stop) -> str:
    """Return what a stop is: ``20250204120000 add pipeline tags``, or the database."""
    if stop.kind is StopKind.NOW:
        return "Now"
    return f"{stop.version} {stop.description}".strip()


def when_words(stop: Stop, *, utc: bool) -> str:
    """Return when a version was applied or written, and how it stands: ``applied 2025-02-04 12:00``."""
    if stop.kind is StopKind.NOW:
        return stop.note or "compared with what the applied migrations promise"
    written = _written(stop.version)
    parts = [f"written {written}" if written else ""]
    if stop.kind is StopKind.PENDING:
        parts.insert(0, "pending")
    else:
        parts = [f"applied {_applied(stop.applied_at, utc=utc)}".rstrip()]
    if stop.is_modified:
        parts.append("its file was changed since")
    return ", ".join(filter(None, parts))


def happened_words(stop: Stop, counts: Counts) -> str:
    """Return what happened at a stop: ``adds 1 table, 3 columns``."""
    if stop.before is None:
        return ""
    if stop.kind is StopKind.NOW:
        return counts_words(counts, "no drift", DRIFT_VERBS)
    return counts_words(counts, "changes nothing")


def nothing_words(stop: Stop) -> str:
    """Return what stands where nothing is counted."""
    return _NOTHING.get(stop.kind, "no change in the schema")


def caption_words(stop: Stop, counts: Counts, comparison: Comparison | None = None) -> str:
    """Return what a picture of a stop shows, for a file that leaves the window."""
    if comparison is not None:
        sides = f"{comparison.title}: {comparison.after_name} against {comparison.before_name}"
        return f"{sides}: {counts_words(counts, 'no difference')}"
    happened = happened_words(stop, counts)
    if stop.kind is StopKind.NOW:
        told = f"against what its migrations promise: {happened}" if happened else _NOWHERE
    else:
        told = f"{title_words(stop)}: {happened}"
    return told if not stop.failure else f"{told} ({stop.failure})"


def verbs_of(stop: Stop) -> Mapping[State, str]:
    """Return how it is said what happened at a stop."""
    return DRIFT_VERBS if stop.kind is StopKind.NOW else VERBS


def _applied(text: str, *, utc: bool) -> str:
    for shape in _STORED:
        try:
            return moment(datetime.strptime(text, shape).replace(tzinfo=UTC), utc=utc)
        except ValueError:
            continue
    return text


def _written(version: int | None) -> str:
    """Return the day that a version names; empty where it names none."""
    digits, shape = _IN_VERSION
    text = str(version)
    if len(text) != digits:
        return ""
    try:
        return f"{datetime.strptime(text, shape).replace(tzinfo=UTC):%Y-%m-%d}"
    except ValueError:
        return ""
