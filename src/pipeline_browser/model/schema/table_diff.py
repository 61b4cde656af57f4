"""How one table differs from what was promised."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pipeline_browser.model.schema.difference import Difference, DifferenceKind, ObjectKind
from pipeline_browser.model.schema.facts import TableKind
from pipeline_browser.model.schema.meaning import (
    default_meaning,
    expression_meaning,
    generated_meaning,
    key_pairs,
    keys_meaning,
    module_meaning,
    type_meaning,
)
from pipeline_browser.model.sql_tokens import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import TypeAlias

    from pipeline_browser.model.schema.facts import Column, ForeignKey, Table

    _Sameness: TypeAlias = Callable[[ForeignKey, ForeignKey], bool]


class TableComparison:
    """Compares two tables of one name."""

    def __init__(self, promised: Table, found: Table) -> None:
        self._promised = promised
        self._found = found

    def differences(self) -> Iterator[Difference]:
        """Yield what differs: columns, keys, constraints; indexes of their own are compared elsewhere."""
        yield from self._options()
        if TableKind.VIRTUAL in {self._promised.kind, self._found.kind}:
            return  # the module makes the columns
        yield from self._columns()
        yield from self._order()
        yield from self._primary_key()
        yield from self._constraints(ObjectKind.UNIQUE, uniques(self._promised), uniques(self._found))
        yield from self._constraints(ObjectKind.CHECK, checks(self._promised), checks(self._found))
        yield from ForeignKeyComparison(self._promised, self._found).differences()

    def _changed(self, promised: str, found: str, aspect: str = "") -> Iterator[Difference]:
        if promised != found:
            name = self._promised.name
            yield Difference(DifferenceKind.CHANGED, ObjectKind.TABLE, name, name, aspect, promised, found)

    def _options(self) -> Iterator[Difference]:
        yield from self._changed(_nature(self._promised), _nature(self._found))
        yield from self._changed(
            "AUTOINCREMENT" if self._promised.autoincrement else "no AUTOINCREMENT",
            "AUTOINCREMENT" if self._found.autoincrement else "no AUTOINCREMENT",
        )
        yield from self._changed(_conflicts(self._promised), _conflicts(self._found))

    def _columns(self) -> Iterator[Difference]:
        found = {fold(column.name): column for column in self._found.columns}
        for column in self._promised.columns:
            other = found.pop(fold(column.name), None)
            if other is None:
                yield self._column(DifferenceKind.MISSING, column)
            else:
                yield from self._column_changes(column, other)
        for column in found.values():
            yield self._column(DifferenceKind.EXTRA, column)

    def _column(self, kind: DifferenceKind, column: Column) -> Difference:
        return Difference(kind, ObjectKind.COLUMN, self._promised.name, column.name)

    def _column_changes(self, promised: Column, found: Column) -> Iterator[Difference]:
        for aspect, told, seen in _column_aspects(promised, found):
            yield Difference(
                DifferenceKind.CHANGED,
                ObjectKind.COLUMN,
                self._promised.name,
                promised.name,
                aspect,
                told,
                seen,
            )

    def _order(self) -> Iterator[Difference]:
        promised = [fold(column.name) for column in self._promised.columns]
        found = [fold(column.name) for column in self._found.columns]
        both = set(promised) & set(found)
        told = [name for name in promised if name in both]
        seen = [name for name in found if name in both]
        if told != seen:
            name = self._promised.name
            yield Difference(
                DifferenceKind.ORDER,
                ObjectKind.TABLE,
                name,
                name,
                "columns in the order",
                ", ".join(told),
                ", ".join(seen),
            )

    def _primary_key(self) -> Iterator[Difference]:
        promised, found = _primary_key(self._promised), _primary_key(self._found)
        if promised != found:
            name = self._promised.name
            yield Difference(
                DifferenceKind.CHANGED, ObjectKind.PRIMARY_KEY, name, "", promised=promised, found=found
            )

    def _constraints(
        self, kind: ObjectKind, promised: Counter[str], found: Counter[str]
    ) -> Iterator[Difference]:
        name = self._promised.name
        for text in (promised - found).elements():
            yield Difference(DifferenceKind.MISSING, kind, name, text, promised=text)
        for text in (found - promised).elements():
            yield Difference(DifferenceKind.EXTRA, kind, name, text, found=text)


class ForeignKeyComparison:
    """Compares the foreign keys of two tables, pairing them by the columns that refer."""

    def __init__(self, promised: Table, found: Table) -> None:
        self._table = promised.name
        self._promised = list(promised.foreign_keys)
        self._found = list(found.foreign_keys)

    def differences(self) -> Iterator[Difference]:
        """Yield what differs; actions that are ignored by SQLite (MATCH, DEFERRABLE alone) do not count."""
        for same in (_same_key, _same_reference, _same_columns):
            yield from self._paired(same)
        for key in self._promised:
            yield self._alone(DifferenceKind.MISSING, key, promised=key_text(key))
        for key in self._found:
            yield self._alone(DifferenceKind.EXTRA, key, found=key_text(key))

    def _paired(self, same: _Sameness) -> Iterator[Difference]:
        for promised in list(self._promised):
            found = next((key for key in self._found if same(promised, key)), None)
            if found is not None:
                self._promised.remove(promised)
                self._found.remove(found)
                yield from self._changes(promised, found)

    def _changes(self, promised: ForeignKey, found: ForeignKey) -> Iterator[Difference]:
        for aspect, told, seen in (
            ("REFERENCES", _target(promised, promised.columns), _target(found, promised.columns)),
            ("ON DELETE", promised.on_delete, found.on_delete),
            ("ON UPDATE", promised.on_update, found.on_update),
            ("INITIALLY", _moment(promised), _moment(found)),
        ):
            if fold(told) != fold(seen):
                yield self._alone(DifferenceKind.CHANGED, promised, aspect, told, seen)

    def _alone(
        self, kind: DifferenceKind, key: ForeignKey, aspect: str = "", promised: str = "", found: str = ""
    ) -> Difference:
        columns = ", ".join(key.columns)
        return Difference(kind, ObjectKind.FOREIGN_KEY, self._table, columns, aspect, promised, found)


def uniques(table: Table) -> Counter[str]:
    """Return the UNIQUE constraints of a table as SQL."""
    return Counter(f"UNIQUE {keys_meaning(index, table)}" for index in table.indexes if index.origin == "u")


def checks(table: Table) -> Counter[str]:
    """Return the CHECK constraints of a table as SQL."""
    return Counter(f"CHECK ({expression_meaning(check)})" for check in table.checks)


def key_text(key: ForeignKey) -> str:
    """Return a foreign key as SQL, without quotes."""
    deferred = " DEFERRABLE INITIALLY DEFERRED" if key.initially_deferred else ""
    actions = "".join(
        f" ON {event} {action}"
        for event, action in (("DELETE", key.on_delete), ("UPDATE", key.on_update))
        if action != "NO ACTION"
    )
    target = _target(key, key.columns)
    return f"FOREIGN KEY ({', '.join(key.columns)}) REFERENCES {target}{actions}{deferred}"


def _nature(table: Table) -> str:
    if table.kind is TableKind.VIRTUAL:
        return f"USING {module_meaning(table)}"
    options = [name for name, on in (("STRICT", table.strict), ("WITHOUT ROWID", table.without_rowid)) if on]
    return ", ".join(options) or "no table option"


def _conflicts(table: Table) -> str:
    return ", ".join(sorted(fold(clause) for clause in table.conflicts)) or "no ON CONFLICT"


def _primary_key(table: Table) -> str:
    index = next((index for index in table.indexes if index.origin == "pk"), None)
    if index is not None:
        return f"PRIMARY KEY {keys_meaning(index, table)}"
    names = ", ".join(fold(name) for name in table.primary_key)
    return f"PRIMARY KEY ({names})" if names else "no PRIMARY KEY"


def _column_aspects(promised: Column, found: Column) -> Iterator[tuple[str, str, str]]:
    if type_meaning(promised.type) != type_meaning(found.type):
        yield "type", promised.type or "none", found.type or "none"
    if promised.not_null != found.not_null:
        yield "", _nullable(promised), _nullable(found)
    if default_meaning(promised.default) != default_meaning(found.default):
        yield "", _default(promised), _default(found)
    if fold(promised.collation) != fold(found.collation):
        yield "COLLATE", promised.collation, found.collation
    if generated_meaning(promised) != generated_meaning(found):
        yield "", generated_meaning(promised) or "not generated", generated_meaning(found) or "not generated"


def _nullable(column: Column) -> str:
    return "NOT NULL" if column.not_null else "NULL allowed"


def _default(column: Column) -> str:
    return "no default" if default_meaning(column.default) is None else f"DEFAULT {column.default}"


def _same_key(promised: ForeignKey, found: ForeignKey) -> bool:
    return (
        _same_reference(promised, found)
        and (promised.on_delete, promised.on_update) == (found.on_delete, found.on_update)
        and promised.initially_deferred == found.initially_deferred
    )


def _same_reference(promised: ForeignKey, found: ForeignKey) -> bool:
    return fold(promised.parent) == fold(found.parent) and key_pairs(promised) == key_pairs(found)


def _same_columns(promised: ForeignKey, found: ForeignKey) -> bool:
    return sorted(map(fold, promised.columns)) == sorted(map(fold, found.columns))


def _target(key: ForeignKey, order: Sequence[str]) -> str:
    """Return the parent with its columns in the order of the child columns given."""
    parents = dict(zip(map(fold, key.columns), key.parent_columns, strict=False))
    columns = [parents.get(fold(name), "?") for name in order] if parents else []
    return f"{key.parent}({', '.join(columns)})" if columns else key.parent


def _moment(key: ForeignKey) -> str:
    return "DEFERRED" if key.initially_deferred else "IMMEDIATE"
