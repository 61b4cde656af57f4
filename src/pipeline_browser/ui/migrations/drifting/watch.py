"""Whether the open database has drifted, looked for in the background whenever it may be another answer."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from pipeline_browser.model.files.outside_change import OutsideChange
from pipeline_browser.ui.migrations.drifting.search import Finding, search

if TYPE_CHECKING:
    from pipeline_browser.ui.background import Job
    from pipeline_browser.ui.session import Session
    from pipeline_browser.ui.snapshot import DatabaseState


class DriftWatch(QObject):
    """Follows the session; nothing is compared twice.

    Signals:
        found: the Finding about the open database; None where there is none, or none yet.
    """

    found = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._finding: Finding | None = None
        self._job: Job | None = None
        session.changed.connect(self._follow)
        session.opened.connect(self._begin_anew)
        session.created.connect(self._begin_anew)
        self._follow(session.state)

    @property
    def finding(self) -> Finding | None:
        """What is known of the open database."""
        return self._finding

    @property
    def is_searching(self) -> bool:
        """Whether a newer answer is on its way."""
        return self._job is not None and not self._job.is_over

    def search(self, *, background: bool = False, whole: bool = False) -> Job:
        """Look now; the result is the Finding, which ``found`` tells as well.

        Args:
            whole: the schemas are to be seen, also where they are equal.

        Raises:
            NothingOpen: no database is open, or its migrations cannot be read.
        """
        state = self._session.state
        source = state.source if state is not None else None
        assert source is not None  # noqa: S101 - the action is not enabled without
        work = partial(search, source, self._finding, whole)
        job = self._session.submit(
            work, "Comparing the schema with its migrations", quiet=background, background=background
        )
        job.finished.connect(self._take)
        self._job = job
        return job

    @Slot(object)
    def _begin_anew(self, state: DatabaseState) -> None:
        """Forget what was known: another file may stand under the same name."""
        self._tell(None)
        self._follow(state)

    @Slot(object)
    def _follow(self, state: DatabaseState | None) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None  # its result may be on its way already
        known = state is not None and state.source is not None and state.ledger is not None
        if state is None or not known or state.outside is not OutsideChange.NONE:
            self._tell(None)
            return
        self.search(background=True)

    @Slot(object)
    def _take(self, finding: Finding) -> None:
        if self.sender() is self._job:
            self._tell(finding)

    def _tell(self, finding: Finding | None) -> None:
        if finding is not self._finding:
            self._finding = finding
            self.found.emit(finding)
