"""A stage with what was found about it, however that was found out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pipeline_browser.model.pipelines.loadability.finding import Finding
    from pipeline_browser.model.pipelines.values import Value


class StageJudgement(NamedTuple):
    """What the rules found about a stage, apart from its id, its order and its neighbours.

    Attributes:
        findings: the worst first.
        kind: its type as the program reads it.
        worst: the worst severity, 0 where nothing was found.
        worst_if_archived: the same without what matters only while the pipeline is active.
    """

    findings: tuple[Finding, ...]
    kind: str | None
    worst: int
    worst_if_archived: int


class JudgedStage(NamedTuple):
    """One stage of a pipeline.

    Attributes:
        order: as the program reads it.
        own: what was found about its id and its order.
    """

    rowid: int | None
    id: Value
    name: Value
    order: int
    judgement: StageJudgement
    own: tuple[Finding, ...] = ()
