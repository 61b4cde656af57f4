"""Which pipelines, in an order: 0.8 MB for a hundred thousand of them."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence

from pipeline_browser.model.pipelines.reading import Handle

Handles = Sequence[Handle]
"""Rowids in an ``array('q')``; ids in a tuple where the table has no rowids. Never changed once made."""

NO_HANDLES: Handles = array("q")


def no_handles() -> Handles:
    """Return none of them."""
    return NO_HANDLES


def rowids(joined: str | None) -> Handles:
    """Return the rowids of a text as SQLite's ``group_concat`` makes it."""
    return array("q", map(int, joined.split(","))) if joined else NO_HANDLES


def like(handles: Handles, some: Iterable[Handle]) -> Handles:
    """Return handles in the same kind of container."""
    if isinstance(handles, array):
        return array("q", some)  # type: ignore[type-var]
    return tuple(some)
