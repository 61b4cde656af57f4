"""Orders of all pipelines that were read lately, and what of them fits some words; no Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import compress
from typing import TYPE_CHECKING

from pipeline_browser.model.pipelines.listing.handles import like
from pipeline_browser.model.pipelines.listing.query import Query, Sort

if TYPE_CHECKING:
    from array import array
    from collections.abc import Collection, Iterable

    from pipeline_browser.model.pipelines.listing.index import SearchIndex
    from pipeline_browser.model.pipelines.listing.listing import Listing
    from pipeline_browser.model.pipelines.listing.stamp import Stamp
    from pipeline_browser.model.pipelines.reading import Handle

_MOST = 6  # orders, 1.2 MB each for a hundred thousand pipelines


@dataclass(slots=True)
class _Order:
    listing: Listing
    places: array[int] | None = None
    index: SearchIndex | None = None
    size: int = 0

    def places_in(self, index: SearchIndex) -> array[int]:
        """Return where the index has each of the handles."""
        if self.places is None or self.index is not index or self.size != len(index):
            self.places, self.index, self.size = index.places(self.listing.handles), index, len(index)
        return self.places


class Orders:
    """Keeps orders without words, so that a key stroke need not ask the database."""

    def __init__(self) -> None:
        self._kept: dict[Query, _Order] = {}

    def clear(self) -> None:
        """Forget all."""
        self._kept.clear()

    def keep(self, listing: Listing) -> None:
        """Keep an order of all pipelines; those of other moments are of no use any more."""
        same = {q: o for q, o in self._kept.items() if o.listing.stamp == listing.stamp}
        same.pop(listing.query, None)
        while len(same) >= _MOST:
            del same[next(iter(same))]
        self._kept = {**same, listing.query: _Order(listing)}

    def get(self, query: Query, stamp: Stamp | None) -> Listing | None:
        """Return the order of a query without words, if it is of that moment."""
        order = self._kept.get(query)
        return order.listing if order is not None and order.listing.stamp == stamp else None

    def prepare(self, query: Query, index: SearchIndex) -> None:
        """Do in advance what the first key stroke in an order would have to wait for."""
        order = self._kept.get(base_of(query))
        if order is not None:
            order.places_in(index)

    def fitting(self, query: Query, index: SearchIndex, kept: Collection[Handle] = ()) -> Listing:
        """Return what fits a query with words, of an order that is kept.

        Args:
            kept: pipelines that stay, whether they fit or not.
        """
        order = self._kept[base_of(query)]
        handles = order.listing.handles
        places = order.places_in(index)
        found = index.matching(query.words)
        fits: Iterable[int] = map(found.__getitem__, places)
        if kept:
            fits = (fit or handle in kept for fit, handle in zip(fits, handles, strict=True))
        return replace(order.listing, query=query, handles=like(handles, compress(handles, fits)))


def base_of(query: Query) -> Query:
    """Return the query without words, in an order that the database knows."""
    if query.sort is Sort.STATE:
        return Query(archived=query.archived)
    return replace(query, text="")
