"""The rows of ``sqlite_master``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline_browser.model.errors import DatabaseFileError, DatabaseOperationFailed, DatabaseReadOnly
from pipeline_browser.model.schema.ddl import read_module
from pipeline_browser.model.schema.facts import SchemaProblem
from pipeline_browser.model.sql_tokens import fold

if TYPE_CHECKING:
    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.errors import PipelineBrowserError

UNREADABLE = (DatabaseFileError, DatabaseOperationFailed, DatabaseReadOnly)
"""What makes one object unreadable, while the rest may be read."""

_MASTER = "SELECT rowid, type, name, tbl_name, rootpage, sql FROM main.sqlite_master ORDER BY rowid"
_KINDS = frozenset({"table", "index", "view", "trigger"})
LONGEST_TEXT = 1_000_000  # characters; taking a longer one apart would take seconds


@dataclass(frozen=True, slots=True)
class MasterRow:
    """One object.

    Attributes:
        row: its rowid in ``sqlite_master``.
        table: that it belongs to.
        ddl: empty for an index that a constraint made.
        module: of a virtual table, whose code runs when its columns are asked for.
    """

    row: int
    kind: str
    name: str
    table: str
    ddl: str
    module: str = ""

    @property
    def text(self) -> str:
        """The DDL to take apart; empty if it is too long for that."""
        return self.ddl if len(self.ddl) <= LONGEST_TEXT else ""


@dataclass(frozen=True, slots=True)
class Master:
    """All objects, in the order of their making, and what is wrong with the rows."""

    rows: tuple[MasterRow, ...]
    problems: tuple[SchemaProblem, ...]


def reason(error: PipelineBrowserError) -> str:
    """Return in words why an object cannot be read: SQLite's own, with one exception."""
    if error.cause == "not authorized":
        # Python asks its authorizer in UTF-8 or not at all, and then the answer is no.
        return "a name in it is not UTF-8, so SQLite cannot be asked about it"
    return error.cause or error.summary


def read_master(database: Database, cancellation: Cancellation | None) -> Master:
    """Return what ``sqlite_master`` holds; SQLite itself refuses entries that contradict their texts."""
    rows = [_row(*values) for values in database.query(_MASTER, cancellation=cancellation)]
    known = tuple(row for row in rows if row.kind in _KINDS)
    problems = [_unknown(row) for row in rows if row.kind not in _KINDS]
    problems += [_too_long(row) for row in known if len(row.ddl) > LONGEST_TEXT]
    return Master(known, (*problems, *_orphans(known)))


def _row(number: int, kind: object, name: object, table: object, page: object, ddl: object) -> MasterRow:
    text = _text(ddl)
    module = "" if page or kind != "table" or len(text) > LONGEST_TEXT else read_module(text)
    return MasterRow(number, _text(kind), _text(name), _text(table), text, module)


def _text(value: object) -> str:
    """Return the value of a column that should hold text; a damaged or forged row may hold anything."""
    if isinstance(value, str):
        return value
    if isinstance(value, bytes):
        return value.decode("utf-8", "surrogateescape")
    return "" if value is None else str(value)


def _unknown(row: MasterRow) -> SchemaProblem:
    return SchemaProblem("schema", row.name, f"an entry of the unknown kind {row.kind!r}")


def _too_long(row: MasterRow) -> SchemaProblem:
    return SchemaProblem(row.kind, row.name, "its text is too long to be taken apart")


def _orphans(rows: tuple[MasterRow, ...]) -> list[SchemaProblem]:
    owners = {fold(row.name) for row in rows if row.kind in {"table", "view"}}
    return [
        SchemaProblem(row.kind, row.name, f"it belongs to {row.table}, which does not exist")
        for row in rows
        if row.kind in {"index", "trigger"} and fold(row.table) not in owners
    ]
