"""How many pipelines have which level, in little memory."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pipeline_browser.model.pipelines.loadability.problem import Severity
from pipeline_browser.model.pipelines.loadability.verdict import DatabaseVerdict

if TYPE_CHECKING:
    from pipeline_browser.model.pipelines.loadability.problem import Problem
    from pipeline_browser.model.pipelines.loadability.reading import PipelineRow
    from pipeline_browser.model.pipelines.loadability.verdict import Refusal
    from pipeline_browser.model.pipelines.reading import Handle

_SEVERITIES = {int(each): each for each in Severity}


class Tally:
    """Counts while pipelines are judged."""

    def __init__(self) -> None:
        self.pipelines = 0
        self.active = 0
        self._listed = 0
        self._counts: Counter[Severity] = Counter()
        self._levels: dict[Handle, Severity] = {}

    def add(self, row: PipelineRow, worst: int, *, another: bool) -> None:
        """Count a pipeline.

        Args:
            another: the program shows another pipeline in its place.
        """
        self.pipelines += 1
        self.active += row.active
        self._listed += row.active and (worst < Severity.LEFT_OUT or another)
        if not worst:
            return
        # What is broken in a pipeline that the program does not look at does no harm.
        level = _SEVERITIES[worst] if row.active else Severity.NOTE
        self._counts[level] += 1
        self._levels[row.handle] = level

    def verdict(self, refusal: Refusal | None, notes: tuple[Problem, ...]) -> DatabaseVerdict:
        """Return the verdict on all that was counted."""
        return DatabaseVerdict(
            refusal, self.pipelines, self.active, self._listed, dict(self._counts), dict(self._levels), notes
        )
