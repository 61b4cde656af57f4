"""Sets of numbers below a hundred thousand, in three shapes: a byte for each, a bit for each, or listed.

Bytes are quick to choose by (``itertools.compress``), whole numbers quick to join, arrays small when few.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

Mask = bytes
"""One byte a number, 0 or 1."""

_TO_DIGITS = bytes.maketrans(b"\0\1", b"01")
_FROM_DIGITS = bytes.maketrans(b"01", b"\0\1")


def both(one: Mask, other: Mask) -> Mask:
    """Return what is in both."""
    joined = int.from_bytes(one, "little") & int.from_bytes(other, "little")
    return joined.to_bytes(len(one), "little")


def either(one: Mask, other: Mask) -> Mask:
    """Return what is in one of them."""
    joined = int.from_bytes(one, "little") | int.from_bytes(other, "little")
    return joined.to_bytes(len(one), "little")


def marked(numbers: Iterable[int], size: int) -> bytearray:
    """Return numbers as a mask."""
    mask = bytearray(size)
    for number in numbers:
        mask[number] = 1
    return mask


def packed(numbers: Iterable[int], size: int) -> int:
    """Return numbers as the bits of one."""
    digits = bytes(marked(numbers, size)).translate(_TO_DIGITS)
    return int(digits[::-1], 2) if size else 0


def unpacked(bits: int, size: int) -> Mask:
    """Return the bits of a number as a mask."""
    digits = f"{bits:0{size}b}"[::-1] if size else ""
    return digits.encode().translate(_FROM_DIGITS)


def numbers_of(joined: str, offset: int = 0) -> array[int]:
    """Return the numbers of a text as ``group_concat`` makes it, each larger by ``offset``."""
    if not offset:
        return array("I", map(int, joined.split(",")))
    return array("I", [int(number) + offset for number in joined.split(",")])
