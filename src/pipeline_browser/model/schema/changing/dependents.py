"""Views and triggers that stand in the way of a table that is renamed, rebuilt or dropped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline_browser.model.schema.changing.stored_text import mentioned, mentions
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
    if not known:
        return Dependents()
    rest = {fold(view.name): mentioned(view.ddl) for view in schema.views}
    depending: set[str] = set()
    while found := {name for name, named in rest.items() if not named.isdisjoint(known)}:
        depending |= found
        known |= found
        rest = {name: named for name, named in rest.items() if name not in found}
    triggers = [each for each in schema.triggers if fold(each.table) in known or mentions(each.ddl, known)]
    return Dependents(tuple(view for view in schema.views if fold(view.name) in depending), tuple(triggers))
