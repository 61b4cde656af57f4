"""A schema as text for people and as plain values for JSON."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import TYPE_CHECKING

from pipeline_browser.model.engine import quote_identifier
from pipeline_browser.model.literal_text import escape_for_terminal
from pipeline_browser.model.schema import Schema, Table, TableKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline_browser.model.schema import Column, ForeignKey, Index, IndexColumn, Trigger, View

_PLAIN_NAME = re.compile(r"[\w$]+")
_LINE_END = re.compile(r"[ \t]*\r?\n\s*")
_ORIGINS = {"u": "a UNIQUE constraint", "pk": "the primary key"}


def show(schema: Schema, *, ddl: bool = False) -> str:
    """Return the schema for a terminal or a pipe, names and texts literal; ``ddl`` adds the stored texts."""
    lines = [_summary(schema)]
    for table in schema.user_tables:
        lines += ["", *_table_lines(table, schema)]
        lines += _ddl_lines(_texts(table, schema)) if ddl else []
    for view in schema.views:
        lines += ["", *_view_lines(view, schema)]
        lines += _ddl_lines([view.ddl, *(t.ddl for t in schema.triggers_of(view.name))]) if ddl else []
    lines += _others(schema)
    lines += _problems(schema)
    return "\n".join(lines) + "\n"


def as_json(schema: Schema) -> dict[str, object]:
    """Return the schema as values that JSON has; the names are those of the facts."""
    return {field.name: _plain(getattr(schema, field.name)) for field in fields(schema)}


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return value


def _summary(schema: Schema) -> str:
    return ", ".join(
        _counted(len(things), word)
        for things, word in (
            (schema.user_tables, "table"),
            (schema.views, "view"),
            (schema.triggers, "trigger"),
        )
    )


def _counted(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def _table_lines(table: Table, schema: Schema) -> Iterator[str]:
    yield _title(table)
    yield from _aligned([_column_cells(column, table) for column in table.columns])
    yield from _section("primary key", [_primary_key(table)] if len(table.primary_key) > 1 else [])
    yield from _section("foreign keys", map(_foreign_key, table.foreign_keys))
    yield from _section("indexes", (_index(index) for index in table.indexes if _is_worth_a_line(index)))
    yield from _section("checks", map(_text, table.checks))
    yield from _section("triggers", map(_trigger, schema.triggers_of(table.name)))


def _view_lines(view: View, schema: Schema) -> Iterator[str]:
    yield f"view {_name(view.name)}"
    yield from (f"  {_name(column)}" for column in view.columns)
    if view.problem:
        yield f"  ({_text(view.problem)})"
    yield from _section("triggers", map(_trigger, schema.triggers_of(view.name)))


def _title(table: Table) -> str:
    title = f"{table.kind.value} {_name(table.name)}"
    if table.module:
        title += f" using {_text(table.module)}"
    options = [name for name, on in (("STRICT", table.strict), ("WITHOUT ROWID", table.without_rowid)) if on]
    return f"{title} ({', '.join(options)})" if options else title


def _column_cells(column: Column, table: Table) -> tuple[str, str, str]:
    return _name(column.name), _text(column.type), "  ".join(_flags(column, table))


def _flags(column: Column, table: Table) -> Iterator[str]:
    if column.primary_key:
        yield "PK"
    if column.not_null:
        yield "NN"
    if table.unique_alone(column.name) and table.primary_key != (column.name,):
        yield "UQ"
    if column.hidden:
        yield "hidden"
    if column.default is not None:
        yield f"default {_text(column.default)}"
    if column.generated is not None:
        yield f"{column.generated.value} as ({_text(column.expression or '')})"
    if column.collation.upper() != "BINARY":
        yield f"collate {_text(column.collation)}"


def _primary_key(table: Table) -> str:
    index = next((index for index in table.indexes if index.origin == "pk"), None)
    if index is not None:
        return ", ".join(map(_index_column, index.columns))
    return ", ".join(map(_name, table.primary_key))


def _is_worth_a_line(index: Index) -> bool:
    """Whether the columns' flags do not say it all."""
    return index.origin == "c" or (index.origin == "u" and len(index.columns) > 1)


def _index(index: Index) -> str:
    columns = ", ".join(map(_index_column, index.columns))
    unique = "unique " if index.unique else ""
    where = f" where {_text(index.where)}" if index.where is not None else ""
    if index.origin == "c":
        return f"{unique}{_name(index.name)} ({columns}){where}"
    return f"{unique}({columns}), made by {_ORIGINS[index.origin]}"


def _index_column(column: IndexColumn) -> str:
    order = " desc" if column.descending else ""
    if column.name is None:
        return _text(column.expression or "?") + order  # its text says the collation
    plain = column.collation.upper() == "BINARY"
    return _name(column.name) + ("" if plain else f" collate {_text(column.collation)}") + order


def _foreign_key(key: ForeignKey) -> str:
    line = _arrow(list(map(_name, key.columns)), _name(key.parent), list(map(_name, key.parent_columns)))
    for event, action in (("delete", key.on_delete), ("update", key.on_update)):
        if action != "NO ACTION":
            line += f", on {event} {action.lower()}"
    line += ", initially deferred" if key.initially_deferred else ""
    return f"{line} — {key.problem.value}" if key.problem else line


def _arrow(columns: list[str], parent: str, parent_columns: list[str]) -> str:
    if len(columns) == 1 and len(parent_columns) <= 1:
        return f"{columns[0]} → {'.'.join([parent, *parent_columns])}"
    return f"({', '.join(columns)}) → {parent} ({', '.join(parent_columns)})"


def _trigger(trigger: Trigger) -> str:
    event = f"{trigger.timing} {trigger.event}".lower().strip()
    columns = f" of {', '.join(map(_name, trigger.columns))}" if trigger.columns else ""
    return f"{_name(trigger.name)} {event}{columns}"


def _others(schema: Schema) -> Iterator[str]:
    """Name the tables that nobody made by hand."""
    for table in schema.tables:
        if table.kind is TableKind.VIRTUAL:
            shadows = [_name(other.name) for other in schema.tables if other.shadow_of == table.name]
            if shadows:
                yield f"\nshadow tables of {_name(table.name)}: {', '.join(shadows)}"
    internal = [_name(table.name) for table in schema.tables if table.internal]
    if internal:
        yield f"\nSQLite's own tables: {', '.join(internal)}"


def _problems(schema: Schema) -> Iterator[str]:
    if schema.problems:
        yield "\nproblems"
    for problem in schema.problems:
        yield f"  {problem.kind} {_name(problem.name)}: {_text(problem.message)}"


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    for number, line in enumerate(lines):
        if number == 0:
            yield f"  {title}"
        yield f"    {line}"


def _texts(table: Table, schema: Schema) -> list[str]:
    indexes = [index.ddl for index in table.indexes if index.ddl]
    return [table.ddl, *indexes, *(trigger.ddl for trigger in schema.triggers_of(table.name))]


def _ddl_lines(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield ""
        yield escape_for_terminal(text, keep="\n\t") + ";"


def _aligned(rows: list[tuple[str, str, str]]) -> Iterator[str]:
    names = max((_width(name) for name, _, _ in rows), default=0)
    types = max((_width(declared) for _, declared, _ in rows), default=0)
    for name, declared, flags in rows:
        yield f"  {_padded(name, names)}  {_padded(declared, types)}  {flags}".rstrip()


def _padded(text: str, width: int) -> str:
    return text + " " * (min(width, 40) - _width(text))


def _width(text: str) -> int:
    """Return the cells that a terminal gives to the text."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(char) else 1 + (unicodedata.east_asian_width(char) in "WF")
        for char in text
    )


def _name(name: str) -> str:
    """Return a name on one line, quoted where it could be taken for something else."""
    return escape_for_terminal(name if _PLAIN_NAME.fullmatch(name) else quote_identifier(name))


def _text(text: str) -> str:
    """Return SQL or a message on one line."""
    return escape_for_terminal(_LINE_END.sub(" ", text))
