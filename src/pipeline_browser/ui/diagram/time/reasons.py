"""Why there is no history to be shown, in words; and what there is one of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pipeline_browser.model.schema.diff import LEDGER
from pipeline_browser.model.sql_tokens import fold

if TYPE_CHECKING:
    from pipeline_browser.model.schema.facts import Schema
    from pipeline_browser.ui.snapshot import DatabaseState

_TABLE = re.compile(r"CREATE TABLE (?:IF NOT EXISTS )?(\w+)")  # as the bundled migrations are written


class Reason(NamedTuple):
    """A sentence, and whether another folder would help."""

    words: str
    folder: bool


def why_no_history(state: DatabaseState, found: Schema) -> Reason | None:
    """Return why nothing can be replayed; None where it can."""
    if state.source is None:
        cause = f": {state.problem.summary}" if state.problem else ""
        return Reason(f"The migrations of this database cannot be read{cause}.", folder=True)
    if not state.source.ups:
        return Reason(f"The folder {state.source.folder} holds no migrations.", folder=True)
    if state.source_folder is None and _is_strange(state, found):
        return Reason(
            "No migrations are known for this database. Choose their folder to see how its schema came "
            "about; until then there is only the schema as it is.",
            folder=True,
        )
    return None


def _is_strange(state: DatabaseState, found: Schema) -> bool:
    """Whether the bundled migrations have nothing to do with a database."""
    if any(entry.row is not None and entry.migration is not None for entry in state.entries):
        return False
    tables = {fold(table.name) for table in found.user_tables if fold(table.name) not in LEDGER}
    texts = (entry.migration.sql for entry in state.entries if entry.migration)
    known = {fold(name) for text in texts for name in _TABLE.findall(text)}
    return bool(tables) and tables.isdisjoint(known)
