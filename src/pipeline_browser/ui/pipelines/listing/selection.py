"""What is selected in the list, as frozen facts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from pipeline_browser.model.pipelines.listing.handles import Handles, no_handles

if TYPE_CHECKING:
    from pipeline_browser.model.pipelines.reading import Handle
    from pipeline_browser.model.pipelines.values import Value


class Key(NamedTuple):
    """What a row is known by, wherever it stands.

    Attributes:
        pipeline: its handle; None for the group of stages without a pipeline.
        stage: the stage's rowid (its id in a table without rowids); None for the pipeline itself.
    """

    pipeline: Handle | None
    stage: Handle | None = None


class SelectedStage(NamedTuple):
    """One selected stage.

    Attributes:
        pipeline: the handle of the pipeline that it is shown below; None if there is none.
        handle: its rowid, or its id in a table without rowids.
        id: the column ``id``.
    """

    pipeline: Handle | None
    handle: Handle
    id: Value


@dataclass(frozen=True, slots=True)
class Selection:
    """What is selected.

    Attributes:
        pipelines: handles of the selected pipelines, in the order shown; a hundred thousand at most times.
        stages: the selected stages, in the order shown.
        current: the row that has the cursor; None if there is none.
    """

    pipelines: Handles = field(default_factory=no_handles)
    stages: tuple[SelectedStage, ...] = ()
    current: Key | None = None

    @property
    def owners(self) -> tuple[Handle, ...]:
        """The selected pipelines and those of selected stages, each once, the current one first."""
        current = self.current.pipeline if self.current is not None else None
        below = (stage.pipeline for stage in self.stages)
        chosen = dict.fromkeys(each for each in (*self.pipelines, *below) if each is not None)
        first = (current,) if current in chosen else ()
        return (*first, *(each for each in chosen if each != current))

    @property
    def is_empty(self) -> bool:
        """Whether nothing is selected."""
        return not self.pipelines and not self.stages
