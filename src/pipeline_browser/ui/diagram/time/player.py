"""Going through the versions by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

if TYPE_CHECKING:
    from collections.abc import Callable

BEAT = 1000  # milliseconds from one version to the next


class Player(QObject):
    """Goes on once a second, as soon as what it went to is shown.

    Signals:
        changed: whether it plays now.
    """

    changed = Signal(bool)

    def __init__(self, go_on: Callable[[], bool], is_ready: Callable[[], bool], parent: QObject) -> None:
        """Take what goes on (it returns whether there was a next stop), and what says that it may."""
        super().__init__(parent)
        self._go_on = go_on
        self._is_ready = is_ready
        self.beat = QTimer(self)
        self.beat.setInterval(BEAT)
        self.beat.timeout.connect(self._step)

    @property
    def plays(self) -> bool:
        """Whether it is going on."""
        return self.beat.isActive()

    def play(self) -> None:
        """Begin."""
        if not self.plays:
            self.beat.start()
            self.changed.emit(True)

    def pause(self) -> None:
        """Stay where it is."""
        if self.plays:
            self.beat.stop()
            self.changed.emit(False)

    @Slot()
    def _step(self) -> None:
        if self._is_ready() and not self._go_on():
            self.pause()
