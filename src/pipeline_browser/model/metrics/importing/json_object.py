"""A JSON object as strictly as the program reads one, where Python would let things pass."""

from __future__ import annotations

import json
from typing import Any, NoReturn

DEEPEST = 128  # levels, as in serde_json, which the program reads with


class NotAnObject(ValueError):
    """The text is no JSON object of which every key says one thing; the message is a sentence."""


def read_object(content: bytes) -> dict[str, Any]:
    """Return the object that the bytes are.

    Raises:
        NotAnObject: they are not.
    """
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise NotAnObject("It is not UTF-8 text.") from error
    try:
        found = json.loads(text, object_pairs_hook=_unique, parse_constant=_refuse_constant)
    except RecursionError as error:
        raise NotAnObject(_TOO_DEEP) from error
    except NotAnObject:
        raise
    except ValueError as error:  # also a number of too many digits
        raise NotAnObject("It is broken JSON.") from error
    if not isinstance(found, dict):
        raise NotAnObject("It is JSON, but no object.")
    if _is_deeper(found, DEEPEST):
        raise NotAnObject(_TOO_DEEP)
    return found


_TOO_DEEP = "Its JSON is nested too deeply."


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise NotAnObject(f"It says “{twice[:40]}” twice.")
    return found


def _refuse_constant(_name: str) -> NoReturn:
    raise NotAnObject("It is broken JSON.")  # NaN and Infinity, which Python alone takes


def _is_deeper(value: object, levels: int) -> bool:
    """Whether a value is nested deeper, without going deeper itself than it says."""
    below = [value]
    for _ in range(levels + 1):
        below = [inner for each in below for inner in _inside(each)]
        if not below:
            return False
    return True


def _inside(value: object) -> list[object]:
    if isinstance(value, dict):
        return [each for each in value.values() if isinstance(each, dict | list)]
    return [each for each in value if isinstance(each, dict | list)] if isinstance(value, list) else []
