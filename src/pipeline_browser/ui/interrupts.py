"""Ctrl-C and SIGTERM in the terminal that started the window: close as the window's own button does."""

from __future__ import annotations

import signal
import socket
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSocketNotifier, Signal, Slot

if TYPE_CHECKING:
    from types import FrameType

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Interrupts(QObject):
    """Wakes the event loop for a signal: Python alone would handle it only when Qt next calls Python.

    Signals:
        asked: the signal's number.
    """

    asked = Signal(int)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.received = 0
        self._reading, self._writing = socket.socketpair()
        self._writing.setblocking(False)
        self._notifier = QSocketNotifier(self._reading.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._wake)
        self._old_fd = signal.set_wakeup_fd(self._writing.fileno())
        self._old = {each: signal.signal(each, self._note) for each in _SIGNALS}

    def restore(self) -> None:
        """Give the signals back."""
        for each, handler in self._old.items():
            signal.signal(each, handler)
        signal.set_wakeup_fd(self._old_fd)
        self._notifier.setEnabled(False)
        self._reading.close()
        self._writing.close()

    def _note(self, number: int, _frame: FrameType | None) -> None:
        self.received = number

    @Slot()
    def _wake(self) -> None:
        number = self._reading.recv(1)
        self.asked.emit(number[0])
