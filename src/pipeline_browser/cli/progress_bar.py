"""A bar on a terminal while a plan runs; rich is imported here and nowhere earlier."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console as RichConsole
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.text import Text

from pipeline_browser.model.literal_text import escape_for_terminal
from pipeline_browser.model.migrations import progress as events
from pipeline_browser.model.migrations.rehearsal.progress import Copying, Examining

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline_browser.cli.console import Console
    from pipeline_browser.model.migrations.rehearsal.progress import RehearsalEvent, RehearsalProgress

_WIDTH = 40  # characters of a statement beside the bar


@contextmanager
def progress_bar(console: Console, verb: str, migrations: int) -> Iterator[RehearsalProgress]:
    """Show a bar on standard error during the block; lines that are written meanwhile appear above it."""
    rich = RichConsole(file=sys.stderr, markup=False, highlight=False)
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn())
    bar = Progress(
        *columns,
        TimeElapsedColumn(),
        console=rich,
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    )
    with bar:
        console.above_bar = lambda line: rich.print(Text(line), soft_wrap=True)
        try:
            yield _Bar(bar, verb, migrations).tell
        finally:
            console.above_bar = None


class _Bar:
    """One task a plan, whose description is the statement now running."""

    def __init__(self, bar: Progress, verb: str, migrations: int) -> None:
        self._bar = bar
        self._verb = verb
        self._task = bar.add_task(verb, total=migrations)

    def tell(self, event: RehearsalEvent) -> None:
        match event:
            case events.BackingUp():
                self._describe(f"Backing up {event.done}/{event.total} pages")
            case Copying():
                self._describe(f"Copying {event.done}/{event.total} pages")
            case Examining():
                self._describe(f"{event.what[:1].upper()}{event.what[1:]}")
            case events.WaitingForLock():
                self._describe("Waiting for the lock")
            case events.StatementStarted():
                self._describe(f"{self._verb} {event.index + 1}/{event.total}: {event.statement.text}")
            case events.MigrationFinished():
                self._bar.advance(self._task)

    def _describe(self, text: str) -> None:
        line = escape_for_terminal(" ".join(text[: 4 * _WIDTH].split()))
        shown = line if len(line) <= _WIDTH else line[: _WIDTH - 1] + "…"
        self._bar.update(self._task, description=shown)
