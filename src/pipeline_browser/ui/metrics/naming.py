"""The name of the run that somebody points at in a chart."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from pipeline_browser.model.metrics.names import read_names
from pipeline_browser.model.metrics.source import read_source

if TYPE_CHECKING:
    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database
    from pipeline_browser.ui.background import Job, Progress
    from pipeline_browser.ui.session import Session


class Naming(QObject):
    """Asks for the newest run only: a pointer passes many.

    Signals:
        named: a key and the name of its run's pipeline.
    """

    named = Signal(object, str)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._job: Job | None = None
        self._names: dict[int, str] = {}
        session.changed.connect(self._forget)

    @Slot(object)
    def ask(self, key: int | None) -> None:
        """Find a run's name; ``named`` follows, at once where it is known."""
        if key is None or self._session.state is None:
            return
        if key in self._names:
            self.named.emit(key, self._names[key])
            return
        if self._job is not None:
            self._job.cancel()
        self._job = self._session.submit(partial(_name, key), "Reading a name", quiet=True)
        self._job.finished.connect(self._take)

    @Slot(object)
    def _take(self, names: dict[int, str]) -> None:
        self._names |= names
        for key, name in names.items():
            self.named.emit(key, name)

    @Slot()
    def _forget(self) -> None:
        self._names.clear()


def _name(key: int, database: Database, progress: Progress, cancellation: Cancellation) -> dict[int, str]:
    return read_names(database, read_source(database, 0), [key], cancellation=cancellation)
