"""On which line of a TOML text a value stands: tomllib checks texts, and forgets where things were."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

Place = tuple[str | int, ...]
# A header or a pair that is whole on its line, as export writes nearly all of them: parsing each takes long.
_PLAIN = re.compile(r'\s*(?:\[[\w.\[\]-]+\]|([\w-]+)\s*=\s*(?:"[^"\\]*"|[\w.+-]+))\s*$', re.ASCII)
_LONGEST = 400  # lines of one statement; of a longer one the first line is told


def line_of(text: str, place: Place) -> int:
    """Return the line, from 1, of a value in a valid TOML text; of what holds it, if it was not found itself.

    Args:
        place: keys and numbers in arrays, from the outside: ``("pipelines", 0, "stages", 2, "name")``.
    """
    best, found = 0, 1
    for line, there in _places(text):
        if there == place[: len(there)] and len(there) > best:
            best, found = len(there), line
    return found


def _places(text: str) -> Iterator[tuple[int, Place]]:
    """Give every header and every key with the line on which it stands."""
    counts: dict[Place, int] = {}
    table: Place = ()
    for line, statement in _statements(text):
        keys = _keys(statement)
        if not statement.startswith("["):
            yield from ((line, (*table, *keys[:deep])) for deep in range(1, len(keys) + 1))
            continue
        table = _resolved(keys, counts)
        if statement.startswith("[["):
            counts[table] = counts.get(table, -1) + 1
            table = (*table, counts[table])
        yield line, table


def _resolved(keys: tuple[str, ...], counts: dict[Place, int]) -> Place:
    """Return where a header leads: through the newest element of each array on the way."""
    table: Place = ()
    for number, key in enumerate(keys):
        table = (*table, key)
        if number < len(keys) - 1 and table in counts:
            table = (*table, counts[table])
    return table


def _keys(statement: str) -> tuple[str, ...]:
    """Return the keys of a header, or the key before ``=`` with what is nested in it alone."""
    plain = _PLAIN.match(statement)
    if plain:
        return (plain[1],) if plain[1] else tuple(statement.strip("[]").split("."))
    keys: list[str] = []
    value: Any = _parsed(statement)
    while isinstance(value, dict) and len(value) == 1:
        key, value = next(iter(value.items()))
        keys.append(key)
        value = value[0] if isinstance(value, list) and len(value) == 1 else value
    return tuple(keys)


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """Give each header or pair of key and value with its first line."""
    lines = text.split("\n")
    at = 0
    while at < len(lines):
        first = lines[at].strip()
        if not first or first.startswith("#"):
            at += 1
            continue
        size = _size(lines, at)
        yield at + 1, "\n".join(lines[at : at + size]).strip()
        at += size


def _size(lines: list[str], at: int) -> int:
    """Return how many lines a statement has: the fewest that are valid alone."""
    if _PLAIN.match(lines[at]):
        return 1
    for size in range(1, min(_LONGEST, len(lines) - at) + 1):
        if _parsed("\n".join(lines[at : at + size])) is not None:
            return size
    return 1


def _parsed(statement: str) -> dict[str, Any] | None:
    try:
        return tomllib.loads(statement)
    except (ValueError, RecursionError):
        return None
