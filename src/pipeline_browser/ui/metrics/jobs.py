"""What the reader lets the database's worker do; numpy is imported there, when the tab first shows."""

from __future__ import annotations

from time import time
from typing import TYPE_CHECKING

from pipeline_browser.model.metrics.reading import read_runs
from pipeline_browser.model.metrics.selecting import select_keys
from pipeline_browser.model.pipelines.listing.moments import moment
from pipeline_browser.ui.metrics.view import View

if TYPE_CHECKING:
    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.metrics.lint.facts import KnownLint
    from pipeline_browser.model.metrics.reading import ReadRuns
    from pipeline_browser.model.metrics.runs import Doubles
    from pipeline_browser.ui.background import Progress
    from pipeline_browser.ui.metrics.view import Question


def now() -> int:
    """Return this moment in milliseconds since 1970 UTC."""
    return int(time() * 1000)


def read_ahead(database: Database, progress: Progress, cancellation: Cancellation) -> ReadRuns | None:
    """Read all runs for a tab that nobody looks at yet."""
    return read_runs(database, now(), patient=False, cancellation=cancellation)


def look(
    question: Question,
    before: View | ReadRuns | None,
    lint: KnownLint | None,
    forget: bool,  # noqa: FBT001 - bound by a partial
    patient: bool,  # noqa: FBT001
    database: Database,
    progress: Progress,
    cancellation: Cancellation,
) -> View:
    """Answer a question, from what was read before where the database is still the same.

    Args:
        lint: of the newest moment that was checked.
        forget: time has passed since: a run may have stalled.
    """
    from pipeline_browser.model.metrics.figures.dashboard import compute
    from pipeline_browser.model.metrics.runs import runs_of

    old = before.read if isinstance(before, View) else before
    known = None if old is None or forget else old.stamp
    new = read_runs(database, now(), known=known, patient=patient, cancellation=cancellation)
    read = new or old
    assert read is not None  # noqa: S101 - None is returned for something known alone
    every = before.every if isinstance(before, View) and new is None else runs_of(read)
    cancellation.check()
    with moment(database, cancellation, patient=patient):
        bits = lint.bits if lint is not None and lint.stamp == read.stamp else None
        keys = select_keys(database, read.source, read.shape, question.filter, question.order, lint=bits)
    cancellation.check()
    runs = every.with_keys(keys)
    dashboard = compute(runs, question.zone)
    first, last = _ends(every.when)
    return View(question, read, every, keys, runs, dashboard, first, last)


def _ends(when: Doubles) -> tuple[float, float]:
    import numpy as np

    known = when[~np.isnan(when)]
    return (float(known.min()), float(known.max())) if len(known) else (np.nan, np.nan)
