"""What the files so far have made: tables with their columns, and where everything was made."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from pipeline_browser.model.engine import sqlite3
from pipeline_browser.model.migrations.lint.trial import (
    ALTER_TABLE,
    CREATE_INDEX,
    CREATE_TABLE,
    CREATE_TRIGGER,
    CREATE_VIEW,
    CREATE_VTABLE,
    DROP_TABLE,
    DROP_VTABLE,
)
from pipeline_browser.model.schema.ddl import read_module
from pipeline_browser.model.schema.shadow_tables import shadow_owner
from pipeline_browser.model.sql_tokens import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline_browser.model.migrations.lint.trial import Effect, Trial
    from pipeline_browser.model.migrations.source import Migration
    from pipeline_browser.model.sql_text import Statement

_TABLES = """SELECT name, coalesce(sql, '') FROM main.sqlite_master WHERE type = 'table'
    AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"""
_COLUMNS = "SELECT name FROM pragma_table_xinfo(?, 'main')"


class Place(NamedTuple):
    """Where something was made, altered or dropped."""

    migration: Migration
    statement: Statement


@dataclass(frozen=True, slots=True)
class MadeColumn:
    """A column, and what brought it; ``number`` is its own, whatever it is called."""

    name: str
    place: Place | None
    number: int


@dataclass(frozen=True, slots=True)
class MadeTable:
    """A table.

    Attributes:
        columns: by name, each with what brought it; a renamed one keeps its fact but for the name.
        place: what made it: a rebuild makes it anew, a new name does not; None where that is not known.
        number: its own, whatever it is called.
    """

    name: str
    ddl: str
    columns: tuple[MadeColumn, ...]
    place: Place | None
    number: int

    def place_of(self, column: str) -> Place | None:
        """Return what brought a column."""
        return next((each.place for each in self.columns if fold(each.name) == fold(column)), self.place)


class World:
    """The tables and other objects at one moment of the replay, by folded name.

    Attributes:
        others: indexes, triggers and views, each beside the action that makes one.
        gone: what dropped a table, by name, or a column, by its number.
    """

    def __init__(self) -> None:
        self.tables: dict[str, MadeTable] = {}
        self.others: dict[tuple[int, str], Place] = {}
        self.gone: dict[str | int, Place] = {}

    def shadows(self) -> frozenset[str]:
        """Return the folded names of the tables in which virtual tables keep their content."""
        virtual = {
            name: (table.name, read_module(table.ddl))
            for name, table in self.tables.items()
            if table.ddl[:14].upper() == "CREATE VIRTUAL"
        }
        if not virtual:
            return frozenset()
        return frozenset(name for name, table in self.tables.items() if shadow_owner(table.name, virtual))

    def copy(self) -> World:
        """Return the same world, which stays as it is now."""
        copy = World()
        copy.become(self)
        return copy

    def become(self, other: World) -> None:
        """Be as the other one is."""
        self.tables, self.others, self.gone = dict(other.tables), dict(other.others), dict(other.gone)

    def begin_with(self, trial: Trial) -> None:
        """Take over what the database holds already, made by nobody knows what."""
        self._look_again(trial, None, {})

    def follow(self, trial: Trial, effect: Effect, place: Place) -> None:
        """Take note of what a statement has done."""
        if not effect.changed:
            return
        for action in (CREATE_INDEX, CREATE_TRIGGER, CREATE_VIEW):
            for event in effect.own(action):
                self.others[action, fold(event.first or "")] = place
        if any(True for action in _ON_TABLES for _ in effect.own(action)):
            self._look_again(trial, place, self._renamed_or_altered(effect))

    def _renamed_or_altered(self, effect: Effect) -> dict[str, MadeTable]:
        names = (fold(event.second or "") for event in effect.own(ALTER_TABLE))
        return {name: self.tables[name] for name in names if name in self.tables}

    def _look_again(self, trial: Trial, place: Place | None, altered: dict[str, MadeTable]) -> None:
        texts = {fold(name): (name, ddl) for name, ddl in _queried(trial, _TABLES)}
        if place is not None:
            self.gone.update(dict.fromkeys(self.tables.keys() - texts.keys(), place))
        left = [table for name, table in altered.items() if name not in texts]
        renamed = left[0] if len(left) == 1 else None  # ALTER TABLE … RENAME TO
        now: dict[str, MadeTable] = {}
        for folded, (name, ddl) in texts.items():
            before = self.tables.get(folded, renamed)
            same = before is not None and (before.name, before.ddl) == (name, ddl)
            now[folded] = before if before and same else self._made(trial, name, ddl, place, before)
        self.tables = now

    def _made(
        self, trial: Trial, name: str, ddl: str, place: Place | None, before: MadeTable | None
    ) -> MadeTable:
        names = [str(column) for (column,) in _queried(trial, _COLUMNS, (name,))]
        if before is None:
            columns = tuple(MadeColumn(each, place, next(_NUMBERS)) for each in names)
            return MadeTable(name, ddl, columns, place, next(_NUMBERS))
        columns = _followed(before.columns, names, place)
        left = {each.number for each in columns}
        dropped = [each.number for each in before.columns if each.number not in left]
        if place is not None:
            self.gone.update(dict.fromkeys(dropped, place))
        return replace(before, name=name, ddl=ddl, columns=columns)


_NUMBERS = count()


def _followed(
    before: tuple[MadeColumn, ...], names: list[str], place: Place | None
) -> tuple[MadeColumn, ...]:
    """Return the columns after an ALTER TABLE: it renames one, adds one at the end, or drops one."""
    if len(before) == len(names):
        return tuple(replace(each, name=name) for each, name in zip(before, names, strict=True))
    known = {fold(each.name): each for each in before}
    return tuple(known.get(fold(name)) or MadeColumn(name, place, next(_NUMBERS)) for name in names)


_ON_TABLES = (CREATE_TABLE, CREATE_VTABLE, ALTER_TABLE, DROP_TABLE, DROP_VTABLE)


def _queried(trial: Trial, sql: str, parameters: Iterable[str] = ()) -> list[tuple[str, ...]]:
    try:
        return trial.connection.execute(sql, tuple(parameters)).fetchall()
    except sqlite3.Error:
        return []
