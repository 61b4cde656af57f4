"""Random schemas as facts, within what SQLite allows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from pipeline_browser.model.schema import (
    Column,
    ForeignKey,
    Generated,
    Index,
    IndexColumn,
    Schema,
    Table,
    Trigger,
    View,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hypothesis.strategies import DrawFn, SearchStrategy

_PLAIN = ("a", "b", "key", "action", "Mixed_Case", "日本")
_NAMES = (
    *_PLAIN,
    "",
    "sp ace",
    'quo"te',
    "back`tick",
    "[br]acket",
    "semi;--",
    "select",
    "check",
    "new\nline",
    "É",
)
_TYPES = ("", "TEXT", "INT", "INTEGER", "VARCHAR(10)", "DECIMAL(10,2)", "DOUBLE PRECISION", "ANY THING")
_STRICT_TYPES = ("INT", "INTEGER", "REAL", "TEXT", "BLOB", "ANY")
_DEFAULTS = (
    "0",
    "-1",
    "1.5",
    "'x, y'",
    "''",
    "TRUE",
    "CURRENT_TIMESTAMP",
    "1 + 2",
    "coalesce ( NULL , 'A' )",
)
_COLLATIONS = ("BINARY", "NOCASE", "RTRIM")
_SELECTS = ('SELECT 1 AS "x" , \'A\' AS "y"', 'SELECT 2 AS "x" , 3 AS "y"')
_ACTIONS = ("NO ACTION", "CASCADE", "SET NULL", "SET DEFAULT", "RESTRICT")


def maybe() -> SearchStrategy[bool]:
    return st.booleans()


def some_of(things: Sequence[str], most: int) -> SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(things), min_size=1, max_size=most, unique=True)


@st.composite
def _key_column(draw: DrawFn, column: Column) -> IndexColumn:
    # Mostly the column's own collation, as people write it.
    collation = draw(st.sampled_from((column.collation,) * 3 + _COLLATIONS))
    return IndexColumn(column.name, None, draw(maybe()), collation)


@st.composite
def _columns(draw: DrawFn, *, strict: bool) -> tuple[Column, ...]:
    names = draw(st.lists(st.sampled_from(_NAMES), min_size=2, max_size=5, unique=True))
    types = st.sampled_from(_STRICT_TYPES if strict else _TYPES)
    columns = [
        Column(
            name,
            draw(types),
            not_null=draw(maybe()),
            default=draw(st.none() | st.sampled_from(_DEFAULTS)),
            collation=draw(st.sampled_from(_COLLATIONS)),
        )
        for name in names
    ]
    if draw(maybe()):
        kind = draw(st.sampled_from(Generated))
        expression = draw(st.sampled_from(("1 + 1", "'a' || ')'", "length ( 'x' )")))
        columns[-1] = replace(columns[-1], default=None, generated=kind, expression=expression)
    return tuple(columns)


@st.composite
def _with_primary_key(draw: DrawFn, table: Table) -> Table:
    """Give the table a primary key: the rowid, or an index of one or two columns."""
    plain = [column for column in table.columns if column.generated is None]
    if draw(maybe()) and not table.without_rowid:
        column = replace(plain[0], type="INTEGER", primary_key=1, default=None)
        columns = tuple(column if one.name == column.name else one for one in table.columns)
        return replace(table, columns=columns, autoincrement=draw(maybe()))
    chosen = draw(st.permutations([column.name for column in plain]))[: draw(st.integers(1, 2))]
    columns = tuple(
        replace(
            column,
            primary_key=chosen.index(column.name) + 1,
            type="TEXT",
            not_null=column.not_null or table.strict or table.without_rowid,
        )
        if column.name in chosen
        else column
        for column in table.columns
    )
    changed = replace(table, columns=columns)
    keys = tuple(draw(_key_column(_column(changed, name))) for name in chosen)
    return replace(changed, indexes=(Index("", table.name, keys, unique=True, origin="pk"),))


def _column(table: Table, name: str) -> Column:
    return next(column for column in table.columns if column.name == name)


@st.composite
def _unique(draw: DrawFn, table: Table) -> Index:
    names = draw(some_of([column.name for column in table.columns], 3))
    return Index(
        "",
        table.name,
        tuple(draw(_key_column(_column(table, name))) for name in names),
        unique=True,
        origin="u",
    )


@st.composite
def _expression(draw: DrawFn) -> IndexColumn:
    text = draw(st.sampled_from(("abs ( 1 )", "'x' || 'Y,)'", "2 * ( 3 + 1 )")))
    collation = draw(st.sampled_from(_COLLATIONS))
    whole = text if collation == "BINARY" else f"( {text} ) COLLATE {collation}"
    return IndexColumn(None, whole, draw(maybe()), collation)


@st.composite
def _index(draw: DrawFn, table: Table, name: str) -> Index:
    keys: list[IndexColumn] = [
        draw(_key_column(_column(table, column)))
        for column in draw(some_of([column.name for column in table.columns], 3))
    ]
    if draw(maybe()):
        keys.insert(0, draw(_expression()))
    where = draw(st.none() | st.sampled_from(("1 < 2", "'a' IS NOT NULL", "1 IN ( 1 , 2 )")))
    return Index(name, table.name, tuple(keys), unique=draw(maybe()), where=where)


@st.composite
def _table(draw: DrawFn, name: str) -> Table:
    strict, without_rowid = draw(maybe()), draw(maybe())
    columns = draw(_columns(strict=strict))
    checks = tuple(draw(st.lists(st.sampled_from(("1 > 0", "'(' <> ')'", "1 = 1")), max_size=2, unique=True)))
    table = Table(name, columns=columns, checks=checks, strict=strict, without_rowid=without_rowid)
    if without_rowid or draw(maybe()):
        table = draw(_with_primary_key(table))
    for _number in range(draw(st.integers(0, 2))):
        unique = draw(_unique(table))
        taken = {tuple(key.name for key in index.columns) for index in table.indexes}
        if tuple(key.name for key in unique.columns) not in taken:
            table = replace(table, indexes=(*table.indexes, unique))
    return replace(table, conflicts=draw(_conflicts(table)))


@st.composite
def _conflicts(draw: DrawFn, table: Table) -> tuple[str, ...]:
    """Draw ON CONFLICT clauses of some constraints; a primary key's own is left alone."""
    places = [
        f"NOT NULL {column.name}" for column in table.columns if column.not_null and not column.primary_key
    ]
    uniques = [index.columns for index in table.indexes if index.origin == "u"]
    places += [f"KEY {', '.join(key.name or '' for key in columns)}" for columns in uniques]
    actions = st.sampled_from(("ROLLBACK", "FAIL", "IGNORE", "REPLACE"))
    return tuple(f"{place}: {draw(actions)}" for place in places if draw(st.integers(0, 3)) == 0)


@st.composite
def _foreign_key(draw: DrawFn, table: Table, tables: Sequence[Table]) -> ForeignKey:
    parent = draw(st.sampled_from([*tables, Table("nowhere", columns=(Column("x"), Column("y")))]))
    implicit = draw(maybe())
    width = len(parent.primary_key) or 1 if implicit else draw(st.integers(1, 2))
    width = min(width, len(table.columns))
    children = draw(st.permutations([column.name for column in table.columns]))[:width]
    targets = draw(st.permutations([column.name for column in parent.columns]))[:width]
    deferrable = draw(maybe())
    return ForeignKey(
        table.name,
        tuple(children),
        parent.name,
        parent.primary_key if implicit else tuple(targets),
        implicit=implicit,
        on_delete=draw(st.sampled_from(_ACTIONS)),
        on_update=draw(st.sampled_from(_ACTIONS)),
        match=draw(st.sampled_from(("NONE", "FULL", "SIMPLE"))),
        deferrable=deferrable,
        initially_deferred=deferrable and draw(maybe()),
    )


@st.composite
def _trigger(draw: DrawFn, schema: Schema, name: str) -> Trigger:
    table = draw(st.sampled_from(schema.tables))
    event = draw(st.sampled_from(("INSERT", "UPDATE", "DELETE")))
    columns = draw(some_of([column.name for column in table.columns], 2)) if event == "UPDATE" else []
    body = draw(st.sampled_from(("SELECT 1", "SELECT 'END ; '", "SELECT CASE WHEN 1 THEN 2 END")))
    timing = draw(st.sampled_from(("BEFORE", "AFTER")))
    return Trigger(name, table.name, timing, event, tuple(columns), f"BEGIN {body} ; END")


@st.composite
def schemas(draw: DrawFn) -> Schema:
    """Draw a schema; a view's and a trigger's ``ddl`` is only what follows its head."""
    names = draw(st.lists(st.sampled_from(_NAMES), min_size=1, max_size=4, unique=True))
    tables = [draw(_table(f"t{name}")) for name in names]
    tables = [
        replace(
            table,
            foreign_keys=tuple(draw(st.lists(_foreign_key(table, tables), max_size=2))),
            indexes=table.indexes
            + tuple(draw(_index(table, f"i{number}{name}")) for number in range(draw(st.integers(0, 2)))),
        )
        for name, table in zip(names, tables, strict=True)
    ]
    views = [
        View(f"v{name}", ("x", "y"), ddl=draw(st.sampled_from(_SELECTS)))
        for name in draw(st.lists(st.sampled_from(_NAMES), max_size=2, unique=True))
    ]
    schema = Schema(tuple(tables), tuple(views))
    triggers = [
        draw(_trigger(schema, f"g{name}"))
        for name in draw(st.lists(st.sampled_from(_NAMES), max_size=2, unique=True))
    ]
    return replace(schema, triggers=tuple(triggers))
