"""Running a plan on a copy, and telling what it would do; the original is only read."""

from __future__ import annotations

import errno
import shutil
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pipeline_browser.model.cancellation import Cancellation
from pipeline_browser.model.connection.sqlite_errors import OWN_FAULTS, translate
from pipeline_browser.model.errors import (
    Cancelled,
    CascadeRefused,
    DatabaseBusy,
    DatabaseFull,
    MigrationFailed,
    PipelineBrowserError,
    RehearsalFailed,
)
from pipeline_browser.model.migrations.rehearsal.checking import broken_references, damage
from pipeline_browser.model.migrations.rehearsal.counting import counted_rows, table_rows
from pipeline_browser.model.migrations.rehearsal.facts import Checks, Moment, Rehearsal, Space, Times
from pipeline_browser.model.migrations.rehearsal.isolation import differing_notes, refuse_other_files
from pipeline_browser.model.migrations.rehearsal.notes import notes_on
from pipeline_browser.model.migrations.rehearsal.place import choose_place, no_space_left
from pipeline_browser.model.migrations.rehearsal.private_copy import copy_in, copy_in_memory
from pipeline_browser.model.migrations.rehearsal.progress import Copying, Examining
from pipeline_browser.model.migrations.rehearsal.recorder import Recorder
from pipeline_browser.model.migrations.rehearsal.temporary_space import TemporarySpace
from pipeline_browser.model.migrations.runner import run_plan
from pipeline_browser.model.schema import read_schema
from pipeline_browser.model.schema.diff import schema_diff

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from pipeline_browser.model.database import Database
    from pipeline_browser.model.engine import sqlite3
    from pipeline_browser.model.migrations.plan import Plan
    from pipeline_browser.model.migrations.rehearsal.private_copy import PrivateCopy
    from pipeline_browser.model.migrations.rehearsal.progress import RehearsalEvent, RehearsalProgress

_NO_SPACE = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_BYTES_A_STEP = 1 << 20  # a few milliseconds, so that cancelling and progress are prompt


def rehearse(
    database: Database,
    plan: Plan,
    *,
    allow_cascade: bool = False,
    folder: Path | None = None,
    progress: RehearsalProgress | None = None,
    cancellation: Cancellation | None = None,
) -> Rehearsal:
    """Run the plan on a copy of the database, which is only read, and return what it came to.

    A plan that is refused, or has nothing to do, is told so without a copy.

    Args:
        allow_cascade: let a table rebuild delete or blank the rows of other tables.
        folder: where the copy goes; else the system's temporary folder, or beside the database.

    Raises:
        RehearsalFailed: no room, no right to write anywhere, or the plan reaches for other files.
        DatabaseBusy: another program holds the database exclusively for longer than its timeout.
        Cancelled: on request. However it ends, nothing is left of the copy.
    """
    if plan.refusal is not None or not plan.to_apply:
        return Rehearsal(plan, plan.problem, allow_cascade=allow_cascade, tried=False)
    refuse_other_files(plan)
    work = _Work(
        database, plan, progress or _ignore, cancellation or Cancellation(), allow_cascade=allow_cascade
    )
    return work.done(folder)


class _Work:
    """One rehearsal of one plan."""

    def __init__(
        self,
        database: Database,
        plan: Plan,
        tell: RehearsalProgress,
        cancellation: Cancellation,
        *,
        allow_cascade: bool,
    ) -> None:
        self._original = database
        self._plan = plan
        self._tell = tell
        self._cancellation = cancellation
        self._allow_cascade = allow_cascade
        self._size = 0
        self._place: Path | None = None
        self._checking = self._copying = 0

    def done(self, folder: Path | None) -> Rehearsal:
        facts = self._original.facts()
        self._size = max(facts.size, self._pages() * facts.page_size)
        with self._failing_as_rehearsal(), self._copy(folder) as copy:
            before = self._look(copy.database, before=True)
            recorder, error, temporary = self._run(copy)
            after = self._look(copy.database, before=False)
            return self._told(copy, before, after, recorder, error, temporary)

    def _pages(self) -> int:
        return int(self._original.query("PRAGMA page_count", cancellation=self._cancellation)[0][0])

    # --- the copy ---

    def _copy(self, folder: Path | None) -> AbstractContextManager[PrivateCopy]:
        if self._original.location.in_memory and folder is None:
            return copy_in_memory(self._fill)
        self._place = choose_place(self._size, self._original.path, folder)
        return copy_in(self._place, self._fill)

    def _fill(self, copy: sqlite3.Connection) -> None:
        """Copy all pages as one moment shows them, those that are still in the WAL too."""
        began = time.perf_counter_ns()
        # One read transaction for all of it: else each commit of another program starts the copy anew.
        with self._original.reading(cancellation=self._cancellation):
            page_size = int(self._original.query("PRAGMA page_size")[0][0])
            self._original.connection.backup(
                copy, pages=max(1, _BYTES_A_STEP // page_size), progress=self._copied, sleep=0.05
            )
        self._copying = time.perf_counter_ns() - began

    def _copied(self, _status: int, remaining: int, total: int) -> None:
        self._cancellation.check()
        self._tell(Copying(total - remaining, total))

    @contextmanager
    def _failing_as_rehearsal(self) -> Iterator[None]:
        try:
            yield
        except OWN_FAULTS as error:
            raise self._failed(translate(error, self._place)) from error
        except (RehearsalFailed, DatabaseBusy, Cancelled):
            raise
        except (PipelineBrowserError, OSError) as error:
            raise self._failed(error) from error

    def _failed(self, error: PipelineBrowserError | OSError) -> PipelineBrowserError:
        if isinstance(error, (DatabaseBusy, Cancelled)):
            return error
        if _is_full(error):
            return no_space_left(self._place, self._size, _sqlite_words(error))
        why = (error.strerror or str(error)) if isinstance(error, OSError) else error.cause
        return RehearsalFailed(
            "The plan could not be rehearsed",
            path=self._place,
            cause=f"{why.rstrip('.')}. The database itself was only read, and the copy is gone.",
            remedy="See to that, or name another folder for the copy.",
            details=str(error),
        )

    # --- looking ---

    def _look(self, copy: Database, *, before: bool) -> Moment:
        began = time.perf_counter_ns()
        schema = read_schema(copy, cancellation=self._cancellation)
        self._tell(Examining("counting rows", before))
        rows = counted_rows(copy, schema, self._plan.table, self._cancellation)
        self._tell(Examining("checking foreign keys", before))
        references = broken_references(copy, self._cancellation)
        self._tell(Examining("checking integrity", before))
        checks = Checks(references, damage(copy, self._cancellation))
        size = copy.query("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")[0][0]
        self._checking += time.perf_counter_ns() - began
        return Moment(schema, rows, checks, int(size))

    # --- the run ---

    def _run(self, copy: PrivateCopy) -> tuple[Recorder, PipelineBrowserError | None, int | None]:
        connection = copy.database.connection
        recorder = Recorder.watching(self._tell, connection, allow_cascade=self._allow_cascade)
        with TemporarySpace() as temporary:
            error = self._outcome(copy.database, recorder)
        return recorder, error, temporary.most

    def _outcome(self, copy: Database, recorder: Recorder) -> PipelineBrowserError | None:
        try:
            run_plan(
                copy,
                self._plan,
                allow_cascade=self._allow_cascade,
                progress=recorder.note,
                cancellation=self._cancellation,
            )
        except Cancelled:
            raise
        except PipelineBrowserError as error:
            if self._is_ours(error):
                raise self._failed(error) from error
            return error
        finally:
            recorder.stop()
        return None

    def _is_ours(self, error: PipelineBrowserError) -> bool:
        """Whether it says something about the copy's place, not about the plan."""
        full = _is_full(error) or "disk I/O error" in _sqlite_words(error)
        limited = any(
            statement.begins_with("PRAGMA", "MAX_PAGE_COUNT")
            for step in self._plan.to_apply
            for statement in step.statements
        )
        return full and not limited

    # --- the facts ---

    def _told(
        self,
        copy: PrivateCopy,
        before: Moment,
        after: Moment,
        recorder: Recorder,
        error: PipelineBrowserError | None,
        temporary: int | None,
    ) -> Rehearsal:
        allowed = () if error is not None and self._plan.atomic else recorder.losses
        losses = error.losses if isinstance(error, CascadeRefused) else allowed
        original = self._original.path
        space = Space(before.size, after.size, copy.journal_size(), temporary, _free(original), self._place)
        return Rehearsal(
            self._plan,
            error,
            self._finished(recorder, error),
            before,
            after,
            table_rows(self._plan, before, after, allowed),
            schema_diff(before.schema, after.schema, ignore=frozenset({self._plan.table})),
            losses,
            Times(self._copying, recorder.run, recorder.commit, self._checking, recorder.times()),
            space,
            (*differing_notes(self._plan), *notes_on(self._original, self._place)),
            allow_cascade=self._allow_cascade,
        )

    def _finished(self, recorder: Recorder, error: PipelineBrowserError | None) -> tuple[int, ...]:
        if error is not None and self._plan.atomic:
            return ()
        return tuple(each.migration.version for each in recorder.times() if each.finished)


def _is_full(error: PipelineBrowserError | OSError) -> bool:
    if isinstance(error, OSError):
        return error.errno in _NO_SPACE
    # For a backup the module tells no code, only words.
    return isinstance(error, DatabaseFull) or "disk is full" in _sqlite_words(error)


def _sqlite_words(error: PipelineBrowserError | OSError) -> str:
    if isinstance(error, MigrationFailed):
        return error.sqlite_message
    return error.details if isinstance(error, PipelineBrowserError) else str(error)


def _free(original: Path | None) -> int | None:
    try:
        return None if original is None else shutil.disk_usage(original.parent).free
    except OSError:
        return None


def _ignore(event: RehearsalEvent) -> None:
    """Nobody watches."""
