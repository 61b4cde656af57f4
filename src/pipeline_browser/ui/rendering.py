"""Pictures of windows as PNG files, without a screen, taken as soon as what they show is there."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QEventLoop,
    QMessageLogContext,
    QObject,
    QTimer,
    QtMsgType,
    Slot,
    qInstallMessageHandler,
)

from pipeline_browser.model.errors import PipelineBrowserError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

Condition = tuple[str, "Callable[[], bool]"]
_LOOK_EVERY = 15  # milliseconds
PATIENCE = 30.0  # seconds


class NothingToShow(PipelineBrowserError):
    """What a picture was to show did not appear."""


class Pictures:
    """A folder that pictures are saved into."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.files: list[Path] = []

    def take(self, widget: QWidget, name: str) -> None:
        """Save how the widget looks now as ``NAME.png``.

        Raises:
            NothingToShow: the file cannot be written.
        """
        file = self._folder / f"{name}.png"
        if not widget.grab().save(str(file), "PNG"):
            raise NothingToShow(
                "The picture could not be written", path=file, remedy="Choose another folder."
            )
        self.files.append(file)


@contextmanager
def offscreen_noise_silenced() -> Iterator[None]:
    """Drop the one warning that Qt's offscreen platform gives for every window that has a smallest size."""

    def handle(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
        if "propagateSizeHints" not in text:
            sys.stderr.write(f"{text}\n")

    previous = qInstallMessageHandler(handle)
    try:
        yield
    finally:
        qInstallMessageHandler(previous)


class Tour(QObject):
    """Walks through steps in the event loop; each step names what has to be true before the next one."""

    def __init__(self, steps: Iterator[Condition], patience: float = PATIENCE) -> None:
        super().__init__()
        self._steps = steps
        self._patience = patience
        self._waiting_for: Condition | None = None
        self._deadline = 0.0
        self._failure: BaseException | None = None
        self._loop = QEventLoop(self)
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY)
        self._timer.timeout.connect(self._look)

    def walk(self) -> None:
        """Return when all steps are done.

        Raises:
            NothingToShow: a condition did not come true in time.
        """
        self._timer.start()
        self._loop.exec()
        if self._failure is not None:
            raise self._failure

    @Slot(object)
    def give_up(self, reason: PipelineBrowserError) -> None:
        """End the tour; ``walk`` raises the reason."""
        self._end(reason)

    @Slot()
    def _look(self) -> None:
        # An exception may not leave a slot: it is kept and raised where the tour was begun.
        try:
            if self._advance():
                self._end(None)
        except BaseException as error:  # noqa: BLE001  raised again by walk()
            self._end(error)

    def _end(self, failure: BaseException | None) -> None:
        self._failure = failure
        self._timer.stop()
        self._loop.quit()

    def _advance(self) -> bool:
        """Go one step on if its condition holds; return whether the tour is over."""
        if self._waiting_for is not None and not self._waiting_for[1]():
            if monotonic() > self._deadline:
                raise NothingToShow(f"Waited in vain for {self._waiting_for[0]}")
            return False
        self._waiting_for = next(self._steps, None)
        self._deadline = monotonic() + self._patience
        return self._waiting_for is None
