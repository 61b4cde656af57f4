"""What a report is made of, as frozen facts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline_browser.model.metrics.status import Status
from pipeline_browser.model.metrics.words import ENGLISH
from pipeline_browser.report.literal import visible

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import tzinfo

    from pipeline_browser.model.metrics.figures.facts import Dashboard
    from pipeline_browser.model.metrics.filters import Filter
    from pipeline_browser.model.metrics.table.pages import RunRow

UNNAMED = "(no such pipeline)"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a report is about.

    Attributes:
        zone: of days and moments; None is this machine's.
        rows: how many runs the table lists at most.
    """

    filter: Filter
    zone: tzinfo | None
    rows: int


@dataclass(frozen=True, slots=True)
class People:
    """Who the points of the charts are.

    Attributes:
        names: of pipelines, by the keys of their runs.
        statuses: of the same runs.
    """

    names: Mapping[int, str]
    statuses: Mapping[int, Status]

    def name(self, key: int) -> str:
        """Return whose run it is, on one line."""
        return visible(self.names.get(key, UNNAMED))

    def has_failed(self, key: int) -> bool:
        """Return whether a run failed."""
        return self.statuses.get(key) is Status.FAILED


@dataclass(frozen=True, slots=True)
class Notable:
    """A run that somebody should look at, and why."""

    row: RunRow
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that a report says.

    Attributes:
        database: its name.
        filters: what was asked for, in words, the period first.
        zone: of all moments; None is this machine's.
        every: how many runs the database has, fitting or not.
        notable: failed, stalled, contradictory and slow runs, some of each.
        contradictory: how many runs contradict themselves.
        rows: runs that the table lists, the newest first.
    """

    database: str
    filters: tuple[str, ...]
    zone: tzinfo | None
    dashboard: Dashboard
    every: int
    people: People
    notable: tuple[Notable, ...]
    contradictory: int
    rows: tuple[RunRow, ...]

    def when(self, moment: float) -> str:
        """Return a moment in words."""
        return ENGLISH.when(moment, self.zone)
