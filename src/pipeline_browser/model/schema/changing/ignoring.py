"""What is left alone stays as it is, but it is there: a table may refer to one that is rebuilt."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline_browser.model.sql_tokens import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline_browser.model.schema.facts import Schema


def with_ignored(before: Schema, after: Schema, ignore: Iterable[str]) -> Schema:
    """Return ``after``, in which the tables and views named in ``ignore`` are what they are in ``before``."""
    names = {fold(name) for name in ignore}
    wanted, kept = _part(after, names, inside=False), _part(before, names, inside=True)
    return replace(
        wanted,
        tables=(*wanted.tables, *kept.tables),
        views=(*wanted.views, *kept.views),
        triggers=(*wanted.triggers, *kept.triggers),
    )


def _part(schema: Schema, names: set[str], *, inside: bool) -> Schema:
    return replace(
        schema,
        tables=tuple(each for each in schema.tables if (fold(each.name) in names) is inside),
        views=tuple(each for each in schema.views if (fold(each.name) in names) is inside),
        triggers=tuple(each for each in schema.triggers if (fold(each.table) in names) is inside),
    )
