"""Writing an edit: every row is compared with what the edit was made from, in the transaction that writes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline_browser.model.errors import EditConflict, EditRefused, RowConflict
from pipeline_browser.model.pipelines.changes import Edit, RowChange
from pipeline_browser.model.pipelines.references import (
    OWNERS,
    children,
    count_hanging,
    foreign_references,
)
from pipeline_browser.model.pipelines.rows import (
    StoredRow,
    delete_row,
    insert_row,
    read_again,
    read_rows,
    update_row,
)
from pipeline_browser.model.pipelines.shape import KEYS, PIPELINES, Shape, TableShape, read_shape
from pipeline_browser.model.pipelines.terms import AS_SEEN, Terms

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline_browser.model.database import Database
    from pipeline_browser.model.pipelines.values import Value


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
    with database.transaction(cancellation=terms.cancellation):
        return Writing(database, read_shape(database)).write(edit, overwrite=terms.overwrite)


class Writing:
    """Writes edits inside of a transaction that is already open."""

    def __init__(self, database: Database, shape: Shape) -> None:
        self.database = database
        self.shape = shape
        self._references = foreign_references(database)

    def write(self, edit: Edit, *, overwrite: bool = False) -> Edit:
        """Compare, write, and return the edit with what was there before and is there now."""
        changes = self._with_newcomers(edit.changes) if overwrite else edit.changes
        settled = [self._settled(change, overwrite=overwrite) for change in changes]
        conflicts = tuple(each for each in settled if isinstance(each, RowConflict))
        if conflicts:
            raise EditConflict(conflicts, path=self.database.path)
        written = [self._write(each) for each in settled if isinstance(each, RowChange)]
        return replace(edit, changes=tuple(written))

    def table(self, name: str) -> TableShape:
        """Return a table that can be written.

        Raises:
            EditRefused: it is not there, or a view.
        """
        table = self.shape.table(name)
        if table is None or not table.is_table:
            missing = "There is no such table." if table is None else "It is no ordinary table."
            raise EditRefused(f"The table {name} cannot be edited", path=self.database.path, cause=missing)
        return table

    def _settled(self, change: RowChange, *, overwrite: bool) -> RowChange | RowConflict | None:
        """Return the change as it can be written; None where there is nothing left to do."""
        table = self.table(change.row.table)
        known = change.before or change.after
        assert known is not None  # noqa: S101 - a change of nothing is never made
        now = read_again(self.database, table, known)
        as_expected = now is None if change.before is None else change.before.holds_same(now)
        if as_expected:
            return change
        if change.aside:
            return None
        vanished = now is None and change.before is not None and change.after is not None
        if overwrite and not vanished:  # a row that is gone is not made anew from one cell of it
            return _onto(change, now)
        return RowConflict(change.before, change.after, now)

    def _write(self, change: RowChange) -> RowChange:
        """Write one change; a default, an affinity or a trigger may store something else."""
        table = self.table(change.row.table)
        if change.before is None:
            self._check_owner(change.row)
            self._check_name(change.row)
            return replace(change, after=insert_row(self.database, table, change.row))
        if change.after is None:
            self._check_nothing_hangs(change.before)
            delete_row(self.database, table, change.before)
            return change
        self._check_free(table, change.before, change.after)
        return replace(change, after=update_row(self.database, table, change.before, change.after))

    def _with_newcomers(self, changes: tuple[RowChange, ...]) -> tuple[RowChange, ...]:
        """Add what has come below rows that are to be deleted."""
        listed = {(change.row.table, _key(change.row)) for change in changes}
        gone = [change.row for change in changes if change.after is None]
        found: list[StoredRow] = []
        while gone:
            row = gone.pop()
            for child, column in children(row.table, self.shape):
                new = [
                    each
                    for each in self._rows(child, column, row.get("id"))
                    if (child, _key(each)) not in listed
                ]
                found += new
                gone += new
        return (*(RowChange(row, None) for row in reversed(owners_first(found))), *changes)

    def _check_owner(self, row: StoredRow) -> None:
        """A row needs the one that it belongs to; that may be gone."""
        if row.table not in OWNERS:
            return
        owner, column = OWNERS[row.table]
        value = row.get(column)
        if value is None or not self._rows(owner, "id", value):
            raise EditConflict((RowConflict(None, row, None),), path=self.database.path)

    def _check_free(self, table: TableShape, before: StoredRow, after: StoredRow) -> None:
        """Another row may have taken the key meanwhile: SQLite would refuse without naming it."""
        different = after.differing(before)
        if "name" in different:
            self._check_name(after)
        if not any(column in table.key for column in different):
            return
        taken = read_again(self.database, table, after)
        if taken is not None and taken.rowid != before.rowid:
            raise EditConflict((RowConflict(None, after, taken),), path=self.database.path)

    def _check_name(self, row: StoredRow) -> None:
        """Names of pipelines are unique, archived ones included."""
        if row.table != PIPELINES:
            return
        for taken in self._rows(PIPELINES, "name", row.get("name")):
            if taken.get("id") != row.get("id"):
                raise EditConflict((RowConflict(None, row, taken),), path=self.database.path)

    def _check_nothing_hangs(self, row: StoredRow) -> None:
        """Whatever still hangs on a row when it goes would go along by a cascade, unseen."""
        for child, column in children(row.table, self.shape):
            left = self._rows(child, column, row.get("id"))
            if left:
                conflicts = tuple(RowConflict(None, None, each) for each in left)
                raise EditConflict(conflicts, path=self.database.path)
        for reference in self._references:
            if reference.parent == row.table and reference.loses:
                self._refuse_loss(reference.child, count_hanging(self.database, reference, row))

    def _refuse_loss(self, child: str, count: int) -> None:
        if count:
            rows = "1 row" if count == 1 else f"{count} rows"
            raise EditRefused(
                "Not deleted",
                path=self.database.path,
                cause=f"{rows} of the table {child} would be deleted or blanked along with it, "
                "which could not be undone.",
                remedy=f"Delete the rows of {child} first.",
            )

    def _rows(self, table: str, column: str, value: Value) -> list[StoredRow]:
        found = self.shape.table(table)
        if found is None or value is None:
            return []
        return read_rows(self.database, found, column, [value])


def _onto(change: RowChange, now: StoredRow | None) -> RowChange | None:
    """Return the change on top of what is there now: its own cells, nobody else's."""
    before, after = change.before, change.after
    if after is None:
        return None if now is None else RowChange(now, None)
    if now is None:
        return RowChange(None, after)
    cells = {column: after[column] for column in (after.differing(before) if before else after.columns)}
    return RowChange(now, now.having(**cells))


def _key(row: StoredRow) -> tuple[Value, ...]:
    return tuple(row.get(column) for column in KEYS[row.table])


def owners_first(rows: Iterable[StoredRow]) -> list[StoredRow]:
    """Return rows in the order in which they can be inserted."""
    order = {table: number for number, table in enumerate((PIPELINES, *OWNERS))}
    return sorted(rows, key=lambda row: order[row.table])
