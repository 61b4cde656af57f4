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


def surrounded(schema: Schema, found: Schema) -> tuple[Schema, frozenset[str]]:
    """Return a part of a database's schema with the rest beside it, and the folded names of that rest.

    Nobody wants the rest changed, but it is there: its tables may refer to one that is rebuilt.
    """
    if any(found.table(table.name) is None for table in schema.user_tables):
        return schema, frozenset()  # it is no part of that database
    tables = tuple(each for each in found.tables if schema.table(each.name) is None)
    views = tuple(each for each in found.views if schema.view(each.name) is None)
    names = frozenset(map(fold, [*(table.name for table in tables), *(view.name for view in views)]))
    triggers = tuple(each for each in found.triggers if fold(each.table) in names)
    return (
        replace(
            schema,
            tables=(*schema.tables, *tables),
            views=(*schema.views, *views),
            triggers=(*schema.triggers, *triggers),
        ),
        names,
    )


def _part(schema: Schema, names: set[str], *, inside: bool) -> Schema:
    return replace(
        schema,
        tables=tuple(each for each in schema.tables if (fold(each.name) in names) is inside),
        views=tuple(each for each in schema.views if (fold(each.name) in names) is inside),
        triggers=tuple(each for each in schema.triggers if (fold(each.table) in names) is inside),
    )
