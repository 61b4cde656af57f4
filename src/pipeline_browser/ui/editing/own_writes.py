"""What this window wrote lately, to tell its own quick edits from those of others."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

from pipeline_browser.model.pipelines.shape import KEYS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline_browser.model.errors import RowConflict
    from pipeline_browser.model.pipelines.changes import Edit
    from pipeline_browser.model.pipelines.rows import StoredRow
    from pipeline_browser.model.pipelines.values import Value

_MOST = 2_000  # rows

_Place = tuple[str, tuple["Value", ...]]


class OwnWrites:
    """Remembers the rows that were written last, as they were left."""

    def __init__(self) -> None:
        self._rows: OrderedDict[_Place, StoredRow | None] = OrderedDict()

    def note(self, edit: Edit) -> None:
        """Remember what an edit left."""
        for change in edit.changes:
            self._rows[_place(change.row)] = change.after
            self._rows.move_to_end(_place(change.row))
        while len(self._rows) > _MOST:
            self._rows.popitem(last=False)

    def wrote_all(self, conflicts: Iterable[RowConflict]) -> bool:
        """Whether everything that is in the way, and still there, was left so by this window."""
        return all(
            conflict.theirs is not None
            and conflict.base is not None
            and _same(self._rows.get(_place(conflict.theirs)), conflict.theirs)
            for conflict in conflicts
        )


def _same(own: StoredRow | None, theirs: StoredRow) -> bool:
    return own is not None and own.holds_same(theirs)


def _place(row: StoredRow) -> _Place:
    return row.table, tuple(row.get(column) for column in KEYS[row.table])
