"""Which tables and columns a text is found in; no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline_browser.diagram.graph import Graph


@dataclass(frozen=True, slots=True)
class Hit:
    """A box whose name was found, or one of its rows."""

    box: int
    row: int | None = None


def find(graph: Graph, text: str) -> tuple[Hit, ...]:
    """Return every hit, whatever the case: names that begin with the text first, tables before columns."""
    wanted = text.strip().casefold()
    if not wanted:
        return ()
    ranked = []
    for number, box in enumerate(graph.boxes):
        names = [(None, box.name), *enumerate(row.name for row in box.rows)]
        for row, name in names:
            at = name.casefold().find(wanted)
            if at >= 0:
                ranked.append((row is not None, at > 0, number, -1 if row is None else row))
    return tuple(Hit(box, None if row < 0 else row) for _, _, box, row in sorted(ranked))


def hits_text(count: int, current: int) -> str:
    """Return the words for the hits: ``2 of 7``."""
    if not count:
        return "no hits"
    return f"{current + 1:,} of {count:,}"
