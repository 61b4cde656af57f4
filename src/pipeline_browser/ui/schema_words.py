"""How the schema stands to its migrations, in two words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.migrations.history import MigrationState
from pipeline_browser.model.migrations.verdict import ReasonKind, Verdict
from pipeline_browser.ui.colours import Meaning
from pipeline_browser.ui.formats import figure

if TYPE_CHECKING:
    from pipeline_browser.ui.snapshot import DatabaseState


def schema_words(state: DatabaseState, verdict: Verdict | None = None) -> tuple[Meaning, str, str]:
    """Return meaning, icon and words for how the schema stands to its migrations.

    Args:
        verdict: once ledger, source and schema were compared.
    """
    if state.source is None:
        return Meaning.WARNING, "warning", "migrations unreadable"
    if state.ledger is None:
        return Meaning.WARNING, "warning", "ledger unreadable"
    for kind in (MigrationState.DIRTY, MigrationState.MODIFIED, MigrationState.MISSING):
        if number := state.count(kind):
            return Meaning.WARNING, "warning", f"{figure(number)} {kind.value}"
    if verdict is not None and (drifted := verdict.count(ReasonKind.DRIFTED)):
        pending = f", {figure(state.pending)} pending" if state.pending else ""
        return Meaning.WARNING, "warning", f"drifted ({figure(drifted)}){pending}"
    if state.pending:
        return Meaning.WAITING, "pending", f"{figure(state.pending)} pending"
    if state.problem is not None:
        return Meaning.WARNING, "warning", "needs attention"
    return Meaning.GOOD, "check", "up to date"
