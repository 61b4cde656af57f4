"""What of a rebuilt table's rows may not fit, and what is lost: told from the two tables alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline_browser.model.schema.changing.copying import keeps_rows, rowid_column
from pipeline_browser.model.schema.changing.deeds import listed
from pipeline_browser.model.schema.meaning import (
    default_meaning,
    expression_meaning,
    generated_meaning,
    key_pairs,
    keys_meaning,
    type_meaning,
)
from pipeline_browser.model.schema.table_diff import checks
from pipeline_browser.model.sql_tokens import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline_browser.model.schema.facts import Column, ForeignKey, Index, Table


_BLANKING = ("SET NULL", "SET DEFAULT")


def doubts_of_rows(before: Table, after: Table) -> Iterator[str]:
    """Yield why copying the rows may fail, as clauses: ``t has a row in which a is NULL``."""
    yield from _not_null(before, after)
    yield from _unique(before, after)
    for check in (checks(after) - checks(before)).elements():
        yield f"a row of {after.name} breaks {check}"
    known = set(map(_reference, before.foreign_keys))
    for key in after.foreign_keys:
        if _is_blank(before, after, key.columns):
            continue
        if _reference(key) not in known or _changed(before, after, key.columns):
            yield f"a row of {after.name} refers to a row of {key.parent} that does not exist"
    for column in after.columns:
        yield from _type(before, after, column)


def conversions(before: Table, after: Table) -> Iterator[str]:
    """Yield which values are stored as something else because their column's type changes."""
    for column in after.columns:
        old = before.column(column.name)
        if old is not None and column.generated is None and affinity(old.type) != affinity(column.type):
            yield (
                f"values of {after.name}.{column.name} become {column.type or 'of no type'} where they can be"
                f" read so: '007' stays text in a TEXT column, and is 7 in an INTEGER one"
            )


def losses(before: Table, after: Table) -> Iterator[str]:
    """Yield what is destroyed when ``after`` takes the place of ``before``."""
    for column in before.columns:
        new = after.column(column.name)
        if new is None and column.generated is None:
            yield f"drops column {column.name} of {after.name} with its values"
        elif new is not None and new.generated and column.generated is None:
            yield f"drops the values of {after.name}.{column.name}, which is computed from then on"
    if not keeps_rows(before, after):
        yield f"drops all rows of {after.name}, of which no column is left"
    if before.autoincrement and not after.autoincrement:
        yield f"forgets the highest id that {after.name} has ever given out, so that ids may be used again"


@dataclass(frozen=True, slots=True)
class TakenAlong:
    """What dropping a table does to those that refer to it afterwards still: losses, and failures."""

    losses: tuple[str, ...]
    failures: tuple[str, ...]


def taken_along(dropped: Table, rest: Iterable[Table]) -> TakenAlong:
    """Return what becomes of rows that refer to a table that goes, although their keys stay."""
    lost, failures = [], []
    for child in rest:
        for key in child.foreign_keys:
            if fold(key.parent) != fold(dropped.name):
                continue
            if key.on_delete == "CASCADE":
                lost.append(f"deletes the rows of {child.name} that refer to {dropped.name}")
            elif key.on_delete in _BLANKING:
                lost.append(f"blanks {listed(key.columns)} of the rows of {child.name} that refer to it")
            else:
                failures.append(f"a row of {child.name} refers to {dropped.name}")
    return TakenAlong(tuple(lost), tuple(failures))


def affinity(declared: str) -> str:
    """Return which values a column prefers (https://www.sqlite.org/datatype3.html, 3.1)."""
    name = declared.upper()
    if "INT" in name:
        return "INTEGER"
    if any(word in name for word in ("CHAR", "CLOB", "TEXT")):
        return "TEXT"
    if "BLOB" in name or not name:
        return "BLOB"
    if any(word in name for word in ("REAL", "FLOA", "DOUB")):
        return "REAL"
    return "NUMERIC"


def failing(doubts: Sequence[str]) -> str:
    """Return the clauses as one sentence; empty without any."""
    return f"it fails where {', where '.join(doubts)}" if doubts else ""


def _reference(key: ForeignKey) -> tuple[object, ...]:
    return fold(key.parent), key_pairs(key)


def _not_null(before: Table, after: Table) -> Iterator[str]:
    needing = [column for column in after.columns if _needs_value(after, column)]
    new = [column for column in needing if before.column(column.name) is None and not column.generated]
    empty = [column.name for column in new if default_meaning(column.default) is None]
    if empty:
        have = "has" if len(empty) == 1 else "have"
        yield f"{after.name} has any row, since {listed(empty)} must not be NULL and {have} no default"
    for column in needing:
        old = before.column(column.name)
        if old is not None and not _needs_value(before, old):
            yield f"{after.name} has a row in which {column.name} is NULL"
        elif column.generated and (old is None or generated_meaning(old) != generated_meaning(column)):
            yield f"{after.name} has a row in which {column.name} is computed as NULL"


def _needs_value(table: Table, column: Column) -> bool:
    if rowid_column(table) == column.name:
        return False  # a NULL asks for the next number
    return column.not_null or bool(column.primary_key and (table.without_rowid or table.strict))


def _unique(before: Table, after: Table) -> Iterator[str]:
    known = {keys_meaning(index, before) for index in before.indexes if _is_unique(index)}
    single = rowid_column(before)
    for index in after.indexes:
        names = tuple(key.name or "" for key in index.columns)
        if not index.unique or (_is_blank(before, after, names) and index.origin != "pk"):
            continue
        if keys_meaning(index, after) not in known or _changed(before, after, names):
            yield f"two rows of {after.name} have the same {listed(_key_names(index))}"
    key = rowid_column(after)
    if key is not None and key != single and before.column(key) is not None:
        yield f"{after.name}.{key} is not a different whole number in each row"


def _is_unique(index: Index) -> bool:
    return index.unique and index.where is None


def _key_names(index: Index) -> list[str]:
    return [key.name or expression_meaning(key.expression or "") for key in index.columns]


def _is_blank(before: Table, after: Table, names: Iterable[str]) -> bool:
    """Whether one of the columns is new, and NULL in all rows that are there: no key minds those."""
    new = [after.column(name) for name in names if before.column(name) is None]
    return any(each and not each.generated and default_meaning(each.default) is None for each in new)


def _changed(before: Table, after: Table, names: tuple[str, ...]) -> bool:
    """Whether columns are new, or compare in another way than they did."""
    for name in names:
        old, new = before.column(name), after.column(name)
        if old is None or new is None:
            return True
        if fold(old.collation) != fold(new.collation) or affinity(old.type) != affinity(new.type):
            return True
        if generated_meaning(old) != generated_meaning(new):
            return True
    return False


def _type(before: Table, after: Table, column: Column) -> Iterator[str]:
    if not after.strict or column.type.upper() == "ANY":
        return
    old = before.column(column.name)
    same = old is not None and before.strict and type_meaning(old.type) == type_meaning(column.type)
    generated = old is not None and generated_meaning(old) == generated_meaning(column)
    default = old is None and (column.generated or default_meaning(column.default) is not None)
    if (old is not None and not (same and generated)) or default:
        yield f"{after.name} has a row in which {column.name} is not {column.type}"
