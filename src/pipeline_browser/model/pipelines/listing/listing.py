"""All pipelines that fit a query, as handles in order: one statement, whatever their number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline_browser.model.pipelines.listing.handles import NO_HANDLES, Handles, rowids
from pipeline_browser.model.pipelines.listing.ordering import order_by
from pipeline_browser.model.pipelines.listing.searching import holds_word, main, pattern
from pipeline_browser.model.pipelines.listing.stamp import Stamp, read_stamp
from pipeline_browser.model.pipelines.shape import PIPELINES, Shape, read_shape

if TYPE_CHECKING:
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.pipelines.listing.query import Query


@dataclass(frozen=True, slots=True)
class Listing:
    """The answer to a query.

    Attributes:
        handles: in order.
        total: pipelines there are.
        archived: how many of them are archived.
        nameless: rows of a view or table without rowids that have no id, and so cannot be told apart; they
            are left out.
    """

    query: Query
    handles: Handles
    total: int
    archived: int
    stamp: Stamp
    shape: Shape
    nameless: int = 0

    @property
    def considered(self) -> int:
        """Pipelines that there would be without the words."""
        return self.total if self.query.archived else self.total - self.archived


def list_pipelines(database: Database, query: Query, stamp: Stamp | None = None) -> Listing:
    """Return what fits the query; to be called with one view of the database, ``database.reading()``.

    Args:
        stamp: of the moment before that view; None where nobody compares it.

    Raises:
        DatabaseBusy, DatabaseDamaged, DatabaseOperationFailed: it cannot be read.
    """
    shape = read_shape(database)
    stamp = stamp or read_stamp(database)
    if not shape.has(PIPELINES, "id"):
        return Listing(query, NO_HANDLES, 0, 0, stamp, shape)
    total, archived, nameless = _counts(database, shape)
    return Listing(query, _handles(database, query, shape), total, archived, stamp, shape, nameless)


def _counts(database: Database, shape: Shape) -> tuple[int, int, int]:
    hidden = "total(archived IS NOT 0)" if shape.has(PIPELINES, "archived") else "0"
    ((total, archived, known),) = database.query(
        f"SELECT count(*), {hidden}, count(id) FROM {main(PIPELINES)}"
    )
    table = shape.table(PIPELINES)
    nameless = 0 if table is None or table.rowid else int(total) - int(known)
    return int(total), int(archived), nameless


def _handles(database: Database, query: Query, shape: Shape) -> Handles:
    table = shape.table(PIPELINES)
    assert table is not None  # noqa: S101 - the caller has looked
    words = query.words
    conditions = [holds_word(shape, place) for place in range(1, len(words) + 1)]
    if not query.archived and shape.has(PIPELINES, "archived"):
        conditions.append("p.archived = 0")
    if not table.rowid:
        conditions.append("p.id IS NOT NULL")
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    key = table.rowid or "id"
    sql = f"SELECT p.{key} AS h FROM {main(PIPELINES)} p{where} ORDER BY {order_by(query, shape)}"
    values = [pattern(word) for word in words]
    if not table.rowid:
        return tuple(dict.fromkeys(str(row[0]) for row in database.query(sql, values)))
    # One text instead of a hundred thousand rows: SQLite makes it while the window's thread goes on.
    return rowids(database.query(f"SELECT group_concat(h) FROM ({sql})", values)[0][0])
