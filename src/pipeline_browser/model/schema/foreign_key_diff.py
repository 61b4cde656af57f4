"""How the foreign keys of one table differ from what was promised."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.schema.difference import Difference, DifferenceKind, ObjectKind
from pipeline_browser.model.schema.meaning import key_pairs
from pipeline_browser.model.sql_tokens import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import TypeAlias

    from pipeline_browser.model.schema.facts import ForeignKey, Table

    _Sameness: TypeAlias = Callable[[ForeignKey, ForeignKey], bool]


class ForeignKeyComparison:
    """Compares the foreign keys of two tables, pairing them by the columns that refer.

    Args:
        leave_out: whether a key of these columns that one side lacks is told otherwise.
    """

    def __init__(
        self,
        promised: Table,
        found: Table,
        leave_out: Callable[[Iterable[str]], bool] | None = None,
    ) -> None:
        self._table = promised.name
        self._leave_out = leave_out
        self._promised = list(promised.foreign_keys)
        self._found = list(found.foreign_keys)

    def differences(self) -> Iterator[Difference]:
        """Yield what differs; actions that are ignored by SQLite (MATCH, DEFERRABLE alone) do not count."""
        for same in (_same_key, _same_reference, _same_columns):
            yield from self._paired(same)
        for key in self._promised:
            if self._counts(key):
                yield self._alone(DifferenceKind.MISSING, key, promised=key_text(key))
        for key in self._found:
            if self._counts(key):
                yield self._alone(DifferenceKind.EXTRA, key, found=key_text(key))

    def _counts(self, key: ForeignKey) -> bool:
        return self._leave_out is None or not self._leave_out(key.columns)

    def _paired(self, same: _Sameness) -> Iterator[Difference]:
        for promised in list(self._promised):
            found = next((key for key in self._found if same(promised, key)), None)
            if found is not None:
                self._promised.remove(promised)
                self._found.remove(found)
                yield from self._changes(promised, found)

    def _changes(self, promised: ForeignKey, found: ForeignKey) -> Iterator[Difference]:
        if not _same_reference(promised, found):
            told, seen = _target(promised, promised.columns), _target(found, promised.columns)
            yield self._alone(DifferenceKind.CHANGED, promised, "REFERENCES", told, seen)
        for aspect, told, seen in (
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


def _same_key(promised: ForeignKey, found: ForeignKey) -> bool:
    return (
        _same_reference(promised, found)
        and (promised.on_delete, promised.on_update) == (found.on_delete, found.on_update)
        and promised.initially_deferred == found.initially_deferred
    )


def _same_reference(promised: ForeignKey, found: ForeignKey) -> bool:
    if fold(promised.parent) != fold(found.parent):
        return False
    return _both_leave_it_open(promised, found) or key_pairs(promised) == key_pairs(found)


def _both_leave_it_open(promised: ForeignKey, found: ForeignKey) -> bool:
    """Whether both mean the parent's primary key, whatever that is: a change of it is told by itself."""
    implicit = promised.implicit and found.implicit
    return implicit and [*map(fold, promised.columns)] == [*map(fold, found.columns)]


def _same_columns(promised: ForeignKey, found: ForeignKey) -> bool:
    return sorted(map(fold, promised.columns)) == sorted(map(fold, found.columns))


def _target(key: ForeignKey, order: Sequence[str]) -> str:
    """Return the parent with its columns in the order of the child columns given."""
    parents = dict(zip(map(fold, key.columns), key.parent_columns, strict=False))
    columns = [parents.get(fold(name), "?") for name in order] if parents else []
    return f"{key.parent}({', '.join(columns)})" if columns else key.parent


def _moment(key: ForeignKey) -> str:
    return "DEFERRED" if key.initially_deferred else "IMMEDIATE"
