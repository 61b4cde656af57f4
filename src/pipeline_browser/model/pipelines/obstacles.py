"""What stands in the way of writing a row: others that hang on it, that it hangs on, that have its key."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from pipeline_browser.model.errors import EditConflict, EditRefused, RowConflict
from pipeline_browser.model.pipelines.references import (
    OWNERS,
    Reference,
    children,
    count_hanging,
    foreign_references,
)
from pipeline_browser.model.pipelines.rows import StoredRow, read_rows, read_same_key
from pipeline_browser.model.pipelines.shape import PIPELINES, Shape, TableShape, folded
from pipeline_browser.model.pipelines.values import is_not_utf8, why_not_storable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline_browser.model.database import Database
    from pipeline_browser.model.pipelines.values import Value


class Obstacles:
    """Looks, inside of the writing transaction, for what SQLite would refuse or do without a word.

    Attributes:
        owners_may_lack: rows may come that belong to nothing, since they did so before.
    """

    def __init__(self, database: Database, shape: Shape) -> None:
        self.owners_may_lack = False
        self._database = database
        self._shape = shape
        self._references = foreign_references(database)

    def check_comes(self, table: TableShape, before: StoredRow | None, after: StoredRow) -> None:
        """Check that a row can be written; ``before`` is what it replaces.

        Raises:
            EditConflict: the row that it belongs to is gone, or its name or key is taken.
            EditRefused: SQLite cannot store one of the values.
        """
        different = after.columns if before is None else after.differing(before)
        self.check_storable({column: after[column] for column in different})
        owner = OWNERS.get(after.table)
        if owner is not None and owner[1] in different and not self.owners_may_lack:
            self._check_owner(*owner, after)
        if after.table == PIPELINES and "name" in different and self._names_are_unique:
            self._check_name(before, after)
        if before is not None and table.by_key and any(column in table.key for column in different):
            self._check_key(table, before, after)

    def check_goes(self, row: StoredRow) -> None:
        """Check that nothing hangs on a row that is to be deleted: it would go along by a cascade, unseen.

        Raises:
            EditConflict: rows of the program's own tables do.
            EditRefused: rows of another table do, and could not be brought back.
        """
        left = self.below(row)
        if left:
            conflicts = tuple(RowConflict(None, None, each) for each in left)
            raise EditConflict(conflicts, path=self._database.path)
        for reference in self._references:
            if reference.parent == row.table:
                self._check_reference(reference, count_hanging(self._database, reference, row))

    def check_storable(self, cells: Mapping[str, Value]) -> None:
        """Check that SQLite can hold values.

        Raises:
            EditRefused: it cannot.
        """
        for column, value in cells.items():
            why = why_not_storable(value) or self._why_not_in_utf16(value)
            if why:
                raise EditRefused(f"The {column} cannot be stored", path=self._database.path, cause=why)

    def below(self, row: StoredRow) -> list[StoredRow]:
        """Return the rows that belong to a row, and to no other one of the same id."""
        if self.has_twin(row):
            return []
        return [
            each
            for child, column in children(row.table, self._shape)
            for each in self._rows(child, column, row.get("id"))
        ]

    def has_twin(self, row: StoredRow) -> bool:
        """Whether another row has the same id, which happens where no key is declared."""
        table = self._shape.table(row.table)
        if table is None or table.identifies(row) or "id" not in table.columns:
            return False
        return len(self._rows(row.table, "id", row.get("id"))) > 1

    def _why_not_in_utf16(self, value: Value) -> str:
        # Bytes become text there two at a time, so that it would be another text.
        if not is_not_utf8(value) or self._database.query("PRAGMA encoding")[0][0] == "UTF-8":
            return ""
        return "The text holds bytes that are no UTF-8, and this database stores its texts as UTF-16."

    def _check_owner(self, owner: str, column: str, row: StoredRow) -> None:
        value = row.get(column)
        if value is None or not self._rows(owner, "id", value):
            raise EditConflict((RowConflict(None, row, None, final=True),), path=self._database.path)

    def _check_key(self, table: TableShape, before: StoredRow, after: StoredRow) -> None:
        """Another row may have taken the key meanwhile: SQLite would refuse without naming it."""
        taken = read_same_key(self._database, table, after)
        if taken is not None and not taken.holds_same(before):
            raise EditConflict((RowConflict(None, after, taken, final=True),), path=self._database.path)

    def _check_name(self, before: StoredRow | None, after: StoredRow) -> None:
        """Names of pipelines are unique, archived ones included."""
        for taken in self._rows(PIPELINES, "name", after.get("name")):
            if before is None or taken.rowid != before.rowid or taken.get("id") != before.get("id"):
                raise EditConflict((RowConflict(None, after, taken, final=True),), path=self._database.path)

    @cached_property
    def _names_are_unique(self) -> bool:
        """Whether SQLite refuses a second pipeline of a name; where it does not, there may have been two."""
        indexes = self._database.query(
            "SELECT i.name FROM pragma_index_list('pipelines', 'main') l "
            "JOIN pragma_index_info(l.name, 'main') i "
            'WHERE l."unique" AND NOT l.partial GROUP BY l.name HAVING count(*) = 1'
        )
        return any(folded(str(name)) == "name" for (name,) in indexes)

    def _check_reference(self, reference: Reference, count: int) -> None:
        if not count:
            return
        rows = "1 row" if count == 1 else f"{count:,} rows"
        with_it = "would be deleted or blanked along with it, which could not be undone"
        on_it = "refer to it" if count > 1 else "refers to it"
        raise EditRefused(
            "Not deleted",
            path=self._database.path,
            cause=f"{rows} of the table {reference.child} {with_it if reference.loses else on_it}.",
            remedy=f"Delete the rows of {reference.child} first.",
        )

    def _rows(self, table: str, column: str, value: Value) -> list[StoredRow]:
        found = self._shape.table(table)
        if found is None or value is None or column not in found.columns:
            return []
        return read_rows(self._database, found, column, [value])


def has_triggers(database: Database) -> bool:
    """Whether writing a row may write others as well."""
    return bool(database.query("SELECT 1 FROM main.sqlite_master WHERE type = 'trigger' LIMIT 1"))
