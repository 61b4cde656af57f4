"""What shows while a database is being opened and nothing else is open: a wait that can be called off."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QProgressBar, QPushButton, QVBoxLayout, QWidget

from pipeline_browser.ui.labels import plain_label, shown
from pipeline_browser.ui.theme import GROUP, PAGE, RELATED

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.location import Location
    from pipeline_browser.ui.background import Progress, Worker
    from pipeline_browser.ui.database_jobs import OpenRequest
    from pipeline_browser.ui.theme import Theme

EXPLAIN = 1_000  # milliseconds after which a wait needs a reason
REASON_LINES = 4


class OpeningPage(QWidget):
    """Names the file, explains a wait that lasts, and offers to stop it.

    Signals:
        cancelled: the person does not want to wait any longer.
    """

    cancelled = Signal()

    def __init__(self, theme: Theme, worker: Worker, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._worker = worker
        self._location: Location | None = None
        self.title = plain_label(font=theme.heading_font(), wrap=True)
        self.reason = plain_label(role="dim", wrap=True)
        self.reason.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.reason.setFixedHeight(REASON_LINES * self.reason.fontMetrics().lineSpacing())
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("Opening")
        self.cancel = QPushButton("Cancel")
        self.cancel.setObjectName("cancel-opening")
        self.cancel.setShortcut(Qt.Key.Key_Escape)
        self.cancel.clicked.connect(self.cancelled)
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(EXPLAIN)
        self._slow.timeout.connect(self._explain)
        self._timeout = 0.0
        self._lay_out()

    def show_request(self, request: OpenRequest, timeout: float) -> None:
        """Show what is being opened; ``timeout`` is how long a lock is waited for, in seconds."""
        self._timeout = timeout
        self._location = request.location
        self.title.setText(f"Opening {shown(request.location.name)}")
        self.reason.setText(shown(request.location.path or ""))
        self._slow.start()

    def _lay_out(self) -> None:
        column = QWidget()
        column.setFixedWidth(480)
        inside = QVBoxLayout(column)
        inside.setSpacing(RELATED)
        inside.addWidget(self.title)
        inside.addWidget(self._bar)
        inside.addWidget(self.reason)
        inside.addSpacing(GROUP)
        inside.addWidget(self.cancel, 0, Qt.AlignmentFlag.AlignLeft)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(PAGE, PAGE, PAGE, PAGE)
        outer.addStretch(2)
        outer.addWidget(column, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(3)

    @Slot()
    def _explain(self) -> None:
        if self._location is not None and self._location.path is not None and self.isVisible():
            job = self._worker.run(partial(_holders, self._location.path), "Looking who holds it", quiet=True)
            job.finished.connect(self._name_holders)

    @Slot(object)
    def _name_holders(self, holders: str) -> None:
        who = f"{shown(holders)} holds" if holders else "most likely because another program holds"
        self.reason.setText(
            f"Waiting: {who} a lock on it. It is given {self._timeout:g} seconds to finish; "
            "nothing is changed meanwhile."
        )


def _holders(path: Path, progress: Progress, cancellation: Cancellation) -> str:
    from pipeline_browser.model.files.lock_holders import lock_holders  # noqa: PLC0415 - the window's start

    return lock_holders(path)
