"""Reading a schema in a few bulk queries, and object by object where a bulk query fails.

``PRAGMA table_list`` is never used: it resolves every view first, which a hostile file can make endless.
"""

from __future__ import annotations

from collections import defaultdict
from contextlib import nullcontext
from typing import TYPE_CHECKING

from pipeline_browser.model.schema.ddl import TableText, read_index_text, read_table_text, read_trigger_text
from pipeline_browser.model.schema.facts import (
    Column,
    Generated,
    Index,
    IndexColumn,
    Schema,
    SchemaProblem,
    Table,
    TableKind,
    Trigger,
)
from pipeline_browser.model.schema.keys import WrittenKey, resolve_keys
from pipeline_browser.model.schema.known_tables import KnownTables, makings
from pipeline_browser.model.schema.master import UNREADABLE, MasterRow, read_master, reason
from pipeline_browser.model.schema.shadow_tables import shadow_owner
from pipeline_browser.model.schema.views import ViewReader, ViewRow
from pipeline_browser.model.sql_tokens import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from contextlib import AbstractContextManager

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database, Row
    from pipeline_browser.model.schema.ddl import ForeignKeyClause

# Objects are told by their row in sqlite_master: a name that is not UTF-8 cannot be bound as a parameter.
_COLUMNS = """SELECT m.rowid, x.name, x.type, x."notnull", x.dflt_value, x.pk, x.hidden
    FROM main.sqlite_master AS m, pragma_table_xinfo(m.name, 'main') AS x WHERE m.type = 'table'"""
_KEYS = """SELECT m.rowid, k.id, k."table", k."from", k."to", k.on_update, k.on_delete
    FROM main.sqlite_master AS m, pragma_foreign_key_list(m.name, 'main') AS k WHERE m.type = 'table'"""
_INDEXES = """SELECT m.rowid, i.name, i."unique", i.origin, x.cid, x.name, x.desc, x.coll
    FROM main.sqlite_master AS m, pragma_index_list(m.name, 'main') AS i,
        pragma_index_xinfo(i.name, 'main') AS x WHERE m.type = 'table' AND x.key"""
_FEW = 12  # new tables among known ones that are asked for one by one
_STORED = " AND m.rootpage > 0"  # a virtual table's module may refuse
_ONE = " AND m.rowid = ?"
_GENERATED = {2: Generated.VIRTUAL, 3: Generated.STORED}
_ROWID = -1  # the number that pragma_index_xinfo gives to the row's number; -2 to an expression


class SchemaReader:
    """Reads one schema; made for one reading."""

    def __init__(
        self, database: Database, cancellation: Cancellation | None, known: KnownTables | None = None
    ) -> None:
        self._database = database
        self._cancellation = cancellation
        self._known = KnownTables() if known is None else known
        self._problems: list[SchemaProblem] = []

    def read(self) -> Schema:
        """Return the schema as one moment shows it.

        Raises:
            PipelineBrowserError: nothing at all can be read.
        """
        with self._one_moment():
            master = read_master(self._database, self._cancellation)
            self._problems += master.problems
            tables, keys = self._tables(master.rows)
            views = ViewReader(self._database, self._cancellation).read(
                [ViewRow(row.row, row.name, row.ddl) for row in master.rows if row.kind == "view"],
                {fold(table.name): len(table.columns) for table in tables},
            )
        self._problems += [SchemaProblem("view", view.name, view.problem) for view in views if view.problem]
        named_tables = {fold(table.name): table for table in tables}
        named_views = {fold(view.name): view.name for view in views}
        return Schema(
            tables=self._known.same(resolve_keys(tables, keys, named_views)),
            views=views,
            triggers=tuple(
                _trigger(row, named_tables, named_views) for row in master.rows if row.kind == "trigger"
            ),
            problems=tuple(self._problems),
        )

    def _tables(self, rows: Sequence[MasterRow]) -> tuple[list[Table], dict[str, list[WrittenKey]]]:
        every = [row for row in rows if row.kind == "table"]
        virtual = {fold(row.name): (row.name, row.module) for row in every if row.module}
        making = makings(rows, {row.name: shadow_owner(row.name, virtual) for row in every})
        tables = [row for row in every if self._known.get(making[row.name]) is None]
        stored = [row for row in tables if not row.module]
        columns = self._grouped(_COLUMNS, tables)
        indexes = self._grouped(_INDEXES, stored)
        keys = self._grouped(_KEYS, stored)
        texts = {row.row: read_table_text("" if row.module else row.text) for row in tables}
        index_rows = {row.name: row for row in rows if row.kind == "index" and row.ddl}
        new = {
            making[row.name]: (
                _table(
                    row,
                    texts[row.row],
                    _columns(columns[row.row], texts[row.row]),
                    _indexes(row.name, indexes[row.row], index_rows),
                    shadow_owner(row.name, virtual),
                ),
                _keys(keys[row.row], texts[row.row].foreign_keys),
            )
            for row in tables
        }
        read = {each: self._known.get(each) or new[each] for each in (making[row.name] for row in every)}
        self._known.remember({} if self._problems else read)
        return [table for table, _ in read.values()], {table.name: keys for table, keys in read.values()}

    def _grouped(self, sql: str, rows: Sequence[MasterRow]) -> defaultdict[int, list[Row]]:
        """Return the answers for the rows by rowid: all at once where that works."""
        found: defaultdict[int, list[Row]] = defaultdict(list)
        for first, *rest in self._answers(sql, rows):
            found[first].append(tuple(rest))
        return found

    def _answers(self, sql: str, rows: Sequence[MasterRow]) -> Iterable[Row]:
        yield from self._bulk(sql, [row for row in rows if not row.module])
        for row in rows:
            if row.module:
                yield from self._answers_for(sql, row)

    def _bulk(self, sql: str, rows: Sequence[MasterRow]) -> Iterable[Row]:
        if len(rows) <= _FEW and self._known:
            return [answer for row in rows for answer in self._answers_for(sql, row)]
        try:
            return self._query(sql + _STORED)
        except UNREADABLE:  # one of them is in the way
            return [answer for row in rows for answer in self._answers_for(sql, row)]

    def _answers_for(self, sql: str, row: MasterRow) -> list[Row]:
        try:
            return self._query(sql + _ONE, (row.row,))
        except UNREADABLE as error:
            problem = SchemaProblem(row.kind, row.name, reason(error))
            if problem not in self._problems:
                self._problems.append(problem)
            return []

    def _one_moment(self) -> AbstractContextManager[None]:
        """Keep others' commits out; a transaction that is open already does so."""
        if self._database.connection.in_transaction:
            return nullcontext()
        return self._database.reading(cancellation=self._cancellation)

    def _query(self, sql: str, parameters: tuple[object, ...] = ()) -> list[Row]:
        return self._database.query(sql, parameters, cancellation=self._cancellation)


def _table(
    row: MasterRow, text: TableText, columns: tuple[Column, ...], indexes: tuple[Index, ...], owner: str
) -> Table:
    kind = TableKind.VIRTUAL if row.module else TableKind.SHADOW if owner else TableKind.ORDINARY
    return Table(
        name=row.name,
        kind=kind,
        columns=columns,
        indexes=indexes,
        checks=tuple(text.checks),
        conflicts=tuple(text.conflicts),
        module=row.module,
        shadow_of=owner,
        without_rowid="WITHOUT ROWID" in text.options,
        strict="STRICT" in text.options,
        autoincrement=text.autoincrement,
        ddl=row.ddl,
    )


def _columns(rows: Iterable[Row], text: TableText) -> tuple[Column, ...]:
    return tuple(_column(text, *row) for row in rows)


def _column(
    text: TableText, name: str, declared: str, not_null: int, default: str | None, key: int, hidden: int
) -> Column:
    folded = fold(name)
    return Column(
        name=name,
        type=declared or "",
        not_null=bool(not_null),
        default=default,
        primary_key=key,
        hidden=hidden == 1,
        generated=_GENERATED.get(hidden),
        expression=text.generated.get(folded),
        collation=text.collations.get(folded, "BINARY"),
    )


def _indexes(table: str, rows: Iterable[Row], made: Mapping[str, MasterRow]) -> tuple[Index, ...]:
    keys: dict[tuple[str, int, str], list[Row]] = defaultdict(list)
    for name, unique, origin, *key in rows:
        keys[name, unique, origin].append(tuple(key))
    # SQLite lists the newest first.
    return tuple(_index(table, head, keys[head], made.get(head[0])) for head in reversed(keys))


def _index(table: str, head: tuple[str, int, str], keys: list[Row], made: MasterRow | None) -> Index:
    name, unique, origin = head
    text = read_index_text(made.text if made else "")
    written = text.keys if len(text.keys) == len(keys) else ("",) * len(keys)
    return Index(
        name=name,
        table=table,
        columns=tuple(_index_column(expression, *key) for key, expression in zip(keys, written, strict=True)),
        unique=bool(unique),
        origin=origin,
        where=text.where,
        ddl=made.ddl if made else None,
    )


def _index_column(
    expression: str, number: int, name: str | None, descending: int, collation: str | None
) -> IndexColumn:
    if name is None and number == _ROWID:
        name = "rowid"
    return IndexColumn(
        name, None if name is not None else expression, bool(descending), collation or "BINARY"
    )


def _keys(rows: Iterable[Row], clauses: Sequence[ForeignKeyClause]) -> list[WrittenKey]:
    """Return the foreign keys in the order of the text; SQLite numbers them from the last one."""
    grouped: dict[int, list[Row]] = defaultdict(list)
    for number, *part in rows:
        grouped[number].append(tuple(part))
    return [_key(grouped[number], clauses, number) for number in sorted(grouped, reverse=True)]


def _key(parts: list[Row], clauses: Sequence[ForeignKeyClause], number: int) -> WrittenKey:
    parents, columns, targets, updates, deletes = zip(*parts, strict=True)
    clause = clauses[-1 - number] if number < len(clauses) else None
    if clause and [fold(name) for name in clause.columns] != [fold(name) for name in columns]:
        clause = None
    written = () if None in targets else targets
    return WrittenKey(columns, parents[0], written, updates[0], deletes[0], clause)


def _trigger(row: MasterRow, tables: Mapping[str, Table], views: Mapping[str, str]) -> Trigger:
    """Return the trigger with table and columns as these spell themselves."""
    text = read_trigger_text(row.text)
    folded = fold(row.table)
    table = tables.get(folded)
    columns = tuple(_spelt(name, table) for name in text.columns)
    name = table.name if table else views.get(folded, row.table)
    return Trigger(row.name, name, text.timing, text.event, columns, row.ddl)


def _spelt(name: str, table: Table | None) -> str:
    column = table.column(name) if table else None
    return column.name if column else name
