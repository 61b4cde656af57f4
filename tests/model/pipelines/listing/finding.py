"""Finding pipelines in both ways: by the database, and by the index in memory."""

from __future__ import annotations

from itertools import compress
from typing import TYPE_CHECKING

from pipeline_browser.model.pipelines.listing.indexing import IndexBuilder
from pipeline_browser.model.pipelines.listing.listing import list_pipelines
from pipeline_browser.model.pipelines.listing.query import Query

if TYPE_CHECKING:
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.pipelines.listing.index import SearchIndex
    from pipeline_browser.model.pipelines.reading import Handle


def index_of(database: Database, *, at_once: int = 4_000, shared: int = 16) -> SearchIndex:
    """Return the index, read in slices of so many pipelines."""
    builder = IndexBuilder(shared=shared)
    while not builder.is_complete:
        builder.read_on(database, count=at_once)
    index = builder.index()
    assert index is not None
    return index


def asked(database: Database, text: str) -> list[Handle]:
    """Return what the database finds, archived ones too."""
    with database.reading():
        return list(list_pipelines(database, Query(text, archived=True)).handles)


def found(database: Database, index: SearchIndex, text: str) -> list[Handle]:
    """Return what the index finds, in the same order."""
    with database.reading():
        handles = list_pipelines(database, Query(archived=True)).handles
    mask = index.matching(Query(text).words)
    return list(compress(handles, (mask[place] for place in index.places(handles))))
