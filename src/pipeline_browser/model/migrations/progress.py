"""What a running plan tells its watcher: plain facts, handed to a plain callable in the runner's thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline_browser.model.backup import SavedCopy
    from pipeline_browser.model.migrations.source import Migration
    from pipeline_browser.model.sql_text import Statement


@dataclass(frozen=True, slots=True)
class WaitingForLock:
    """Another program holds the lock; told about ten times a second."""

    seconds: float


@dataclass(frozen=True, slots=True)
class BackingUp:
    """Pages copied so far."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class BackedUp:
    """The backup is finished and verified."""

    copy: SavedCopy


@dataclass(frozen=True, slots=True)
class MigrationStarted:
    """Migration ``index`` (from 0) of ``total`` begins."""

    migration: Migration
    index: int
    total: int
    statements: int


@dataclass(frozen=True, slots=True)
class StatementStarted:
    """Statement ``index`` (from 0) of the current migration's ``total`` begins."""

    statement: Statement
    index: int
    total: int


@dataclass(frozen=True, slots=True)
class MigrationSkipped:
    """Not run: past the target, or another program applied it in the meantime (``applied_elsewhere``)."""

    migration: Migration
    index: int
    total: int
    applied_elsewhere: bool


@dataclass(frozen=True, slots=True)
class MigrationFinished:
    """All statements ran.

    Attributes:
        elapsed: nanoseconds.
        committed: false while the transaction for the whole plan is still open.
    """

    migration: Migration
    index: int
    total: int
    elapsed: int
    committed: bool


@dataclass(frozen=True, slots=True)
class PlanCommitted:
    """The one transaction for the whole plan was committed."""

    migrations: int


RunEvent = (
    WaitingForLock
    | BackingUp
    | BackedUp
    | MigrationStarted
    | StatementStarted
    | MigrationSkipped
    | MigrationFinished
    | PlanCommitted
)
RunProgress = Callable[[RunEvent], None]
