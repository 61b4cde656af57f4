"""What the marks and signs of a diagram mean: only those that occur in it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from pipeline_browser.diagram.graph import BoxKind, End, Mark, State
from pipeline_browser.diagram.layout.shapes import Point, Size
from pipeline_browser.diagram.measuring import BADGES, badges
from pipeline_browser.diagram.notation import STATE_SIGNS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline_browser.diagram.graph import Graph, Line
    from pipeline_browser.diagram.measuring import TextMeasure

_KEYS = ((Mark.PRIMARY, "primary key"), (Mark.FOREIGN, "foreign key"))
_ENDS = ((End.ONE, "exactly one"), (End.ZERO_OR_ONE, "at most one"), (End.MANY, "any number"))
_KINDS = (BoxKind.VIEW, BoxKind.VIRTUAL, BoxKind.MISSING)


class Extra(Enum):
    """What is explained besides."""

    BRACKET = "columns of one key"
    BROKEN = "not enforced"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing and its words.

    Attributes:
        shows: the icon of a key, a badge, the sign of an end, a kind of box, what happened to something, the
            bracket over a key of several columns, a line that SQLite cannot enforce.
    """

    shows: Mark | str | End | BoxKind | State | Extra
    words: str


class PlacedEntry(NamedTuple):
    """An entry below a diagram: its sample starts at ``at``, with its middle at that height."""

    entry: Entry
    at: Point
    sample: float


_GAP = 22.0  # between two entries
BESIDE = 6.0  # between a sample and its words
LEGEND_LINE = 26.0
_NARROWEST = 420.0
_LONG_SAMPLE, _ICON, KIND_SAMPLE = 34.0, 12.0, 22.0
_BADGE_LETTER = 6.6


def legend_below(graph: Graph, room: float, measure: TextMeasure) -> tuple[list[PlacedEntry], Size]:
    """Return the entries in lines below a diagram, from (0, 0), and how much room they take.

    Args:
        room: the width in which entries stand beside each other, at least one a line.
    """
    placed: list[PlacedEntry] = []
    x = y = width = 0.0
    for entry in legend_entries(graph):
        sample = _sample_width(entry)
        own = sample + BESIDE + measure(entry.words)
        if x and x + own > max(room, _NARROWEST):
            x, y = 0.0, y + LEGEND_LINE
        placed.append(PlacedEntry(entry, Point(x, y), sample))
        width = max(width, x + own)
        x += own + _GAP
    return placed, Size(width, y + LEGEND_LINE if placed else 0.0)


def _sample_width(entry: Entry) -> float:
    if isinstance(entry.shows, Mark) or entry.shows is Extra.BRACKET:
        return _ICON
    if isinstance(entry.shows, BoxKind | State):
        return KIND_SAMPLE
    return _BADGE_LETTER * len(entry.shows) if isinstance(entry.shows, str) else _LONG_SAMPLE


def legend_entries(graph: Graph) -> tuple[Entry, ...]:
    """Return what is to be explained, in the order in which one meets it."""
    return tuple(_entries(graph))


def _entries(graph: Graph) -> Iterator[Entry]:
    rows = {row.marks: row for box in graph.boxes for row in box.rows}.values()
    marks = {mark for row in rows for mark in row.marks}
    shown_badges = {word for row in rows for word in badges(row).split()}
    ends = {end for line in graph.lines for end in (line.parent_end, line.child_end)}
    kinds = {box.kind for box in graph.boxes}
    yield from (Entry(mark, words) for mark, words in _KEYS if mark in marks)
    yield from (Entry(badge, words) for _, badge, words in BADGES if badge in shown_badges)
    yield from (Entry(end, words) for end, words in _ENDS if end in ends)
    if any(_has_bracket(line) for line in graph.lines):
        yield Entry(Extra.BRACKET, Extra.BRACKET.value)
    yield from (Entry(kind, kind.value) for kind in _KINDS if kind in kinds)
    if any(line.problem for line in graph.lines):
        yield Entry(Extra.BROKEN, Extra.BROKEN.value)
    happened = _happened(graph)
    yield from (Entry(state, state.value) for state in STATE_SIGNS if state in happened)


def _has_bracket(line: Line) -> bool:
    return any(sum(row is not None for row in rows) > 1 for rows in (line.child_rows, line.parent_rows))


def _happened(graph: Graph) -> set[State]:
    rows = {row.state for box in graph.boxes for row in box.rows}
    return rows | {box.state for box in graph.boxes} | {line.state for line in graph.lines}
