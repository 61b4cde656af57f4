"""How a run ended, in words: what happened, what was kept, what to do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from pipeline_browser.model.errors import (
    Cancelled,
    CascadeLoss,
    CascadeRefused,
    MigrationFailed,
    PipelineBrowserError,
)
from pipeline_browser.model.migrations.plan import Direction
from pipeline_browser.ui.formats import counted, figure
from pipeline_browser.ui.migrations.formats import duration
from pipeline_browser.ui.migrations.run_state import named

if TYPE_CHECKING:
    from pipeline_browser.model.backup import SavedCopy
    from pipeline_browser.model.migrations.runner import RunReport


_CASCADE = (
    "It drops a table that others refer to, and dropping it takes their rows along. PRAGMA foreign_keys = OFF"
    " has no effect inside a transaction."
)


class Ending(Enum):
    """The three ways a run can end; the value is the meaning that colours it."""

    DONE = "good"
    CANCELLED = "waiting"
    FAILED = "bad"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result page's content.

    Attributes:
        happened: why it ended so; empty after success.
        place: file, line and column of the failing statement.
        statement: the failing statement's text.
        line: of its file, in which the statement begins.
        durations: name and time of each migration that is in the database now.
        losses: what a refused rebuild would have deleted or blanked.
        details: everything as plain text, for the clipboard.
    """

    ending: Ending
    title: str
    happened: str = ""
    kept: str = ""
    remedy: str = ""
    place: str = ""
    statement: str = ""
    line: int = 1
    durations: tuple[tuple[str, str], ...] = ()
    losses: tuple[CascadeLoss, ...] = ()
    backup: SavedCopy | None = None
    details: str = ""


def success(report: RunReport, direction: Direction) -> Outcome:
    """Return what to say after a run that did all of its plan."""
    verb = "Reverted" if direction is Direction.REVERT else "Applied"
    number, elsewhere = len(report.finished), len(report.applied_elsewhere)
    title = f"{verb} {counted(number, 'migration')} in {duration(report.elapsed)}"
    if not number and elsewhere:
        title = "Nothing was left to do"
    kept = f"Another program did {counted(elsewhere, 'migration')} in the meantime." if elsewhere else ""
    durations = tuple((named(each.migration), duration(each.elapsed)) for each in report.finished)
    return Outcome(Ending.DONE, title, kept=kept, durations=durations, backup=report.backup)


def failure(error: PipelineBrowserError, *, backup: SavedCopy | None = None, log: str = "") -> Outcome:
    """Return what to say after a run that ended with ``error``.

    Args:
        backup: the copy made before the run, which is still there.
        log: the run's log, which belongs to the details.
    """
    failed = error if isinstance(error, MigrationFailed) else None
    losses = error.losses if isinstance(error, CascadeRefused) else ()
    return Outcome(
        Ending.CANCELLED if isinstance(error, Cancelled) else Ending.FAILED,
        error.summary,
        happened=_CASCADE if losses else "\n".join(_reasons(error)),
        kept=error.outcome,
        remedy=error.remedy,
        place=_place(failed) if failed else "",
        statement=failed.statement if failed else "",
        line=failed.line if failed else 1,
        losses=losses,
        backup=backup,
        details=_details(error, log),
    )


def _reasons(error: PipelineBrowserError) -> list[str]:
    said = [error.sqlite_message] if isinstance(error, MigrationFailed) else []
    return [reason for reason in (*said, error.cause) if reason]


def _place(error: MigrationFailed) -> str:
    file = f"{error.path.name}, " if error.path else ""
    return f"{file}line {error.line}, column {error.column}"


def _details(error: PipelineBrowserError, log: str) -> str:
    parts = ["\n".join(error.lines())]
    if error.path:
        parts.append(str(error.path))
    if isinstance(error, MigrationFailed):
        parts.append(f"{_place(error)}:\n{error.statement}\n{error.sqlite_message}")
    parts += [error.details, log]
    return "\n\n".join(part for part in parts if part)


def allow_words(losses: tuple[CascadeLoss, ...]) -> str:
    """Return the words of the button that runs again and accepts the losses."""
    deleted = sum(each.before - each.after for each in losses if not each.blanked)
    blanked = sum(each.before - each.after for each in losses if each.blanked)
    parts = [f"delete {counted(deleted, 'row')}"] if deleted else []
    parts += [f"blank {counted(blanked, 'reference')}"] if blanked else []
    return f"Run again and {' and '.join(parts) or 'allow it'}"


def loss_sentence(loss: CascadeLoss) -> str:
    """Return what one table would lose."""
    number = loss.before - loss.after
    if loss.blanked:
        references = counted(number, "row")
        return f"{loss.table}: {references} would lose the reference to {loss.parent}"
    return (
        f"{loss.table}: {figure(number)} of {counted(loss.before, 'row')} would be deleted with {loss.parent}"
    )
