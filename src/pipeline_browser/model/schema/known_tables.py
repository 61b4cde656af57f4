"""Tables that were read before, by the texts that made them: while those stay, so do the tables.

For a schema that is read again and again while it grows, as when migrations are replayed one by one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline_browser.model.schema.facts import Table
    from pipeline_browser.model.schema.keys import WrittenKey
    from pipeline_browser.model.schema.master import MasterRow

Making = tuple[str, str, str, tuple[tuple[str, str], ...]]
Read = tuple["Table", list["WrittenKey"]]


class KnownTables:
    """Remembers one database's tables, before and after their foreign keys are resolved."""

    def __init__(self) -> None:
        self._read: dict[Making, Read] = {}
        self._whole: dict[str, Table] = {}

    def __bool__(self) -> bool:
        """Whether anything was read before."""
        return bool(self._read)

    def get(self, making: Making) -> Read | None:
        """Return the table that these texts have made; None where it has to be read."""
        return self._read.get(making)

    def remember(self, read: dict[Making, Read]) -> None:
        """Forget all but these."""
        self._read = read

    def same(self, tables: Iterable[Table]) -> tuple[Table, ...]:
        """Return the tables, each that is as it was as the very same object."""
        found = tuple(known if (known := self._whole.get(each.name)) == each else each for each in tables)
        self._whole = {each.name: each for each in found}
        return found


def makings(rows: Iterable[MasterRow], shadows: dict[str, str]) -> dict[str, Making]:
    """Return what made each table, by its name.

    Args:
        shadows: of which virtual table each is the content, by name.
    """
    rows = list(rows)
    indexes: dict[str, list[tuple[str, str]]] = {}
    for row in rows:
        if row.kind == "index":
            indexes.setdefault(row.table, []).append((row.name, row.ddl))
    return {
        row.name: (row.name, row.ddl, shadows.get(row.name, ""), tuple(indexes.get(row.name, ())))
        for row in rows
        if row.kind == "table"
    }
