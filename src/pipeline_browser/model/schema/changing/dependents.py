"""Views and triggers that stand in the way of a table that is renamed, rebuilt or dropped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline_browser.model.schema.changing.stored_text import mentions
from pipeline_browser.model.sql_tokens import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline_browser.model.schema.facts import Schema, Trigger, View


@dataclass(frozen=True, slots=True)
class Dependents:
    """Views, and triggers, that name a table or something that names it."""

    views: tuple[View, ...] = ()
    triggers: tuple[Trigger, ...] = ()


def dependents(schema: Schema, names: Iterable[str]) -> Dependents:
    """Return what depends on tables or views, at once or through other views; rather too much.

    Args:
        names: folded.
    """
    known = set(names)
    views: list[View] = []
    while found := [view for view in schema.views if view not in views and mentions(view.ddl, known)]:
        views += found
        known |= {fold(view.name) for view in found}
    triggers = [each for each in schema.triggers if fold(each.table) in known or mentions(each.ddl, known)]
    ordered = tuple(view for view in schema.views if view in views)
    return Dependents(ordered, tuple(triggers))
