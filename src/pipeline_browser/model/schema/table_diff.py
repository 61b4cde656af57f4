"""How one table differs from what was promised."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pipeline_browser.model.schema.difference import Difference, DifferenceKind, ObjectKind
from pipeline_browser.model.schema.facts import TableKind
from pipeline_browser.model.schema.foreign_key_diff import ForeignKeyComparison
from pipeline_browser.model.schema.meaning import (
    default_meaning,
    expression_meaning,
    generated_meaning,
    keys_meaning,
    module_meaning,
    type_meaning,
)
from pipeline_browser.model.sql_tokens import fold, tokens_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pipeline_browser.model.schema.facts import Column, Table


class TableComparison:
    """Compares two tables of one name.

    What stands on columns alone that the other side lacks goes with them: it is not told again.
    """

    def __init__(self, promised: Table, found: Table) -> None:
        self._promised = promised
        self._found = found
        told = {fold(column.name) for column in promised.columns}
        seen = {fold(column.name) for column in found.columns}
        self._one_sided = told ^ seen

    def differences(self) -> Iterator[Difference]:
        """Yield what differs: columns, keys, constraints; indexes of their own are compared elsewhere."""
        yield from self._options()
        if TableKind.VIRTUAL in {self._promised.kind, self._found.kind}:
            return  # the module makes the columns
        yield from self._columns()
        yield from self._order()
        yield from self._primary_key()
        yield from self._constraints(
            ObjectKind.UNIQUE, self._uniques(self._promised), self._uniques(self._found)
        )
        yield from self._constraints(
            ObjectKind.CHECK, self._checks(self._promised), self._checks(self._found)
        )
        keys = ForeignKeyComparison(self._promised, self._found, self._goes_with_columns)
        yield from keys.differences()
        yield from self._conflicts()

    def _changed(self, promised: str, found: str, aspect: str = "") -> Iterator[Difference]:
        if promised != found:
            name = self._promised.name
            yield Difference(DifferenceKind.CHANGED, ObjectKind.TABLE, name, name, aspect, promised, found)

    def _options(self) -> Iterator[Difference]:
        kinds = {self._promised.kind, self._found.kind}
        if TableKind.VIRTUAL in kinds:
            yield from self._changed(_virtual(self._promised), _virtual(self._found))
            return
        yield from self._changed(_options(self._promised), _options(self._found))
        yield from self._changed(
            "AUTOINCREMENT" if self._promised.autoincrement else "no AUTOINCREMENT",
            "AUTOINCREMENT" if self._found.autoincrement else "no AUTOINCREMENT",
        )

    def _conflicts(self) -> Iterator[Difference]:
        """Compare what happens on conflicts, constraint by constraint."""
        promised, found = conflicts(self._promised), conflicts(self._found)
        both = constraints(self._promised) & constraints(self._found)
        for where in {**promised, **found}:
            if where in both:
                told, seen = promised.get(where, "ABORT"), found.get(where, "ABORT")
                yield from self._changed(told, seen, f"{where} ON CONFLICT")

    def _goes_with_columns(self, columns: Iterable[str]) -> bool:
        return all(fold(name) in self._one_sided for name in columns)

    def _uniques(self, table: Table) -> Counter[str]:
        return Counter(
            f"UNIQUE {keys_meaning(index, table)}"
            for index in table.indexes
            if index.origin == "u" and not self._goes_with_columns(key.name or "" for key in index.columns)
        )

    def _checks(self, table: Table) -> Counter[str]:
        return checks(table, leave_out=self._is_about_one_sided)

    def _is_about_one_sided(self, check: str, table: Table) -> bool:
        names = {fold(column.name) for column in table.columns}
        about = {fold(token.value) for token in tokens_of(check)} & names
        return bool(about) and about <= self._one_sided

    def _columns(self) -> Iterator[Difference]:
        found = {fold(column.name): column for column in self._found.columns}
        for column in self._promised.columns:
            other = found.pop(fold(column.name), None)
            if other is None:
                yield self._column(DifferenceKind.MISSING, column, promised=column_text(column))
            else:
                yield from self._column_changes(column, other)
        for column in found.values():
            yield self._column(DifferenceKind.EXTRA, column, found=column_text(column))

    def _column(
        self, kind: DifferenceKind, column: Column, *, promised: str = "", found: str = ""
    ) -> Difference:
        table = self._promised.name
        return Difference(kind, ObjectKind.COLUMN, table, column.name, promised=promised, found=found)

    def _column_changes(self, promised: Column, found: Column) -> Iterator[Difference]:
        for aspect, told, seen in self._aspects(promised, found):
            yield Difference(
                DifferenceKind.CHANGED,
                ObjectKind.COLUMN,
                self._promised.name,
                promised.name,
                aspect,
                told,
                seen,
            )

    def _aspects(self, promised: Column, found: Column) -> Iterator[tuple[str, str, str]]:
        rowids = _is_rowid(promised, self._promised) and _is_rowid(found, self._found)
        if type_meaning(promised.type) != type_meaning(found.type):
            yield "type", promised.type or "none", found.type or "none"
        if promised.not_null != found.not_null and not rowids:  # a rowid is never NULL
            yield "", _nullable(promised), _nullable(found)
        if default_meaning(promised.default) != default_meaning(found.default):
            yield "", _default(promised), _default(found)
        if fold(promised.collation) != fold(found.collation):
            yield "COLLATE", promised.collation, found.collation
        told, seen = generated_meaning(promised, self._promised), generated_meaning(found, self._found)
        if told != seen:
            yield "", told or "not generated", seen or "not generated"

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


def checks(table: Table, leave_out: Callable[[str, Table], bool] | None = None) -> Counter[str]:
    """Return the CHECK constraints of a table as SQL."""
    return Counter(
        f"CHECK ({expression_meaning(check, table)})"
        for check in table.checks
        if leave_out is None or not leave_out(check, table)
    )


def conflicts(table: Table) -> dict[str, str]:
    """Return what is done on conflicts, by constraint (``NOT NULL (a)``, ``KEY (a, b)``); ABORT is usual."""
    found = {}
    for clause in table.conflicts:
        where, _, action = clause.rpartition(": ")
        kind = "NOT NULL" if where.startswith("NOT NULL ") else "KEY"
        found[f"{kind} ({fold(where.removeprefix(f'{kind} '))})"] = action
    return found


def constraints(table: Table) -> set[str]:
    """Return the constraints that can do something on a conflict, in the same words."""
    keys = [table.primary_key] if table.primary_key else []
    keys += [tuple(key.name or "" for key in index.columns) for index in table.indexes if index.origin == "u"]
    found = {f"KEY ({', '.join(map(fold, key))})" for key in keys}
    return found | {f"NOT NULL ({fold(column.name)})" for column in table.columns if column.not_null}


def column_text(column: Column) -> str:
    """Return a column as SQL, without quotes, for people."""
    parts = [column.name, column.type]
    if column.not_null:
        parts.append("NOT NULL")
    if default_meaning(column.default) is not None:
        parts.append(f"DEFAULT {column.default}")
    if fold(column.collation) != "binary":
        parts.append(f"COLLATE {column.collation}")
    if column.generated is not None:
        parts.append(f"AS ({column.expression}) {column.generated.value.upper()}")
    return " ".join(part for part in parts if part)


def _virtual(table: Table) -> str:
    is_virtual = table.kind is TableKind.VIRTUAL
    return f"a virtual table USING {module_meaning(table)}" if is_virtual else "an ordinary table"


def _options(table: Table) -> str:
    options = [name for name, on in (("STRICT", table.strict), ("WITHOUT ROWID", table.without_rowid)) if on]
    return ", ".join(options) or "no table option"


def _primary_key(table: Table) -> str:
    index = next((index for index in table.indexes if index.origin == "pk"), None)
    if index is not None:
        return f"PRIMARY KEY {keys_meaning(index, table)}"
    names = ", ".join(fold(name) for name in table.primary_key)
    return f"PRIMARY KEY ({names})" if names else "no PRIMARY KEY"


def _is_rowid(column: Column, table: Table) -> bool:
    """Whether a column is another name of the rowid."""
    alone = column.primary_key == 1 and len(table.primary_key) == 1
    return alone and not table.without_rowid and all(index.origin != "pk" for index in table.indexes)


def _nullable(column: Column) -> str:
    return "NOT NULL" if column.not_null else "NULL allowed"


def _default(column: Column) -> str:
    return "no default" if default_meaning(column.default) is None else f"DEFAULT {column.default}"
