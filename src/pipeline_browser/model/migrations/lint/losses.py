"""What a file takes away from what earlier files have made: tables, columns, and the rows of children."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline_browser.model.migrations.lint.rules import BY_ID
from pipeline_browser.model.migrations.lint.statements import CASCADING, children_of
from pipeline_browser.model.migrations.lint.trial import DROP_TABLE, READ
from pipeline_browser.model.sql_tokens import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from pipeline_browser.model.migrations.lint.trial import Effect, Trial
    from pipeline_browser.model.migrations.lint.world import MadeTable, Place, World
    from pipeline_browser.model.migrations.plan import PlanWarning
    from pipeline_browser.model.sql_text import Statement


@dataclass(frozen=True, slots=True)
class Loss:
    """A table, or one column of it, that is gone after a file, and the statement that dropped it."""

    table: str
    column: str | None
    statement: Statement | None


@dataclass(frozen=True, slots=True)
class Dependence:
    """A table that is about to be dropped while another one refers to it.

    Attributes:
        read_later: the file reads the other one afterwards, as to copy its rows.
    """

    statement: Statement
    parent: str
    child: str
    action: str
    read_later: bool = False


def losses(before: World, after: World) -> Iterator[Loss]:
    """Yield what is gone; what was renamed or rebuilt under its name is not.

    The tables in which a virtual table keeps its content go with it, without a word of their own.
    """
    shadows = before.shadows()
    numbers = {table.number: table for table in after.tables.values()}
    for name, table in before.tables.items():
        now = numbers.get(table.number) or after.tables.get(name)
        if now is None and name not in shadows:
            yield Loss(table.name, None, _statement(after.gone.get(name)))
        elif now is not None and now is not table:
            yield from _lost_columns(table, now, after)


def _lost_columns(before: MadeTable, now: MadeTable, after: World) -> Iterator[Loss]:
    """Yield the columns that are there neither by name nor, renamed, by number."""
    names = {fold(column.name) for column in now.columns}
    rebuilt = now.number != before.number
    numbers = set() if rebuilt else {column.number for column in now.columns}
    for column in before.columns:
        if fold(column.name) not in names and column.number not in numbers:
            # ALTER TABLE may have dropped it before the table was rebuilt.
            place = after.gone.get(column.number) or (now.place if rebuilt else None)
            yield Loss(before.name, column.name, _statement(place))


def _statement(place: Place | None) -> Statement | None:
    return place.statement if place else None


def drops(before: World, after: World) -> Iterator[PlanWarning]:
    """Say what is gone after a file."""
    for loss in losses(before, after):
        line = loss.statement.line if loss.statement else None
        column = loss.statement.column if loss.statement else None
        if loss.column is None:
            yield BY_ID["drops-table"].says(f"Drops table {loss.table} with its rows.", line, column)
        else:
            text = f"Drops column {loss.table}.{loss.column} with its values."
            yield BY_ID["drops-column"].says(text, line, column)


def dependences(trial: Trial, statement: Statement) -> tuple[Dependence, ...]:
    """Return what refers to a table that the statement is about to drop, if foreign keys are enforced."""
    if not statement.begins_with("DROP", "TABLE"):
        return ()
    if not trial.connection.execute("PRAGMA foreign_keys").fetchone()[0]:
        return ()
    parent = trial.asked(statement).touches(DROP_TABLE)
    if parent is None:
        return ()
    return tuple(Dependence(statement, parent, child, action) for child, action in children_of(trial, parent))


def read_after(effects: Sequence[Effect], statement: Statement, table: str) -> bool:
    """Whether the file reads a table's rows after the statement, as to copy them."""
    at = [effect.statement for effect in effects].index(statement)
    return any(
        fold(event.first or "") == fold(table)
        for effect in effects[at + 1 :]
        if effect.statement.words[:1] not in (("DROP",), ("ALTER",), ("DELETE",))
        for event in effect.own(READ)
    )


def dependence_warnings(found: Collection[Dependence], after: World) -> Iterator[PlanWarning]:
    """Say which rows of tables that stay go with the dropped ones, or keep them from being dropped."""
    staying = {fold(table.name) for table in after.tables.values()}
    for each in found:
        if fold(each.child) not in staying and not each.read_later:
            continue
        line, column = each.statement.line, each.statement.column
        later = "" if fold(each.child) in staying else " before the file reads them"
        if each.action == "CASCADE":
            text = f"Dropping {each.parent} deletes the rows of {each.child} that refer to it by cascade"
            yield BY_ID["cascade"].says(f"{text}{later}.", line, column)
        elif each.action in CASCADING:
            text = f"Dropping {each.parent} blanks the reference of {each.child}{later}."
            yield BY_ID["cascade"].says(text, line, column)
        else:
            text = f"Dropping {each.parent} fails as soon as rows of {each.child} refer to it."
            yield BY_ID["drop-refused"].says(text, line, column)
