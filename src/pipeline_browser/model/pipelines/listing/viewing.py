"""What a list shows of a database, read in one moment: an order of all, and rows of some."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline_browser.model.pipelines.listing.listed import ListedPipeline, read_listed
from pipeline_browser.model.pipelines.listing.listing import Listing, list_pipelines
from pipeline_browser.model.pipelines.listing.stamp import Stamp, read_stamp
from pipeline_browser.model.pipelines.shape import read_shape

if TYPE_CHECKING:
    from collections.abc import Collection

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.pipelines.listing.query import Query
    from pipeline_browser.model.pipelines.reading import Handle


@dataclass(frozen=True, slots=True)
class Answer:
    """All that fits a query, with the rows that show first."""

    listing: Listing
    rows: tuple[ListedPipeline, ...]


@dataclass(frozen=True, slots=True)
class ReadRows:
    """Rows of some pipelines; those asked for that are not among them are not there any more."""

    asked: Collection[Handle]
    rows: tuple[ListedPipeline, ...]
    stamp: Stamp


def read_answer(
    database: Database,
    query: Query,
    *,
    also: Collection[Handle] = (),
    first: int = 0,
    count: int = 0,
    cancellation: Cancellation | None = None,
) -> Answer:
    """Return what fits a query, the rows of ``also`` and ``count`` of them from place ``first`` on.

    Raises:
        DatabaseBusy, DatabaseDamaged, DatabaseOperationFailed, Cancelled: it cannot be read.
    """
    with database.reading(cancellation=cancellation), database.interruptible(cancellation):
        listing = list_pipelines(database, query)
        wanted = {*also, *listing.handles[first : first + count]}
        return Answer(listing, tuple(read_listed(database, listing.shape, wanted)))


def read_some(
    database: Database, handles: Collection[Handle], *, cancellation: Cancellation | None = None
) -> ReadRows:
    """Return the rows of some pipelines.

    Raises:
        DatabaseBusy, DatabaseDamaged, DatabaseOperationFailed, Cancelled: they cannot be read.
    """
    with database.reading(cancellation=cancellation), database.interruptible(cancellation):
        rows = read_listed(database, read_shape(database), handles)
        return ReadRows(handles, tuple(rows), read_stamp(database))
