"""What a list shows of a database, read in one moment each: an order of all, some rows, what was edited."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline_browser.model.pipelines.listing.indexing import texts_of
from pipeline_browser.model.pipelines.listing.listed import ListedPipeline, read_listed
from pipeline_browser.model.pipelines.listing.listing import Listing, list_pipelines
from pipeline_browser.model.pipelines.listing.moments import moment
from pipeline_browser.model.pipelines.listing.orphans import read_orphans
from pipeline_browser.model.pipelines.listing.stamp import Stamp, read_stamp
from pipeline_browser.model.pipelines.shape import read_shape

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.pipelines.listing.query import Query
    from pipeline_browser.model.pipelines.reading import Handle


@dataclass(frozen=True, slots=True)
class ReadRows:
    """Rows of some pipelines; those asked for that are not among them are not there any more."""

    asked: Collection[Handle]
    rows: tuple[ListedPipeline, ...]


@dataclass(frozen=True, slots=True)
class Touched:
    """What became of pipelines that were edited.

    Attributes:
        rows: of those that are there.
        texts: what the index should hold of them; nothing of those that are gone.
        stamp: of the moment after the edit.
    """

    asked: tuple[Handle, ...]
    rows: tuple[ListedPipeline, ...]
    texts: Mapping[Handle, str]
    stamp: Stamp


def read_listing(
    database: Database,
    query: Query,
    *,
    known: Stamp | None = None,
    patient: bool = True,
    cancellation: Cancellation | None = None,
) -> Listing | None:
    """Return what fits a query; None where the database is still as it was at the known moment.

    Args:
        patient: wait for locks; otherwise DatabaseBusy comes soon.

    Raises:
        DatabaseBusy, DatabaseDamaged, DatabaseOperationFailed, Cancelled: it cannot be read.
    """
    others = database.version()
    with moment(database, cancellation, patient=patient):
        stamp = read_stamp(database, others)
        return None if stamp == known else list_pipelines(database, query, stamp)


def read_some(
    database: Database, handles: Collection[Handle], *, cancellation: Cancellation | None = None
) -> ReadRows:
    """Return the rows of some pipelines.

    Raises:
        DatabaseBusy, DatabaseDamaged, DatabaseOperationFailed, Cancelled: they cannot be read.
    """
    with moment(database, cancellation):
        return ReadRows(handles, tuple(read_listed(database, read_shape(database), handles)))


def read_touched(
    database: Database, handles: Collection[Handle], *, cancellation: Cancellation | None = None
) -> Touched:
    """Return what became of some pipelines.

    Raises:
        DatabaseBusy, DatabaseDamaged, DatabaseOperationFailed, Cancelled: they cannot be read.
    """
    others = database.version()
    with moment(database, cancellation):
        stamp = read_stamp(database, others)
        shape = read_shape(database)
        rows = tuple(read_listed(database, shape, handles))
        return Touched(tuple(handles), rows, texts_of(database, shape, list(handles)), stamp)


def read_lost(database: Database, *, cancellation: Cancellation | None = None) -> ListedPipeline:
    """Return the group of stages that belong to no pipeline, which may have none.

    Raises:
        DatabaseBusy, DatabaseDamaged, DatabaseOperationFailed, Cancelled: they cannot be read.
    """
    with moment(database, cancellation, patient=False):
        return ListedPipeline(None, None, tuple(read_orphans(database, read_shape(database))))
