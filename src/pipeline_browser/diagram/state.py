"""A diagram as a person has made it: what is shown, where it stands, and what stands hidden meanwhile."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pipeline_browser.diagram.shown import Shown, chosen, part_of
from pipeline_browser.diagram.standing import Standing, standing_of, stood
from pipeline_browser.model.sql_tokens import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pipeline_browser.diagram.graph import Detail, Graph
    from pipeline_browser.diagram.measuring import BoxShape
    from pipeline_browser.diagram.picture import Picture

_GONE = 200  # tables that are remembered although they are gone: they may come back


@dataclass(frozen=True, slots=True)
class Memory:
    """What is remembered of a diagram when it is closed.

    Attributes:
        standings: where everything stands, for each detail that somebody looked at.
        part: where those tables stand that alone are shown; empty where all are.
    """

    shown: Shown = field(default_factory=Shown)
    standings: Mapping[Detail, Standing] = field(default_factory=dict)
    part: Standing = field(default_factory=Standing)

    @property
    def before(self) -> Standing:
        """Where that stands which is shown."""
        return self.part if self.shown.only else self.standings.get(self.shown.detail, Standing())


@dataclass(frozen=True, slots=True)
class DiagramState:
    """All that undo brings back.

    Attributes:
        graph: of the whole schema, in the detail that is shown.
        picture: what of it is shown.
        base: where everything stood before this picture, by detail.
    """

    graph: Graph
    shown: Shown
    picture: Picture
    base: Mapping[Detail, Standing]

    @property
    def standings(self) -> Mapping[Detail, Standing]:
        """Where everything stands, hidden or not, by detail.

        A choice of tables that alone are shown is arranged for itself and leaves no trace here.
        """
        if self.shown.only:
            return self.base
        detail = self.shown.detail
        return {**self.base, detail: self.base.get(detail, Standing()).with_picture(self.picture)}

    @property
    def memory(self) -> Memory:
        """What is worth remembering."""
        part = standing_of(self.picture) if self.shown.only else Standing()
        names = {fold(box.name) for box in self.graph.boxes}
        standings = {detail: each.pruned(names, _GONE) for detail, each in self.standings.items()}
        return Memory(self.shown, standings, part)

    @property
    def is_whole(self) -> bool:
        """Whether every table is shown."""
        return len(self.picture.graph.boxes) == len(self.graph.boxes)

    @property
    def left_out(self) -> tuple[int, ...]:
        """The boxes of ``graph`` that are not shown."""
        inside = set(chosen(self.graph, self.shown))
        return tuple(number for number in range(len(self.graph.boxes)) if number not in inside)

    def is_alike(self, shown: Shown) -> bool:
        """Whether another choice would show the same picture."""
        mine = self.shown
        if (shown.detail, shown.only) != (mine.detail, mine.only):
            return False
        return chosen(self.graph, shown) == chosen(self.graph, mine)

    def with_picture(self, picture: Picture) -> DiagramState:
        """Return the same with boxes and lines elsewhere."""
        return replace(self, picture=picture)


def drawn(
    graph: Graph,
    shape: BoxShape,
    memory: Memory,
    *,
    check: Callable[[], None] = lambda: None,
    progress: Callable[[float], None] = lambda _: None,
) -> DiagramState:
    """Return the diagram of a schema as it is remembered; see ``stood``.

    Args:
        graph: of the whole schema, in the detail that is remembered as shown.
    """
    shown = memory.shown
    part = part_of(graph, chosen(graph, shown))
    picture = stood(part, shape, memory.before, check=check, progress=progress)
    return DiagramState(graph, shown, picture, memory.standings)


def choice_memory(state: DiagramState, shown: Shown, *, anew: bool = False) -> Memory:
    """Return what a changed choice of tables is drawn from: what stays in sight stays in place.

    Args:
        anew: arrange the tables that alone are shown.
    """
    same_detail = shown.detail is state.shown.detail
    if shown.only is not None:
        part = standing_of(state.picture) if same_detail and not anew else Standing()
        return Memory(shown, state.standings, part)
    standing = state.standings.get(shown.detail, Standing())
    if same_detail and state.shown.only is None:
        standing = standing.without_covered(standing_of(state.picture).places.keys())
    return Memory(shown, {**state.standings, shown.detail: standing})
