"""How an edit is to be made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline_browser.model.pipelines.shape import KEYS

if TYPE_CHECKING:
    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.errors import RowConflict
    from pipeline_browser.model.pipelines.rows import StoredRow


@dataclass(frozen=True, slots=True)
class Terms:
    """How an edit is to be made.

    Attributes:
        overwrite: also where the database holds something else than was seen, since a person chose that.
        told: all conflicts of this edit that the person was shown when choosing so; an edit may meet some
            only after others were overcome. What has changed since is a conflict again; without any,
            everything is overwritten whatever it is by now.
        cancellation: ends a wait for another program's lock.
    """

    overwrite: bool = False
    cancellation: Cancellation | None = None
    told: tuple[RowConflict, ...] = ()

    def allow(self, known: StoredRow, now: StoredRow | None) -> bool:
        """Whether what is there now, in the place of a row that was known otherwise, may be overwritten."""
        if not self.overwrite or not self.told:
            return self.overwrite
        return any(_is_told(each, known, now) for each in self.told)


def _is_told(conflict: RowConflict, known: StoredRow, now: StoredRow | None) -> bool:
    if conflict.row.table != known.table:
        return False
    if now is None:
        key = KEYS[known.table]
        return conflict.theirs is None and all(conflict.row.get(each) == known.get(each) for each in key)
    return now.holds_same(conflict.theirs)


AS_SEEN = Terms()
