"""The judged stages of many pipelines: equal ones are judged once, odd ones read whole."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pipeline_browser.model.pipelines.loadability.judged import JudgedStage, StageJudgement
from pipeline_browser.model.pipelines.loadability.judging import judge_stage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline_browser.model.database import Row
    from pipeline_browser.model.pipelines.loadability.stage_reading import StageReader
    from pipeline_browser.model.pipelines.values import Value

_MOST_KEPT = 50_000  # judgements
JudgedStages = dict["Value", list[JudgedStage]]


class StageLookup:
    """Judges stages by their signatures (usual_sql.py), and remembers what was found about each signature."""

    def __init__(self, reader: StageReader) -> None:
        self._reader = reader
        self._known: dict[Row, StageJudgement] = {}

    def judged(self, ids: Sequence[str], *, named: bool) -> JudgedStages:
        """Return the stages of pipelines, judged, in the order in which the program loads them.

        Args:
            named: with their ids and names, which levels alone do not need.
        """
        if not self._reader.in_slices:
            return {id_: [judge_stage(row) for row in self._reader.of_pipeline(id_)] for id_ in ids}
        found: JudgedStages = defaultdict(list)
        unknown: dict[int, tuple[Value, int, Row | None]] = {}  # owner, place among its stages, signature
        known = self._known
        for row in self._reader.signatures(ids, named=named):
            stages = found[row[0]]
            signature = row[5:]
            judgement = known.get(signature)
            if judgement is None:
                unknown[row[1]] = row[0], len(stages), None if row[-1] is None else signature
                judgement = _NOTHING
            stages.append(JudgedStage(row[1], row[2], row[3], row[4], judgement))
        if unknown:
            self._look_closely(unknown, found)
        return found

    def _look_closely(self, unknown: dict[int, tuple[Value, int, Row | None]], found: JudgedStages) -> None:
        """Judge the stages whose signature was never seen, and those without one."""
        if len(self._known) > _MOST_KEPT:
            self._known.clear()
        for rowid, row in self._reader.at(list(unknown)).items():
            owner, place, signature = unknown[rowid]
            stage = judge_stage(row)
            found[owner][place] = stage
            if signature is not None:
                self._known[signature] = stage.judgement


_NOTHING = StageJudgement((), None, 0, 0)  # until it is looked at
