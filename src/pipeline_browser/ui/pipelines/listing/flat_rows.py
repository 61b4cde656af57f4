"""Which line of a flat list shows which pipeline, or which stage of one that is expanded; no Qt."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

WHOLE = -1  # the pipeline itself, in place of a stage's number


class Line(NamedTuple):
    """What a row shows.

    Attributes:
        place: of the pipeline, in the order of the list.
        stage: its number in the pipeline; WHOLE for the pipeline itself.
    """

    place: int
    stage: int = WHOLE


class FlatRows:
    """Keeps only what is expanded: a list of a hundred thousand pipelines takes no room here."""

    def __init__(self, pipelines: int = 0) -> None:
        self.pipelines = pipelines
        self._places: list[int] = []  # those expanded, ascending
        self._sizes: list[int] = []
        self._before: list[int] = [0]  # stages above each of them, and at the end all
        self._rows: list[int] = []  # where each of them stands

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return self.pipelines + self._before[-1]

    def stages_of(self, place: int) -> int:
        """Return how many rows below a pipeline are its stages; 0 where it is collapsed."""
        at = bisect_left(self._places, place)
        return self._sizes[at] if at < len(self._places) and self._places[at] == place else 0

    def is_expanded(self, place: int) -> bool:
        """Whether a pipeline is expanded; one without stages may be."""
        at = bisect_left(self._places, place)
        return at < len(self._places) and self._places[at] == place

    def line(self, row: int) -> Line:
        """Return what a row shows."""
        at = bisect_right(self._rows, row) - 1
        if at < 0:
            return Line(row)
        behind = row - self._rows[at]
        if behind <= self._sizes[at]:
            return Line(self._places[at], behind - 1)
        return Line(row - self._before[at + 1])

    def row(self, line: Line) -> int:
        """Return the row that shows something; of a stage that is collapsed, its pipeline's."""
        row = self._row_of(line.place)
        return row + line.stage + 1 if line.stage < self.stages_of(line.place) else row

    def rows_at(self, places: Sequence[int]) -> Sequence[int]:
        """Return the rows of pipelines at ascending places; a hundred thousand at once."""
        if not self._places:
            return places
        return [place + self._before[bisect_left(self._places, place)] for place in places]

    def set_stages(self, place: int, count: int | None) -> None:
        """Expand a pipeline to so many stages; None collapses it."""
        at = bisect_left(self._places, place)
        known = at < len(self._places) and self._places[at] == place
        if known:
            del self._places[at], self._sizes[at]
        if count is not None:
            self._places.insert(at, place)
            self._sizes.insert(at, count)
        self._count()

    def use(self, pipelines: int, expanded: dict[int, int]) -> None:
        """Begin anew, with stages at some places."""
        self.pipelines = pipelines
        self._places = sorted(expanded)
        self._sizes = [expanded[place] for place in self._places]
        self._count()

    def _count(self) -> None:
        self._before = list(accumulate(self._sizes, initial=0))
        self._rows = [place + before for place, before in zip(self._places, self._before, strict=False)]

    def _row_of(self, place: int) -> int:
        return place + self._before[bisect_left(self._places, place)]

    def pieces(self, first: int, last: int) -> Iterator[range | Line]:
        """Yield what stands from one row to another: places of pipelines in a row, and single stages."""
        row = first
        while row <= last:
            line = self.line(row)
            if line.stage != WHOLE:
                yield line
                row += 1
                continue
            at = bisect_left(self._places, line.place)
            # Up to the next pipeline whose stages show, that one included, every row is a pipeline.
            stop = self._places[at] + 1 if at < len(self._places) else self.pipelines
            count = min(stop - line.place, last - row + 1)
            yield range(line.place, line.place + count)
            row += count
