"""Which notices a database's state gives rise to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.errors import UnversionedDatabase
from pipeline_browser.model.files.outside_change import OutsideChange
from pipeline_browser.model.migrations.history import MigrationState, is_odd
from pipeline_browser.ui.colours import Meaning
from pipeline_browser.ui.formats import counted
from pipeline_browser.ui.notice import Notice

if TYPE_CHECKING:
    from pipeline_browser.model.errors import PipelineBrowserError
    from pipeline_browser.ui.snapshot import DatabaseState


def notices(state: DatabaseState, time: str) -> list[Notice]:
    """Return what to tell about a state, the most urgent first.

    Args:
        time: when an outside change was last noticed, as the window shows times.
    """
    return [
        *_lost(state),
        *_problem(state),
        *_recorded_otherwise(state),
        *_pending(state),
        *_read_only(state),
        *_outside(state, time),
    ]


def _lost(state: DatabaseState) -> list[Notice]:
    if state.outside is OutsideChange.NONE:
        return []
    gone = state.outside is OutsideChange.GONE
    what = "was deleted or moved" if gone else "was replaced by another file"
    offers = () if gone else (("reopen", "Open the new file"),)
    return [
        Notice(
            ("lost", state.outside),
            Meaning.BAD,
            "bad",
            f"The file {what}. What was open is still shown, and is no longer written to.",
            "Save a copy keeps what was open under another name.",
            (*offers, ("save-copy", "Save a copy…")),
        )
    ]


def _problem(state: DatabaseState) -> list[Notice]:
    error = state.problem
    if error is None:
        return []
    if isinstance(error, UnversionedDatabase):
        return [_of_error(error, ("unversioned",), (("mark-migrated", "Mark as migrated…"),))]
    counts = [
        (state.count(MigrationState.MODIFIED), "modified after being applied"),
        (state.count(MigrationState.MISSING), "applied but missing from the source"),
        (state.count(MigrationState.DIRTY), "recorded as failed"),
    ]
    parts = [f"{counted(number, 'migration')} {what}" for number, what in counts if number]
    if not parts:
        return [_of_error(error, ("problem", type(error), error.summary))]
    more = "\n".join(error.lines())
    return [
        Notice(
            ("modified", *parts),
            Meaning.WARNING,
            "warning",
            "; ".join(parts),
            more,
            (("show-problem", "Show"), ("why-problem", "Why…")),
        )
    ]


def _recorded_otherwise(state: DatabaseState) -> list[Notice]:
    """Tell of checksums that count here and that sqlx refuses: of an older release or convention."""
    versions = tuple(
        each.version for each in state.entries if each.state is MigrationState.APPLIED and is_odd(each)
    )
    if not versions:
        return []
    what = f"{counted(len(versions), 'migration')} {'is' if len(versions) == 1 else 'are'} applied"
    return [
        Notice(
            ("recorded-otherwise", versions),
            Meaning.WAITING,
            "modified",
            f"{what} under an older checksum, which sqlx and newer releases of its program refuse",
            "The text is the same as far as the tables go; the record can be brought up to date.",
            (("why-problem", "Why…"),),
        )
    ]


def _of_error(
    error: PipelineBrowserError, key: tuple[object, ...], offers: tuple[tuple[str, str], ...] = ()
) -> Notice:
    more = "\n".join(filter(None, (error.cause, error.remedy, error.details)))
    offers = (("explain-problem", "Details…"), *offers)
    return Notice(key, Meaning.WARNING, "warning", error.summary, more, offers)


def _pending(state: DatabaseState) -> list[Notice]:
    # What stops the whole run is told in its place.
    if not state.pending or (state.plan is not None and state.plan.refusal is not None):
        return []
    versions = tuple(entry.version for entry in state.entries)
    waiting = counted(state.pending, "migration")
    text = f"{waiting} {'is' if state.pending == 1 else 'are'} pending"
    return [
        Notice(
            ("pending", state.pending, versions),
            Meaning.WAITING,
            "pending",
            text,
            "",
            (("migrate", "Show plan…"),),
        )
    ]


def _read_only(state: DatabaseState) -> list[Notice]:
    if not state.facts.read_only:
        return []
    reason = state.facts.read_only_reason or "it was opened that way"
    what = "A snapshot is shown, which may be stale" if state.facts.snapshot else "Read-only"
    return [Notice(("read-only", reason), Meaning.NEUTRAL, "lock", f"{what}: {reason}")]


def _outside(state: DatabaseState, time: str) -> list[Notice]:
    if state.changed_outside is None or state.outside is not OutsideChange.NONE:
        return []
    ledger = tuple((entry.version, entry.state) for entry in state.entries)
    return [Notice(("outside", ledger), Meaning.NEUTRAL, "refresh", f"Changed outside, refreshed {time}")]
