"""What shows while a database is being opened and nothing else is open: a wait that can be called off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QProgressBar, QPushButton, QVBoxLayout, QWidget

from pipeline_browser.ui.labels import plain_label, shown
from pipeline_browser.ui.theme import GROUP, PAGE, RELATED

if TYPE_CHECKING:
    from pipeline_browser.ui.database_jobs import OpenRequest
    from pipeline_browser.ui.theme import Theme

EXPLAIN = 1_000  # milliseconds after which a wait needs a reason


class OpeningPage(QWidget):
    """Names the file, explains a wait that lasts, and offers to stop it.

    Signals:
        cancelled: the person does not want to wait any longer.
    """

    cancelled = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = plain_label(font=theme.heading_font(), wrap=True)
        self.reason = plain_label(role="dim", wrap=True)
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("Opening")
        self.cancel = QPushButton("Cancel")
        self.cancel.setObjectName("cancel-opening")
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
        self.reason.setText(
            "Waiting, most likely because another program holds a lock on it. "
            f"It is given {self._timeout:g} seconds to finish; nothing is changed meanwhile."
        )
