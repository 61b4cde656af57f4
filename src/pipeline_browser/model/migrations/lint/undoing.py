"""An up file followed by its down file: whether the schema is what it was before."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipeline_browser.model.migrations.lint.already_there import told
from pipeline_browser.model.migrations.lint.rules import BY_ID
from pipeline_browser.model.migrations.lint.side import difference
from pipeline_browser.model.sql_tokens import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline_browser.model.migrations.lint.trial import Trial
    from pipeline_browser.model.migrations.plan import PlanWarning

_MASTER = """SELECT type, name, tbl_name, sql FROM main.sqlite_master WHERE sql IS NOT NULL
    AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
    ORDER BY sql NOT LIKE 'CREATE VIRTUAL%', type <> 'table', type <> 'view', rowid"""


class Item(NamedTuple):
    """An entry of the schema as it is stored."""

    kind: str
    name: str
    table: str
    ddl: str


def items(trial: Trial) -> tuple[Item, ...]:
    """Return the schema as it is stored, in an order in which it can be made again."""
    return tuple(Item(*row) for row in trial.connection.execute(_MASTER))


def not_undone(before: tuple[Item, ...], after: tuple[Item, ...]) -> Iterator[PlanWarning]:
    """Say how the schema after up and down file differs from the one before."""
    if before == after or set(before) == set(after):
        return
    concerned = {fold(item.table) for item in set(before) ^ set(after)}
    differs = difference(_of(before, concerned), _of(after, concerned))
    if differs is not None and not differs.equal:
        text = f"After the up file and this one the schema is not what it was: {told(differs.sentences())}."
        yield BY_ID["down-does-not-undo"].says(text)


def _of(schema: tuple[Item, ...], tables: set[str]) -> list[str]:
    return [item.ddl for item in schema if fold(item.table) in tables]
