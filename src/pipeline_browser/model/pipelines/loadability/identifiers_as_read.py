"""How the program reads the id of a pipeline."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CANONICAL = re.compile(r"[0-7][0-9A-HJKMNP-TV-Z]{25}")
# ulid 1.2.1, base32.rs: capitals and small letters; I, L, O and U are not read at all.
_DIGITS = {character: at for at, character in enumerate(_CROCKFORD)}
_DIGITS |= {character.lower(): at for character, at in _DIGITS.items()}
_LENGTH = 26
_BITS = 128
_RANDOM_BITS = 80
_DAY = 24 * 60 * 60 * 1000  # milliseconds


@dataclass(frozen=True, slots=True)
class IdReading:
    """What the program makes of an id.

    Attributes:
        normalised: the id that it then looks for; None where it refuses.
        fault: which of the rules it breaks: ``length``, ``character``, ``zero`` or ``future``; else empty.
    """

    normalised: str | None
    fault: str = ""


class IdReader:
    """Reads ids at one moment, since their time may lie at most a day ahead (pipeline_id.rs).

    Attributes:
        latest: the first id whose time lies too far ahead.
    """

    def __init__(self, now: int | None = None) -> None:
        """Take the moment in milliseconds since 1970, or the present one."""
        moment = time.time_ns() // 1_000_000 if now is None else now
        self._latest = moment + _DAY
        # The first ten characters are the time, and Crockford's characters sort as their values do.
        self.latest = _text((self._latest + 1) << _RANDOM_BITS)

    def read(self, text: str) -> IdReading:
        """Return what the program makes of a text."""
        if _CANONICAL.fullmatch(text) and text.lstrip("0") >= "1" and text < self.latest:
            return IdReading(text)
        return self._read(text)

    def _read(self, text: str) -> IdReading:
        if len(text.encode("utf-8", "surrogateescape")) != _LENGTH:
            return IdReading(None, "length")
        value = 0
        for character in text:
            digit = _DIGITS.get(character)
            if digit is None:
                return IdReading(None, "character")
            # What does not fit into 128 bits is shifted out without a word.
            value = (value << 5 | digit) & ((1 << _BITS) - 1)
        if value == 0:
            return IdReading(None, "zero")
        if value >> _RANDOM_BITS > self._latest:
            return IdReading(None, "future")
        return IdReading(_text(value))


def _text(value: int) -> str:
    return "".join(_CROCKFORD[value >> shift & 31] for shift in range(5 * (_LENGTH - 1), -1, -5))
