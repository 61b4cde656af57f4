"""What each state of a migration means, in a word, a colour's meaning and a sentence."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pipeline_browser.model.migrations.history import MigrationState
from pipeline_browser.ui.colours import Meaning
from pipeline_browser.ui.formats import figure

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline_browser.model.migrations.history import HistoryEntry

# The colour of each state, and the icon that stands beside the word.
MEANINGS = {
    MigrationState.APPLIED: Meaning.GOOD,
    MigrationState.PENDING: Meaning.WAITING,
    MigrationState.OUT_OF_ORDER: Meaning.WARNING,
    MigrationState.MODIFIED: Meaning.WARNING,
    MigrationState.MISSING: Meaning.BAD,
    MigrationState.DIRTY: Meaning.BAD,
}
ICONS = {
    MigrationState.APPLIED: "check",
    MigrationState.PENDING: "pending",
    MigrationState.OUT_OF_ORDER: "out-of-order",
    MigrationState.MODIFIED: "modified",
    MigrationState.MISSING: "missing",
    MigrationState.DIRTY: "bad",
}

_EXPLANATIONS = {
    MigrationState.APPLIED: "",
    MigrationState.PENDING: "Not applied yet.",
    MigrationState.OUT_OF_ORDER: (
        "Not applied yet, and older than the newest applied migration: it would run now, after those that"
        " were written to follow it. Check that it does not rely on an earlier state of the schema."
    ),
    MigrationState.MODIFIED: (
        "The file is not the text that was applied: its checksum differs from the ledger's. sqlx refuses to"
        " migrate until they agree. Restore the file as it was, and put the change into a new migration; or"
        " ask why: where the schema is the same, the text of today can be accepted."
    ),
    MigrationState.MISSING: (
        "The ledger says that it was applied, but the folder has no such file: it was deleted or renamed, or"
        " a newer release applied it. sqlx refuses to migrate unless it is told to ignore missing migrations."
        " Choose the folder that belongs to this database, or bring the file back."
    ),
    MigrationState.DIRTY: (
        "The ledger marks it as not successful. sqlx never writes such a row: another tool did. Ask why:"
        " where the schema tells how much of it is there, its row can be repaired."
    ),
}


_QUESTIONS = {
    MigrationState.APPLIED: "Why would sqlx refuse this?",
    MigrationState.MODIFIED: "Why is this modified?",
    MigrationState.MISSING: "Why is this missing?",
    MigrationState.DIRTY: "Why did this fail?",
}


def question(entry: HistoryEntry | None) -> str:
    """Return what a button asks about a migration that ledger and source disagree about."""
    return _QUESTIONS.get(entry.state, "Why is this so?") if entry else "Why is this modified?"


def explanation(entry: HistoryEntry) -> str:
    """Return what the entry's state means and what to do; empty where all is well."""
    return _EXPLANATIONS[entry.state]


def state_summary(entries: Iterable[HistoryEntry]) -> str:
    """Return how many migrations are in each state, such as ``1 applied, 2 pending``."""
    counts = Counter(entry.state for entry in entries)
    parts = [f"{figure(counts[state])} {state.value}" for state in MigrationState if counts[state]]
    return ", ".join(parts) or "no migrations"
