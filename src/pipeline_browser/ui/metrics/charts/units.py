"""What the numbers of an axis are, and the steps and words of their ticks."""

from __future__ import annotations

from enum import Enum
from functools import lru_cache
from math import floor, log10

from pipeline_browser.ui.formats import figure

_SECOND, _MINUTE, _HOUR, _DAY = 1e3, 6e4, 3.6e6, 8.64e7  # milliseconds


class Unit(Enum):
    """What is counted."""

    TIME = "time"  # milliseconds since 1970 UTC
    RATE = "rate"  # bytes per second
    DURATION = "duration"  # milliseconds
    BYTES = "bytes"
    RATIO = "ratio"
    COUNT = "count"
    NAME = "name"


_DECIMAL = ((1e12, "TB/s"), (1e9, "GB/s"), (1e6, "MB/s"), (1e3, "kB/s"), (1.0, "B/s"))
_TIMES = ((_DAY, "d"), (_HOUR, "h"), (_MINUTE, "min"), (_SECOND, "s"), (1.0, "ms"))
_BINARY = ((2.0**40, "TiB"), (2.0**30, "GiB"), (2.0**20, "MiB"), (2.0**10, "KiB"), (1.0, "B"))
_PLAIN = ((1.0, ""),)
SCALES = {Unit.RATE: _DECIMAL, Unit.DURATION: _TIMES, Unit.BYTES: _BINARY}
_TIME_STEPS = (
    *(each * _SECOND for each in (1, 2, 5, 10, 15, 30)),
    *(each * _MINUTE for each in (1, 2, 5, 10, 15, 30)),
    *(each * _HOUR for each in (1, 2, 3, 6, 12)),
)
_LOG_TIMES = (
    *(10.0**each for each in range(-3, 5)),
    *(each * _MINUTE for each in (1, 10)),
    *(each * _HOUR for each in (1, 10)),
    *(each * _DAY for each in (1, 10, 100, 1000)),
)


_FINE_TIMES = (
    *(digit * 10.0**each for each in range(-3, 3) for digit in (1, 2, 5)),
    *(each * _SECOND for each in (1, 2, 5, 10, 20)),
    *(each * _MINUTE for each in (1, 2, 5, 10, 20)),
    *(each * _HOUR for each in (1, 2, 5, 12)),
    *(each * _DAY for each in (1, 2, 5, 10, 20, 50, 100)),
)


def steps(unit: Unit, least: float) -> tuple[float, ...]:
    """Return steps that people count in, from ``least`` upwards, the finest first."""
    if unit is Unit.BYTES:
        return tuple(2.0**each for each in range(64) if 2.0**each >= least)
    if unit is Unit.DURATION and least > _SECOND / 2:
        days = tuple(_DAY * each for each in decimal_steps(max(least / _DAY, 1)))
        return tuple(each for each in _TIME_STEPS if each >= least) + days
    return tuple(each for each in decimal_steps(least) if unit is not Unit.COUNT or each >= 1)


def decimal_steps(least: float) -> tuple[float, ...]:
    """Return 1, 2, 5, 10, 20 … from ``least`` upwards."""
    exponent = floor(log10(least)) if least > 0 else 0
    made = (digit * 10.0**power for power in range(exponent, exponent + 6) for digit in (1, 2, 5))
    return tuple(each for each in made if each >= least * 0.999999)


def powers(unit: Unit) -> tuple[float, ...]:
    """Return the round values of a logarithmic axis."""
    if unit is Unit.BYTES:
        return tuple(2.0**each for each in range(0, 60, 5))
    if unit is Unit.DURATION:
        return _LOG_TIMES
    return tuple(10.0**each for each in range(0 if unit is Unit.COUNT else -6, 19))


def finer_powers(unit: Unit) -> tuple[tuple[float, ...], ...]:
    """Return round values that lie closer together, the closest first."""
    if unit is Unit.BYTES:
        return tuple(tuple(2.0**each for each in range(0, 60, every)) for every in (1, 2))
    if unit is Unit.DURATION:
        return (_FINE_TIMES,)
    sets = ((1, 2, 5), (1, 3))
    return tuple(tuple(digit * each for each in powers(unit) for digit in digits) for digits in sets)


def scale_of(unit: Unit, top: float, step: float) -> tuple[float, str]:
    """Return factor and name of the largest unit in which ticks up to ``top`` have at most two decimals."""
    scales = SCALES.get(unit, _PLAIN)
    for factor, name in scales:
        if factor <= top * 1.000001 and abs(step / factor * 100 - round(step / factor * 100)) < 1e-6:
            return factor, name
    return scales[-1]


@lru_cache(2048)
def tick_words(value: float, scale: tuple[float, str]) -> str:
    """Return a tick's value in a unit, with as many decimals as it has; nothing has no unit."""
    if value == 0:
        return figure(0)
    shown = value / scale[0]
    words = next(
        figure(shown, d) for d in range(10) if d == 9 or abs(round(shown, d) - shown) < 1e-6 * abs(shown)
    )
    return f"{words} {scale[1]}" if scale[1] else words


@lru_cache(2048)
def own_words(unit: Unit, value: float) -> str:
    """Return a tick's value in the unit that suits this value alone."""
    scales = SCALES.get(unit, _PLAIN)
    return tick_words(value, next((each for each in scales if each[0] <= value * 1.000001), scales[-1]))
