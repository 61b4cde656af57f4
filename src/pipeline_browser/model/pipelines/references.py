"""Which rows hang on a row: those that the program's tables are known for, and every declared foreign key."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline_browser.model.engine import quote_identifier
from pipeline_browser.model.pipelines.shape import (
    CONFIGURATION,
    KEYS,
    METRICS,
    PARAMETERS,
    PIPELINES,
    STAGES,
    Shape,
    folded,
)
from pipeline_browser.model.pipelines.values import bound, placeholder

if TYPE_CHECKING:
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.pipelines.rows import StoredRow

OWNERS = {
    STAGES: (PIPELINES, "pipeline_id"),
    CONFIGURATION: (PIPELINES, "pipeline_id"),
    METRICS: (PIPELINES, "pipeline_id"),
    PARAMETERS: (STAGES, "stage_id"),
}
"""The table that a row belongs to, and the column that names it. Declared or not: databases of older
versions lack cascades, and some accident may have lost the foreign key."""

_LOSES = ("CASCADE", "SET NULL", "SET DEFAULT")


@dataclass(frozen=True, slots=True)
class Reference:
    """A declared foreign key to one of the program's tables that the program itself does not know.

    Attributes:
        columns: pairs of a column of the child and the one of the parent that it names.
        action: what SQLite does with the child when the parent is deleted.
    """

    child: str
    columns: tuple[tuple[str, str], ...]
    parent: str
    action: str

    @property
    def loses(self) -> bool:
        """Whether deleting the parent would change or take the child along, without a word."""
        return self.action in _LOSES


def foreign_references(database: Database) -> tuple[Reference, ...]:
    """Return the foreign keys to the program's tables, but for those by which its rows belong together."""
    rows = database.query(
        'SELECT t.name, k.id, k."table", k.on_delete, k."from", k."to", k.seq FROM main.sqlite_master t '
        "JOIN pragma_foreign_key_list(t.name, 'main') k WHERE t.type = 'table' AND t.rootpage <> 0 "
        "ORDER BY t.name, k.id, k.seq"
    )
    keys: dict[tuple[str, str, str, int], list[tuple[str, str]]] = defaultdict(list)
    for child, number, parent, action, column, to, place in rows:
        known = KEYS.get(folded(str(parent)))
        if known is not None:
            named = str(to) if to is not None else known[min(place, len(known) - 1)]
            keys[str(child), folded(str(parent)), str(action), number].append((str(column), folded(named)))
    references = (
        Reference(child, tuple(pairs), parent, action) for (child, parent, action, _), pairs in keys.items()
    )
    return tuple(each for each in references if not _is_own(each))


def _is_own(reference: Reference) -> bool:
    owner = OWNERS.get(folded(reference.child))
    return owner is not None and owner == (reference.parent, folded(reference.columns[0][0]))


def count_hanging(database: Database, reference: Reference, row: StoredRow) -> int:
    """Return how many rows of another table refer to a row."""
    values = [row.get(column) for _, column in reference.columns]
    if None in values:
        return 0
    cells = " AND ".join(
        f"{quote_identifier(column)} = {placeholder(value)}"
        for (column, _), value in zip(reference.columns, values, strict=True)
    )
    sql = f"SELECT count(*) FROM main.{quote_identifier(reference.child)} WHERE {cells}"
    return int(database.query(sql, tuple(bound(value) for value in values))[0][0])


def children(table: str, shape: Shape) -> tuple[tuple[str, str], ...]:
    """Return the program's tables below a table, each with the column that names the owner."""
    return tuple(
        (child, column)
        for child, (owner, column) in OWNERS.items()
        if owner == table and shape.has(child, column)
    )
