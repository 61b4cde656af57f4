"""Modules of the window imported one by one between events, so that none is missing when it is needed."""

from __future__ import annotations

from collections import deque
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

if TYPE_CHECKING:
    from collections.abc import Sequence


class Importer(QObject):
    """Imports in the window's own thread.

    On another one PySide 6.11 now and then crashes the process: it makes classes there while the window's
    thread hands events to objects.
    """

    def __init__(self, names: Sequence[str], parent: QObject) -> None:
        super().__init__(parent)
        self._waiting = deque(names)
        self._soon = QTimer(self)
        self._soon.timeout.connect(self._import_next)

    def start(self) -> None:
        """Begin, as soon as nothing else is to be done."""
        self._soon.start()

    @Slot()
    def _import_next(self) -> None:
        if self._waiting:
            import_module(self._waiting.popleft())
        if not self._waiting:
            self._soon.stop()
