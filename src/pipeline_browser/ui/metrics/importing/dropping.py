"""Output files and folders that are dropped on the tab; anything else is left to the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDropEvent

from pipeline_browser.model.metrics.importing.output_file import SUFFIX
from pipeline_browser.overriding import override
from pipeline_browser.ui.opener import dropped_path

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtCore import QMimeData
    from PySide6.QtWidgets import QWidget


def paths(mime: QMimeData) -> list[Path]:
    """Return the files and folders that are dragged."""
    return [dropped_path(url) for url in mime.urls() if url.isLocalFile()]


def accepts(mime: QMimeData) -> bool:
    """Whether something dragged is to be imported: an output file or a folder is among it.

    A database is none of both, so the window opens it.
    """
    found = (dropped_path(url) for url in mime.urls() if url.isLocalFile())
    return any(each.name.lower().endswith(SUFFIX) or _is_folder(each) for each in found)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


class Drops(QObject):
    """Lets a widget take what can be imported.

    Signals:
        dropped: a list of paths.
    """

    dropped = Signal(object)

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._takes = False  # what is dragged right now, asked once and not with every move
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QDropEvent):
            return False
        if event.type() is QEvent.Type.DragEnter:
            self._takes = accepts(event.mimeData())
        if not self._takes:
            return False
        event.acceptProposedAction()
        if event.type() is QEvent.Type.Drop:
            self.dropped.emit(paths(event.mimeData()))
        return True
