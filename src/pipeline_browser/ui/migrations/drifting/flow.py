"""From the wish to see the drift to its dialog, and from the dialog to the diagram or a new migration."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from pipeline_browser.ui.background import was_cancelled
from pipeline_browser.ui.migrations.drifting.news import notice_of
from pipeline_browser.ui.migrations.drifting.search import bring_back

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from pipeline_browser.model.errors import PipelineBrowserError
    from pipeline_browser.model.migrations.drift.facts import Drift
    from pipeline_browser.model.schema.changing.facts import ChangeScript
    from pipeline_browser.ui.migrations.drifting.dialog import DriftDialog
    from pipeline_browser.ui.migrations.drifting.search import Finding
    from pipeline_browser.ui.migrations.drifting.watch import DriftWatch
    from pipeline_browser.ui.session import Session
    from pipeline_browser.ui.theme import Theme

_VIEW = "migrations/DriftDialog"


class DriftFlow(QObject):
    """Shows one dialog over one window, and tells the window's bar.

    Signals:
        news: the Notice for the bar, or None.
        failed: a PipelineBrowserError, where the database could not be compared.
        comparison_wanted, migration_wanted: Comparisons, as the dialog has them.
    """

    news = Signal(object)
    failed = Signal(object)
    comparison_wanted = Signal(object)
    migration_wanted = Signal(object)

    def __init__(self, session: Session, watch: DriftWatch, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._watch = watch
        self._theme = theme
        self._window = window
        self._asked = False
        self.dialog: DriftDialog | None = None
        watch.found.connect(self._follow)

    @Slot()
    def show(self) -> None:
        """Show how the schema stands to its migrations, as soon as that is known."""
        if self.dialog is not None or self._asked:
            return
        state, finding = self._session.state, self._watch.finding
        if state is None or state.source is None:
            return
        if finding is not None and finding.drift is not None and not self._watch.is_searching:
            self._open(finding)
            return
        self._asked = True
        job = self._watch.search(whole=True)
        job.finished.connect(self._open)
        job.failed.connect(self._tell_failure)

    @Slot(object)
    def _open(self, finding: Finding) -> None:
        # Imported here: few see it, and no start waits for it.
        from pipeline_browser.ui.migrations.drifting.dialog import DriftDialog  # noqa: PLC0415

        self._asked = False
        if finding is not self._watch.finding:  # of another database, or of what was there before
            self.show()
            return
        state = self._session.state
        if state is None or self.dialog is not None or finding.drift is None:
            return
        dialog = DriftDialog(self._theme, state.location.name, self._window)
        dialog.comparison_wanted.connect(self.comparison_wanted)
        dialog.migration_wanted.connect(self.migration_wanted)
        dialog.script_wanted.connect(self._work_out)
        dialog.finished.connect(self._closed)
        self.dialog = dialog
        dialog.show_drift(finding.drift)
        remembered = self._session.preferences.view(_VIEW)
        if dialog.is_full and not remembered.isEmpty():
            dialog.restoreGeometry(remembered)
        dialog.open()

    @Slot(object)
    def _tell_failure(self, error: PipelineBrowserError) -> None:
        self._asked = False
        if not was_cancelled(error):
            self.failed.emit(error)
        elif self._watch.is_searching:
            self.show()  # what was looked at was changed meanwhile: look at what it is now

    @Slot(object)
    def _follow(self, finding: Finding | None) -> None:
        drift = finding.drift if finding is not None else None
        self.news.emit(notice_of(drift) if drift is not None else None)
        if self.dialog is None:
            return
        if finding is None and self._session.state is None:
            self.dialog.reject()
        elif drift is not None and drift != self.dialog.drift:
            self.dialog.show_drift(drift)
        elif finding is not None and drift is None:
            self._watch.search(whole=True)  # it is mended, and the dialog says so

    @Slot(object)
    def _work_out(self, drift: Drift) -> None:
        if self._session.state is None:
            return
        job = self._session.submit(partial(bring_back, drift), "Working out what would bring it back")
        job.finished.connect(self._show_script)

    @Slot(object)
    def _show_script(self, script: ChangeScript) -> None:
        if self.dialog is not None:
            self.dialog.show_script(script)

    @Slot()
    def _closed(self) -> None:
        if self.dialog is not None and self.dialog.is_full:
            self._session.preferences.remember_view(_VIEW, self.dialog.saveGeometry())
        self.dialog = None
