"""What CREATE statements say that SQLite's pragmas do not tell.

The texts come from ``sqlite_master``, so SQLite has parsed them before; a text that makes no sense (a hostile
file) yields less, never an error. The grammar followed: https://www.sqlite.org/lang_createtable.html.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline_browser.model.sql_tokens import Token, TokenKind, fold, tokens_of

if TYPE_CHECKING:
    from collections.abc import Sequence

_CONSTRAINTS = frozenset({"CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN"})
_TELLING = re.compile(
    r"\bas\b|autoincrement|check|collate|conflict|deferrable|match|rowid|strict", re.ASCII | re.IGNORECASE
)
_END = Token(TokenKind.SIGN, "", "", 0, 0)


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
    cursor = _Cursor(ddl)
    while not cursor.done and not cursor.take("USING"):
        cursor.advance()
    return cursor.rest()


def read_index_text(ddl: str) -> IndexText:
    """Return the keys and the condition of a CREATE INDEX."""
    cursor = _Cursor(ddl)
    while not cursor.done and not cursor.take("ON"):
        cursor.advance()
    cursor.advance()  # the table
    keys = tuple(cursor.text_of(_without_order(key)) for key in cursor.take_list())
    where = cursor.rest_text() if cursor.take("WHERE") else None
    return IndexText(keys, where)


def read_trigger_text(ddl: str) -> TriggerText:
    """Return timing, event and body of a CREATE TRIGGER."""
    cursor = _Cursor(ddl)
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
    cursor = _Cursor(ddl)
    while not cursor.done and not cursor.take("VIEW"):
        cursor.advance()
    cursor.skip_name()
    return cursor.rest()


def _without_order(key: Sequence[Token]) -> Sequence[Token]:
    return key[:-1] if len(key) > 1 and key[-1].upper in {"ASC", "DESC"} else key


class _Cursor:
    """Walks over the tokens of one statement."""

    def __init__(self, ddl: str) -> None:
        self._ddl = ddl
        self._tokens = list(tokens_of(ddl))
        self._at = 0

    @property
    def done(self) -> bool:
        return self._at >= len(self._tokens)

    @property
    def peek(self) -> Token:
        return self._tokens[self._at] if self._at < len(self._tokens) else _END

    def advance(self) -> Token:
        token = self.peek
        self._at += 1
        return token

    def take(self, word: str, *more: str) -> bool:
        """Step over these words or signs if they follow one another from here on."""
        if self.peek.upper != word:
            return False
        after = self._at + 1
        if more and tuple(token.upper for token in self._tokens[after : after + len(more)]) != more:
            return False
        self._at = after + len(more)
        return True

    def take_any(self, *words: str) -> str:
        return self.advance().upper if self.peek.upper in words else ""

    def take_group(self) -> Sequence[Token]:
        """Take a parenthesis with all in it and return what is inside; nothing if none follows."""
        if not self.take("("):
            return ()
        start, depth = self._at, 1
        while depth and not self.done:
            sign = self.advance().upper
            depth += (sign == "(") - (sign == ")")
        return self._tokens[start : self._at - (depth == 0)]

    def take_list(self) -> list[Sequence[Token]]:
        """Take a parenthesis and return what stands between its commas."""
        parts: list[list[Token]] = [[]]
        depth = 0
        for token in self.take_group():
            depth += (token.upper == "(") - (token.upper == ")")
            if token.upper == "," and not depth:
                parts.append([])
            else:
                parts[-1].append(token)
        return [part for part in parts if part]

    def take_names(self) -> tuple[str, ...]:
        names = [self.advance().value]
        while self.take(","):
            names.append(self.advance().value)
        return tuple(names)

    def skip_name(self) -> None:
        """Skip IF NOT EXISTS, a schema's name with its dot, and a name."""
        self.take("IF", "NOT", "EXISTS")
        self.advance()
        if self.take("."):
            self.advance()

    def text_of(self, tokens: Sequence[Token]) -> str:
        return self._ddl[tokens[0].start : tokens[-1].end] if tokens else ""

    def rest(self) -> tuple[Token, ...]:
        return tuple(self._tokens[self._at :])

    def rest_text(self) -> str:
        return self.text_of(self._tokens[self._at :])


class _TableReader:
    """Reads the body of one CREATE TABLE."""

    def __init__(self, ddl: str) -> None:
        self._cursor = _Cursor(ddl)
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
