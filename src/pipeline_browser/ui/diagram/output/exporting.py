"""Export, print, copy: from what the window shows, through a dialog, to a file, a printer, the clipboard."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog

from pipeline_browser.diagram.export.formats import Format
from pipeline_browser.diagram.export.options import ON_PRINTER, ExportOptions, as_text, from_text
from pipeline_browser.ui.background import was_cancelled
from pipeline_browser.ui.diagram.canvas.look import FontMeasure, Look
from pipeline_browser.ui.diagram.output.copying import Copier
from pipeline_browser.ui.diagram.output.dialog import OutputDialog
from pipeline_browser.ui.diagram.output.printing import Printing
from pipeline_browser.ui.diagram.output.saving import Saver
from pipeline_browser.ui.diagram.output.steps import Steps
from pipeline_browser.ui.diagram.output.whole import shows_everything, whole_picture
from pipeline_browser.ui.diagram.output.words import content_words
from pipeline_browser.ui.formats import counted

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from pipeline_browser.diagram.picture import Picture
    from pipeline_browser.diagram.state import DiagramState
    from pipeline_browser.model.errors import PipelineBrowserError
    from pipeline_browser.ui.background import Worker
    from pipeline_browser.ui.diagram.loading.matter import Matter
    from pipeline_browser.ui.diagram.output.order import Order
    from pipeline_browser.ui.preferences import Preferences
    from pipeline_browser.ui.theme import Theme

_EXPORT, _PRINT, _FOLDER = "diagram-export", "diagram-print", "diagram-export-folder"


class Exporting(QObject):
    """Opens the dialogs and remembers what was chosen in them.

    Signals:
        told: what was done, in words.
        failed: an ExportFailed.
    """

    told = Signal(str)
    failed = Signal(object)

    def __init__(self, theme: Theme, preferences: Preferences, worker: Worker, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._preferences = preferences
        self._worker = worker
        self._window = window
        self._order: Order | None = None
        self.saver = Saver(worker, window)
        self.copier = Copier(window)
        self.printing = Printing(window)
        self.saver.saved.connect(self._tell_saved)
        self.printing.printed.connect(self._tell_printed)
        self.copier.copied.connect(self.told)
        for part in (self.saver, self.printing):
            part.failed.connect(self.failed)

    def export(self, order: Order, state: DiagramState, matter: Matter) -> OutputDialog:
        """Ask how and where the diagram is to be saved; return the dialog."""
        options = from_text(self._preferences.current.view(_EXPORT), ExportOptions())
        dialog = self._dialog(order.with_options(options), state, matter, prints=False)
        dialog.decided.connect(self._ask_file)
        dialog.copy_wanted.connect(self._copy)
        dialog.open()
        return dialog

    def print_out(self, order: Order, state: DiagramState, matter: Matter) -> OutputDialog:
        """Ask how the diagram is to be printed; return the dialog."""
        options = replace(from_text(self._preferences.current.view(_PRINT), ON_PRINTER), format=Format.PDF)
        dialog = self._dialog(order.with_options(options), state, matter, prints=True)
        dialog.decided.connect(self._print)
        dialog.open()
        return dialog

    def stop(self) -> None:
        """Leave what is being painted: Qt does not survive that the device goes before its painter."""
        for part in (self.saver, self.copier, self.printing):
            for steps in part.findChildren(Steps):
                steps.stop()

    def _dialog(self, order: Order, state: DiagramState, matter: Matter, *, prints: bool) -> OutputDialog:
        contents = None if shows_everything(state) else content_words(state, state.graph)
        dialog = OutputDialog(self._theme, order, contents, self._window, prints=prints)
        _WholePicture(dialog, self._worker, matter, state, Look(order.font))
        return dialog

    @Slot(object)
    def _ask_file(self, order: Order) -> None:
        self._preferences.remember_text(_EXPORT, as_text(order.options))
        self._order = order
        format_ = order.options.format
        dialog = QFileDialog(self._window, "Export diagram", self._folder(order))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([f"{format_.words} (*.{format_.value})", "All files (*)"])
        dialog.setDefaultSuffix(format_.value)
        dialog.selectFile(f"{Path(order.location.name).stem}.{format_.value}")
        dialog.fileSelected.connect(self._save)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _folder(self, order: Order) -> str:
        """Return the folder that was used last, else the database's."""
        last = self._preferences.current.view(_FOLDER)
        if last and Path(last).is_dir():
            return last
        return str(order.location.path.parent) if order.location.path else ""

    @Slot(str)
    def _save(self, file: str) -> None:
        if self._order is not None:
            self._preferences.remember_text(_FOLDER, str(Path(file).parent))
            self.saver.save(Path(file), self._order)

    @Slot(object)
    def _copy(self, order: Order) -> None:
        self._preferences.remember_text(_EXPORT, as_text(order.options))
        self.copier.copy(order)

    @Slot(object)
    def _print(self, order: Order) -> None:
        self._preferences.remember_text(_PRINT, as_text(order.options))
        self.printing.ask(order)

    @Slot(object)
    def _tell_saved(self, path: Path) -> None:
        self.told.emit(f"Saved {path}")

    @Slot(int)
    def _tell_printed(self, pages: int) -> None:
        self.told.emit(f"Printed {counted(pages, 'page')}")


class _WholePicture(QObject):
    """Makes the picture of everything for a dialog that asks for it, once."""

    def __init__(
        self, dialog: OutputDialog, worker: Worker, matter: Matter, state: DiagramState, look: Look
    ) -> None:
        super().__init__(dialog)
        self._dialog = dialog
        self._worker = worker
        measure = FontMeasure(look.text_font, look.name_font)
        self._make = partial(whole_picture, matter, state, measure)
        self._asked = False
        dialog.whole_wanted.connect(self._ask)

    @Slot()
    def _ask(self) -> None:
        if not self._asked:
            self._asked = True
            job = self._worker.run(self._make, "Arranging", quiet=True)
            job.finished.connect(self._take)
            job.failed.connect(self._tell)
            self._dialog.finished.connect(job.cancel)

    @Slot(object)
    def _take(self, picture: Picture) -> None:
        self._dialog.take_whole(picture)

    @Slot(object)
    def _tell(self, error: PipelineBrowserError) -> None:
        if not was_cancelled(error):
            self._dialog.tell(error)
