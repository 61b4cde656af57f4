"""The lines that show a file being compared with the run: how far it is, a way to stop, what came out."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from pipeline_browser.ui.colours import Meaning
from pipeline_browser.ui.elided_label import ElidedLabel
from pipeline_browser.ui.labels import shown, shown_text, tooltip
from pipeline_browser.ui.marks import Mark
from pipeline_browser.ui.metrics.details.verify_words import Outcome, outcome_of, progress_words
from pipeline_browser.ui.theme import INSIDE, RELATED

if TYPE_CHECKING:
    from pipeline_browser.model.errors import PipelineBrowserError
    from pipeline_browser.model.metrics.verification import Verification
    from pipeline_browser.ui.metrics.details.verifying import BytesRead, Verifying
    from pipeline_browser.ui.preferences import Preferences
    from pipeline_browser.ui.theme import Theme

_SHARES = 1000


class VerifyLine(QWidget):
    """Follows a Verifying; hidden while there is nothing to say."""

    def __init__(
        self, verifying: Verifying, preferences: Preferences, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._verifying = verifying
        self._preferences = preferences
        self._details = ""
        self.bar = QProgressBar()
        self.words = ElidedLabel()
        self.stop = QPushButton("Stop")
        self.outcome = Mark(theme, wrap=True)
        self.copy = QPushButton("Copy result")
        self._reading = QWidget()
        self._lay_out()
        self.stop.clicked.connect(verifying.stop)
        self.copy.clicked.connect(self._copy)
        verifying.progressed.connect(self._show_progress)
        verifying.verified.connect(self._show_outcome)
        verifying.refused.connect(self._show_refusal)
        verifying.stopped.connect(self.clear)
        self.clear()

    @Slot()
    def clear(self) -> None:
        """Say nothing."""
        self.hide()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(INSIDE)
        self.bar.setTextVisible(False)
        self.bar.setRange(0, _SHARES)
        self.bar.setAccessibleName("How much of the file is read")
        reading = QVBoxLayout(self._reading)
        reading.setContentsMargins(0, 0, 0, 0)
        reading.setSpacing(INSIDE)
        row = QHBoxLayout()
        row.setSpacing(RELATED)
        row.addWidget(self.words, 1)
        row.addWidget(self.stop)
        reading.addLayout(row)
        reading.addWidget(self.bar)
        column.addWidget(self._reading)
        column.addWidget(self.outcome)
        foot = QHBoxLayout()
        foot.addWidget(self.copy)
        foot.addStretch(1)
        column.addLayout(foot)

    def _show(self, *, reading: bool) -> None:
        self._reading.setVisible(reading)
        self.outcome.setVisible(not reading)
        self.copy.setVisible(not reading)
        self.show()

    @Slot(object)
    def _show_progress(self, read: BytesRead) -> None:
        self.words.show_text(shown(progress_words(read.path, read.done, read.total)))
        self.bar.setValue(_SHARES * read.done // max(1, read.total))
        self._show(reading=True)

    @Slot(object)
    def _show_outcome(self, found: Verification) -> None:
        zone = UTC if self._preferences.current.utc else None
        self._tell(outcome_of(found, self._verifying.checksums.pipeline_id, zone))

    @Slot(object)
    def _show_refusal(self, error: PipelineBrowserError) -> None:
        words = " ".join(filter(None, (f"{error.summary}.", error.cause, error.remedy)))
        self._tell(Outcome(words, "warning", Meaning.WARNING, words))

    def _tell(self, outcome: Outcome) -> None:
        self._details = outcome.details
        self.outcome.tell(shown(outcome.words), outcome.icon, outcome.meaning, coloured=False)
        self.outcome.setToolTip(tooltip(shown_text(outcome.details)))
        self._show(reading=False)

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._details)
