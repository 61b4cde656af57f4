"""The migrations part of one window: its tab, its dialogs, and what the window's actions call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QApplication

from pipeline_browser.model.migrations.lint.rules import BY_ID
from pipeline_browser.ui.migrations.baselining.baseline_flow import BaselineFlow
from pipeline_browser.ui.migrations.drifting.flow import DriftFlow
from pipeline_browser.ui.migrations.drifting.watch import DriftWatch
from pipeline_browser.ui.migrations.explaining.explain_flow import ExplainFlow
from pipeline_browser.ui.migrations.flow import MigrationFlow
from pipeline_browser.ui.migrations.history_tab import MigrationsTab
from pipeline_browser.ui.migrations.linting.linter import Linter
from pipeline_browser.ui.migrations.linting.rule_dialog import RuleDialog
from pipeline_browser.ui.migrations.rehearsing.rehearsing import Rehearsing
from pipeline_browser.ui.migrations.source_chooser import SourceChooser
from pipeline_browser.ui.migrations.writing.flow import NewMigrationFlow

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from pipeline_browser.ui.comparison import Comparison
    from pipeline_browser.ui.migrations.drifting.search import Finding
    from pipeline_browser.ui.session import Session
    from pipeline_browser.ui.theme import Theme


class MigrationsFeature(QObject):
    """Builds and joins the parts; listens to the session from the beginning, the tab may come later.

    Signals:
        failed: a PipelineBrowserError that no dialog of this part shows.
        migrated: the Outcome of a run.
        comparison_wanted: the Comparison that somebody wants to see on the diagram.
        drift_news: the Notice that tells drift, or None.
        judged: the Verdict about the open database, or None while there is none.
    """

    failed = Signal(object)
    migrated = Signal(object)
    comparison_wanted = Signal(object)
    drift_news = Signal(object)
    judged = Signal(object)

    def __init__(self, session: Session, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._theme = theme
        self._window = window
        self.linter = Linter(session, self)
        self.flow = MigrationFlow(session, theme, self.linter, window)
        self.rehearsing = Rehearsing(session, theme, window)
        self.new = NewMigrationFlow(session, theme, window)
        self.explaining = ExplainFlow(session, theme, window)
        self.baselining = BaselineFlow(session, theme, window)
        self.watch = DriftWatch(session, self)
        self.drift = DriftFlow(session, self.watch, theme, window)
        self.source = SourceChooser(session, window)
        self.tab: MigrationsTab | None = None
        self._wanted: int | None = None
        self.new.written.connect(self._want_new)
        self.new.failed.connect(self.failed)
        self.linter.failed.connect(self.failed)
        self.flow.rule_wanted.connect(self.show_rule)
        self.flow.failed.connect(self.failed)
        self.flow.rehearsal_wanted.connect(self.rehearsing.begin)
        self.rehearsing.apply_wanted.connect(self.flow.carry_out)
        self.rehearsing.plan_wanted.connect(self.flow.show_plan)
        self.rehearsing.comparison_wanted.connect(self.comparison_wanted)
        self.rehearsing.failed.connect(self.failed)
        self.flow.migrated.connect(self.migrated)
        self.drift.failed.connect(self.failed)
        self.drift.news.connect(self.drift_news)
        self.drift.comparison_wanted.connect(self.comparison_wanted)
        self.drift.migration_wanted.connect(self.write_migration)
        self.baselining.migration_wanted.connect(self.write_migration)
        self.explaining.comparison_wanted.connect(self.comparison_wanted)
        self.watch.found.connect(self._judge)

    def shut_down(self) -> bool:
        """End what runs beside the session; return whether it ended in time."""
        ended = [part.shut_down() for part in (self.rehearsing, self.explaining, self.baselining)]
        return all(ended)

    def build_tab(self) -> MigrationsTab:
        """Return the tab, joined to the dialogs."""
        tab = MigrationsTab(self._session, self._theme)
        tab.apply_wanted.connect(self.flow.apply)
        tab.revert_wanted.connect(self.flow.revert)
        tab.new_wanted.connect(self.new.begin)
        tab.explain_wanted.connect(self.explaining.begin)
        tab.baseline_wanted.connect(self.baselining.begin)
        tab.folder_wanted.connect(self.source.choose)
        tab.bundled_wanted.connect(self.source.use_bundled)
        tab.drift_wanted.connect(self.drift.show)
        tab.rule_wanted.connect(self.show_rule)
        tab.show_verdict(self.watch.finding.verdict if self.watch.finding else None)
        self.judged.connect(tab.show_verdict)
        tab.show_report(self.linter.report)
        self.linter.judged.connect(tab.show_report)
        self._session.changed.connect(self._go_to_wanted)  # after the tab, which connected before
        self.tab = tab
        return tab

    @Slot(str)
    def explain(self, notice: str) -> None:
        """Show what a notice of the window is about, if it is about one migration."""
        if notice in ("show-problem", "why-problem") and self.tab is not None:
            self.tab.go_to_problem()
        if notice == "why-problem":
            self.explaining.begin(None)
        elif notice == "mark-migrated":
            self.baselining.begin()

    @Slot(str)
    def show_rule(self, rule: str) -> None:
        """Show the page of a rule of the lint, over the dialog that is open or over the window."""
        parent = QApplication.activeModalWidget() or self._window
        RuleDialog(self._theme, BY_ID[rule], self._session.preferences, parent).open()

    @Slot(object)
    def _want_new(self, paths: tuple[Path, ...]) -> None:
        """Put the cursor on a new migration as soon as it is listed."""
        self._wanted = int(paths[0].name.split("_", 1)[0])

    @Slot()
    def _go_to_wanted(self) -> None:
        if self._wanted is not None and self.tab is not None and self.tab.go_to(self._wanted):
            self._wanted = None

    @Slot(object)
    def _judge(self, finding: Finding | None) -> None:
        self.judged.emit(finding.verdict if finding is not None else None)

    # What the window's actions call.

    @Slot()
    def migrate(self) -> None:
        """Show the plan of everything pending."""
        self.flow.apply(None)

    @Slot()
    def revert(self) -> None:
        """Show the plan of reverting the newest migration."""
        self.flow.revert(None)

    @Slot()
    def new_migration(self) -> None:
        """Write a new migration."""
        self.new.begin()

    @Slot(object)
    def write_migration(self, comparison: Comparison) -> None:
        """Write a new migration, beginning with what makes one schema of another."""
        self.new.begin_with(comparison)

    @Slot()
    def show_drift(self) -> None:
        """Show how the schema stands to what the applied migrations promise."""
        self.drift.show()

    @Slot()
    def choose_source(self) -> None:
        """Take the migrations from another folder."""
        self.source.choose()

    @Slot()
    def use_bundled(self) -> None:
        """Take the migrations that come with the program."""
        self.source.use_bundled()
