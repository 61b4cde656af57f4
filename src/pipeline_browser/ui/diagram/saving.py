"""Saving the diagram: the format by the suffix, an older file kept until the new one is whole."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog

from pipeline_browser.diagram.export.formats import Format, export
from pipeline_browser.diagram.export.svg import svg
from pipeline_browser.diagram.palette import DARK, LIGHT
from pipeline_browser.model.errors import ExportFailed
from pipeline_browser.ui.diagram.look import FontMeasure
from pipeline_browser.ui.diagram.rendering import pdf_of, png_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from pipeline_browser.diagram.picture import Picture
    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.location import Location
    from pipeline_browser.ui.background import Progress, Worker
    from pipeline_browser.ui.diagram.scene import DiagramScene

_FILTERS = (
    ("SVG", "svg"),
    ("PNG image", "png"),
    ("PDF", "pdf"),
    ("Mermaid", "mmd"),
    ("Graphviz DOT", "dot"),
    ("PlantUML", "puml"),
    ("DBML", "dbml"),
)
_SIDES = ("", "-wal", "-shm", "-journal")  # what SQLite keeps beside a database


class Saver(QObject):
    """Writes the picture that is shown.

    Signals:
        saved: the Path that was written.
        failed: an ExportFailed.
    """

    saved = Signal(object)
    failed = Signal(object)

    def __init__(self, scene: DiagramScene, worker: Worker, window: QWidget) -> None:
        super().__init__(window)
        self._scene = scene
        self._worker = worker
        self._window = window
        self._picture: Picture | None = None
        self._location: Location | None = None

    def choose(self, picture: Picture, location: Location) -> None:
        """Ask for a file, and write it."""
        self._picture, self._location = picture, location
        dialog = QFileDialog(self._window, "Save the diagram")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([f"{name} (*.{suffix})" for name, suffix in _FILTERS])
        dialog.setDefaultSuffix(_FILTERS[0][1])
        dialog.filterSelected.connect(self._follow_filter)
        dialog.selectFile(str(Path(location.name).with_suffix(".svg").name))
        dialog.fileSelected.connect(self._save)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def _follow_filter(self, chosen: str) -> None:
        dialog = self.sender()
        if isinstance(dialog, QFileDialog):
            dialog.setDefaultSuffix(chosen.rpartition("*.")[2].rstrip(")"))

    @Slot(str)
    def _save(self, file: str) -> None:
        if self._picture is not None and self._location is not None:
            self.save(Path(file), self._picture, self._location)

    def save(self, path: Path, picture: Picture, location: Location) -> None:
        """Write a file; ``saved`` or ``failed`` follows."""
        content = self._content(path.suffix.lower(), picture, location)
        if content is None:
            known = ", ".join(f".{suffix}" for _, suffix in _FILTERS)
            self.failed.emit(
                _not_written(path, "Its name does not say which format.", f"End it with {known}.")
            )
            return
        if _belongs_to_database(path, location):
            cause = "SQLite keeps the database in this file."
            self.failed.emit(_not_written(path, cause, "Choose another name."))
            return
        job = self._worker.run(partial(_write, path, content), "Saving the diagram", quiet=True)
        job.finished.connect(self.saved)
        job.failed.connect(self.failed)

    def _content(self, suffix: str, picture: Picture, location: Location) -> Callable[[], bytes] | None:
        """Return what makes the file's content; images are drawn at once, since only the window can."""
        if suffix == ".png":
            return partial(bytes, png_of(self._scene))
        if suffix == ".pdf":
            return partial(bytes, pdf_of(self._scene, location.name))
        format_ = Format.of(suffix) if suffix else None
        if format_ is None:
            return None
        dark = self._scene.backgroundBrush().color().lightness() < 128
        if format_ is Format.SVG:
            measure = FontMeasure(self._scene.look.text_font, self._scene.look.name_font)
            own = replace(picture, shape=replace(picture.shape, measure=measure))
            return partial(_svg, own, location.name, dark=dark)
        return partial(_text, picture, format_)


def _svg(picture: Picture, title: str, *, dark: bool) -> bytes:
    return svg(picture, DARK if dark else LIGHT, title=title).encode()


def _text(picture: Picture, format_: Format) -> bytes:
    return export(picture.graph, format_).encode()


def _write(path: Path, content: Callable[[], bytes], _: Progress, __: Cancellation) -> Path:
    beside = path.with_name(f".{path.name[:60]}.new")
    try:
        beside.write_bytes(content())
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise _not_written(path, f"{error.strerror or error}.", "") from error
    return path


def _not_written(path: Path, cause: str, remedy: str) -> ExportFailed:
    return ExportFailed("The diagram was not saved", path=path, cause=cause, remedy=remedy)


def _belongs_to_database(path: Path, location: Location) -> bool:
    if location.path is None:
        return False
    database = location.path.resolve()
    return path.resolve() in [database.with_name(database.name + side) for side in _SIDES]
