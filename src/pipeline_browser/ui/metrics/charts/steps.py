"""Ticks at round values, as many as their words have room for."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import ceil
from typing import TYPE_CHECKING

import numpy as np

from pipeline_browser.ui.metrics.charts.units import (
    finer_powers,
    own_words,
    powers,
    scale_of,
    steps,
    tick_words,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pipeline_browser.model.metrics.runs import Doubles
    from pipeline_browser.ui.metrics.charts.units import Unit

    Room = Callable[[Sequence[str]], float]

_FEW_POWERS = 1.3  # of ten
_MOST = 200  # ticks that are looked at
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
    even = _even_values(unit, value_at(low), value_at(high)) if high - low < _FEW_POWERS else ()
    for values in (*even, *_round_values(unit, zero=value_at(low) <= 0)):
        at = places(np.array(values))
        seen = (at >= low - 1e-9) & (at <= high + 1e-9)
        ticks = _clear_of_zero(unit, at[seen], np.array(values)[seen], pixels / (high - low), room)
        if len(ticks) < 2:
            continue
        closest = min(b.place - a.place for a, b in pairwise(ticks)) * pixels / (high - low)
        if closest >= max(room([each.text for each in ticks]), _CLOSEST):
            return ticks
        best = ticks[:1]
    return best


def _clear_of_zero(unit: Unit, at: Doubles, values: Doubles, between: float, room: Room) -> tuple[Tick, ...]:
    """Return ticks without those that would lie on the words of 0: below 1, powers crowd there."""
    if len(values) and values[0] == 0:
        clear = (at - at[0]) * between >= max(room([own_words(unit, float(values[-1]))]), _CLOSEST)
        clear[0] = True
        at, values = at[clear], values[clear]
    if len(at) > _MOST:
        return ()
    return tuple(Tick(p, own_words(unit, v)) for p, v in zip(at.tolist(), values.tolist(), strict=True))


def _even_values(unit: Unit, low: float, high: float) -> Iterator[list[float]]:
    """Yield values at even steps, from fine to coarse; over few powers they are not crowded at one end."""
    for step in steps(unit, (high - low) / 12)[:4]:
        first = ceil(low / step - 1e-9)
        yield [step * each for each in range(first, int(high / step + 1e-9) + 1)]


def _round_values(unit: Unit, *, zero: bool) -> Iterator[list[float]]:
    """Yield parts of powers, powers, every second, third … power."""
    start = [0.0] if zero else []
    for finer in finer_powers(unit):
        yield [*start, *finer]
    round_ones = powers(unit)
    for every in (1, 2, 3, 4, 6):
        yield start + [each for at, each in enumerate(round_ones) if at % every == 0]
