"""What a running plan looks like: how far it is, what it does right now, and what it waits for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QProgressBar, QVBoxLayout, QWidget

from pipeline_browser.ui.colours import Meaning
from pipeline_browser.ui.elided_label import ElidedLabel
from pipeline_browser.ui.formats import counted, figure
from pipeline_browser.ui.labels import plain_label, shown
from pipeline_browser.ui.migrations.formats import brief, clock, first_line
from pipeline_browser.ui.migrations.notice import Notice
from pipeline_browser.ui.migrations.run_state import RunState, named
from pipeline_browser.ui.theme import GROUP, INSIDE

if TYPE_CHECKING:
    from pipeline_browser.ui.theme import Theme

STEPS = 1000  # of a bar
WHOLE = 2000  # characters of a statement in its tooltip
SHORT_WAIT = 0.3  # seconds of waiting that are not worth a word


class RunPage(QWidget):
    """Shows a RunState."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.overall = _bar("Migrations done")
        self.current = _bar("Statements of this migration done")
        self._count = plain_label(role="dim")
        self._elapsed = plain_label(role="dim")
        self._elapsed.setFont(theme.body_font())
        self._migration = ElidedLabel()
        self._statements = plain_label(role="dim")
        self.statement = ElidedLabel()
        self.statement.setFont(theme.fixed_font())
        self.waiting = Notice(theme)
        self._lay_out()

    def show_state(self, state: RunState, elapsed: float, *, cancelling: bool = False) -> None:
        """Show how far a run is; ``elapsed`` in seconds."""
        self.overall.setValue(round(state.fraction * STEPS))
        self._count.setText(f"{figure(state.done)} of {counted(state.migrations, 'migration')}")
        self._elapsed.setText(clock(elapsed))
        self._show_migration(state)
        self._show_waiting(state, cancelling=cancelling)

    def _show_migration(self, state: RunState) -> None:
        backing_up = state.backup is not None
        done, total = state.backup or (0, 0)
        value = done / total if total else state.migration_fraction
        self.current.setValue(round((value if backing_up or state.migration else 0) * STEPS))
        if backing_up:
            self._tell("Backing up", f"{figure(done)} of {counted(total, 'page')}", "", "")
            return
        migration = shown(named(state.migration)) if state.migration else _between(state)
        statement = state.statement
        if statement is None:
            self._tell(migration, "", "", "")
            return
        place = f"{figure(state.statement_index + 1)} of {figure(state.statements)}"
        number = f"statement {place}, line {statement.line}"
        self._tell(migration, number, first_line(statement.text), brief(statement.text, WHOLE))

    def _tell(self, migration: str, statements: str, line: str, whole: str) -> None:
        self._migration.show_text(migration)
        self._statements.setText(statements)
        self.statement.show_text(shown(line), whole=whole)

    def _show_waiting(self, state: RunState, *, cancelling: bool) -> None:
        if cancelling:
            what = "The running statement is interrupted, and what is not committed is undone."
            self.waiting.tell(Meaning.WAITING, "Cancelling…", (what,))
        elif state.waiting is not None and state.waiting >= SHORT_WAIT:
            cause = "Another program is writing to the database. The run goes on as soon as it has finished."
            heading = f"Waiting for the database, {clock(state.waiting)}"
            self.waiting.tell(Meaning.WAITING, heading, (cause,))
        else:
            self.waiting.tell(Meaning.WAITING, "")

    def _lay_out(self) -> None:
        overall = QGridLayout()
        overall.setHorizontalSpacing(GROUP)
        overall.setVerticalSpacing(INSIDE)
        overall.setColumnStretch(0, 1)
        overall.addWidget(self._count, 0, 0)
        overall.addWidget(self._elapsed, 0, 1)
        overall.addWidget(self.overall, 1, 0, 1, 2)
        current = QGridLayout()
        current.setHorizontalSpacing(GROUP)
        current.setVerticalSpacing(INSIDE)
        current.setColumnStretch(0, 1)
        current.addWidget(self._migration, 0, 0)
        current.addWidget(self._statements, 0, 1)
        current.addWidget(self.current, 1, 0, 1, 2)
        current.addWidget(self.statement, 2, 0, 1, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GROUP)
        column.addLayout(overall)
        column.addLayout(current)
        column.addWidget(self.waiting)
        column.addStretch(1)


def _between(state: RunState) -> str:
    if state.open_transaction and state.done == state.migrations:
        return "Committing"
    return "Finishing" if state.done and state.done == state.migrations else "Starting"


def _bar(name: str) -> QProgressBar:
    bar = QProgressBar()
    bar.setRange(0, STEPS)
    bar.setTextVisible(False)
    bar.setAccessibleName(name)
    return bar
