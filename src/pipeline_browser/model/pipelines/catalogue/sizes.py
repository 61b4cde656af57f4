"""Sizes in bytes as people write them: ``64 KiB``, ``1 MiB``, ``1.5 MB``, ``65536``."""

from __future__ import annotations

import re
from decimal import Decimal

KIB = 1024
MIB = 1024 * KIB
GIB = 1024 * MIB
# The smallest and largest chunk that the program runs (pipeline_stage.rs, validate()).
SMALLEST_CHUNK = KIB
LARGEST_CHUNK = 100 * MIB

# One letter and KiB count in 1,024; kB as the standard has it in 1,000.
_UNITS = {
    "": 1,
    "b": 1,
    "byte": 1,
    "bytes": 1,
    "k": KIB,
    "m": MIB,
    "g": GIB,
    "kib": KIB,
    "mib": MIB,
    "gib": GIB,
    "kb": 1000,
    "mb": 1000**2,
    "gb": 1000**3,
}
_SIZE = re.compile(r"([+-]?)([0-9][0-9.,'_\s]*|[.,][0-9]+)\s*([a-z]*)", re.IGNORECASE)
_BLANKS = re.compile(r"[\s_'\u2019]")
_GROUPED = re.compile(r"[0-9]{1,3}([,.])[0-9]{3}(\1[0-9]{3})*")


class NotASize(ValueError):
    """A text that names no size; its words say why."""


def parse_size(text: str) -> int:
    """Return the size in bytes that a text names.

    Raises:
        NotASize: there is no number, an unknown unit, or a fraction of a byte.
    """
    match = _SIZE.fullmatch(text.strip().replace("\u2212", "-"))
    if match is None:
        raise NotASize(f"“{text.strip()}” is not a size. Write it as 65536, 64 KiB or 1 MiB.")
    sign, digits, unit = match.groups()
    factor = _UNITS.get(unit.lower())
    if factor is None:
        raise NotASize(f"“{unit}” is not a unit of size. Use bytes, KiB, MiB or GiB.")
    size = _number(digits) * factor
    if size != int(size):
        raise NotASize(f"“{text.strip()}” is not a whole number of bytes.")
    return -int(size) if sign == "-" else int(size)


def _number(digits: str) -> Decimal:
    """Return the number, with a comma or a point before a fraction or between groups of three."""
    plain = _BLANKS.sub("", digits)
    comma_groups = _GROUPED.fullmatch(plain)
    if comma_groups and (comma_groups[1] == "," or comma_groups[2]):
        return Decimal(plain.replace(comma_groups[1], ""))
    if plain.count(",") + plain.count(".") > 1:
        raise NotASize(f"“{digits.strip()}” is not a number.")
    return Decimal(plain.replace(",", ".").rstrip("."))


def format_size(size: int) -> str:
    """Return a size exactly, in the largest unit that needs no fraction: ``64 KiB``, ``1000 bytes``."""
    if size == 0:
        return "0 bytes"
    for factor, unit in ((GIB, "GiB"), (MIB, "MiB"), (KIB, "KiB")):
        if size % factor == 0:
            return f"{size // factor} {unit}"
    return "1 byte" if size == 1 else f"{size} bytes"
