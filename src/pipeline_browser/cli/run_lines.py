"""A running plan as lines: sqlx's on standard output, what it never says on standard error."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.migrations import progress as events
from pipeline_browser.model.migrations.plan import StepAction
from pipeline_browser.model.rust_text import debug_duration

if TYPE_CHECKING:
    from pipeline_browser.cli.console import Console
    from pipeline_browser.model.backup import SavedCopy
    from pipeline_browser.model.migrations.plan import PlanStep
    from pipeline_browser.model.migrations.source import Migration

_PATIENCE = 1.0  # seconds of waiting for a lock that go without a word


class RunLines:
    """Turns the events of one run into lines and facts.

    Attributes:
        facts: what was applied or reverted and committed, for a JSON document.
        backup_facts: the backup, for a JSON document.
    """

    def __init__(self, console: Console) -> None:
        self._console = console
        self._uncommitted: list[events.MigrationFinished | events.MigrationSkipped] = []
        self._told_waiting = False
        self.facts: list[dict[str, object]] = []
        self.backup_facts: dict[str, object] | None = None

    def listed(self, step: PlanStep) -> None:
        """Print a step that would be done."""
        word = {StepAction.APPLY: "Can apply", StepAction.SKIP: "Skipped"}[step.action]
        self._console.say(_line(word, step.migration, 0))

    def tell(self, event: events.RunEvent) -> None:
        """Print what an event is worth."""
        match event:
            case events.MigrationFinished(committed=False):
                self._uncommitted.append(event)
            case events.MigrationFinished():
                self._finished(event)
            case events.MigrationSkipped() if self._uncommitted:
                self._uncommitted.append(event)
            case events.MigrationSkipped():
                self._skipped(event)
            case events.PlanCommitted():
                self._commit()
            case events.BackedUp():
                self._backed_up(event.copy)
            case events.WaitingForLock():
                self._waiting(event.seconds)
            case events.StatementStarted() if self._console.verbose:
                self._statement(event)

    def _finished(self, event: events.MigrationFinished) -> None:
        self._told_waiting = False
        self._console.say(_line("Applied", event.migration, event.elapsed))
        self.facts.append(
            {
                "version": event.migration.version,
                "description": event.migration.description,
                "elapsed_ns": event.elapsed,
            }
        )

    def _skipped(self, event: events.MigrationSkipped) -> None:
        if event.applied_elsewhere:
            self._console.note(f"Another program was faster with {event.migration.file_name}: skipped.")
        else:
            self._console.say(_line("Skipped", event.migration, 0))

    def _commit(self) -> None:
        # All or nothing: nothing is called applied before the one COMMIT.
        for event in self._uncommitted:
            if isinstance(event, events.MigrationFinished):
                self._finished(event)
            else:
                self._skipped(event)
        self._uncommitted.clear()

    def _backed_up(self, copy: SavedCopy) -> None:
        self._console.note(f"Backup: {copy.path} (SHA-256 {copy.sha256})")
        self.backup_facts = {"path": str(copy.path), "size": copy.size, "sha256": copy.sha256}

    def _waiting(self, seconds: float) -> None:
        if seconds >= _PATIENCE and not self._told_waiting:
            self._told_waiting = True
            self._console.note("Waiting: another program holds the database's lock. Ctrl-C stops waiting.")

    def _statement(self, event: events.StatementStarted) -> None:
        first_line = event.statement.text.split("\n", 1)[0]
        self._console.note(f"  {event.index + 1}/{event.total} line {event.statement.line}: {first_line}")


def _line(word: str, migration: Migration, nanoseconds: int) -> str:
    return (
        f"{word} {migration.version}/{migration.kind.label} {migration.description} "
        f"({debug_duration(nanoseconds)})"
    )
