"""What the icons and signs mean, below the diagram: only those that occur."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.diagram.export.svg_parts import KINDS, icon, number, sign
from pipeline_browser.diagram.graph import BoxKind, End, Mark, State
from pipeline_browser.diagram.layout.shapes import Point, Size
from pipeline_browser.diagram.legend import legend_entries
from pipeline_browser.diagram.measuring import estimate_width
from pipeline_browser.diagram.notation import STATE_SIGNS, end_sign

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline_browser.diagram.graph import Graph

_GAP = 22.0  # between two entries
_BESIDE = 6.0  # between a sample and its words
_LINE = 26.0
_NARROWEST = 420.0
_SAMPLE = 34.0  # how long a line is shown
_KIND = 22.0  # how wide a sample of a box is


def legend(graph: Graph, room: float) -> tuple[list[str], Size]:
    """Return the elements of the legend, from (0, 0) to the right and down, and how large it is.

    Args:
        room: the width in which entries stand beside each other, at least one a line.
    """
    elements: list[str] = []
    x = y = width = 0.0
    for element, sample, words in _entries(graph):
        own = sample + _BESIDE + estimate_width(words)
        if x and x + own > max(room, _NARROWEST):
            x, y = 0.0, y + _LINE
        elements.append(f'<g transform="translate({number(x)} {number(y)})">{element}')
        elements.append(f'<text class="dim" x="{number(sample + _BESIDE)}" y="4.5">{words}</text></g>')
        width = max(width, x + own)
        x += own + _GAP
    return elements, Size(width, y + _LINE if elements else 0.0)


def _entries(graph: Graph) -> Iterator[tuple[str, float, str]]:
    for entry in legend_entries(graph):
        shows = entry.shows
        if isinstance(shows, Mark):
            yield icon(shows, 0.0, -6.0), 12.0, entry.words
        elif isinstance(shows, End):
            yield _sample(shows), _SAMPLE, entry.words
        elif isinstance(shows, BoxKind):
            yield _kind(shows), _KIND, entry.words
        elif isinstance(shows, State):
            yield _state(shows), _KIND, entry.words
        elif shows is None:
            yield (
                f'<g class="broken"><path class="line" d="M0 0H{number(_SAMPLE)}"/></g>',
                _SAMPLE,
                entry.words,
            )
        else:
            yield f'<text class="badge" y="4">{shows}</text>', 6.6 * len(shows), entry.words


def _kind(kind: BoxKind) -> str:
    ghost = " ghost" if kind is BoxKind.MISSING else ""
    rect = f'y="-7" width="{number(_KIND)}" height="14" rx="3"'
    return f'<rect class="{KINDS[kind]}" {rect}/><rect class="edge{ghost}" {rect}/>'


def _state(state: State) -> str:
    """Return a sample of a box with the sign of what happened to it."""
    rect = f'y="-7" width="{number(_KIND)}" height="14" rx="3"'
    sign_at = f'x="{number(_KIND / 2)}" y="4.5" text-anchor="middle"'
    return (
        f'<rect class="soft-{state.value}" {rect}/><rect class="edge edge-{state.value}" {rect}/>'
        f'<text class="name told-{state.value}" {sign_at}>{STATE_SIGNS[state]}</text>'
    )


def _sample(end: End) -> str:
    route = (Point(0.0, 0.0), Point(_SAMPLE, 0.0))
    return f'<path class="rule" d="M0-8V8"/><path class="line" d="M0 0H{number(_SAMPLE)}"/>' + sign(
        end_sign(end, route, at_child=True)
    )
