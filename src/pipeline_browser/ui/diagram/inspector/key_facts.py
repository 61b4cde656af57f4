"""Foreign keys as facts: those of a table, those that refer to it, and one with all that holds for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.diagram.cardinality import child_end, parent_end
from pipeline_browser.diagram.export.literal import named
from pipeline_browser.diagram.graph import actions, columns_text, key_sentence
from pipeline_browser.model.schema.support import supporting_index
from pipeline_browser.model.sql_tokens import fold
from pipeline_browser.ui.diagram.inspector.facts import (
    Fact,
    Icon,
    Section,
    ToColumn,
    ToKey,
    ToTable,
)
from pipeline_browser.ui.diagram.walking.subject import name_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline_browser.model.schema import ForeignKey, Schema, Table
    from pipeline_browser.ui.diagram.walking.subject import KeyName


def outgoing(table: Table) -> list[Fact]:
    """Return the foreign keys of a table."""
    return [_outgoing(table, key) for key in table.foreign_keys]


def incoming(schema: Schema, name: str) -> list[Fact]:
    """Return the foreign keys that refer to a table; also to one that does not exist."""
    folded = fold(name)
    return [
        _incoming(table, key)
        for table in schema.user_tables
        for key in table.foreign_keys
        if fold(key.parent) == folded
    ]


def key_fact(table: Table, key: ForeignKey) -> Fact:
    """Return a foreign key among those of several tables, named by both."""
    return Fact(
        f"{named(key.table)} → {named(key.parent)}",
        notes=(columns_text(key), *([key.problem.value] if key.problem else [])),
        icon=Icon.PROBLEM if key.problem else Icon.REFERENCE,
        warns=key.problem is not None,
        target=ToKey(name_of(key), key.table),
        told=sentence_of(table, key),
    )


def find_key(schema: Schema, name: KeyName) -> tuple[Table, ForeignKey] | None:
    """Return a foreign key with its table."""
    table = schema.table(name.child)
    key = next((key for key in table.foreign_keys if name_of(key) == name), None) if table else None
    return (table, key) if table and key else None


def sentence_of(table: Table, key: ForeignKey) -> str:
    """Return a foreign key in words."""
    ends = child_end(table, key), parent_end(table, key)
    return key_sentence(table.name, key.parent, key, ends, key.problem.value if key.problem else "")


def key_sections(schema: Schema, table: Table, key: ForeignKey) -> tuple[Section, ...]:
    """Return both ends of a key and its rules."""
    child = tuple(_end(schema, key.table, key.columns, refers=True))
    parent = tuple(_end(schema, key.parent, key.parent_columns))
    rules = tuple(_rules(table, key))
    return tuple(
        Section(title, facts, is_list=False)
        for title, facts in (("Refers", child), ("To", parent), ("Rules", rules))
    )


def _outgoing(table: Table, key: ForeignKey) -> Fact:
    return Fact(
        key.parent,
        lead=f"belongs to {parent_end(table, key).value}",
        notes=(columns_text(key), *actions(key), *_drawbacks(table, key)),
        icon=Icon.PROBLEM if key.problem else Icon.REFERENCE,
        warns=key.problem is not None,
        target=ToKey(name_of(key), key.parent),
        told=sentence_of(table, key),
    )


def _incoming(table: Table, key: ForeignKey) -> Fact:
    columns = " ← ".join(", ".join(each) for each in (key.parent_columns, key.columns) if each)
    return Fact(
        table.name,
        lead=f"has {child_end(table, key).value}",
        notes=(columns, *actions(key), *_drawbacks(table, key)),
        icon=Icon.PROBLEM if key.problem else Icon.REFERRED,
        warns=key.problem is not None,
        target=ToKey(name_of(key), table.name),
        told=sentence_of(table, key),
    )


def _drawbacks(table: Table, key: ForeignKey) -> Iterator[str]:
    if key.problem is not None:
        yield key.problem.value
    if supporting_index(table, key) is None:
        yield "no index"


def _end(schema: Schema, name: str, columns: tuple[str, ...], *, refers: bool = False) -> Iterator[Fact]:
    table = schema.table(name)
    if table is None:
        notes = ("the table does not exist",)
        yield Fact(name, notes=notes, icon=Icon.PROBLEM, warns=True, target=ToTable(name))
        return
    yield Fact(table.name, icon=Icon.TABLE, target=ToTable(table.name))
    for each in columns:
        column = table.column(each)
        icon = Icon.PRIMARY if column and column.primary_key else Icon.NONE
        aside = column.type if column else "does not exist"
        target = ToColumn(table.name, each) if column else None
        yield Fact(each, aside=aside, icon=Icon.REFERENCE if refers else icon, target=target)


def _rules(table: Table, key: ForeignKey) -> Iterator[Fact]:
    if key.problem is not None:
        yield Fact("Not enforced", notes=(key.problem.value,), icon=Icon.PROBLEM, warns=True)
    yield Fact("On delete", aside=key.on_delete)
    yield Fact("On update", aside=key.on_update)
    when = "at COMMIT" if key.initially_deferred else "by each statement"
    vain = key.deferrable and not key.initially_deferred
    yield Fact("Checked", aside=when, notes=("DEFERRABLE, but not INITIALLY DEFERRED",) if vain else ())
    if key.match != "NONE":
        yield Fact("Match", aside=key.match, notes=("SQLite takes every MATCH for SIMPLE",))
    index = supporting_index(table, key)
    if index is None:
        note = f"to find what belongs to a row, SQLite reads all of {table.name}"
        yield Fact("Index", aside="none", notes=(note,), icon=Icon.PROBLEM, warns=True)
    else:
        yield Fact("Index", aside=index)
