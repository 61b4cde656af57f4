"""What the worker does for the time slider: replaying, arranging, and the picture of a stop."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline_browser.diagram.comparing.stepping import Step, Wanted, arranged_history, step_of
from pipeline_browser.diagram.comparing.timeline import History, Timeline, timeline
from pipeline_browser.diagram.measuring import BoxShape
from pipeline_browser.model.migrations.drift.finding import find_drift
from pipeline_browser.ui.diagram.count_words import WIDEST_COUNT
from pipeline_browser.ui.diagram.loading.drawing import Arranging

if TYPE_CHECKING:
    from pipeline_browser.diagram.comparing.facts import Compared
    from pipeline_browser.diagram.measuring import TextMeasure
    from pipeline_browser.diagram.standing import Standing
    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.migrations.drift.facts import Drift
    from pipeline_browser.model.migrations.source import MigrationSource
    from pipeline_browser.ui.background import Progress


@dataclass(frozen=True, slots=True)
class StepRequest:
    """What is to be drawn.

    Attributes:
        common: where everything stands in the wanted detail; None where that has to be found.
        before: where the diagram of the database stands in it.
        part: where those tables stand that alone are shown.
        both: the comparison, where it is known.
    """

    timeline: Timeline
    at: int
    wanted: Wanted
    measure: TextMeasure
    common: Standing | None
    before: Standing
    part: Standing
    both: Compared | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """A stop that was drawn, and the standing that it is drawn on."""

    at: int
    step: Step
    common: Standing


def compare_with_promise(
    source: MigrationSource, database: Database, _progress: Progress, cancellation: Cancellation
) -> Drift:
    """Return what the applied migrations promise, and what is there."""
    return find_drift(database, source, cancellation=cancellation)


def replay(history: History, progress: Progress, cancellation: Cancellation) -> Timeline:
    """Return every version of the schema."""
    return timeline(history, cancellation, progress)


def make_step(request: StepRequest, progress: Progress, cancellation: Cancellation) -> Made:
    """Return a stop as it is drawn."""
    measure = request.measure
    shape = BoxShape(measure, count=measure(WIDEST_COUNT))
    common = request.common or arranged_history(
        request.timeline,
        request.wanted.shown.detail,
        shape,
        request.before,
        check=cancellation.check,
        progress=lambda part: progress(Arranging(part)),
    )
    step = step_of(
        request.timeline.stops[request.at],
        request.wanted,
        shape,
        common,
        request.part,
        both=request.both,
        check=cancellation.check,
    )
    return Made(request.at, step, common)
