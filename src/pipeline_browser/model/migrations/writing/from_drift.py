"""A migration proposed from drift: what was changed by hand, or what takes that back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline_browser.model.migrations.drift.bringing_back import way_back
from pipeline_browser.model.migrations.writing.proposal import propose
from pipeline_browser.model.sql_tokens import fold

if TYPE_CHECKING:
    from pipeline_browser.model.migrations.drift.facts import Drift
    from pipeline_browser.model.migrations.writing.proposal import Proposal
    from pipeline_browser.model.schema.facts import Schema


def propose_from_drift(drift: Drift, *, take_back: bool) -> Proposal | None:
    """Return what makes reality of the promise, or the other way round; None where nothing is promised."""
    both = way_back(drift)
    if both is None:
        return None
    start, wanted = both
    before, ignore = surrounded(start, drift.start or drift.found)
    return propose(before, wanted, ignore=ignore) if take_back else propose(wanted, start, ignore=ignore)


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
