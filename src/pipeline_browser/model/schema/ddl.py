"""What CREATE statements say that SQLite's pragmas do not tell.

The texts come from ``sqlite_master``, so SQLite has parsed them before; a text that makes no sense (a hostile
file) yields less, never an error. The grammar followed: https://www.sqlite.org/lang_createtable.html.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline_browser.model.schema.token_cursor import TokenCursor
from pipeline_browser.model.sql_tokens import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline_browser.model.sql_tokens import Token

_CONSTRAINTS = frozenset({"CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN"})
_TELLING = re.compile(
    r"\bas\b|autoincrement|check|collate|conflict|deferrable|match|rowid|strict", re.ASCII | re.IGNORECASE
)


@dataclass(slots=True)
class ForeignKeyClause:
    """One REFERENCES clause as written."""

    columns: tuple[str, ...]
    parent: str
    match: str = "NONE"
    deferrable: bool = False
    initially_deferred: bool = False


@dataclass(slots=True)
class TableText:
    """What the text of a CREATE TABLE says; columns by their folded names."""

    collations: dict[str, str] = field(default_factory=dict)
    generated: dict[str, str] = field(default_factory=dict)
    foreign_keys: list[ForeignKeyClause] = field(default_factory=list)
    checks: list[str] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)
    options: set[str] = field(default_factory=set)
    autoincrement: bool = False


@dataclass(frozen=True, slots=True)
class IndexText:
    """Expressions (or names) of an index's keys as written, and the condition of a partial one."""

    keys: tuple[str, ...] = ()
    where: str | None = None


@dataclass(frozen=True, slots=True)
class TriggerText:
    """The head of a CREATE TRIGGER; ``body`` is what follows it, from FOR EACH ROW on."""

    timing: str = ""
    event: str = ""
    columns: tuple[str, ...] = ()
    body: tuple[Token, ...] = ()


def read_table_text(ddl: str) -> TableText:
    """Return what a CREATE TABLE says beside what the pragmas tell: often nothing, seen at a glance."""
    return _TableReader(ddl).read() if _TELLING.search(ddl) else TableText()


def read_module(ddl: str) -> str:
    """Return the module of a CREATE VIRTUAL TABLE as written."""
    return next((token.value for token in read_module_text(ddl)), "")


def read_module_text(ddl: str) -> tuple[Token, ...]:
    """Return the tokens of a CREATE VIRTUAL TABLE after USING: the module and its arguments."""
    cursor = TokenCursor(ddl)
    while not cursor.done and not cursor.take("USING"):
        cursor.advance()
    return cursor.rest()


def read_index_text(ddl: str) -> IndexText:
    """Return the keys and the condition of a CREATE INDEX."""
    cursor = TokenCursor(ddl)
    while not cursor.done and not cursor.take("ON"):
        cursor.advance()
    cursor.advance()  # the table
    keys = tuple(cursor.text_of(_without_order(key)) for key in cursor.take_list())
    where = cursor.rest_text() if cursor.take("WHERE") else None
    return IndexText(keys, where)


def read_trigger_text(ddl: str) -> TriggerText:
    """Return timing, event and body of a CREATE TRIGGER."""
    cursor = TokenCursor(ddl)
    while not cursor.done and not cursor.take("TRIGGER"):
        cursor.advance()
    cursor.skip_name()
    timing = cursor.take_any("BEFORE", "AFTER", "INSTEAD") or "BEFORE"
    if timing == "INSTEAD":
        cursor.take("OF")
        timing = "INSTEAD OF"
    event = cursor.take_any("INSERT", "UPDATE", "DELETE")
    columns = cursor.take_names() if cursor.take("OF") else ()
    cursor.take("ON")
    cursor.skip_name()
    return TriggerText(timing if event else "", event, columns, cursor.rest())


def read_view_body(ddl: str) -> tuple[Token, ...]:
    """Return the tokens of a CREATE VIEW after its name: column names, AS and the SELECT."""
    cursor = TokenCursor(ddl)
    while not cursor.done and not cursor.take("VIEW"):
        cursor.advance()
    cursor.skip_name()
    return cursor.rest()


def _without_order(key: Sequence[Token]) -> Sequence[Token]:
    return key[:-1] if len(key) > 1 and key[-1].upper in {"ASC", "DESC"} else key


class _TableReader:
    """Reads the body of one CREATE TABLE."""

    def __init__(self, ddl: str) -> None:
        self._cursor = TokenCursor(ddl)
        self._found = TableText()

    def read(self) -> TableText:
        cursor = self._cursor
        while not cursor.done and not cursor.take("("):
            cursor.advance()
        while not cursor.done and not cursor.take(")"):
            if not cursor.take(","):
                self._read_element()
        self._read_options()
        return self._found

    def _read_element(self) -> None:
        if self._cursor.peek.upper in _CONSTRAINTS:
            self._read_table_constraint()
        else:
            self._read_column()

    def _read_options(self) -> None:
        while not self._cursor.done:
            if self._cursor.take("WITHOUT", "ROWID"):
                self._found.options.add("WITHOUT ROWID")
            elif self._cursor.advance().upper == "STRICT":
                self._found.options.add("STRICT")

    def _read_column(self) -> None:
        name = self._cursor.advance().value
        while not self._cursor.done and self._cursor.peek.upper not in {",", ")"}:
            self._read_column_part(name)

    def _read_column_part(self, name: str) -> None:
        """Read one constraint of a column, or skip one token of its type."""
        cursor = self._cursor
        if cursor.take("CONSTRAINT"):
            cursor.advance()
        elif cursor.take("DEFAULT"):
            self._skip_default()
        elif cursor.take("COLLATE"):
            self._found.collations[fold(name)] = cursor.advance().value
        elif cursor.take("REFERENCES"):
            self._read_reference((name,))
        elif cursor.take("GENERATED", "ALWAYS", "AS") or cursor.take("AS"):
            self._read_generated(name)
        elif not (self._read_key(name) or self._read_deferring() or cursor.take_group()):
            cursor.advance()

    def _read_key(self, name: str) -> bool:
        """Read NOT NULL, PRIMARY KEY, UNIQUE or CHECK of a column."""
        cursor = self._cursor
        if cursor.take("NOT", "NULL"):
            self._read_conflict(f"NOT NULL {name}")
        elif cursor.take("PRIMARY", "KEY"):
            cursor.take_any("ASC", "DESC")
            self._read_conflict(f"KEY {name}")
            self._found.autoincrement |= cursor.take("AUTOINCREMENT")
        elif cursor.take("UNIQUE"):
            self._read_conflict(f"KEY {name}")
        elif cursor.take("CHECK"):
            self._read_check()
        else:
            return False
        return True

    def _read_table_constraint(self) -> None:
        cursor = self._cursor
        if cursor.take("CONSTRAINT"):
            cursor.advance()
        elif cursor.take("PRIMARY", "KEY") or cursor.take("UNIQUE"):
            self._read_listed_key()
        elif cursor.take("CHECK"):
            self._read_check()
        elif cursor.take("FOREIGN", "KEY"):
            columns = tuple(part[0].value for part in cursor.take_list())
            if cursor.take("REFERENCES"):
                self._read_reference(columns)
        else:
            cursor.advance()

    def _read_listed_key(self) -> None:
        parts = self._cursor.take_list()
        # INTEGER PRIMARY KEY may be written as a table constraint: PRIMARY KEY(id AUTOINCREMENT).
        self._found.autoincrement |= any(part[-1].upper == "AUTOINCREMENT" for part in parts)
        self._read_conflict("KEY " + ", ".join(part[0].value for part in parts))

    def _read_check(self) -> None:
        self._found.checks.append(self._cursor.text_of(self._cursor.take_group()))
        if self._cursor.take("ON", "CONFLICT"):
            self._cursor.advance()  # SQLite reads and ignores it here

    def _read_conflict(self, where: str) -> None:
        if self._cursor.take("ON", "CONFLICT"):
            action = self._cursor.advance().upper
            if action != "ABORT":  # the default
                self._found.conflicts.append(f"{where}: {action}")

    def _read_generated(self, name: str) -> None:
        self._found.generated[fold(name)] = self._cursor.text_of(self._cursor.take_group())

    def _skip_default(self) -> None:
        if self._cursor.take_group():
            return
        self._cursor.take_any("+", "-")
        self._cursor.advance()

    def _read_reference(self, columns: tuple[str, ...]) -> None:
        clause = ForeignKeyClause(columns, self._cursor.advance().value)
        self._cursor.take_group()
        self._found.foreign_keys.append(clause)
        while self._read_action(clause) or self._read_deferring():
            pass

    def _read_action(self, clause: ForeignKeyClause) -> bool:
        cursor = self._cursor
        if cursor.take("MATCH"):
            clause.match = fold(cursor.advance().value).upper()
        elif any(cursor.take("ON", event) for event in ("DELETE", "UPDATE", "INSERT")):
            cursor.take_any("SET", "NO")  # SET NULL, SET DEFAULT, NO ACTION; else one word
            cursor.advance()
        else:
            return False
        return True

    def _read_deferring(self) -> bool:
        """Read [NOT] DEFERRABLE [INITIALLY …], which belongs to the last REFERENCES before it."""
        deferrable = not self._cursor.take("NOT", "DEFERRABLE")
        if deferrable and not self._cursor.take("DEFERRABLE"):
            return False
        when = self._cursor.advance().upper if self._cursor.take("INITIALLY") else ""
        if self._found.foreign_keys:
            clause = self._found.foreign_keys[-1]
            clause.deferrable = deferrable
            clause.initially_deferred = deferrable and when == "DEFERRED"
        return True
