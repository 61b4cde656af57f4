"""Ticks at round values, as many as their words have room for."""

from __future__ import annotations

from dataclasses import dataclass
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
_MOST = 40  # values, of which the first and the last still stand for all
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
    between = pixels / (high - low)
    even = _even_values(unit, value_at(low), value_at(high)) if high - low < _FEW_POWERS else ()
    for candidates in (*even, *_round_values(unit, zero=value_at(low) <= 0)):
        values = np.array(candidates)
        at = places(values)
        seen = (at >= low - 1e-9) & (at <= high + 1e-9)
        at, values = _clear_of_zero(unit, at[seen], values[seen], between, room)
        closest = float(np.diff(at).min()) * between if len(at) > 1 else 0.0
        if closest < _CLOSEST:
            best = best or _ends_of(unit, at, values, between, room)
            continue
        ticks = tuple(Tick(p, own_words(unit, v)) for p, v in zip(at.tolist(), values.tolist(), strict=True))
        if closest >= room([each.text for each in ticks]):
            return ticks
        best = best if len(best) == 2 else _ends_of(unit, at, values, between, room)
    return best


def _ends_of(unit: Unit, at: Doubles, values: Doubles, between: float, room: Room) -> tuple[Tick, ...]:
    """Return the first and the last of some values, where there is no room for more; or only the first."""
    if not len(at) or len(at) > _MOST:
        return ()
    ends = tuple(Tick(float(at[each]), own_words(unit, float(values[each]))) for each in (0, -1))
    apart = float(at[-1] - at[0]) * between >= room([each.text for each in ends])
    return ends if apart else ends[:1]


def _clear_of_zero(
    unit: Unit, at: Doubles, values: Doubles, between: float, room: Room
) -> tuple[Doubles, Doubles]:
    """Leave out what would lie on the words of 0: below 1, powers crowd there."""
    if not len(values) or values[0] != 0:
        return at, values
    clear = (at - at[0]) * between >= max(room([own_words(unit, float(values[-1]))]), _CLOSEST)
    clear[0] = True
    return at[clear], values[clear]


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
