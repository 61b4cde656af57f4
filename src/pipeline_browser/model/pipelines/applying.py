"""Writing an edit: every row is compared with what the edit was made from, in the transaction that writes."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline_browser.model.errors import EditConflict, EditRefused, RowConflict
from pipeline_browser.model.pipelines.changes import Edit, RowChange
from pipeline_browser.model.pipelines.obstacles import Obstacles, has_triggers
from pipeline_browser.model.pipelines.rows import (
    StoredRow,
    delete_row,
    insert_row,
    is_entry,
    owners_first,
    read_again,
    update_row,
)
from pipeline_browser.model.pipelines.shape import Shape, TableShape, read_shape
from pipeline_browser.model.pipelines.terms import AS_SEEN, Terms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline_browser.model.database import Database


def apply_edit(database: Database, edit: Edit, *, terms: Terms = AS_SEEN) -> Edit:
    """Write an edit (or an inverse) in one transaction and return what was really changed.

    Args:
        terms: where rows are not what the edit was made from and that is to be overwritten, its cells are
            written and only they.

    Raises:
        EditConflict: rows are not what the edit was made from, or others have come below one that it deletes.
        EditRefused: a table of it is not there any more, or a table that the program does not know holds on.
        DatabaseBusy, DatabaseReadOnly, DatabaseFull, Cancelled: the same; nothing was written.
    """
    with _letting_stray(database, edit), database.transaction(cancellation=terms.cancellation):
        return Writing(database, read_shape(database), terms).write(edit)


@contextmanager
def _letting_stray(database: Database, edit: Edit) -> Iterator[None]:
    """Let rows come back to where they belonged to nothing, which SQLite would refuse."""
    if not edit.strays:
        yield
        return
    database.execute("PRAGMA foreign_keys = OFF")  # of no effect inside of a transaction
    try:
        yield
    finally:
        database.execute("PRAGMA foreign_keys = ON")


class Writing:
    """Writes edits inside of a transaction that is already open."""

    def __init__(self, database: Database, shape: Shape, terms: Terms = AS_SEEN) -> None:
        self.database = database
        self.shape = shape
        self.terms = terms
        self.obstacles = Obstacles(database, shape)

    def write(self, edit: Edit) -> Edit:
        """Compare, write, and return the edit with what was there before and is there now."""
        self.obstacles.owners_may_lack = edit.strays
        changes = self._with_newcomers(edit.changes) if self.terms.overwrite else edit.changes
        settled = [self._settled(change) for change in changes]
        conflicts = tuple(each for each in settled if isinstance(each, RowConflict))
        if conflicts:
            raise EditConflict(conflicts, path=self.database.path)
        written = [self._write(each) for each in settled if isinstance(each, RowChange)]
        if written and has_triggers(self.database):
            written = [self._as_left(each) for each in written]
        return replace(edit, changes=tuple(written))

    def table(self, name: str) -> TableShape:
        """Return a table that can be written.

        Raises:
            EditRefused: it is not there, or a view.
        """
        table = self.shape.table(name)
        if table is None or not table.is_table:
            missing = "There is no such table." if table is None else "It is no ordinary table."
            remedy = "Apply the migrations first: they make it." if table is None else ""
            raise EditRefused(
                f"The table {name} cannot be edited", path=self.database.path, cause=missing, remedy=remedy
            )
        return table

    def _settled(self, change: RowChange) -> RowChange | RowConflict | None:
        """Return the change as it can be written; None where there is nothing left to do."""
        table = self.table(change.row.table)
        known = change.before or change.after
        assert known is not None  # noqa: S101 - a change of nothing is never made
        now = read_again(self.database, table, known)
        if now is None and change.before is None:
            return change
        if now is not None and change.before is not None and change.before.holds_same(now):
            return replace(change, before=now)  # with columns that have come since, and where it lies now
        if change.aside:
            return None
        if _only_touched(change, now):
            return _onto(change, now, keep=("updated_at",))
        if self.terms.overwrite and now is None and change.after is None:
            return None  # it went along with something that the person was told of
        final = now is None and not _can_come_anew(change)
        if self.terms.allow(known, now) and not final:
            return _onto(change, now)
        return RowConflict(change.before, change.after, now, final)

    def _write(self, change: RowChange) -> RowChange:
        """Write one change; a default, an affinity or a trigger may store something else."""
        table = self.table(change.row.table)
        if change.after is None:
            self.obstacles.check_goes(change.row)
            self._check_written(delete_row(self.database, table, change.row), table)
            return change
        self.obstacles.check_comes(table, change.before, change.after)
        if change.before is None:
            stored = insert_row(self.database, table, change.after)
        else:
            stored = update_row(self.database, table, change.before, change.after)
        self._check_written(stored is not None, table)
        return replace(change, after=stored)

    def _check_written(self, written: bool, table: TableShape) -> None:  # noqa: FBT001
        if not written:
            raise EditRefused(
                "Not changed",
                path=self.database.path,
                cause=f"A trigger of the table {table.name} keeps the row from being written so.",
                remedy="Look at the trigger: it belongs to this database alone.",
            )

    def _as_left(self, change: RowChange) -> RowChange:
        """Return a change with what triggers of later changes made of its row."""
        if change.after is None:
            return change
        now = read_again(self.database, self.table(change.row.table), change.after)
        return change if now is None else replace(change, after=now)

    def _with_newcomers(self, changes: tuple[RowChange, ...]) -> tuple[RowChange, ...]:
        """Add what has come below rows that are to be deleted."""
        listed = {self._identity(change.row) for change in changes}
        gone = [change.row for change in changes if change.after is None]
        found: list[StoredRow] = []
        while gone:
            below = self.obstacles.below(gone.pop())
            new = [
                each for each in below if self._identity(each) not in listed and self.terms.allow(each, each)
            ]
            listed.update(map(self._identity, new))
            found += new
            gone += new
        return (*(RowChange(row, None) for row in reversed(owners_first(found))), *changes)

    def _identity(self, row: StoredRow) -> tuple[object, ...]:
        return row.table, *self.table(row.table).identity(row)


def _can_come_anew(change: RowChange) -> bool:
    """Whether a row that is gone can be written: an entry for its value, but no stage for a cell of it."""
    return change.before is None or change.after is None or is_entry(change.before)


def _only_touched(change: RowChange, now: StoredRow | None) -> bool:
    """Whether the row only followed a change below it: its newer moment stays, its cells are as expected."""
    if now is None or change.before is None or change.after is None:
        return False
    return change.before.differing(now) == ("updated_at",)


def _onto(change: RowChange, now: StoredRow | None, keep: tuple[str, ...] = ()) -> RowChange | None:
    """Return the change on top of what is there now: its own cells, nobody else's.

    Args:
        keep: columns that stay as they are now.
    """
    before, after = change.before, change.after
    if after is None:
        return None if now is None else RowChange(now, None)
    if now is None:
        return RowChange(None, after)
    columns = after.differing(before) if before else after.columns
    return RowChange(now, now.having(**{column: after[column] for column in columns if column not in keep}))
