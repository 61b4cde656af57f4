"""How far a rehearsal is: one frozen state, moved on by each event; no Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

from pipeline_browser.model.migrations.progress import (
    MigrationFinished,
    MigrationStarted,
    StatementStarted,
    WaitingForLock,
)
from pipeline_browser.model.migrations.rehearsal.progress import Copying, Examining
from pipeline_browser.ui.formats import figure
from pipeline_browser.ui.migrations.formats import first_line
from pipeline_browser.ui.migrations.run_state import named

if TYPE_CHECKING:
    from pipeline_browser.model.migrations.rehearsal.progress import RehearsalEvent


class Phase(Enum):
    """The parts of a rehearsal, in order."""

    COPY = "copy"
    BEFORE = "before"
    RUN = "run"
    AFTER = "after"


_SHARES = {Phase.COPY: 0.25, Phase.BEFORE: 0.2, Phase.RUN: 0.35, Phase.AFTER: 0.2}  # of the bar


@dataclass(frozen=True, slots=True)
class RehearsalState:
    """A rehearsal at one moment.

    Attributes:
        part: how much of the phase is done, 0 to 1.
        what: what is being done, in a few words.
        detail: such as the statement that runs, on one line.
        done: migrations that ran.
    """

    migrations: int
    phase: Phase = Phase.COPY
    part: float = 0.0
    what: str = "Opening the database"
    detail: str = ""
    done: int = 0

    @property
    def fraction(self) -> float:
        """How much of the whole is done, 0 to 1."""
        phases = list(Phase)
        past = sum(_SHARES[each] for each in phases[: phases.index(self.phase)])
        return min(1.0, past + _SHARES[self.phase] * self.part)


_EXAMINING = ("counting rows", "checking foreign keys", "checking integrity")


def advance(state: RehearsalState, event: RehearsalEvent) -> RehearsalState:
    """Return the state after ``event``."""
    match event:
        case Copying(done, total):
            what = f"Copying, {figure(100 * done / total if total else 100)} % done"
            return replace(state, part=done / total if total else 1.0, what=what)
        case Examining(what, before):
            phase = Phase.BEFORE if before else Phase.AFTER
            words = f"{what[:1].upper()}{what[1:]} {'before' if before else 'after'} the plan"
            part = _EXAMINING.index(what) / len(_EXAMINING) if what in _EXAMINING else 0.0
            return replace(state, phase=phase, part=part, what=words, detail="")
        case MigrationStarted(migration):
            what = f"Running {named(migration)} on the copy"
            return replace(state, phase=Phase.RUN, what=what, part=_run_part(state, 0.0))
        case StatementStarted(statement, index, total):
            return replace(state, part=_run_part(state, index / total), detail=first_line(statement.text))
        case MigrationFinished():
            return replace(state, done=state.done + 1, detail="")
        case WaitingForLock():
            return replace(state, detail="Waiting: another program holds the lock")
    return state


def _run_part(state: RehearsalState, of_migration: float) -> float:
    return min(1.0, (state.done + of_migration) / state.migrations) if state.migrations else 1.0
