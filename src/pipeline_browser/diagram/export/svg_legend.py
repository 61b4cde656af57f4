"""What the icons and signs mean, below the diagram: only those that occur."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.diagram.export.svg_parts import KINDS, icon, number, sign
from pipeline_browser.diagram.graph import BoxKind, End, Mark, State
from pipeline_browser.diagram.layout.shapes import Point
from pipeline_browser.diagram.legend import BESIDE, Extra
from pipeline_browser.diagram.notation import STATE_SIGNS, end_sign

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline_browser.diagram.legend import Entry, PlacedEntry


def legend(placed: Iterable[PlacedEntry]) -> Iterator[str]:
    """Yield the elements of a legend."""
    for entry, at, width in placed:
        yield f'<g transform="translate({number(at.x)} {number(at.y)})">{_sample_of(entry, width)}'
        yield f'<text class="dim" x="{number(width + BESIDE)}" y="4.5">{entry.words}</text></g>'


def _sample_of(entry: Entry, width: float) -> str:
    shows = entry.shows
    if isinstance(shows, Mark):
        return icon(shows, 0.0, -6.0)
    if isinstance(shows, End):
        return _sample(shows, width)
    if isinstance(shows, BoxKind):
        return _kind(shows, width)
    if isinstance(shows, State):
        return _state(shows, width)
    if shows is Extra.BRACKET:
        return f'<path class="bracket" d="M{number(width - 2)}-6H{number(width - 6)}V6H{number(width - 2)}"/>'
    if shows is Extra.BROKEN:
        return f'<g class="broken"><path class="line" d="M0 0H{number(width)}"/></g>'
    return f'<text class="badge" y="4">{shows}</text>'


def _kind(kind: BoxKind, width: float) -> str:
    ghost = " ghost" if kind is BoxKind.MISSING else ""
    rect = f'y="-7" width="{number(width)}" height="14" rx="3"'
    return f'<rect class="{KINDS[kind]}" {rect}/><rect class="edge{ghost}" {rect}/>'


def _state(state: State, width: float) -> str:
    """Return a sample of a box with the sign of what happened to it."""
    rect = f'y="-7" width="{number(width)}" height="14" rx="3"'
    sign_at = f'x="{number(width / 2)}" y="4.5" text-anchor="middle"'
    return (
        f'<rect class="soft-{state.value}" {rect}/><rect class="edge edge-{state.value}" {rect}/>'
        f'<text class="name told-{state.value}" {sign_at}>{STATE_SIGNS[state]}</text>'
    )


def _sample(end: End, width: float) -> str:
    route = (Point(0.0, 0.0), Point(width, 0.0))
    return f'<path class="rule" d="M0-8V8"/><path class="line" d="M0 0H{number(width)}"/>' + sign(
        end_sign(end, route, at_child=True)
    )
