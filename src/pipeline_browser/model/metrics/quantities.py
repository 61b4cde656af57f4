"""Bytes, durations, rates and ratios as people read them, with their units."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    Figure = Callable[[float, int], str]
    """Writes a number with so many decimal places, as somebody's system does."""

SECOND, MINUTE, HOUR, DAY = 1_000, 60_000, 3_600_000, 86_400_000  # milliseconds
_BINARY = ("KiB", "MiB", "GiB", "TiB", "PiB")
_DECIMAL = ("kB/s", "MB/s", "GB/s", "TB/s", "PB/s")
_HUGE = 1e15  # from here on digits say less than a power of ten


def plain(number: float, digits: int = 0) -> str:
    """Return a number as the command line writes it: ``1,204`` or ``0.25``."""
    return f"{number:,.{digits}f}"


def size(number: float, figure: Figure = plain) -> str:
    """Return bytes in the largest fitting binary unit: ``812 bytes``, ``1.5 MiB``."""
    if abs(number) < 1024:
        return f"{figure(number, 0)} {'byte' if number == 1 else 'bytes'}"
    return _scaled(number, 1024, _BINARY, figure)


def rate(number: float, figure: Figure = plain) -> str:
    """Return bytes per second in the largest fitting decimal unit: ``58.9 MB/s``."""
    if abs(number) < 1000:
        return f"{figure(number, 0 if number == int(number) else 1)} B/s"
    return _scaled(number, 1000, _DECIMAL, figure)


def _scaled(number: float, step: int, units: tuple[str, ...], figure: Figure) -> str:
    value = number
    for unit in units:
        value /= step
        if abs(value) < step - 0.05 or unit == units[-1]:
            break
    return f"{_number(value, 1, figure)} {unit}"


def duration(milliseconds: float, figure: Figure = plain) -> str:
    """Return ``850 ms``, ``12.4 s``, ``3 min 20 s``, ``2 h 5 min``, ``3 d 4 h``."""
    length = abs(milliseconds)
    sign = "-" if milliseconds < 0 else ""
    if length < SECOND or math.isinf(length):
        return (
            f"{sign}{_number(length, 0 if length in (math.inf, int(min(length, SECOND))) else 1, figure)} ms"
        )
    if length < MINUTE - 50:
        return f"{sign}{figure(length / SECOND, 1 if length >= 10 * SECOND else 2)} s"
    for large, big, small, little in ((HOUR, "min", SECOND, "s"), (DAY, "h", MINUTE, "min")):
        if length < large:
            return sign + _two(length, {"min": MINUTE, "h": HOUR}[big], big, small, little, figure)
    return sign + _two(length, DAY, "d", HOUR, "h", figure)


def _two(length: float, unit: int, word: str, lesser: int, less: str, figure: Figure) -> str:
    whole, rest = divmod(round(length / lesser), unit // lesser)
    return (
        f"{_number(whole, 0, figure)} {word} {rest} {less}" if rest else f"{_number(whole, 0, figure)} {word}"
    )


def ratio(number: float, figure: Figure = plain) -> str:
    """Return output by input: ``0.25``, ``1.08``, ``0.0041``."""
    digits = 2 if abs(number) >= 0.1 or number == 0 else 4
    return _number(number, digits, figure)


def share(number: float, figure: Figure = plain) -> str:
    """Return a part of the whole in percent: ``45 %``, ``99.9 %``; never 100 before all is done."""
    percent = number * 100
    digits = 0 if percent == int(percent) else 1
    if percent < 100 <= round(percent, digits):
        percent = 99.9
    return f"{_number(percent, digits, figure)} %"


def _number(number: float, digits: int, figure: Figure) -> str:
    return figure(number, digits) if abs(number) < _HUGE else f"{number:.3g}"
