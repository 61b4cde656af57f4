"""Finding the rows of other tables that dropping a parent table takes along.

SQLite deletes a table's rows before it drops it, and with foreign keys on that deletion cascades. ``PRAGMA
foreign_keys = OFF`` does nothing inside a transaction, so the usual rebuild (create, copy, drop, rename) of a
parent silently empties its children (https://www.sqlite.org/lang_altertable.html#otheralter, step 1).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline_browser.model.engine import quote_identifier, sqlite3
from pipeline_browser.model.errors import CascadeLoss

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline_browser.model.sql_text import Statement

_COPYING_NOTHING = (("DROP",), ("ALTER",), ("DELETE",))
_BLANKING = ("SET NULL", "SET DEFAULT")


@dataclass(frozen=True, slots=True)
class _Reference:
    """A foreign key of ``child``: its rows lose the values of ``columns`` where ``blanked``, else they go."""

    parent: str
    child: str
    columns: tuple[str, ...]
    blanked: bool


@dataclass(frozen=True, slots=True)
class _Watched:
    dropped: str
    reference: _Reference
    before: int


class CascadeGuard:
    """Watches the DROP TABLE statements of one migration."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._watched: list[_Watched] = []
        self._candidates: list[_Watched] = []
        self._read: set[str] = set()  # children that lost rows, and that a later statement reads

    def before(self, statement: Statement) -> None:
        """Count the rows that hang on the table, if the statement is about to drop one."""
        self._candidates = []
        if self._watched and statement.words[:1] not in _COPYING_NOTHING:
            self._read |= self._read_by(statement)
        if not statement.begins_with("DROP", "TABLE") or not self._enforced():
            return
        dropped = self._dropped_table(statement)
        if dropped is None:
            return
        self._candidates = [
            _Watched(dropped, reference, rows) for reference, rows in self._hanging_on(dropped)
        ]

    @property
    def watches(self) -> bool:
        """Whether the statement that comes next drops a table with rows hanging on it."""
        return bool(self._candidates)

    def after(self) -> None:
        """Count again once the statement ran: what later statements delete on purpose is not blamed."""
        self._watched += [each for each in self._candidates if self._count(each.reference) != each.before]
        self._candidates = []

    def foresee(self, statement: Statement) -> tuple[CascadeLoss, ...]:
        """Return what the statement would take along if it ran now; nothing is changed."""
        self.before(statement)
        found = {
            each.reference: CascadeLoss(
                each.dropped, each.reference.child, each.before, 0, blanked=each.reference.blanked
            )
            for each in self._candidates
        }
        self._candidates = []
        return tuple(found.values())

    def losses(self) -> tuple[CascadeLoss, ...]:
        """Return what the drops took along and nothing brought back, at the end of the migration."""
        return tuple(self._find_losses())

    def _find_losses(self) -> Iterator[CascadeLoss]:
        seen = set()
        for each in self._watched:
            after = self._count(each.reference)
            # A child that is gone altogether was dropped by a statement of its own. That is as it should be
            # unless its rows were to be copied before.
            if after is None and each.reference.child in self._read:
                after = 0
            if after is not None and after < each.before and each.reference not in seen:
                seen.add(each.reference)
                yield CascadeLoss(
                    each.dropped, each.reference.child, each.before, after, blanked=each.reference.blanked
                )

    def _read_by(self, statement: Statement) -> set[str]:
        """Return the children that the statement reads, off the program that SQLite compiles for it."""
        pages = dict(
            self._connection.execute("SELECT rootpage, name FROM main.sqlite_master WHERE rootpage > 0")
        )
        try:
            rows = self._connection.execute("EXPLAIN " + statement.text).fetchall()
        except sqlite3.Error:
            return set()
        # The opcode OpenRead carries the page of a table or index in p2, the database's number in p3.
        read = {pages.get(row[3]) for row in rows if row[1] == "OpenRead" and row[4] == 0}
        return {each.reference.child for each in self._watched} & read

    def _enforced(self) -> bool:
        return bool(self._connection.execute("PRAGMA foreign_keys").fetchone()[0])

    def _dropped_table(self, statement: Statement) -> str | None:
        """Return the table that the statement names, read off the program that SQLite compiles for it."""
        sql = "EXPLAIN " + statement.text
        try:
            rows = self._connection.execute(sql).fetchall()
        except sqlite3.Error:
            return None  # the statement itself will say what is wrong with it
        # The opcode DropTable carries the database's number in p1 and the table's name in p4.
        return next((str(row[5]) for row in rows if row[1] == "DropTable" and row[2] == 0), None)

    def _hanging_on(self, parent: str) -> Iterator[tuple[_Reference, int]]:
        """Yield the references to the table, and to those whose rows would go with it, that have rows."""
        waiting, known = [parent], {parent.lower()}
        while waiting:
            for reference in self._references_to(waiting.pop()):
                child = reference.child.lower()
                rows = self._count(reference)
                if not rows or child == parent.lower():
                    continue
                yield reference, rows
                if not reference.blanked and child not in known:
                    known.add(child)
                    waiting.append(reference.child)

    def _references_to(self, parent: str) -> list[_Reference]:
        rows = self._connection.execute(
            'SELECT m.name, f.id, f."from", upper(f.on_delete)'
            " FROM main.sqlite_master AS m, pragma_foreign_key_list(m.name, 'main') AS f"
            " WHERE m.type = 'table' AND lower(f.\"table\") = lower(?)"
            " AND upper(f.on_delete) IN ('CASCADE', 'SET NULL', 'SET DEFAULT') ORDER BY m.name, f.id, f.seq",
            (parent,),
        ).fetchall()
        keys: dict[tuple[str, int, str], list[str]] = {}
        for child, number, column, action in rows:
            keys.setdefault((child, number, action), []).append(column)
        return [
            _Reference(parent, child, tuple(columns), blanked=action in _BLANKING)
            for (child, _, action), columns in keys.items()
        ]

    def _count(self, reference: _Reference) -> int | None:
        # A row with a NULL in its key refers to nothing.
        refers = " AND ".join(f"{quote_identifier(column)} IS NOT NULL" for column in reference.columns)
        sql = f"SELECT count(*) FROM main.{quote_identifier(reference.child)} WHERE {refers}"
        try:
            return int(self._connection.execute(sql).fetchone()[0])
        except sqlite3.Error:
            return None
