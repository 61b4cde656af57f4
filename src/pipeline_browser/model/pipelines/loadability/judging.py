"""One pipeline with its stages, judged by all rules; equal stages are judged once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline_browser.model.pipelines.catalogue.as_read import is_timestamp
from pipeline_browser.model.pipelines.catalogue.stages import stage_type_as_read
from pipeline_browser.model.pipelines.loadability import pipeline_rules
from pipeline_browser.model.pipelines.loadability.cells import as_number, as_text, is_utf8
from pipeline_browser.model.pipelines.loadability.identifiers_as_read import IdReader
from pipeline_browser.model.pipelines.loadability.loading_rules import loading_faults, order_fault
from pipeline_browser.model.pipelines.loadability.notes import notes_on_stage
from pipeline_browser.model.pipelines.loadability.problem import Severity
from pipeline_browser.model.pipelines.loadability.running_rules import running_faults
from pipeline_browser.model.pipelines.loadability.sequence_notes import notes_on_sequence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline_browser.model.pipelines.loadability.finding import Finding
    from pipeline_browser.model.pipelines.loadability.reading import PipelineRow, StageRow
    from pipeline_browser.model.pipelines.loadability.stage_cells import StageCells
    from pipeline_browser.model.pipelines.values import Value

_MOST_KEPT = 20_000
_SOUND = "sound"  # stands for any timestamp that the program reads


@dataclass(frozen=True, slots=True)
class StageJudgement:
    """What was found about a stage, the worst first.

    Attributes:
        kind: its type as the program reads it.
    """

    findings: tuple[Finding, ...]
    kind: str | None

    @property
    def worst(self) -> int:
        """The worst severity; 0 where nothing was found."""
        return self.findings[0].severity if self.findings else 0


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


class Judge:
    """Judges pipelines at one moment."""

    def __init__(self, reader: IdReader | None = None) -> None:
        self.ids = reader or IdReader()
        self._stages: dict[tuple[object, ...], StageJudgement] = {}
        self._sound: set[str] = set()

    def stage(self, cells: StageCells) -> StageJudgement:
        """Return what is to be said about a stage apart from its id, its order and its neighbours."""
        created = _SOUND if self._is_sound(cells.created_at) else cells.created_at
        updated = _SOUND if self._is_sound(cells.updated_at) else cells.updated_at
        # 1 and 1.0 would be one key, and are two values.
        numbers = (cells.enabled, cells.parallel_processing, cells.chunk_size)
        if any(isinstance(number, float) for number in numbers):
            return _judged(cells)
        key = (
            cells.name,
            cells.stage_type,
            cells.algorithm,
            *numbers,
            created,
            updated,
            cells.archived,
            cells.parameters,
        )
        judgement = self._stages.get(key)
        if judgement is None:
            if len(self._stages) >= _MOST_KEPT:
                self._stages.clear()
            judgement = self._stages[key] = _judged(cells)
        return judgement

    def _is_sound(self, value: Value) -> bool:
        if value in self._sound:
            return True
        if not isinstance(value, str) or not is_timestamp(value):
            return False
        if len(self._sound) >= _MOST_KEPT:
            self._sound.clear()
        self._sound.add(value)
        return True

    def row_findings(self, pipeline: PipelineRow, around: Surroundings = PLAIN) -> list[Finding]:
        """Return what is to be said about the pipeline's own row and its configuration."""
        cells = pipeline.cells
        found = list(pipeline_rules.id_faults(cells.id, self.ids))
        if not found and around.stand_in != "itself":
            another = around.stand_in == "another"
            found.append(pipeline_rules.left_out(cells.id, self.ids.read(as_text(cells.id)), another=another))
        if not (isinstance(cells.name, str) and cells.name and is_utf8(cells.name)) or not (
            self._is_sound(cells.created_at) and self._is_sound(cells.updated_at)
        ):
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

    def level(self, pipeline: PipelineRow, stages: Sequence[StageRow], around: Surroundings = PLAIN) -> int:
        """Return the worst severity alone; 0 where there is nothing to say."""
        worst = max((finding.severity for finding in self.row_findings(pipeline, around)), default=0)
        if around.stand_in != "itself" and worst >= Severity.LEFT_OUT:
            return int(worst)
        return max(worst, self._stages_level(stages))

    def _stages_level(self, stages: Sequence[StageRow]) -> int:
        if not stages:
            return Severity.STOPS_LIST
        worst = 0
        for _, cells in stages:
            worst = max(worst, self.stage(cells).worst)
            order = cells.stage_order
            if not (isinstance(cells.id, str) and cells.id.isascii() and isinstance(order, int)):
                worst = max(worst, _worst(self.own_findings(cells)))
            elif not -(2**31) <= order < 2**31:
                worst = int(Severity.STOPS_LIST)
        if worst < Severity.NOTE and any(True for _ in self.sequence_findings(stages)):
            return Severity.NOTE
        return worst

    def own_findings(self, cells: StageCells) -> Iterator[Finding]:
        """Yield what is to be said about a stage's id and order."""
        yield from pipeline_rules.stage_id_faults(cells.id)
        yield from order_fault(cells.stage_order)

    def sequence_findings(self, stages: Sequence[StageRow]) -> Iterator[tuple[int, Finding]]:
        """Yield what is to be said about stages beside each other, with their numbers."""
        kinds = [self.stage(cells).kind for _, cells in stages]
        return notes_on_sequence(kinds, [as_number(cells.stage_order) for _, cells in stages])


def _worst(findings: Iterable[Finding]) -> int:
    return max((finding.severity for finding in findings), default=0)


def _judged(cells: StageCells) -> StageJudgement:
    found = [*loading_faults(cells), *running_faults(cells), *notes_on_stage(cells)]
    found.sort(key=lambda finding: -finding.severity)
    return StageJudgement(tuple(found), stage_type_as_read(as_text(cells.stage_type)))
