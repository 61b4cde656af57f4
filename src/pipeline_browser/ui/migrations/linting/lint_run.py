"""Linting a source a few files at a time, so that nobody has to wait for all of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from time import monotonic
from typing import TYPE_CHECKING

from pipeline_browser.model.cancellation import Cancellation
from pipeline_browser.model.errors import Cancelled, PipelineBrowserError, SourceError
from pipeline_browser.model.migrations.lint.allowing import Allowances, read_allowances
from pipeline_browser.model.migrations.lint.database import concerning
from pipeline_browser.model.migrations.lint.few_values import indexes_of_few_values
from pipeline_browser.model.migrations.lint.linting import find_by_file, judged

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline_browser.model.database import Database
    from pipeline_browser.model.location import Location
    from pipeline_browser.model.migrations.lint.facts import Finding, LintReport
    from pipeline_browser.model.migrations.plan import Plan
    from pipeline_browser.model.migrations.source import MigrationSource

STEP = 0.05  # seconds, and what is left of the file then


@dataclass(frozen=True, slots=True)
class Linted:
    """What concerns the open database.

    Attributes:
        trouble: why the folder's settings could not be read; nothing is allowed then.
    """

    report: LintReport
    trouble: SourceError | None = None


class LintRun:
    """The findings about one source and one database, as far as they are known.

    Attributes:
        plan: of the database, if one could be made.
    """

    def __init__(self, source: MigrationSource, location: Location) -> None:
        self.source = source
        self._location = location
        self.plan: Plan | None = None
        self._done = False
        self._in_database: tuple[Finding, ...] | None = None
        self._begin()

    def _begin(self) -> None:
        self._stop = Cancellation()
        self._findings: list[Finding] = []
        self._files: Iterator[tuple[Finding, ...]] = find_by_file(
            self.source, now=datetime.now(UTC), cancellation=self._stop
        )

    def is_about(self, source: MigrationSource, location: Location) -> bool:
        """Whether it would find the same for these."""
        return self.source == source and self._location == location

    def step(self, database: Database, cancellation: Cancellation) -> Linted | None:
        """Go on for a moment; return the outcome if that was the last step.

        Raises:
            Cancelled: on request; then the next step begins anew if a file was under way.
        """
        cancellation.check()
        with cancellation.interrupting(self._stop.cancel):
            try:
                self._advance(monotonic() + STEP)
            except Cancelled:
                self._begin()
                raise
        if not self._done:
            return None
        if self._in_database is None:
            self._in_database = tuple(self._look_in(database, cancellation))
        return self._outcome((*self._findings, *self._in_database))

    def _advance(self, until: float) -> None:
        while not self._done:
            found = next(self._files, None)
            if found is None:
                self._done = True
                return
            self._findings += found
            if monotonic() > until:
                return

    def _look_in(self, database: Database, cancellation: Cancellation) -> Iterator[Finding]:
        try:
            yield from indexes_of_few_values(database, self.source, cancellation)
        except Cancelled:
            raise
        except PipelineBrowserError:
            return  # a damaged table; the window says so elsewhere

    def _outcome(self, findings: Sequence[Finding]) -> Linted:
        """Leave out what is allowed, and put in what the open database adds."""
        trouble, allowances = None, Allowances()
        try:
            allowances = read_allowances(self.source.folder)
        except SourceError as error:
            trouble = error
        if self.plan is None:
            return Linted(judged(findings, self.source, allowances), trouble)
        return Linted(concerning(findings, self.plan, allowances), trouble)
