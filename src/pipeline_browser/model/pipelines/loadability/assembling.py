"""From findings to problems: in which row each of them is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.pipelines.loadability import pipeline_rules
from pipeline_browser.model.pipelines.loadability.problem import Cure, CureKind, Place, Problem
from pipeline_browser.model.pipelines.loadability.sequence_notes import notes_on_sequence
from pipeline_browser.model.pipelines.loadability.verdict import PipelineVerdict
from pipeline_browser.model.pipelines.shape import CONFIGURATION, PARAMETERS, PIPELINES, STAGES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline_browser.model.pipelines.loadability.finding import Finding
    from pipeline_browser.model.pipelines.loadability.judged import JudgedStage
    from pipeline_browser.model.pipelines.loadability.reading import PipelineRow
    from pipeline_browser.model.pipelines.values import Value

_OF_PIPELINE = (CureKind.RENUMBER, CureKind.ADD_STAGE, CureKind.RENAME)


def verdict_on(
    pipeline: PipelineRow, findings: Sequence[Finding], stages: Sequence[JudgedStage], *, reached: bool
) -> PipelineVerdict:
    """Return the verdict on a pipeline with every problem, the worst first.

    Args:
        findings: about the pipeline's own row.
        reached: the program comes to the stages, since it finds this very pipeline.
    """
    owner = Place(PIPELINES, pipeline.rowid, (pipeline.cells.id,))
    problems = list(_of_row(pipeline, findings, owner))
    if reached:
        problems += _of_stages(pipeline, stages, owner)
    problems.sort(key=_by_severity)
    cells = pipeline.cells
    return PipelineVerdict(pipeline.handle, cells.id, cells.name, pipeline.active, tuple(problems))


def _by_severity(problem: Problem) -> int:
    return -problem.severity


def _of_row(pipeline: PipelineRow, findings: Sequence[Finding], owner: Place) -> Iterator[Problem]:
    for finding in findings:
        place = owner
        if finding.parameter:
            place = Place(CONFIGURATION, None, (pipeline.cells.id, finding.column))
        yield _problem(finding, place, owner, owner, None)


def _of_stages(pipeline: PipelineRow, stages: Sequence[JudgedStage], owner: Place) -> Iterator[Problem]:
    if not stages:
        yield _problem(pipeline_rules.no_stage(), owner, owner, owner, None)
    for stage in stages:
        if not (stage.own or stage.judgement.findings):
            continue
        place = Place(STAGES, stage.rowid, (stage.id,))
        for finding in (*stage.own, *stage.judgement.findings):
            if finding.while_active and not pipeline.active:
                continue
            row = place
            if finding.parameter and finding.there:
                row = Place(PARAMETERS, None, (stage.id, finding.column))
            yield _problem(finding, row, place, owner, stage.name)
    for stage, finding in notes_on_sequence(stages):
        place = Place(STAGES, stage.rowid, (stage.id,))
        yield _problem(finding, place, place, owner, stage.name)


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
