"""One pipeline with its stages, judged by all rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline_browser.model.pipelines.catalogue.stages import stage_type_as_read
from pipeline_browser.model.pipelines.loadability import pipeline_rules
from pipeline_browser.model.pipelines.loadability.cells import as_number, as_text, is_utf8
from pipeline_browser.model.pipelines.loadability.judged import JudgedStage, StageJudgement
from pipeline_browser.model.pipelines.loadability.loading_rules import loading_faults, order_fault
from pipeline_browser.model.pipelines.loadability.notes import notes_on_stage
from pipeline_browser.model.pipelines.loadability.problem import Severity
from pipeline_browser.model.pipelines.loadability.running_rules import running_faults
from pipeline_browser.model.pipelines.loadability.sequence_notes import has_notes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline_browser.model.pipelines.loadability.finding import Finding
    from pipeline_browser.model.pipelines.loadability.identifiers_as_read import IdReader
    from pipeline_browser.model.pipelines.loadability.reading import PipelineRow
    from pipeline_browser.model.pipelines.loadability.stage_cells import StageCells
    from pipeline_browser.model.pipelines.loadability.stage_reading import StageRow
    from pipeline_browser.model.pipelines.values import Value


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is to be known about a pipeline beyond its own rows.

    Attributes:
        stand_in: what the program finds under the id that it reads: ``itself``, ``nothing`` or ``another``.
        same_name: another active pipeline of the same name comes first.
        configuration: entries that may be no text.
    """

    stand_in: str = "itself"
    same_name: bool = False
    configuration: Sequence[tuple[Value, Value]] = ()


PLAIN = Surroundings()


def judge_stage(row: StageRow) -> JudgedStage:
    """Judge a stage by all rules."""
    rowid, cells = row
    own = (*pipeline_rules.stage_id_faults(cells.id), *order_fault(cells.stage_order))
    return JudgedStage(rowid, cells.id, cells.name, as_number(cells.stage_order), _judged(cells), own)


def _judged(cells: StageCells) -> StageJudgement:
    found = [*loading_faults(cells), *running_faults(cells), *notes_on_stage(cells)]
    found.sort(key=lambda finding: -finding.severity)
    always = [finding.severity for finding in found if not finding.while_active]
    return StageJudgement(
        tuple(found),
        stage_type_as_read(as_text(cells.stage_type)),
        found[0].severity if found else 0,
        max(always, default=0),
    )


def judge_row(pipeline: PipelineRow, around: Surroundings, ids: IdReader) -> list[Finding]:
    """Return what is to be said about the pipeline's own row and its configuration."""
    cells = pipeline.cells
    found = list(pipeline_rules.id_faults(cells.id, ids))
    if not found and around.stand_in != "itself":
        another = around.stand_in == "another"
        found.append(pipeline_rules.left_out(cells.id, ids.read(as_text(cells.id)), another=another))
    found += pipeline_rules.row_faults(cells)
    if isinstance(cells.name, str) and is_utf8(cells.name):
        found += pipeline_rules.name_faults(cells.name)
        if around.same_name:
            found.append(pipeline_rules.same_name(cells.name))
    if not pipeline.active:
        found += pipeline_rules.hidden_oddly(cells)
    if around.configuration:
        found += pipeline_rules.configuration_faults(around.configuration)
    return found


def level_of(
    findings: Sequence[Finding], stages: Sequence[JudgedStage], *, active: bool, reached: bool
) -> int:
    """Return the worst severity; 0 where there is nothing to say.

    Args:
        findings: about the pipeline's own row.
        reached: the program comes to the stages, since it finds this very pipeline.
    """
    worst = max((finding.severity for finding in findings), default=0)
    return max(worst, _stages_level(stages, active=active)) if reached else worst


def _stages_level(stages: Sequence[JudgedStage], *, active: bool) -> int:
    if not stages:
        return Severity.STOPS_LIST
    worst = max([stage.judgement.worst if active else stage.judgement.worst_if_archived for stage in stages])
    for stage in stages:
        if stage.own:
            return Severity.STOPS_LIST
    return worst or int(Severity.NOTE if has_notes(stages) else 0)
