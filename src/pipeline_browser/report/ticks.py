"""Where the ticks of an axis of numbers stand, and what they say: round values with their units."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, isfinite, log10
from typing import TYPE_CHECKING

from pipeline_browser.model.metrics.columns import Kind
from pipeline_browser.model.metrics.words import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Iterator

_SECOND, _MINUTE, _HOUR, _DAY = 1e3, 6e4, 3.6e6, 8.64e7  # milliseconds
_UNITS = {
    Kind.RATE: ((1e12, "TB/s"), (1e9, "GB/s"), (1e6, "MB/s"), (1e3, "kB/s"), (1.0, "B/s")),
    Kind.DURATION: ((_DAY, "d"), (_HOUR, "h"), (_MINUTE, "min"), (_SECOND, "s"), (1.0, "ms")),
    Kind.BYTES: ((2.0**40, "TiB"), (2.0**30, "GiB"), (2.0**20, "MiB"), (2.0**10, "KiB"), (1.0, "B")),
}
_PLAIN = ((1.0, ""),)
_FEWEST = 2  # round values that an axis can be read by
_DURATION_STEPS = (
    *(step * _SECOND for step in (1, 2, 5, 10, 15, 30)),
    *(step * _MINUTE for step in (1, 2, 5, 10, 15, 30)),
    *(step * _HOUR for step in (1, 2, 3, 6, 12)),
)
_POWERS_OF_DURATION = (
    *(10.0**power for power in range(-3, 5)),
    *(step * unit for unit in (_MINUTE, _HOUR) for step in (1, 10)),
    *(_DAY * 10.0**power for power in range(298)),
)
_FINER_DURATIONS = (
    *(digit * 10.0**power for power in range(-3, 3) for digit in (1, 2, 5)),
    *(step * unit for unit in (_SECOND, _MINUTE) for step in (1, 2, 5, 10, 20)),
    *(step * _HOUR for step in (1, 2, 5, 12)),
    *(step * _DAY for step in (1, 2, 5, 10, 20, 50, 100)),
)


@dataclass(frozen=True, slots=True)
class Tick:
    """A value with its words."""

    value: float
    words: str


def linear_ticks(kind: Kind, low: float, high: float, most: int) -> list[Tick]:
    """Return at most so many ticks at even steps."""
    step = _step(kind, high / most - low / most)
    factor, unit = _unit_of(kind, max(abs(low), abs(high)), step)
    values = (each * step for each in range(ceil(low / step - 1e-9), floor(high / step + 1e-9) + 1))
    return [Tick(value, _words(value / factor, unit if value else "")) for value in values]


def log_ticks(kind: Kind, low: float, high: float, most: int) -> list[Tick]:
    """Return at most so many ticks at round values, or at even steps over a short stretch."""
    best: list[float] = []
    for values in _ladders(kind, low, high):
        found = [value for value in values if low * 0.999999 <= value <= high * 1.000001]
        if len(best) < len(found) <= most:
            best = found
    if len(best) < _FEWEST:
        return [tick for tick in linear_ticks(kind, low, high, most) if tick.value > 0]
    units = _UNITS.get(kind, _PLAIN)
    owns = [next((each for each in units if each[0] <= value * 1.000001), units[-1]) for value in best]
    return [Tick(value, _words(value / own[0], own[1])) for value, own in zip(best, owns, strict=True)]


def _ladders(kind: Kind, low: float, high: float) -> Iterator[list[float]]:
    """Yield round values, the finest last."""
    if kind is Kind.DURATION:
        for every in (12, 6, 4, 3, 2, 1):
            yield list(_POWERS_OF_DURATION[::every])
        yield list(_FINER_DURATIONS)
        return
    base = 2.0 if kind is Kind.BYTES else 10.0
    first, last = (
        floor(log10(low) / log10(base)),
        min(ceil(log10(high) / log10(base)), 1000 if base == 2 else 307),
    )
    for every in (100, 50, 20, 10, 5, 2, 1):
        yield [base**power for power in range(first // every * every, last + 1, every) if power > -300]
    if base == 10.0:
        for digits in ((1, 3), (1, 2, 5)):
            yield [digit * base**power for power in range(max(first, -300), last + 1) for digit in digits]


def _step(kind: Kind, least: float) -> float:
    """Return the smallest round step that is not smaller than this one."""
    if kind is Kind.BYTES and least > 1:
        return float(2.0 ** ceil(log10(least) / log10(2)))
    if kind is Kind.DURATION and least > _SECOND / 2:
        found = next((each for each in _DURATION_STEPS if each >= least), None)
        return found if found is not None else _DAY * _decimal(least / _DAY)
    return max(_decimal(least), 1.0) if kind is Kind.COUNT else _decimal(least)


def _decimal(least: float) -> float:
    if least < 1e-300:
        return 1e-300
    power = 10.0 ** floor(log10(least))
    return next((digit * power for digit in (1, 2, 5) if digit * power >= least * 0.999999), 10 * power)


def _unit_of(kind: Kind, top: float, step: float) -> tuple[float, str]:
    """Return the largest unit in which ticks need two decimal places at most; times of day need none."""
    units = _UNITS.get(kind, _PLAIN)
    for factor, unit in units:
        share = step / factor * (1 if kind is Kind.DURATION else 100)
        if factor <= top * 1.000001 and isfinite(share) and abs(share - round(share)) < 1e-6:
            return factor, unit
    return units[-1]


def _words(value: float, unit: str) -> str:
    digits = next(
        (digits for digits in range(10) if abs(round(value, digits) - value) <= 1e-6 * abs(value)), 9
    )
    written = f"{value:.0e}" if abs(value) >= 1e12 or 0 < abs(value) < 1e-6 else ENGLISH.figure(value, digits)
    return f"{written} {unit}" if unit else written
