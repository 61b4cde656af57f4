"""Which rows hang on a row: those that the program's tables are known for, and every declared foreign key."""

from __future__ import annotations

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
    """A foreign key of a table that the program does not know, to one that it does.

    Attributes:
        action: what SQLite does with the child when the parent is deleted.
    """

    child: str
    column: str
    parent: str
    parent_column: str
    action: str

    @property
    def loses(self) -> bool:
        """Whether deleting the parent would change or take the child along, without a word."""
        return self.action in _LOSES


def foreign_references(database: Database) -> tuple[Reference, ...]:
    """Return the foreign keys of other tables to the program's, one column each."""
    rows = database.query(
        'SELECT t.name, k."from", k."table", k."to", k.on_delete FROM pragma_table_list t '
        "JOIN pragma_foreign_key_list(t.name) k WHERE t.schema = 'main' AND t.type = 'table'"
    )
    return tuple(
        Reference(str(child), str(column), parent.lower(), str(to or KEYS[parent.lower()][0]), str(action))
        for child, column, parent, to, action in rows
        if str(child).lower() not in KEYS and str(parent).lower() in KEYS
    )


def count_hanging(database: Database, reference: Reference, row: StoredRow) -> int:
    """Return how many rows of another table refer to a row."""
    value = row.get(reference.parent_column.lower())
    if value is None:
        return 0
    sql = (
        f"SELECT count(*) FROM main.{quote_identifier(reference.child)} "
        f"WHERE {quote_identifier(reference.column)} = {placeholder(value)}"
    )
    return int(database.query(sql, (bound(value),))[0][0])


def children(table: str, shape: Shape) -> tuple[tuple[str, str], ...]:
    """Return the program's tables below a table, each with the column that names the owner."""
    return tuple(
        (child, column)
        for child, (owner, column) in OWNERS.items()
        if owner == table and shape.has(child, column)
    )
