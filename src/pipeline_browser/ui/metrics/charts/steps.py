"""Ticks at round values, as many as their words have room for."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

import numpy as np

from pipeline_browser.ui.metrics.charts.units import own_words, powers, scale_of, steps, tick_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pipeline_browser.model.metrics.runs import Doubles
    from pipeline_browser.ui.metrics.charts.units import Unit

    Room = Callable[[Sequence[str]], float]

_CLOSEST = 14  # pixels from tick to tick, whatever their words


@dataclass(frozen=True, slots=True)
class Tick:
    """A place with words."""

    place: float
    text: str


def plain_ticks(unit: Unit, low: float, high: float, pixels: float, room: Room) -> tuple[Tick, ...]:
    """Return ticks at the smallest round step for whose words there is room."""
    between = pixels / (high - low)  # pixels of 1
    found: tuple[Tick, ...] = ()
    for step in steps(unit, _CLOSEST / between):
        first = ceil(low / step - 1e-9)
        values = [step * each for each in range(first, int(high / step + 1e-9) + 1)]
        scale = scale_of(unit, max(abs(low), abs(high)), step)
        found = tuple(Tick(value, tick_words(value, scale)) for value in values)
        if step * between >= room([each.text for each in found] or [""]):
            break
    return found


def log_ticks(
    unit: Unit,
    places: Callable[[Doubles], Doubles],
    value_at: Callable[[float], float],
    ends: tuple[float, float],
    pixels: float,
    room: Room,
) -> tuple[Tick, ...]:
    """Return the finest of several sets of round values for whose words there is room."""
    low, high = ends
    best: tuple[Tick, ...] = ()
    for values in _candidates(unit, value_at(low), value_at(high)):
        at = places(np.array(values))
        kept = [(float(p), v) for p, v in zip(at, values, strict=True) if low - 1e-9 <= p <= high + 1e-9]
        if len(kept) < 2:
            continue
        closest = min(b[0] - a[0] for a, b in zip(kept, kept[1:], strict=False)) * pixels / (high - low)
        if closest < _CLOSEST:
            continue
        ticks = tuple(Tick(place, own_words(unit, value)) for place, value in kept)
        if closest >= room([each.text for each in ticks]):
            return ticks
        best = ticks[:1]
    return best


def _candidates(unit: Unit, low: float, high: float) -> Iterator[list[float]]:
    """Yield sets of values from fine to coarse: even steps, then parts of powers, then fewer powers."""
    for step in steps(unit, (high - low) / 12)[:4]:
        first = ceil(low / step - 1e-9)
        yield [step * each for each in range(first, int(high / step + 1e-9) + 1)]
    zero = [0.0] if low <= 0 else []
    round_ones = powers(unit)
    if unit.value in {"rate", "ratio", "count"}:
        yield zero + [digit * each for each in round_ones for digit in (1, 2, 5)]
        yield zero + [digit * each for each in round_ones for digit in (1, 3)]
    for every in (1, 2, 3, 4, 6):
        yield zero + [each for at, each in enumerate(round_ones) if at % every == 0]
