"""Running a plan on a copy, and telling what it would do; the original is only read."""

from __future__ import annotations

import shutil
import time
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline_browser.model.cancellation import Cancellation
from pipeline_browser.model.errors import Cancelled, CascadeRefused, PipelineBrowserError
from pipeline_browser.model.migrations.rehearsal.checking import damage
from pipeline_browser.model.migrations.rehearsal.counting import table_rows
from pipeline_browser.model.migrations.rehearsal.facts import Rehearsal, Space, Terms, Times
from pipeline_browser.model.migrations.rehearsal.failures import failing_as_rehearsal, is_about_the_copy
from pipeline_browser.model.migrations.rehearsal.flushing import Flushing
from pipeline_browser.model.migrations.rehearsal.isolation import differing_notes, refuse_other_files
from pipeline_browser.model.migrations.rehearsal.looking import look, unlike_promise
from pipeline_browser.model.migrations.rehearsal.notes import notes_on
from pipeline_browser.model.migrations.rehearsal.place import choose_place
from pipeline_browser.model.migrations.rehearsal.private_copy import copy_in, copy_in_memory
from pipeline_browser.model.migrations.rehearsal.progress import Copying, Examining
from pipeline_browser.model.migrations.rehearsal.recorder import Recorder
from pipeline_browser.model.migrations.rehearsal.temporary_space import TemporarySpace
from pipeline_browser.model.migrations.runner import run_plan
from pipeline_browser.model.schema.diff import schema_diff

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pipeline_browser.model.database import Database
    from pipeline_browser.model.engine import sqlite3
    from pipeline_browser.model.migrations.plan import Plan
    from pipeline_browser.model.migrations.rehearsal.facts import Moment
    from pipeline_browser.model.migrations.rehearsal.private_copy import PrivateCopy
    from pipeline_browser.model.migrations.rehearsal.progress import RehearsalEvent, RehearsalProgress

_NOTHING_LEFT = "The copy is deleted, and the database was only read."
_BYTES_A_STEP = 1 << 20  # a few milliseconds, so that cancelling and progress are prompt


def rehearse(
    database: Database,
    plan: Plan,
    *,
    allow_cascade: bool = False,
    folder: Path | None = None,
    quick: bool = False,
    progress: RehearsalProgress | None = None,
    cancellation: Cancellation | None = None,
) -> Rehearsal:
    """Run the plan on a copy of the database, which is only read, and return what it came to.

    A plan that is refused, or has nothing to do, is told so without a copy.

    Args:
        allow_cascade: let a table rebuild delete or blank the rows of other tables.
        folder: where the copy goes; else the system's temporary folder, or beside the database.
        quick: leave out whether indexes hold what their tables do (``quick_check``).

    Raises:
        RehearsalFailed: no room, no right to write anywhere, or the plan reaches for other files.
        DatabaseBusy: another program holds the database exclusively for longer than its timeout.
        Cancelled: on request. However it ends, nothing is left of the copy.
    """
    if plan.refusal is not None or not plan.to_apply:
        return Rehearsal(plan, plan.problem, allow_cascade=allow_cascade, tried=False)
    refuse_other_files(plan)
    terms = Terms(allow_cascade, folder, quick)
    work = _Work(database, plan, terms, progress or _ignore, cancellation or Cancellation())
    try:
        return work.done()
    except Cancelled as error:  # the run's own words are about a run
        raise Cancelled("The rehearsal was cancelled", cause=_NOTHING_LEFT) from error


class _Work:
    """One rehearsal of one plan."""

    def __init__(
        self,
        database: Database,
        plan: Plan,
        terms: Terms,
        tell: RehearsalProgress,
        cancellation: Cancellation,
    ) -> None:
        self._original = database
        self._plan = plan
        self._terms = terms
        self._tell = tell
        self._cancellation = cancellation
        self._place: Path | None = None
        self._copying = 0
        self._checking = 0

    def done(self) -> Rehearsal:
        with self._copied() as copy:
            # What a quick check finds is enough to begin with; see _told_apart.
            flushing = Flushing(copy.file)
            before = self._look(copy.database, before=True, quick=True)
            self._flush(flushing)
            recorder, error, temporary = self._run(copy)
            after = self._look(copy.database, before=False, quick=self._terms.quick)
            found = self._told(before, after, recorder, error)
            promise = (
                () if error is not None else unlike_promise(copy.database, self._plan, self._cancellation)
            )
            space = Space(before.size, after.size, copy.journal_size(), temporary, self._free(), self._place)
        return self._told_apart(replace(found, space=space, unlike_promise=promise))

    def _told_apart(self, found: Rehearsal) -> Rehearsal:
        """Look in full at a copy that no plan ran on, where damage may be older than the plan."""
        if self._terms.quick or not found.new_findings.damage:
            return found
        with self._copied() as copy:
            self._tell(Examining("checking integrity", before=True))
            known = damage(copy.database, self._cancellation, quick=False)
        checks = replace(found.before.checks, damage=known, quick=False)
        before = replace(found.before, checks=checks)
        new, old = found.after.checks.told_apart(checks)
        return replace(found, before=before, new_findings=new, old_findings=old)

    # --- the copy ---

    @contextmanager
    def _copied(self) -> Iterator[PrivateCopy]:
        size = self._size()
        wanted = self._terms.folder
        in_memory = self._original.location.in_memory and wanted is None
        self._place = None if in_memory else choose_place(size, self._original.path, wanted)
        with failing_as_rehearsal(self._place, size):
            copies = copy_in_memory(self._fill) if self._place is None else copy_in(self._place, self._fill)
            with copies as copy:
                yield copy

    def _size(self) -> int:
        facts = self._original.facts()
        pages = int(self._original.query("PRAGMA page_count", cancellation=self._cancellation)[0][0])
        return max(facts.size, pages * facts.page_size)

    def _fill(self, copy: sqlite3.Connection) -> None:
        """Copy all pages as one moment shows them, those that are still in the WAL too."""
        began = time.perf_counter_ns()
        # One read transaction for all of it: else each commit of another program starts the copy anew.
        with self._original.reading(cancellation=self._cancellation):
            page_size = int(self._original.query("PRAGMA page_size")[0][0])
            self._original.connection.backup(
                copy, pages=max(1, _BYTES_A_STEP // page_size), progress=self._tell_copied, sleep=0.05
            )
        self._copying += time.perf_counter_ns() - began

    def _tell_copied(self, _status: int, remaining: int, total: int) -> None:
        self._cancellation.check()
        self._tell(Copying(total - remaining, total))

    def _look(self, copy: Database, *, before: bool, quick: bool) -> Moment:
        began = time.perf_counter_ns()
        found = look(copy, self._plan.table, self._tell, self._cancellation, before=before, quick=quick)
        self._checking += time.perf_counter_ns() - began
        return found

    def _flush(self, flushing: Flushing) -> None:
        began = time.perf_counter_ns()
        flushing.wait(self._cancellation)
        self._copying += time.perf_counter_ns() - began

    # --- the run ---

    def _run(self, copy: PrivateCopy) -> tuple[Recorder, PipelineBrowserError | None, int | None]:
        connection = copy.database.connection
        recorder = Recorder.watching(self._tell, connection, allow_cascade=self._terms.allow_cascade)
        with TemporarySpace() as temporary:
            error = self._outcome(copy.database, recorder)
        return recorder, error, temporary.most

    def _outcome(self, copy: Database, recorder: Recorder) -> PipelineBrowserError | None:
        try:
            run_plan(
                copy,
                self._plan,
                allow_cascade=self._terms.allow_cascade,
                progress=recorder.note,
                cancellation=self._cancellation,
            )
        except Cancelled:
            raise
        except PipelineBrowserError as error:
            if is_about_the_copy(error, self._plan):
                raise
            return error
        finally:
            recorder.stop()
        return None

    # --- the facts ---

    def _told(
        self, before: Moment, after: Moment, recorder: Recorder, error: PipelineBrowserError | None
    ) -> Rehearsal:
        undone = error is not None and self._plan.atomic
        allowed = () if undone else recorder.losses
        times = recorder.times()
        new, old = after.checks.told_apart(before.checks)
        return Rehearsal(
            self._plan,
            error,
            () if undone else tuple(each.migration.version for each in times if each.finished),
            before,
            after,
            table_rows(self._plan, before, after, allowed),
            schema_diff(before.schema, after.schema, ignore=frozenset({self._plan.table})),
            error.losses if isinstance(error, CascadeRefused) else allowed,
            Times(self._copying, recorder.run, recorder.commit, self._checking, times),
            new_findings=new,
            old_findings=old,
            notes=(*differing_notes(self._plan), *notes_on(self._original, self._place)),
            allow_cascade=self._terms.allow_cascade,
        )

    def _free(self) -> int | None:
        path = self._original.path
        try:
            # SQLite keeps its journal where a link leads.
            return None if path is None else shutil.disk_usage(path.resolve().parent).free
        except OSError:
            return None


def _ignore(event: RehearsalEvent) -> None:
    """Nobody watches."""
