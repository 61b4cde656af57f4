"""Which column each box of one connected component stands in: divisions that are worth trying.

None is best for all schemas. Ranks put parents left of their children (see ``ranks``); spreading keeps
together what is related (see ``spreading``). From either, boxes move to where their lines get shorter and
columns fit the window (see ``shortening``): unlike in a flow chart, a parent may end up right of its child
where that pays, since the crow's foot says which end is which. What is too tall or too wide may be folded or
turned round (see ``turning``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipeline_browser.diagram.layout.columns.ranks import folded, ranks
from pipeline_browser.diagram.layout.columns.shortening import Costs, Shortener, Trunks, numbered
from pipeline_browser.diagram.layout.columns.spreading import fiedler_vector, spread
from pipeline_browser.diagram.layout.columns.turning import mirrored, there_and_back

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline_browser.diagram.layout.columns.ranks import Arc
    from pipeline_browser.diagram.layout.columns.window import Window
    from pipeline_browser.diagram.layout.shapes import Link, Size

_FEW = 30  # boxes that may fit the window as they are
_DEEP = 1.4  # times the columns of the window: from there on a picture is too wide


class Division(NamedTuple):
    """A column for each box, numbered from 0; no link begins and ends in one.

    Attributes:
        shared: whether lines to one row share their lanes.
    """

    column_of: list[int]
    shared: bool = False


def divisions(links: Sequence[Link], sizes: Sequence[Size], window: Window) -> Iterator[Division]:
    """Yield divisions of connected boxes, the most promising ones first."""
    if len(sizes) == 1:
        yield Division([0])
        return
    arcs = [(link.parent, link.child) for link in links]
    trunks = Trunks(len(sizes), links)
    near = trunks.near
    shortener = Shortener(trunks, sizes, window)
    ranked = numbered(ranks(arcs, len(sizes)))
    if len(sizes) <= _FEW:
        yield Division(ranked)
    count = max(2, round(window.columns))
    if max(ranked) >= _DEEP * window.columns:
        yield from _folding_rules(ranked, arcs, count)
    yield Division(numbered(folded(mirrored(ranked, near, sizes, window), arcs, sizes, window)))
    yield Division(numbered(folded(ranked, arcs, sizes, window)))
    values = fiedler_vector(ranked, near)

    def spread_over(share: float, crowding: float) -> list[int]:
        columns = spread(values, near, max(2, round(window.columns * share)))
        return shortener.shortened(columns, Costs(crowding))

    yield Division(spread_over(0.7, 4.0))
    if len(sizes) > _FEW:
        yield Division(spread_over(0.4, 30.0))
    yield Division(shortener.shortened(mirrored(ranked, near, sizes, window), Costs(12.0)))
    yield Division(spread_over(0.4, 4.0), shared=True)
    yield Division(shortener.shortened(ranked, Costs(0.0, backwards=50.0)))
    yield Division(spread_over(1.0, 4.0))


def _folding_rules(ranked: Sequence[int], arcs: Sequence[Arc], count: int) -> Iterator[Division]:
    """Yield columns that go there and back in about so many, if there is a way that parts all neighbours."""
    for last in (count, count + 1, count + 2):
        columns = there_and_back(ranked, last)
        if all(columns[one] != columns[other] for one, other in arcs):
            yield Division(columns)
            return
