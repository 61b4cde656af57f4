"""What the tab shows, read on the session's worker: ahead, when it is asked for, and when others write."""

from __future__ import annotations

from datetime import UTC
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from pipeline_browser.model.errors import DatabaseBusy
from pipeline_browser.model.metrics.filters import Filter, Period
from pipeline_browser.model.metrics.selecting import Order
from pipeline_browser.ui.background import was_cancelled
from pipeline_browser.ui.metrics import jobs
from pipeline_browser.ui.metrics.view import Question

if TYPE_CHECKING:
    from pipeline_browser.model.errors import PipelineBrowserError
    from pipeline_browser.model.metrics.lint.facts import KnownLint
    from pipeline_browser.model.metrics.reading import ReadRuns
    from pipeline_browser.ui.background import Job
    from pipeline_browser.ui.metrics.view import View
    from pipeline_browser.ui.session import Session

AGAIN = 30_000  # milliseconds: time passes, runs stall, periods that end now move on
SPARING = 0.5  # a refresh that nobody asked for waits so many times what the last one took


class Reader(QObject):
    """Answers the newest question; what was shown before stays until its successor is ready.

    Signals:
        answered: a View.
        left: no database is open any more, or another one is: forget what was shown.
        failed: a PipelineBrowserError; what was shown stays.
        busy_changed: whether somebody waits for an answer.

    Attributes:
        view: what was answered last; None where nothing was.
    """

    answered = Signal(object)
    left = Signal()
    failed = Signal(object)
    busy_changed = Signal(bool)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._filter = Filter()
        self._order = Order()
        self._job: Job | None = None
        self._awaited = False  # the job that runs was asked for by a person
        self._stale = False  # others have written since the job that runs was asked for
        self._ahead: ReadRuns | None = None
        self._lint: KnownLint | None = None
        self.view: View | None = None
        self._shows = False
        self._told: list[str] = []  # of a failure that nobody waited for
        self._begun = 0.0
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._look_unasked)
        self._clock = QTimer(self)
        self._clock.setInterval(AGAIN)
        self._clock.timeout.connect(self._let_time_pass)
        session.changed.connect(self._follow)
        session.opened.connect(self._begin_anew)
        session.created.connect(self._begin_anew)
        self.read_ahead()

    @property
    def filter(self) -> Filter:
        """Which runs are asked for."""
        return self._filter

    @property
    def order(self) -> Order:
        """In which order."""
        return self._order

    @property
    def is_busy(self) -> bool:
        """Whether anything is being read."""
        return self._job is not None or self._later.isActive()

    # Asking.

    def begin_with(self, wanted: Filter, order: Order) -> None:
        """Take what is to be asked first; nothing was yet."""
        self._filter, self._order = wanted, order

    def set_filter(self, wanted: Filter) -> None:
        """Look at other runs."""
        if wanted != self._filter:
            self._filter = wanted
            self._ask()

    def set_order(self, order: Order) -> None:
        """Look at them in another order."""
        if order != self._order:
            self._order = order
            self._ask()

    @Slot(object)
    def know_lint(self, lint: KnownLint) -> None:
        """Take what all runs were checked for as known: filters and orders by it are quick from now on."""
        self._lint = lint

    @Slot()
    def ask_again(self) -> None:
        """Answer anew: days begin elsewhere, say."""
        self._ask()

    def show(self) -> None:
        """Somebody looks at the tab from now on."""
        self._shows = True
        self._clock.start()
        if self.view is None or self._stale:
            self._ask()

    def hide(self) -> None:
        """Nobody looks any more: nothing is read until somebody does."""
        self._shows = False
        self._clock.stop()
        self._later.stop()

    @property
    def _before(self) -> View | ReadRuns | None:
        return self.view or self._ahead

    def read_ahead(self) -> None:
        """Read the runs while nobody waits for them, once nothing else is to be done."""
        if self._session.state is None or self._before is not None or self._job is not None:
            return
        job = self._session.submit(jobs.read_ahead, "Reading runs", quiet=True, background=True)
        self._begin(job, awaited=False)
        job.finished.connect(self._keep)

    def _ask(self, *, forget: bool = False, awaited: bool = True) -> None:
        if self._session.state is None or not self._shows:
            self._stale = True
            return
        self._later.stop()
        if self._job is not None:
            self._job.cancel()
        zone = UTC if self._session.preferences.current.utc else None
        question = Question(self._filter, self._order, zone)
        work = partial(jobs.look, question, self._before, self._lint, forget, awaited)
        title = "Reading metrics"
        job = self._session.submit(work, title, quiet=not awaited, background=not awaited)
        self._begin(job, awaited=awaited)
        job.finished.connect(self._take)

    def _begin(self, job: Job, *, awaited: bool) -> None:
        self._job, self._stale, self._begun = job, False, monotonic()
        if awaited != self._awaited:
            self._awaited = awaited
            self.busy_changed.emit(awaited)
        job.failed.connect(self._fail)
        job.over.connect(self._end)

    # Answers.

    @Slot(object)
    def _keep(self, read: ReadRuns) -> None:
        if self.sender() is self._job:
            self._ahead = read

    @Slot(object)
    def _take(self, view: View) -> None:
        if self.sender() is self._job:
            self.view, self._ahead, self._told = view, None, []
            self.answered.emit(view)

    @Slot(object)
    def _fail(self, error: PipelineBrowserError) -> None:
        if self.sender() is not self._job or was_cancelled(error):
            return
        if not self._awaited and (isinstance(error, DatabaseBusy) or not self._shows):
            self._stale = True  # nobody waited for it
        elif self._awaited or error.lines() != self._told:  # not once more with each write of others
            self._told = error.lines()
            self.failed.emit(error)

    @Slot()
    def _end(self) -> None:
        if self.sender() is not self._job:
            return
        self._job = None
        took = monotonic() - self._begun
        if self._awaited:
            self._awaited = False
            self.busy_changed.emit(False)
        if self._stale and self._shows:
            self._later.start(int(SPARING * took * 1000))

    # What happens meanwhile.

    @Slot(object)
    def _follow(self, state: object) -> None:
        if state is None:
            self._begin_anew()
            return
        if self._job is not None or self._later.isActive():
            self._stale = True
        elif self._shows:
            self._look_unasked()
        else:
            self._stale = True

    @Slot()
    def _look_unasked(self) -> None:
        self._ask(awaited=self.view is None)

    @Slot()
    def _let_time_pass(self) -> None:
        view = self.view
        if view is None or self._job is not None:
            return
        tiles = view.dashboard.tiles
        relative = isinstance(self._filter.period, Period) and self._filter.period is not Period.ALL
        if relative or tiles.running:
            self._ask(forget=True, awaited=False)

    @Slot()
    def _begin_anew(self) -> None:
        """Another database: nothing of the old one is worth anything."""
        if self._job is not None:
            self._job.cancel()
        self._job, self.view, self._ahead, self._stale = None, None, None, False
        self._lint = None
        self._later.stop()
        if self._awaited:
            self._awaited = False
            self.busy_changed.emit(False)
        self.left.emit()
        if self._session.state is not None:
            if self._shows:
                self._ask()
            else:
                self.read_ahead()
