"""What a direction of a chart means: its unit, whether it is logarithmic, its ticks and their words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

import numpy as np

from pipeline_browser.ui.metrics import formats
from pipeline_browser.ui.metrics.charts.steps import Tick, log_ticks, plain_ticks
from pipeline_browser.ui.metrics.charts.time_ticks import time_caption, time_ticks
from pipeline_browser.ui.metrics.charts.units import Unit

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import tzinfo

    from pipeline_browser.model.metrics.runs import Doubles

    Room = Callable[[Sequence[str]], float]

_LEAST = 1e-300  # of a value on a logarithmic axis: facts for it are above 0
MOST = 1e30  # of a value on any other axis: what is larger stands at the edge, and can be reckoned with


class Bend(Enum):
    """How values become places."""

    LINEAR = "linear"
    LOG = "log"  # the decimal logarithm, of values above 0
    LOG_FROM_ZERO = "log from zero"  # that of one more, so that 0 has a place


@dataclass(frozen=True, slots=True)
class Axis:
    """One direction.

    Attributes:
        zone: of a time axis; None for this machine's.
        names: of the rows of an axis of names, at 0, 1, 2 …
    """

    unit: Unit
    bend: Bend = Bend.LINEAR
    zone: tzinfo | None = None
    names: tuple[str, ...] = ()

    def places(self, values: Doubles) -> Doubles:
        """Return where values stand."""
        if self.bend is Bend.LINEAR:
            return np.clip(values, -MOST, MOST)
        if self.bend is Bend.LOG:
            return np.asarray(np.log10(np.clip(values, _LEAST, 1 / _LEAST)))
        return np.asarray(np.log10(np.clip(values, 0, 1 / _LEAST) + 1))

    def place(self, value: float) -> float:
        """Return where a value stands."""
        return float(self.places(np.array([value]))[0])

    def value(self, place: float) -> float:
        """Return what stands at a place."""
        if self.bend is Bend.LINEAR:
            return place
        power = float(10 ** min(place, 300.0))
        return power if self.bend is Bend.LOG else max(power - 1, 0)

    def ticks(self, low: float, high: float, pixels: float, room: Room) -> tuple[Tick, ...]:
        """Return the ticks between two places.

        Args:
            pixels: from the one to the other.
            room: how many pixels there must be from tick to tick for these words.
        """
        if not high > low or pixels <= 0:
            return ()
        if self.unit is Unit.NAME:
            return self._name_ticks(low, high, pixels, room)
        if self.unit is Unit.TIME:
            return time_ticks(low, high, pixels, room, self.zone)
        if self.bend is Bend.LINEAR:
            return plain_ticks(self.unit, low, high, pixels, room)
        return log_ticks(self.unit, self.places, self.value, (low, high), pixels, room)

    def words(self, value: float) -> str:
        """Return a value with its unit."""
        return _WORDS[self.unit](value) if self.unit in _WORDS else formats.when(value, self.zone)

    def caption(self, low: float, high: float) -> str:
        """Return what the ticks alone do not say: of time, the days and the zone."""
        return time_caption(low, high, self.zone) if self.unit is Unit.TIME else ""

    def _name_ticks(self, low: float, high: float, pixels: float, room: Room) -> tuple[Tick, ...]:
        """Return every name, or every second, third … where there is no room."""
        between = pixels / (high - low)
        every = next((n for n in range(1, len(self.names) + 1) if between * n >= room(("",))), 1)
        return tuple(Tick(float(at), name) for at, name in enumerate(self.names) if at % every == 0)


_WORDS = {
    Unit.RATE: formats.rate,
    Unit.DURATION: formats.duration,
    Unit.BYTES: formats.size,
    Unit.RATIO: formats.ratio,
    Unit.COUNT: formats.count,
}
