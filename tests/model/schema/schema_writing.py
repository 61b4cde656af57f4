"""Writes the DDL of a schema's facts in any of the spellings that SQLite reads."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline_browser.model.schema import Generated

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from random import Random

    from pipeline_browser.model.schema import Column, ForeignKey, Index, IndexColumn, Schema, Table

_GAPS = (" ", "\n", "\t", "  ", " -- ), ( ' REFERENCES x\n", "/* CHECK (' */", ' /* " */ ')
# Names that SQLite takes without quotes although some of them are keywords.
_BARE = re.compile(r"[a-z_][a-z0-9_]*|key|action|Mixed_Case|日本")
_RESERVED = frozenset({"select", "check", "references", "order", "default", "as"})


class Writer:
    """One way of spelling; another random source gives another way."""

    def __init__(self, random: Random) -> None:
        self._random = random

    def statements(self, schema: Schema) -> Iterator[str]:
        """Yield the statements that create the schema."""
        for table in schema.tables:
            yield self._joined(self._table(table))
        for table in schema.tables:
            for index in table.indexes:
                if index.origin == "c":
                    yield self._joined(self._index(index))
        for view in schema.views:
            yield self._joined([*self._create("VIEW", view.name), self._word("AS"), *self._sql(view.ddl)])
        for trigger in schema.triggers:
            columns = [self._word("OF"), *self._names(trigger.columns)] if trigger.columns else []
            timing = [] if trigger.timing == "BEFORE" and self._maybe() else self._sql(trigger.timing)
            each_row = self._sql("FOR EACH ROW") if self._maybe() else []
            yield self._joined(
                [
                    *self._create("TRIGGER", trigger.name),
                    *timing,
                    self._word(trigger.event),
                    *columns,
                    self._word("ON"),
                    self._name(trigger.table),
                    *each_row,
                    *self._sql(trigger.ddl),
                ]
            )

    def _joined(self, tokens: Iterable[str]) -> str:
        text = ""
        for token in tokens:
            needed = text[-1:].isalnum() or text[-1:] in {"_", "'", '"'}
            gap = not token.startswith(" ") and (needed or self._maybe())
            text += (self._random.choice(_GAPS) if gap else "") + token
        return text

    def _create(self, kind: str, name: str, *, before: Sequence[str] = ()) -> list[str]:
        exists = self._sql("IF NOT EXISTS") if self._maybe() else []
        return [self._word("CREATE"), *map(self._word, before), self._word(kind), *exists, self._quoted(name)]

    def _table(self, table: Table) -> Iterator[str]:
        yield from self._create("TABLE", table.name)
        yield "("
        columns, constraints = self._parts(table)
        for number, part in enumerate([*columns, *constraints]):
            if number:
                yield ","
            yield from part
        yield ")"
        options = [self._sql("WITHOUT ROWID")] * table.without_rowid + [self._sql("STRICT")] * table.strict
        for number, option in enumerate(options):
            if number:
                yield ","
            yield from option

    def _parts(self, table: Table) -> tuple[list[list[str]], list[list[str]]]:
        """Return column definitions and constraints of the table; what may stand in both places does."""
        columns = {column.name: self._column(column, table) for column in table.columns}
        constraints: list[list[str]] = []
        for place, tokens in self._constraints(table):
            if place is not None:
                columns[place] += [*self._constraint_name(), *tokens]
            else:
                constraints.append([*self._constraint_name(), *tokens])
        return list(columns.values()), constraints

    def _constraints(self, table: Table) -> Iterator[tuple[str | None, list[str]]]:
        """Yield constraints, and the column behind whose definition each is written, if any."""
        yield from self._keys(table)
        for check in table.checks:
            tokens = [self._word("CHECK"), "(", *self._expression(check), ")"]
            yield (self._random.choice(table.columns).name if self._maybe() else None), tokens
        for key in table.foreign_keys:
            alone = len(key.columns) == 1 and self._maybe()
            head = [] if alone else [*self._sql("FOREIGN KEY"), "(", *self._names(key.columns), ")"]
            yield (key.columns[0] if alone else None), [*head, *self._reference(key)]

    def _keys(self, table: Table) -> Iterator[tuple[str | None, list[str]]]:
        increment = [self._word("AUTOINCREMENT")] if table.autoincrement else []
        primary = next((index.columns for index in table.indexes if index.origin == "pk"), None)
        if primary is None and table.primary_key:
            yield table.primary_key[0], [*self._sql("PRIMARY KEY"), *increment]
        elif primary is not None:
            yield None, [*self._sql("PRIMARY KEY"), "(", *self._key_columns(primary), ")"]
        for index in table.indexes:
            if index.origin == "u":
                names = ", ".join(key.name or "" for key in index.columns)
                conflict = self._conflict(table, f"KEY {names}")
                yield None, [self._word("UNIQUE"), "(", *self._key_columns(index.columns), ")", *conflict]

    def _conflict(self, table: Table, where: str) -> list[str]:
        for clause in table.conflicts:
            place, _, action = clause.rpartition(": ")
            if place == where:
                return self._sql(f"ON CONFLICT {action}")
        return self._sql("ON CONFLICT ABORT") if self._maybe() else []

    def _constraint_name(self) -> list[str]:
        name = self._random.choice(["a b", "CHECK", "c1"])
        return [self._word("CONSTRAINT"), self._quoted(name)] if self._maybe() else []

    def _column(self, column: Column, table: Table) -> list[str]:
        conflict = self._conflict(table, f"NOT NULL {column.name}") if column.not_null else []
        parts = [[*self._sql("NOT NULL"), *conflict]] if column.not_null else []
        if column.default is not None:
            bare = re.fullmatch(r"-?[0-9.]+|'[^']*'|TRUE|FALSE|CURRENT_TIMESTAMP", column.default)
            plain = bool(bare) and self._maybe()
            value = self._sql(column.default) if plain else ["(", *self._expression(column.default), ")"]
            parts.append([self._word("DEFAULT"), *value])
        if column.collation != "BINARY" or self._maybe():
            parts.append([self._word("COLLATE"), self._name(column.collation)])
        if column.generated is not None:
            parts.append(self._generation(column))
        self._random.shuffle(parts)
        return [
            self._quoted(column.name),
            *self._sql(column.type),
            *(token for part in parts for token in part),
        ]

    def _generation(self, column: Column) -> list[str]:
        # A comment before either word would make SQLite take it for a part of the type.
        always = [self._word(" GENERATED ALWAYS")] if self._maybe() else []
        stored = column.generated is Generated.STORED
        kind = [self._word("STORED")] if stored else [self._word("VIRTUAL")] * self._maybe()
        return [*always, self._word("AS"), "(", *self._expression(column.expression or ""), ")", *kind]

    def _reference(self, key: ForeignKey) -> list[str]:
        tokens = [self._word("REFERENCES"), self._name(key.parent)]
        if not key.implicit:
            tokens += ["(", *self._names(key.parent_columns), ")"]
        for event, action in (("DELETE", key.on_delete), ("UPDATE", key.on_update)):
            if action != "NO ACTION" or self._maybe():
                tokens += [self._word("ON"), self._word(event), *self._sql(action)]
        if key.match != "NONE":
            tokens += [self._word("MATCH"), self._word(key.match)]
        return tokens + self._deferring(key)

    def _deferring(self, key: ForeignKey) -> list[str]:
        if not key.deferrable:
            return self._sql("NOT DEFERRABLE INITIALLY DEFERRED") if self._maybe() else []
        if key.initially_deferred:
            return self._sql("DEFERRABLE INITIALLY DEFERRED")
        return self._sql("DEFERRABLE INITIALLY IMMEDIATE" if self._maybe() else "DEFERRABLE")

    def _index(self, index: Index) -> Iterator[str]:
        yield from self._create("INDEX", index.name, before=["UNIQUE"] * index.unique)
        yield self._word("ON")
        yield self._name(index.table)
        yield "("
        yield from self._key_columns(index.columns)
        yield ")"
        if index.where is not None:
            yield self._word("WHERE")
            yield from self._expression(index.where)

    def _key_columns(self, columns: Sequence[IndexColumn]) -> Iterator[str]:
        for number, column in enumerate(columns):
            if number:
                yield ","
            yield from self._key_column(column)
            if column.descending or self._maybe():
                yield self._word("DESC" if column.descending else "ASC")

    def _key_column(self, column: IndexColumn) -> list[str]:
        if column.name is None:
            return self._expression(column.expression or "")
        return [self._name(column.name), self._word("COLLATE"), self._name(column.collation)]

    def _names(self, names: Sequence[str]) -> Iterator[str]:
        for number, name in enumerate(names):
            if number:
                yield ","
            yield self._name(name)

    def _sql(self, text: str) -> list[str]:
        """Return simple SQL by tokens, its words in any case."""
        return [
            token if token.startswith(("'", '"')) else self._word(token)
            for token in re.findall(r"'[^']*'|\"[^\"]*\"|[\w.]+|[<>=|]+|[^\s\w]", text)
        ]

    def _expression(self, text: str) -> list[str]:
        """Return an expression by tokens, now and then with parentheses that change nothing."""
        tokens: list[str] = []
        for token in self._sql(text):
            is_value = token[0].isdigit() or token.startswith("'")
            tokens += ["(", token, ")"] if is_value and self._random.random() < 0.2 else [token]
        return ["(", *tokens, ")"] if self._random.random() < 0.2 else tokens

    def _word(self, word: str) -> str:
        return "".join(self._random.choice((letter.lower(), letter.upper())) for letter in word)

    def _name(self, name: str) -> str:
        """Return a name that refers to something, in any case and any quotes."""
        return self._quoted("".join(c.swapcase() if c.isascii() and self._maybe() else c for c in name))

    def _quoted(self, name: str) -> str:
        ways = ['"' + name.replace('"', '""') + '"', "`" + name.replace("`", "``") + "`"]
        if "]" not in name:
            ways.append(f"[{name}]")
        if _BARE.fullmatch(name.lower()) and name.lower() not in _RESERVED:
            ways += [name] * 3
        return self._random.choice(ways)

    def _maybe(self) -> bool:
        return self._random.random() < 0.5
