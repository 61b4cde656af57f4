"""Dropping tables that may refer to one another in any way.

Children go before their parents. In a circle there is no such order, and not any other one will do: dropping
a table deletes its rows first, for which SQLite compiles what ON DELETE and ON UPDATE do to its children and
to theirs, and that fails where one of these refers to a table that is gone already. So in a circle an empty
table stands in for each that is gone.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pipeline_browser.model.schema.changing.families import children_of, ordered
from pipeline_browser.model.schema.changing.names import name_sql, names_sql
from pipeline_browser.model.sql_tokens import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pipeline_browser.model.schema.facts import ForeignKey, Table


def drop_sql(names: Iterable[str], tables: Mapping[str, Table], called: Mapping[str, str]) -> list[str]:
    """Return the statements that drop tables; in a circle, keys have to be deferred.

    Args:
        names: folded.
        called: what a table is called by now, where that is not its name.
    """
    order = drop_order(names, tables)
    referring = _keys_by_parent(order, tables)
    gone: set[str] = set()
    sql, stand_ins = [], []
    for name in order:
        now = name_sql(called.get(name, tables[name].name))
        sql.append(f"DROP TABLE {now};")
        gone.add(name)
        keys = [key for key in referring[name] if fold(key.table) not in gone]
        if keys:
            sql.append(_stand_in(now, keys))
            stand_ins.append(f"DROP TABLE {now};")
    return sql + stand_ins


def drop_order(names: Iterable[str], tables: Mapping[str, Table]) -> list[str]:
    """Return the names, which are folded, so that children stand before parents as far as that goes."""
    every = list(names)
    return ordered(every, children_of({name: tables[name] for name in every}))


def refer_to_one_another(tables: Sequence[Table]) -> bool:
    """Whether some of the tables refer to themselves or to one that goes before them."""
    gone: set[str] = set()
    for table in tables:
        gone.add(fold(table.name))
        if any(fold(key.parent) in gone for key in table.foreign_keys):
            return True
    return False


def blocked(tables: Sequence[Table]) -> Iterator[str]:
    """Yield why dropping tables in this order may fail: what ON DELETE has to blank must not be NULL."""
    gone: set[str] = set()
    for table in tables:
        gone.add(fold(table.name))
        for key in table.foreign_keys:
            column = next((each for each in map(table.column, key.columns) if each and each.not_null), None)
            empty = key.on_delete == "SET NULL" or (column is not None and not column.default)
            if column is not None and fold(key.parent) in gone and key.on_delete in _BLANKING and empty:
                yield (
                    f"a row of {table.name} refers to one of {key.parent}, and ON DELETE {key.on_delete}"
                    f" cannot blank {column.name}"
                )


_BLANKING = frozenset({"SET NULL", "SET DEFAULT"})


def _keys_by_parent(names: Iterable[str], tables: Mapping[str, Table]) -> dict[str, list[ForeignKey]]:
    found: dict[str, list[ForeignKey]] = defaultdict(list)
    for name in names:
        for key in tables[name].foreign_keys:
            found[fold(key.parent)].append(key)
    return found


def _stand_in(name: str, keys: Sequence[ForeignKey]) -> str:
    """Return an empty table that has the columns that the keys refer to, unique as they need it."""
    columns = {fold(column): column for key in keys for column in key.parent_columns}
    constraints = {
        f"{'PRIMARY KEY' if key.implicit else 'UNIQUE'} ({names_sql(key.parent_columns)})": None
        for key in keys
    }
    parts = ", ".join([*map(name_sql, columns.values()), *constraints])
    return f"-- An empty table stands in until nothing refers to it.\nCREATE TABLE {name} ({parts});"
