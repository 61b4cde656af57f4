"""The open database as the window knows it; everything that touches it is a job on one worker."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from pipeline_browser.model.errors import PipelineBrowserError
from pipeline_browser.model.files.outside_change import OutsideChange
from pipeline_browser.ui import database_jobs as jobs
from pipeline_browser.ui.background import Job, Worker, was_cancelled
from pipeline_browser.ui.database_jobs import OpenRequest
from pipeline_browser.ui.source_watch import SourceWatch

if TYPE_CHECKING:
    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.location import Location
    from pipeline_browser.model.migrations.plan import Plan
    from pipeline_browser.model.migrations.source import MigrationSource
    from pipeline_browser.ui.background import Progress
    from pipeline_browser.ui.preferences import Preferences
    from pipeline_browser.ui.snapshot import DatabaseState

WATCH = 250  # milliseconds between two looks for outside changes
DatabaseJob = Callable[["Database", "Progress", "Cancellation"], Any]


@dataclass(frozen=True, slots=True)
class Refusal:
    """An opening that did not succeed; what was open before still is."""

    request: OpenRequest
    error: PipelineBrowserError


class NothingOpen(PipelineBrowserError):
    """A job needs a database and none is open: its action should not have been enabled."""


class Session(QObject):
    """The database that the window shows, if any.

    Signals:
        opening: an OpenRequest whose job starts.
        opened: a DatabaseState, once for each opening, after ``changed``.
        created: the same for a new database, in place of ``opened``.
        refused: a Refusal.
        changed: the new DatabaseState, or None when nothing is open any more.
        unreadable: a PipelineBrowserError of a refresh; what was shown before stays.
    """

    opening = Signal(object)
    opened = Signal(object)
    created = Signal(object)
    refused = Signal(object)
    changed = Signal(object)
    unreadable = Signal(object)

    def __init__(self, preferences: Preferences, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.worker = Worker(self)
        self._preferences = preferences
        self._database: Database | None = None
        self._state: DatabaseState | None = None
        self._request: OpenRequest | None = None
        self._open_job: Job | None = None
        self._refresh_job: Job | None = None
        self._look: Job | None = None
        self._look_again = False
        self._changed_outside: datetime | None = None
        self._lost = OutsideChange.NONE
        self._is_shown = False
        self._watch = QTimer(self)
        self._watch.setInterval(WATCH)
        self._watch.timeout.connect(self._look_outside)
        self._source_watch = SourceWatch(self.worker, self)
        self._source_watch.edited.connect(self.refresh)

    @property
    def state(self) -> DatabaseState | None:
        """What is known since the last look; None if nothing is open."""
        return self._state

    @property
    def is_opening(self) -> bool:
        """Whether a database is being opened right now."""
        return self._open_job is not None

    @property
    def preferences(self) -> Preferences:
        """The settings that the session reads its busy timeout and migration folders from."""
        return self._preferences

    # Opening and closing.

    def open(self, location: Location, *, read_only: bool = False) -> Job:
        """Open a database; what is open now stays until the new one is."""
        return self.begin(OpenRequest(location, read_only=read_only))

    def create(self, location: Location) -> Job:
        """Create an empty database in WAL mode and open it."""
        return self.begin(OpenRequest(location, create=True))

    def close(self) -> None:
        """Close the database, cancelling what still runs in it."""
        self.worker.cancel_all()
        self._open_job = None
        if self._database is not None:
            self._forget(self._database)
        self._tell_nothing()

    @Slot()
    def cancel_opening(self) -> None:
        """Call off the opening that runs; ``refused`` follows with Cancelled."""
        if self._open_job is not None:
            self._open_job.cancel()

    def shut_down(self) -> bool:
        """Cancel all jobs, close the database and end the worker's thread; return whether it did in time."""
        self._watch.stop()
        self._source_watch.follow(None)
        database, self._database = self._database, None
        return self.worker.finish(partial(jobs.close_database, database))

    def begin(self, request: OpenRequest) -> Job:
        """Open or create a database exactly as asked for."""
        if self._open_job is not None:
            self._open_job.cancel()
        self._request = request
        # Reading the header of a file that is open in this process would drop its locks: close it first.
        if self._database is not None and _same_file(self._database.location.path, request.location.path):
            self.worker.cancel_all()
            self._forget(self._database)
        folder = self._source_folder(request.location)
        timeout = self._preferences.current.busy_timeout
        work = partial(jobs.open_database, request, folder, timeout)
        # With nothing open the whole page says what is going on; the state line need not repeat it.
        job = self.worker.run(work, f"Opening {request.location.name}", quiet=self._state is None)
        self._open_job = job
        job.finished.connect(self._take_over)
        job.failed.connect(self._refuse)
        self.opening.emit(request)
        return job

    @Slot(object)
    def _take_over(self, opened: jobs.Opened) -> None:
        if self.sender() is not self._open_job:  # another opening was asked for in the meantime
            self.worker.run(partial(jobs.close_database, opened.database), "Closing", quiet=True)
            return
        self._open_job = None
        if self._database is not None:
            self._forget(self._database)
        self._database = opened.database
        self._watch.start()
        self._show(opened.state)
        created = self._request is not None and self._request.create
        (self.created if created else self.opened).emit(opened.state)

    @Slot(object)
    def _refuse(self, error: PipelineBrowserError) -> None:
        if self.sender() is not self._open_job:
            return
        self._open_job = None
        if self._database is None:
            self._tell_nothing()
        if self._request is not None:
            self.refused.emit(Refusal(self._request, error))

    def _tell_nothing(self) -> None:
        """Let nothing be shown any more of what was open, also where it was closed to be opened again."""
        if self._is_shown:
            self._is_shown = False
            self.changed.emit(None)

    def _forget(self, database: Database) -> None:
        self._watch.stop()
        self._source_watch.follow(None)
        self._database = None
        self._state = None
        self._changed_outside = None
        self._lost = OutsideChange.NONE
        self.worker.run(
            partial(jobs.close_database, database), f"Closing {database.location.name}", quiet=True
        )

    # Jobs in the open database.

    def submit(
        self,
        work: DatabaseJob,
        title: str,
        *,
        refresh: bool = False,
        quiet: bool = False,
        background: bool = False,
    ) -> Job:
        """Do ``work(database, progress, cancellation)`` on the worker.

        Args:
            refresh: look at the database again afterwards, whatever the outcome.
            background: a short step that lets others go first, done again where it was stopped for them.

        Raises:
            NothingOpen: no database is open.
        """
        if self._database is None:
            raise NothingOpen("No database is open")
        job = self.worker.run(partial(work, self._database), title, quiet=quiet, background=background)
        if refresh:
            job.over.connect(self.refresh)
        return job

    @Slot()
    def refresh(self) -> None:
        """Look at the database again; ``changed`` follows. Asked for during a look, one more follows it."""
        if self._database is None:
            return
        if self._refresh_job is not None and not self._refresh_job.is_over:
            self._look_again = True
            return
        self._look_again = False
        folder = self._source_folder(self._database.location)
        job = self.submit(partial(jobs.look_again, folder), "Refreshing")
        self._refresh_job = job
        job.finished.connect(self._show)
        job.failed.connect(self._keep)
        job.over.connect(self._refresh_if_asked)

    @Slot()
    def _refresh_if_asked(self) -> None:
        if self._look_again:
            self.refresh()

    def plan_run(
        self, *, target: int | None = None, atomic: bool = True, ignore_missing: bool = False
    ) -> Job:
        """Plan to apply what is pending; the result is a Plan."""
        work = partial(jobs.plan_to_run, self._source(), target, atomic, ignore_missing)
        return self.submit(work, "Planning")

    def plan_revert(self, *, target: int | None = None, atomic: bool = True) -> Job:
        """Plan to revert the newest migration, or all above ``target``; the result is a Plan."""
        return self.submit(partial(jobs.plan_to_revert, self._source(), target, atomic), "Planning")

    def run(self, plan: Plan, *, backup: bool, allow_cascade: bool = False) -> Job:
        """Do what the plan says; RunEvents come as progress, the result is a RunReport."""
        work = partial(jobs.run, plan, backup, allow_cascade)
        return self.submit(work, "Migrating", refresh=True)

    def save_copy(self, target: Path, *, overwrite: bool = False) -> Job:
        """Write a complete, verified copy; BackingUp comes as progress, the result is a SavedCopy."""
        return self.submit(partial(jobs.copy_to, target, overwrite), f"Saving {target.name}")

    def set_source(self, folder: Path | None) -> None:
        """Take the migrations from ``folder`` (None: the bundled ones), remembered for this database."""
        if self._database is not None and (path := self._database.location.path):
            self._preferences.set_source(str(path), "" if folder is None else str(folder))
            self.refresh()

    def _source(self) -> MigrationSource:
        if self._state is None or self._state.source is None:
            raise NothingOpen("No migrations can be read")
        return self._state.source

    def _source_folder(self, location: Location) -> Path | None:
        if location.path is None:
            return None
        chosen = self._preferences.current.database(str(location.path)).source
        return Path(chosen) if chosen else None

    @Slot(object)
    def _show(self, state: DatabaseState) -> None:
        if self._database is None:
            return
        if self._changed_outside is not None:
            state = state.noticed(self._lost, self._changed_outside)
        self._state = state
        self._is_shown = True
        self._source_watch.follow(state.source_folder)
        self.changed.emit(state)

    @Slot(object)
    def _keep(self, error: PipelineBrowserError) -> None:
        if not was_cancelled(error) and self._database is not None:
            self.unreadable.emit(error)

    # Outside changes.

    @Slot()
    def _look_outside(self) -> None:
        if self._database is None or self.worker.occupied or (self._look and not self._look.is_over):
            return
        job = self._look = self.submit(
            jobs.outside_change, "Watching for changes", quiet=True, background=True
        )
        job.finished.connect(self._notice)
        job.failed.connect(self._keep)

    @Slot(object)
    def _notice(self, change: OutsideChange) -> None:
        if self._database is None:
            return
        if change is OutsideChange.CONTENT:
            self._changed_outside = datetime.now(UTC)
            self.refresh()
        elif change is not self._lost:  # gone, replaced, or back again
            self._lost = change
            self._changed_outside = datetime.now(UTC)
            if self._state is not None:
                self._show(self._state)


def _same_file(one: Path | None, other: Path | None) -> bool:
    if one is None or other is None:
        return False
    try:
        return one.samefile(other)
    except OSError:
        return False
