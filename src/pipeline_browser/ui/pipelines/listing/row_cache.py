"""The rows that were read last: what is seen and around it; a list of all of them would be 300 MB."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from pipeline_browser.model.pipelines.listing.listed import ListedPipeline
    from pipeline_browser.model.pipelines.reading import Handle

MOST = 2_000  # pipelines, about 2 KB each


class RowCache:
    """Forgets what was looked at longest ago."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._rows: OrderedDict[Handle | None, ListedPipeline] = OrderedDict()
        self.stale: set[Handle | None] = set()  # shown until they are read anew

    def __len__(self) -> int:
        return len(self._rows)

    def get(self, handle: Handle | None) -> ListedPipeline | None:
        """Return a row, if it is here."""
        return self._rows.get(handle)

    def missing(self, handles: Iterable[Handle | None]) -> list[Handle | None]:
        """Return those that have to be read, and count the others as just looked at."""
        wanted = []
        for handle in handles:
            if handle in self._rows:
                self._rows.move_to_end(handle)
            if handle not in self._rows or handle in self.stale:
                wanted.append(handle)
        return wanted

    def put(self, rows: Iterable[ListedPipeline], kept: Collection[Handle | None] = ()) -> None:
        """Take rows in; ``kept`` ones are not forgotten for others: they are expanded."""
        for row in rows:
            self._rows[row.handle] = row
            self._rows.move_to_end(row.handle)
            self.stale.discard(row.handle)
        over = len(self._rows) - self._most
        if over > 0:
            oldest = [handle for handle in self._rows if handle not in kept][:over]
            for handle in oldest:
                self.drop(handle)

    def drop(self, handle: Handle | None) -> None:
        """Forget a row."""
        self._rows.pop(handle, None)
        self.stale.discard(handle)

    def age(self) -> None:
        """Have everything read anew when it is looked at next."""
        self.stale = set(self._rows)

    def clear(self) -> None:
        """Forget everything."""
        self._rows.clear()
        self.stale.clear()
