"""From selected pipelines to a TOML file."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog

from pipeline_browser.model.pipelines.exchange.saving import save_pipelines
from pipeline_browser.model.pipelines.reading import pipelines_at
from pipeline_browser.ui.background import was_cancelled
from pipeline_browser.ui.colours import Meaning
from pipeline_browser.ui.labels import shown
from pipeline_browser.ui.notice import Notice
from pipeline_browser.ui.pipelines.exchange.export_dialog import ExportDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.errors import PipelineBrowserError
    from pipeline_browser.model.pipelines.facts import Pipeline
    from pipeline_browser.model.pipelines.reading import Handle
    from pipeline_browser.ui.background import Progress
    from pipeline_browser.ui.session import Session
    from pipeline_browser.ui.theme import Theme

SUFFIX = ".toml"
FILTER = "Pipelines (*.toml)"


class Exporting(QObject):
    """Reads, shows and writes.

    Signals:
        told: a Notice about the file that was written.
        failed: a PipelineBrowserError.
    """

    told = Signal(object)
    failed = Signal(object)

    def __init__(self, session: Session, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._theme = theme
        self._window = window
        self._text = ""
        self._name = ""
        self.dialog: ExportDialog | None = None
        self.chooser: QFileDialog | None = None

    def ask(self, handles: tuple[Handle, ...]) -> None:
        """Show what a file of these pipelines would hold."""
        job = self._session.submit(partial(_read, handles), "Reading pipelines")
        job.finished.connect(self._show)
        job.failed.connect(self._tell)

    @Slot(object)
    def _show(self, pipelines: list[Pipeline]) -> None:
        if not pipelines:
            return
        self._name = _file_name(pipelines)
        self.dialog = ExportDialog(pipelines, self._theme, self._window)
        self.dialog.decided.connect(self._choose_file)
        self.dialog.open()

    @Slot(str)
    def _choose_file(self, text: str) -> None:
        self._text = text
        state = self._session.state
        folder = state.location.path.parent if state and state.location.path else Path.home()
        self.chooser = QFileDialog(self._window, "Export pipelines", str(folder / self._name), FILTER)
        self.chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self.chooser.setDefaultSuffix(SUFFIX)
        self.chooser.fileSelected.connect(self.save)
        self.chooser.finished.connect(self.chooser.deleteLater)
        self.chooser.open()

    @Slot(str)
    def save(self, name: str) -> None:
        """Write the file; ``told`` or ``failed`` follows."""
        job = self._session.submit(partial(_write, Path(name), self._text), "Saving pipelines")
        job.finished.connect(self._tell_saved)
        job.failed.connect(self._tell)

    @Slot(object)
    def _tell_saved(self, path: Path) -> None:
        text = f"Exported {shown(path.name)}"
        self.told.emit(Notice(("exported", str(path)), Meaning.GOOD, "check", text, str(path)))

    @Slot(object)
    def _tell(self, error: PipelineBrowserError) -> None:
        if not was_cancelled(error):
            self.failed.emit(error)


def _file_name(pipelines: list[Pipeline]) -> str:
    """Return a name that every system takes."""
    if len(pipelines) > 1:
        return f"pipelines{SUFFIX}"
    kept = "".join(c if c.isalnum() or c in "-_." else "-" for c in str(pipelines[0].name or ""))
    return f"{kept.strip('.-')[:80] or 'pipeline'}{SUFFIX}"


def _read(
    handles: tuple[Handle, ...], database: Database, progress: Progress, cancellation: Cancellation
) -> list[Pipeline]:
    return pipelines_at(database, handles, cancellation=cancellation)


def _write(path: Path, text: str, database: Database, progress: Progress, _: Cancellation) -> Path:
    save_pipelines(path, text, database.location)
    return path
