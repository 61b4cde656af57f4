"""How far an apply or a revert would go, from the history, for buttons that name their extent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.migrations.history import MigrationState
from pipeline_browser.ui.formats import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline_browser.model.migrations.history import HistoryEntry
    from pipeline_browser.ui.snapshot import DatabaseState

PENDING = frozenset({MigrationState.PENDING, MigrationState.OUT_OF_ORDER})


def may_be_marked(state: DatabaseState | None) -> bool:
    """Whether the database may have tables of these migrations, and no record of them."""
    if state is None or state.source is None or not state.source.ups or state.ledger is None:
        return False
    pages = (state.facts.size + state.facts.wal_size) // state.facts.page_size
    return not state.ledger.rows and (pages > 1 or state.location.in_memory)


def pending_up_to(entries: Sequence[HistoryEntry], version: int | None = None) -> int:
    """Return how many migrations a run up to ``version`` (None: to the newest) would apply."""
    return sum(each.state in PENDING and (version is None or each.version <= version) for each in entries)


def revertible_above(entries: Sequence[HistoryEntry], version: int) -> int:
    """Return how many applied migrations above ``version`` have a down file."""
    return sum(each.row is not None and each.reversible and each.version > version for each in entries)


def newest_revertible(entries: Sequence[HistoryEntry]) -> HistoryEntry | None:
    """Return the migration that a revert without a target undoes."""
    return next((each for each in reversed(entries) if each.row is not None and each.reversible), None)


def newest_applied(entries: Sequence[HistoryEntry]) -> int:
    """Return the highest applied version; 0 without any."""
    return max((each.version for each in entries if each.row is not None), default=0)


def apply_words(number: int) -> str:
    """Return the words of a button that applies so many."""
    return f"Apply {counted(number, 'migration')}…" if number else "Nothing to apply"


def revert_words(entry: HistoryEntry | None) -> str:
    """Return the words of a button that reverts one migration."""
    return f"Revert migration {entry.version}…" if entry else "Nothing to revert"


def apply_here_words(number: int, entry: HistoryEntry | None) -> str:
    """Return the words for applying so many, ``entry`` being the last."""
    if entry is None:
        return "Apply up to here…"
    return f"Apply {counted(number, 'migration')} up to this…" if number else "Nothing to apply up to here"


def revert_here_words(number: int, entry: HistoryEntry | None) -> str:
    """Return the words for reverting so many, ``entry`` being the newest that stays."""
    if entry is None:
        return "Revert to here…"
    return f"Revert {counted(number, 'newer migration')}…" if number else "Nothing newer to revert"
