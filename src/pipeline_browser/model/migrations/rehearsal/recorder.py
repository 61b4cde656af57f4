"""Listening to a run on the copy: how long each statement takes, and what goes by cascade."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline_browser.model.migrations import progress as events
from pipeline_browser.model.migrations.cascade_guard import CascadeGuard
from pipeline_browser.model.migrations.rehearsal.facts import MigrationTime, StatementTime

if TYPE_CHECKING:
    from pipeline_browser.model.engine import sqlite3
    from pipeline_browser.model.errors import CascadeLoss
    from pipeline_browser.model.migrations.progress import RunEvent
    from pipeline_browser.model.migrations.rehearsal.progress import RehearsalProgress
    from pipeline_browser.model.migrations.source import Migration
    from pipeline_browser.model.sql_text import Statement

_LONGEST = 200  # characters of a statement's first line
_WORTH_TELLING = 100  # a statement is told that takes more than this part of the whole


class Recorder:
    """Notes the moments of one run's events and hands them on.

    Attributes:
        losses: what went by cascade where that was allowed; the run itself looks only where it was not.
    """

    def __init__(self, tell: RehearsalProgress, cascades: CascadeGuard | None) -> None:
        self._tell = tell
        self._cascades = cascades
        self._times: list[MigrationTime] = []
        self._statements: list[StatementTime] = []
        self._migration: Migration | None = None
        self._statement: Statement | None = None
        self._started = self._migration_began = self._statement_began = self._last_end = 0
        self._watching = 0
        self._commit = 0
        self.losses: tuple[CascadeLoss, ...] = ()
        self._began = time.perf_counter_ns()
        self._ended = self._began

    @classmethod
    def watching(
        cls, tell: RehearsalProgress, connection: sqlite3.Connection, *, allow_cascade: bool
    ) -> Recorder:
        """Return a recorder that begins now; it looks for losses where the run does not."""
        return cls(tell, CascadeGuard(connection) if allow_cascade else None)

    def note(self, event: RunEvent) -> None:
        """Take an event of the run, on its thread."""
        now = time.perf_counter_ns()
        self._end_statement(self._statements_end(event, now))
        match event:
            case events.MigrationStarted():
                self._migration, self._migration_began, self._started = event.migration, now, now
            case events.MigrationFinished():
                self._end_migration(event, now)
            case events.PlanCommitted():
                self._commit = now - self._last_end
        self._tell(event)
        if isinstance(event, events.StatementStarted):
            self._begin_statement(event.statement)

    def stop(self) -> None:
        """Note that the run ended, however it did."""
        now = time.perf_counter_ns()
        self._end_statement(now)
        if self._migration is not None:
            self._add(self._migration, now, finished=False)
        self._ended = now

    @property
    def run(self) -> int:
        """Nanoseconds of the whole run, without what the recorder itself took."""
        return self._ended - self._began - self._watching

    @property
    def commit(self) -> int:
        """Nanoseconds of the one COMMIT of a plan that is all or nothing."""
        return self._commit

    def times(self) -> tuple[MigrationTime, ...]:
        """Return the migrations in order, with the statements that are worth telling."""
        least = self.run / _WORTH_TELLING
        return tuple(
            replace(each, statements=tuple(one for one in each.statements if one.elapsed > least))
            for each in self._times
        )

    def _statements_end(self, event: RunEvent, now: int) -> int:
        """Return when the last statement was done: the end of a migration is told after its COMMIT."""
        if isinstance(event, events.MigrationFinished):
            return min(now, max(self._statement_began, self._started + event.elapsed))
        return now

    def _begin_statement(self, statement: Statement) -> None:
        began = time.perf_counter_ns()
        if self._cascades is not None:
            self._cascades.before(statement)
        self._statement, self._statement_began = statement, time.perf_counter_ns()
        self._watched(began, self._statement_began)

    def _end_statement(self, now: int) -> None:
        statement, self._statement = self._statement, None
        if statement is None:
            return
        taken = now - self._statement_began
        self._statements.append(StatementTime(statement.line, _brief(statement.first_line), taken))
        if self._cascades is not None:
            self._cascades.after()
            self._watched(now, time.perf_counter_ns())

    def _end_migration(self, event: events.MigrationFinished, now: int) -> None:
        commit = max(0, now - self._started - event.elapsed) if event.committed else 0
        self._add(event.migration, now, finished=True, commit=commit)
        self._migration, self._last_end = None, now
        if self._cascades is not None:
            self.losses = self._cascades.losses()

    def _add(self, migration: Migration, now: int, *, finished: bool, commit: int = 0) -> None:
        taken = now - self._migration_began
        statements = tuple(self._statements)
        self._times.append(MigrationTime(migration, taken, commit, statements, finished=finished))
        self._statements = []

    def _watched(self, began: int, ended: int) -> None:
        """Leave the time of looking for cascades out of all others."""
        self._watching += ended - began
        self._migration_began += ended - began


def _brief(line: str) -> str:
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
