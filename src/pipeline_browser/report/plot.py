"""The paper of a chart: axes with thin lines and words, and the sentence where there is nothing to draw."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline_browser.report.calendar_ticks import EARLIEST, LATEST, calendar_ticks, caption
from pipeline_browser.report.drawing import CHARACTER, NORMAL, SMALL, Drawing
from pipeline_browser.report.scales import Scale, around
from pipeline_browser.report.ticks import linear_ticks, log_ticks

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import tzinfo

    from pipeline_browser.model.metrics.columns import Kind
    from pipeline_browser.report.ink import Ink
    from pipeline_browser.report.ticks import Tick

WIDTH, HEIGHT = 440.0, 240.0
LOW = 96.0  # where there is nothing to draw
WIDE = 904.0  # of a chart over two columns
LEFT, RIGHT, TOP, BOTTOM = 58.0, 12.0, 12.0, 40.0
_PIXELS_OF_TICK = 26  # from one to the next, upwards
_CLOSEST = 13  # from one word to the next
_PIXELS_OF_WORDS = 68  # the same, along the ground
_SHORTEST = 60_000.0  # milliseconds that a time axis shows


@dataclass(frozen=True, slots=True)
class Area:
    """Where values are drawn, in pixels."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Plot:
    """A drawing with an area for values."""

    drawing: Drawing
    area: Area

    def draw_y(self, scale: Scale, kind: Kind) -> None:
        """Draw lines from left to right, with their values."""
        above = self.area.bottom + _CLOSEST
        for tick in ticks_of(scale, kind, int((self.area.bottom - self.area.top) / _PIXELS_OF_TICK)):
            y = scale.at(tick.value)
            if (
                above - y < _CLOSEST
            ):  # words at even steps lie close together at the end of a logarithmic axis
                continue
            above = y
            self.drawing.line(self.area.left, y, self.area.right, y, stroke="line")
            self.drawing.text(self.area.left - 6, y + 4, tick.words, anchor="end")

    def draw_x(self, scale: Scale, kind: Kind) -> None:
        """Draw the ground and the values below it."""
        most = int((self.area.right - self.area.left) / _PIXELS_OF_WORDS)
        self._ground(scale, ticks_of(scale, kind, most))

    def draw_time(self, scale: Scale, zone: tzinfo | None) -> None:
        """Draw the ground and the moments below it, with the days and the zone."""
        most = int((self.area.right - self.area.left) / _PIXELS_OF_WORDS)
        self._ground(scale, calendar_ticks(scale.low, scale.high, most, zone))
        words = caption(scale.low, scale.high, zone)
        self.drawing.text(self.area.right, self.area.bottom + 33, words, anchor="end")

    def _ground(self, scale: Scale, ticks: Sequence[Tick]) -> None:
        area = self.area
        self.drawing.line(area.left, area.bottom, area.right, area.bottom, stroke="outline")
        for tick in ticks:
            x = scale.at(tick.value)
            self.drawing.line(x, area.bottom, x, area.bottom + 4, stroke="outline")
            half = len(tick.words) * SMALL * CHARACTER / 2
            inside = min(max(x, half), self.drawing.width - half)
            self.drawing.text(inside, area.bottom + 17, tick.words, anchor="middle")

    def say(self, x: float, y: float, words: str, *, fill: str, anchor: str = "") -> None:
        """Write beside a mark, over what lies there."""
        self.drawing.text(x, y, words, fill=fill, anchor=anchor, bold=True)


def ticks_of(scale: Scale, kind: Kind, most: int) -> list[Tick]:
    """Return the ticks of a scale of numbers."""
    return (log_ticks if scale.is_log else linear_ticks)(kind, scale.low, scale.high, most)


def plot(
    ink: Ink, width: float = WIDTH, height: float = HEIGHT, *, left: float = LEFT, right: float = RIGHT
) -> Plot:
    """Return an empty plot."""
    return Plot(Drawing(ink, width, height), Area(left, TOP, width - right, height - BOTTOM))


def time_scale(first: float, last: float, area: Area) -> Scale:
    """Return the scale of a time axis, within what a calendar has."""
    scale = around(first, last, area.left, area.right, least=_SHORTEST)
    return Scale(max(scale.low, EARLIEST), min(scale.high, LATEST), scale.start, scale.end)


def empty(ink: Ink, sentence: str, width: float = WIDTH, height: float = LOW) -> Drawing:
    """Return a drawing that says why there is nothing to see."""
    drawing = Drawing(ink, width, height)
    lines = wrapped(sentence, int((width - 60) / (NORMAL * CHARACTER)))
    for place, line in enumerate(lines):
        y = height / 2 + (place - (len(lines) - 1) / 2) * 18
        drawing.text(width / 2, y, line, size=NORMAL, anchor="middle")
    return drawing


def wrapped(text: str, most: int) -> list[str]:
    """Return a text in lines of at most so many characters."""
    lines: list[str] = [""]
    for word in text.split(" "):
        if lines[-1] and len(lines[-1]) + 1 + len(word) > most:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines
