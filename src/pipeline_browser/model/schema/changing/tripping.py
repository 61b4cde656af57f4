"""Views and triggers that no ALTER TABLE gets past, since SQLite cannot resolve them.

Renaming a table and dropping a column look at the whole schema, and stop at a view of a table that is gone.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline_browser.model.database import Database
from pipeline_browser.model.engine import quote_identifier, sqlite3
from pipeline_browser.model.location import Location
from pipeline_browser.model.schema.changing.dependents import Dependents, dependents
from pipeline_browser.model.schema.changing.names import FreeNames
from pipeline_browser.model.schema.recreating import recreate
from pipeline_browser.model.sql_tokens import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline_browser.model.schema.facts import Schema


def tripping(schema: Schema) -> Dependents:
    """Return the views and triggers at which ALTER TABLE stops, found out on an empty copy in memory."""
    if not schema.views and not schema.triggers:
        return Dependents()
    # A view that takes too long to resolve must not be tried; nor must what is built on it.
    heavy = {fold(view.name) for view in schema.views if view.problem}
    bad = dependents(schema, heavy) if heavy else Dependents()
    views = [view for view in schema.views if view not in bad.views]
    triggers = [trigger for trigger in schema.triggers if trigger not in bad.triggers]
    with Database.open(Location(None, mode="memory")) as copy:
        recreate(replace(schema, views=tuple(views), triggers=tuple(triggers)), copy)
        broken = set(_stumbling_blocks(copy, FreeNames(schema)))
    return Dependents(
        (*bad.views, *(view for view in views if ("view", view.name) in broken)),
        (*bad.triggers, *(trigger for trigger in triggers if ("trigger", trigger.name) in broken)),
    )


def _stumbling_blocks(copy: Database, free: FreeNames) -> Iterator[tuple[str, str]]:
    """Drop one after the other what a renaming stops at, and yield kinds and names."""
    probe, other = quote_identifier(free.take("probe")), quote_identifier(free.take("probe"))
    copy.execute(f"CREATE TABLE {probe} (x)")
    while (blocks := _stopping(copy, f"ALTER TABLE {probe} RENAME TO {other}")) is not None:
        kind, name = blocks
        copy.execute(f"DROP {kind} {quote_identifier(name)}")
        yield kind, name


def _stopping(copy: Database, sql: str) -> tuple[str, str] | None:
    """Return kind and name of what SQLite names as the reason: ``error in view v: no such table: main.t``."""
    try:
        copy.connection.execute(sql)
    except sqlite3.Error as error:
        there = copy.query("SELECT type, name FROM sqlite_master WHERE type IN ('view', 'trigger')")
        named = [(kind, name) for kind, name in there if str(error).startswith(f"error in {kind} {name}")]
        return max(named, key=lambda each: len(each[1]), default=None)
    return None
