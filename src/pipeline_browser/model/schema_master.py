"""The rows of ``sqlite_master``, and which of them may be believed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline_browser.model.errors import DatabaseFileError, DatabaseOperationFailed, DatabaseReadOnly
from pipeline_browser.model.schema_ddl import read_head, read_module
from pipeline_browser.model.schema_facts import SchemaProblem
from pipeline_browser.model.sql_tokens import fold

if TYPE_CHECKING:
    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database

UNREADABLE = (DatabaseFileError, DatabaseOperationFailed, DatabaseReadOnly)
"""What makes one object unreadable, while the rest may be read."""

_MASTER = "SELECT rowid, type, name, tbl_name, sql FROM main.sqlite_master ORDER BY rowid"
_KINDS = frozenset({"table", "index", "view", "trigger"})
_LONGEST_TEXT = 1_000_000  # characters; SQLite's own limit for a statement by default
_MADE = {"TABLE": "table", "VIRTUAL": "table", "INDEX": "index", "VIEW": "view", "TRIGGER": "trigger"}


@dataclass(frozen=True, slots=True)
class MasterRow:
    """One object.

    Attributes:
        row: its rowid in ``sqlite_master``.
        table: that it belongs to.
        ddl: empty for an index that a constraint made.
        module: of a virtual table.
        trusted: type and name are those of the text, so that asking SQLite about the name is safe: it
            cannot turn out to be a view that takes for ever to resolve.
    """

    row: int
    kind: str
    name: str
    table: str
    ddl: str
    module: str = ""
    trusted: bool = True

    @property
    def plain(self) -> bool:
        """Whether it can be asked about together with others: no module's code is run for it."""
        return self.trusted and not self.module


@dataclass(frozen=True, slots=True)
class Master:
    """All objects, in the order of their making, and what is wrong with the rows."""

    rows: tuple[MasterRow, ...]
    problems: tuple[SchemaProblem, ...]


def read_master(database: Database, cancellation: Cancellation | None) -> Master:
    """Return what ``sqlite_master`` holds; rows of unknown kinds are told as problems."""
    rows = [_row(*values) for values in database.query(_MASTER, cancellation=cancellation)]
    known = tuple(row for row in rows if row.kind in _KINDS)
    problems = [_unknown(row) for row in rows if row.kind not in _KINDS]
    problems += [_contradiction(row) for row in known if not row.trusted]
    problems += _orphans(known)
    return Master(known, tuple(problems))


def _row(number: int, kind: object, name: object, table: object, ddl: object) -> MasterRow:
    text = _text(ddl)
    row = MasterRow(number, _text(kind), _text(name), _text(table), text)
    if not text and row.kind == "index":
        return row
    if len(text) > _LONGEST_TEXT:
        return MasterRow(number, row.kind, row.name, row.table, "", trusted=False)
    made, written = read_head(text)
    trusted = _MADE.get(made) == row.kind and fold(written) == fold(row.name)
    module = read_module(text) if made == "VIRTUAL" else ""
    return MasterRow(number, row.kind, row.name, row.table, text, module, trusted)


def _text(value: object) -> str:
    """Return the value of a column that should hold text; a damaged or forged row may hold anything."""
    if isinstance(value, str):
        return value
    if isinstance(value, bytes):
        return value.decode("utf-8", "surrogateescape")
    return "" if value is None else str(value)


def _unknown(row: MasterRow) -> SchemaProblem:
    return SchemaProblem("schema", row.name, f"an entry of the unknown kind {row.kind!r}")


def _contradiction(row: MasterRow) -> SchemaProblem:
    return SchemaProblem(row.kind, row.name, "its entry and its text contradict each other, or it has none")


def _orphans(rows: tuple[MasterRow, ...]) -> list[SchemaProblem]:
    owners = {fold(row.name) for row in rows if row.kind in {"table", "view"}}
    return [
        SchemaProblem(row.kind, row.name, f"it belongs to {row.table}, which does not exist")
        for row in rows
        if row.kind in {"index", "trigger"} and fold(row.table) not in owners
    ]
