"""From findings to problems: in which row each of them is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.pipelines.loadability import pipeline_rules
from pipeline_browser.model.pipelines.loadability.problem import Cure, CureKind, Place, Problem
from pipeline_browser.model.pipelines.loadability.reading import CONFIGURATION, PARAMETERS, PIPELINES, STAGES
from pipeline_browser.model.pipelines.loadability.verdict import PipelineVerdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline_browser.model.pipelines.loadability.finding import Finding
    from pipeline_browser.model.pipelines.loadability.judging import Judge, Surroundings
    from pipeline_browser.model.pipelines.loadability.reading import PipelineRow, StageRow
    from pipeline_browser.model.pipelines.values import Value

_OF_PIPELINE = (CureKind.RENUMBER, CureKind.ADD_STAGE, CureKind.RENAME)


def verdict_on(
    judge: Judge, pipeline: PipelineRow, stages: Sequence[StageRow], around: Surroundings
) -> PipelineVerdict:
    """Return the verdict on a pipeline with every problem, the worst first."""
    problems = sorted(_problems(judge, pipeline, stages, around), key=lambda problem: -problem.severity)
    cells = pipeline.cells
    return PipelineVerdict(pipeline.handle, cells.id, cells.name, pipeline.active, tuple(problems))


def _problems(
    judge: Judge, pipeline: PipelineRow, stages: Sequence[StageRow], around: Surroundings
) -> Iterator[Problem]:
    owner = Place(PIPELINES, pipeline.rowid, (pipeline.cells.id,))
    for finding in judge.row_findings(pipeline, around):
        place = owner
        if finding.parameter:
            place = Place(CONFIGURATION, None, (pipeline.cells.id, finding.column))
        yield _problem(finding, place, owner, owner, None)
    if around.stand_in != "itself":
        return  # the program never gets to its stages
    if not stages:
        yield _problem(pipeline_rules.no_stage(), owner, owner, owner, None)
    for rowid, cells in stages:
        place = Place(STAGES, rowid, (cells.id,))
        for finding in (*judge.own_findings(cells), *judge.stage(cells).findings):
            row = place
            if finding.parameter and finding.there:
                row = Place(PARAMETERS, None, (cells.id, finding.column))
            yield _problem(finding, row, place, owner, cells.name)
    for number, finding in judge.sequence_findings(stages):
        rowid, cells = stages[number]
        place = Place(STAGES, rowid, (cells.id,))
        yield _problem(finding, place, place, owner, cells.name)


def _problem(finding: Finding, row: Place, thing: Place, owner: Place, stage: Value) -> Problem:
    cure = None
    if finding.cure is not None:
        place = owner if finding.cure.kind in _OF_PIPELINE else thing
        cure = Cure(finding.cure.kind, finding.cure.label, place, finding.cure.column, finding.cure.value)
    return Problem(
        finding.severity,
        row,
        stage,
        finding.column,
        finding.value,
        finding.reason,
        finding.advice,
        cure,
    )
