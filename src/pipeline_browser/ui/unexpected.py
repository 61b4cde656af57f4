"""Defects of ours: each is shown once, with details to copy, and the window goes on."""

from __future__ import annotations

import sys
import threading
import traceback
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot

from pipeline_browser import __version__
from pipeline_browser.model.errors import PipelineBrowserError
from pipeline_browser.ui.messages import Message

if TYPE_CHECKING:
    from types import TracebackType

    from PySide6.QtWidgets import QWidget

    from pipeline_browser.ui.theme import Theme


class Unexpected(PipelineBrowserError):
    """We have a bug."""


class ExceptionHook(QObject):
    """Stands in for ``sys.excepthook``, for all threads, while the window lives."""

    _caught = Signal(object)

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._window = window
        self._told: set[str] = set()
        self._caught.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take the place of Python's own hooks."""
        sys.excepthook = self.catch
        threading.excepthook = self._catch_in_thread

    def uninstall(self) -> None:
        """Give Python its own hooks back."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__

    def catch(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Write the traceback to standard error, and show it unless the same place failed before."""
        sys.__excepthook__(kind, error, trace)
        frames = traceback.extract_tb(trace)
        place = f"{kind.__name__} {frames[-1].filename}:{frames[-1].lineno}" if frames else kind.__name__
        if place not in self._told:
            self._told.add(place)
            self._caught.emit("".join(traceback.format_exception(kind, error, trace)))

    def _catch_in_thread(self, facts: threading.ExceptHookArgs) -> None:
        if facts.exc_value is not None:
            self.catch(facts.exc_type, facts.exc_value, facts.exc_traceback)

    @Slot(object)
    def _show(self, details: str) -> None:
        error = Unexpected(
            "Something went wrong in Pipeline Browser that should not have",
            cause="This is a defect of the program. What was being written is committed whole or not at all.",
            remedy="You can go on working. The details help to find it: please copy them into a report.",
            details=f"Pipeline Browser {__version__}\n{details}",
        )
        Message(error, self._theme, title="Unexpected error", parent=self._window).open()
