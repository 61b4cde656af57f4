"""What an edit changed, row by row, and its exact inverse."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline_browser.model.pipelines.rows import StoredRow
    from pipeline_browser.model.pipelines.values import Value


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row before and after.

    Attributes:
        before: None where the row was inserted.
        after: None where it was deleted.
        aside: only ``updated_at`` moves, because something below the row changed. Where another program has
            changed the row since, its value is newer, and stays.
    """

    before: StoredRow | None
    after: StoredRow | None
    aside: bool = False

    @property
    def row(self) -> StoredRow:
        """The row, as it is after the change or, once deleted, as it was."""
        row = self.after or self.before
        assert row is not None  # noqa: S101 - a change of nothing is never made
        return row

    def inverse(self) -> RowChange:
        """Return the change that takes this one back."""
        return RowChange(self.after, self.before, self.aside)


@dataclass(frozen=True, slots=True)
class Edit:
    """One step that was committed.

    Attributes:
        words: what it does, to follow “Undo”: ``rename pipeline a``.
        changes: in the order in which they were written.
        pipelines: the ids of the pipelines concerned.
        undoes: it is the inverse of a step.
        strays: its rows belonged to nothing before; brought back, they do so again.
    """

    words: str
    changes: tuple[RowChange, ...]
    pipelines: tuple[Value, ...]
    undoes: bool = False
    strays: bool = False

    def inverse(self) -> Edit:
        """Return the edit that takes this one back exactly, ``updated_at`` and rowids included."""
        changes = tuple(change.inverse() for change in reversed(self.changes))
        return replace(self, changes=changes, undoes=not self.undoes)

    def inserted(self) -> dict[str, int]:
        """Return how many rows came into which table."""
        return dict(Counter(change.row.table for change in self.changes if change.before is None))

    def deleted(self) -> dict[str, int]:
        """Return how many rows went from which table."""
        return dict(Counter(change.row.table for change in self.changes if change.after is None))
