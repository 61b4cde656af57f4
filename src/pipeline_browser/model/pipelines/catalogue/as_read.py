"""How the program reads the texts of parameters and timestamps, as its Rust code does it."""

from __future__ import annotations

import base64
import binascii
import re
from datetime import date

# The separator may be t, T or a blank; the offset's minus may be U+2212 (chrono 0.4.42, parse_rfc3339).
_TIMESTAMP = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})[tT ]([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.[0-9]+)?"
    r"(?:[zZ]|[+\-\u2212]([0-9]{2}):([0-5][0-9]))"
)
_U32 = re.compile(r"\+?[0-9]+")
_U32_MAX = 2**32 - 1
PATTERNS = {
    "email": "email",
    "ssn": "ssn",
    "phone": "phone",
    "credit_card": "credit_card",
    "creditcard": "credit_card",
}
VARIANTS = {"standard": "standard", "url_safe": "url_safe", "urlsafe": "url_safe"}
FORMATS = {"binary": "binary", "hex": "hex", "text": "text"}
COMPRESSIONS = {name: name for name in ("brotli", "gzip", "zstd", "lz4")}
ENCRYPTIONS = {
    "aes256gcm": "aes256gcm",
    "aes-256-gcm": "aes256gcm",
    "aes128gcm": "aes128gcm",
    "aes-128-gcm": "aes128gcm",
    "chacha20poly1305": "chacha20poly1305",
    "chacha20-poly1305": "chacha20poly1305",
}


def is_timestamp(text: str) -> bool:
    """Whether chrono's ``parse_from_rfc3339`` reads the text."""
    match = _TIMESTAMP.fullmatch(text)
    if match is None:
        return False
    year, month, day, hour, minute, second = map(int, match.groups()[:6])
    # A leap second is read at any minute; offsets go to 23:59.
    in_range = hour <= 23 and minute <= 59 and second <= 60 and int(match[7] or 0) <= 23
    return in_range and _is_date(year, month, day)


def _is_date(year: int, month: int, day: int) -> bool:
    try:
        # Year 0 is a leap year, as 2000 is, and Python has none.
        date(year or 2000, month, day)
    except ValueError:
        return False
    return True


def as_u32(text: str) -> int | None:
    """Return the number that Rust's ``parse::<u32>`` finds; None where it fails."""
    if _U32.fullmatch(text) is None or len(text) > 100:
        return None
    number = int(text)
    return number if number <= _U32_MAX else None


def is_true(text: str) -> bool:
    """Whether a switch of a transform stage is on: anything but true is off."""
    return text.lower() == "true"


def decoded_base64(text: str) -> bytes | None:
    """Return the bytes of standard base64, which the program reads strictly; None where it refuses."""
    try:
        decoded = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    # Python overlooks bits after the last byte; Rust's STANDARD engine does not.
    return decoded if base64.b64encode(decoded).decode("ascii") == text else None


def masked_patterns(text: str) -> tuple[str, ...] | None:
    """Return the patterns that a text names; None where one of them is unknown, which fails."""
    if text.lower() == "all":
        return tuple(dict.fromkeys(PATTERNS.values()))
    found = [PATTERNS.get(_trimmed(part).lower()) for part in text.split(",")]
    return None if None in found else tuple(each for each in found if each is not None)


def _trimmed(text: str) -> str:
    # Rust's trim() takes Unicode White_Space; Python's strip() four control characters more.
    return text.strip("\t\n\x0b\x0c\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + _EN_QUAD_TO_HAIR)


_EN_QUAD_TO_HAIR = "".join(map(chr, range(0x2000, 0x200B)))
