"""What dialogs that look first and then write the ledger have in common: being busy, waiting, being done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QProgressBar

from pipeline_browser.overriding import override
from pipeline_browser.ui.background import was_cancelled
from pipeline_browser.ui.colours import Meaning
from pipeline_browser.ui.labels import plain_label, shown, title_text
from pipeline_browser.ui.migrations.notice import Notice
from pipeline_browser.ui.problem_words import problem_paragraphs

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from pipeline_browser.model.errors import PipelineBrowserError
    from pipeline_browser.ui.theme import Theme

_PATIENCE = 150  # milliseconds until it is said that something goes on
_STEPS = 1000
_LONG_WAIT = 0.3  # seconds of waiting that are worth a word


class LedgerDialog(QDialog):
    """Has a heading, a notice and a bar; what else there is, subclasses lay out.

    Signals:
        stopped: what is being done is to end.
    """

    stopped = Signal()

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title_text(title))
        self._is_busy = False
        self._is_done = False
        self.heading = plain_label(font=theme.heading_font(), wrap=True)
        self.notice = Notice(theme)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Progress")
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self.bar.show)

    @property
    def has_answer(self) -> bool:
        """Whether it shows something that stays when a job is stopped."""
        raise NotImplementedError

    @property
    def is_open_to_news(self) -> bool:
        """Whether something newer may take the place of what is shown: nothing goes on, nothing was done."""
        return not self._is_busy and not self._is_done

    def show_progress(self, done: int, total: int) -> None:
        """Say how far a backup is."""
        self.bar.setRange(0, _STEPS)
        self.bar.setValue(_STEPS * done // total if total else 0)

    def show_waiting(self, seconds: float) -> None:
        """Say that another program holds the lock, once that lasts."""
        if seconds >= _LONG_WAIT:
            cause = "Another program is writing to the database. It goes on as soon as it has finished."
            self.notice.tell(Meaning.WAITING, "Waiting for the database", (cause,))

    def show_failure(self, error: PipelineBrowserError) -> None:
        """Say what went wrong; the ledger is as it was."""
        self._end_busy()
        if was_cancelled(error):
            self.notice.tell(Meaning.NEUTRAL, "Stopped", ("The ledger is as it was.",))
        else:
            self.notice.tell(Meaning.BAD, shown(error.summary), problem_paragraphs(error))

    @override
    def reject(self) -> None:
        """Stop what goes on; without anything going on, close."""
        if self._is_busy:
            self.stopped.emit()
        if not (self._is_busy and self.has_answer):
            super().reject()

    def _begin_busy(self) -> None:
        """Say that something goes on, unless it is over in a moment."""
        self._is_busy = True
        self.bar.setRange(0, 0)
        self._patience.start(_PATIENCE)

    def _end_busy(self) -> None:
        self._is_busy = False
        self._patience.stop()
        self.bar.hide()
