"""One table or view as facts, and all SQL that made it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline_browser.model.schema import TableKind
from pipeline_browser.model.sql_tokens import fold
from pipeline_browser.ui.diagram.inspector.column_facts import column_facts, view_column_facts
from pipeline_browser.ui.diagram.inspector.facts import Fact, Icon, Section, ToSql, sections
from pipeline_browser.ui.diagram.inspector.key_facts import incoming, outgoing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline_browser.model.schema import Index, IndexColumn, Schema, Table, Trigger

_ORIGINS = {"u": "unique constraint", "pk": "primary key"}


@dataclass(frozen=True, slots=True)
class Ddl:
    """SQL of a table, its indexes and its triggers.

    Attributes:
        lines: where each index and trigger begins, from 1, by name.
    """

    text: str = ""
    lines: Mapping[str, int] = field(default_factory=dict)


def ddl_of(schema: Schema, name: str) -> Ddl:
    """Return the stored SQL of a table or view and what hangs on it; nothing of one that does not exist."""
    table = schema.table(name)
    owner = table or schema.view(name)
    if owner is None:
        return Ddl()
    text = f"{owner.ddl};"
    lines: dict[str, int] = {}
    indexes = [(index.name, index.ddl) for index in table.indexes] if table else []
    triggers = [(trigger.name, trigger.ddl) for trigger in schema.triggers_of(name)]
    for each, ddl in (*indexes, *triggers):
        if ddl:
            lines[each] = text.count("\n") + 3
            text += f"\n\n{ddl};"
    return Ddl(text, lines)


def table_sections(schema: Schema, name: str, ddl: Ddl) -> tuple[Section, ...]:
    """Return what is to be told of a table, a view, or a table that does not exist."""
    problems = [
        Fact(problem.message, icon=Icon.PROBLEM, warns=True)
        for problem in schema.problems
        if fold(problem.name) == fold(name)
    ]
    if (table := schema.table(name)) is not None:
        return sections(("Problems", problems), *_of_table(schema, table, ddl))
    triggers = [_trigger_fact(trigger, ddl) for trigger in schema.triggers_of(name)]
    if (view := schema.view(name)) is not None:
        return sections(("Problems", problems), ("Columns", view_column_facts(view)), ("Triggers", triggers))
    return sections(("Referenced by", incoming(schema, name)))


def icon_of(schema: Schema, name: str) -> Icon:
    """Return the picture of a table or view."""
    table = schema.table(name)
    if table is None:
        return Icon.VIEW if schema.view(name) else Icon.PROBLEM
    return Icon.VIRTUAL if table.kind is TableKind.VIRTUAL else Icon.TABLE


def _of_table(schema: Schema, table: Table, ddl: Ddl) -> tuple[tuple[str, list[Fact]], ...]:
    checks = [Fact(" ".join(check.split()), icon=Icon.CHECK, value=check) for check in table.checks]
    checks += [Fact(conflict, icon=Icon.CHECK) for conflict in table.conflicts]
    return (
        ("Columns", column_facts(table)),
        ("Foreign keys", outgoing(table)),
        ("Referenced by", incoming(schema, table.name)),
        ("Indexes", [_index_fact(index, ddl) for index in table.indexes]),
        ("Checks", checks),
        ("Triggers", [_trigger_fact(trigger, ddl) for trigger in schema.triggers_of(table.name)]),
    )


def _index_fact(index: Index, ddl: Ddl) -> Fact:
    columns = ", ".join(_index_column(column) for column in index.columns)
    where = (f"where {' '.join(index.where.split())}",) if index.where is not None else ()
    line = ddl.lines.get(index.name)
    return Fact(
        index.name,
        aside=_ORIGINS.get(index.origin, "unique" if index.unique else ""),
        notes=(columns, *where),
        icon=Icon.INDEX,
        target=None if line is None else ToSql(line),
    )


def _index_column(column: IndexColumn) -> str:
    text = column.name if column.name is not None else f"({column.expression})"
    plain = column.name is None or column.collation.upper() == "BINARY"
    collated = "" if plain else f" collate {column.collation}"
    return f"{text}{collated}{' desc' if column.descending else ''}"


def _trigger_fact(trigger: Trigger, ddl: Ddl) -> Fact:
    of = f" of {', '.join(trigger.columns)}" if trigger.columns else ""
    when = f"{trigger.timing.lower()} {trigger.event.lower()}{of}".strip()
    line = ddl.lines.get(trigger.name)
    return Fact(
        trigger.name,
        notes=(when,) if when else (),
        icon=Icon.TRIGGER,
        target=None if line is None else ToSql(line),
    )
