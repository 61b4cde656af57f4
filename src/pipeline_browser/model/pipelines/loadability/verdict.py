"""What the Rust program would make of a pipeline and of a whole database."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline_browser.model.pipelines.loadability.problem import Problem, Severity

if TYPE_CHECKING:
    from pipeline_browser.model.pipelines.reading import Handle
    from pipeline_browser.model.pipelines.values import Value


@dataclass(frozen=True, slots=True)
class PipelineVerdict:
    """One pipeline, judged as if the database as a whole were in order.

    Attributes:
        active: the program looks at it (``archived = false``); others may be broken without harm.
        problems: the worst first; their severities are those that an active pipeline would have.
    """

    handle: Handle
    id: Value
    name: Value
    active: bool
    problems: tuple[Problem, ...] = ()

    @property
    def worst(self) -> Severity | None:
        """The worst severity; None where there is nothing to say."""
        return self.problems[0].severity if self.problems else None

    @property
    def level(self) -> Severity | None:
        """How to mark it: what is broken in a pipeline that the program does not look at is only a note."""
        return self.worst if self.active or self.worst is None else Severity.NOTE

    @property
    def loads(self) -> bool:
        """Whether the program loads it, or would if it were not archived."""
        return self.worst is None or self.worst < Severity.LEFT_OUT

    @property
    def listed(self) -> bool:
        """Whether the program's list shows it, as long as nothing else stops the list."""
        return self.active and self.loads

    @property
    def runs(self) -> bool:
        """Whether ``process`` can succeed with it, as far as the database decides that."""
        return self.active and (self.worst is None or self.worst < Severity.CANNOT_RUN)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why the program lists nothing of this database, whatever the pipelines are like.

    Attributes:
        summary: one line, for a banner.
    """

    summary: str
    reason: str
    remedy: str


@dataclass(frozen=True, slots=True)
class DatabaseVerdict:
    """A whole database.

    Attributes:
        refused: why nothing at all is listed, independently of single pipelines; None if it is not so.
        pipelines: how many there are.
        active: how many of them the program looks at.
        listed: how many ``list`` shows; meaningless where it fails.
        counts: how many pipelines have which level.
        levels: the level of each pipeline that has one, by its handle.
        notes: what is worth knowing about the database itself.
    """

    refused: Refusal | None
    pipelines: int = 0
    active: int = 0
    listed: int = 0
    counts: dict[Severity, int] = field(default_factory=dict)
    levels: dict[Handle, Severity] = field(default_factory=dict)
    notes: tuple[Problem, ...] = ()

    @property
    def loads(self) -> bool:
        """Whether ``list`` succeeds."""
        return self.refused is None and not self.counts.get(Severity.STOPS_LIST)

    @property
    def shows_all(self) -> bool:
        """Whether ``list`` succeeds and shows every active pipeline."""
        return self.loads and not self.counts.get(Severity.LEFT_OUT)
