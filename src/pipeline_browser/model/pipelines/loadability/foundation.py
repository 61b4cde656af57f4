"""How a database stands before any of its pipelines is looked at: ledger, tables, columns, encoding."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline_browser.model.engine import sqlite3
from pipeline_browser.model.migrations.bundled import bundled_source
from pipeline_browser.model.migrations.replay import scratch
from pipeline_browser.model.pipelines.loadability import words
from pipeline_browser.model.pipelines.loadability.ledger_rules import read_ledger_as_program
from pipeline_browser.model.pipelines.loadability.statements import (
    ALSO_WRITTEN,
    LIST,
    STATEMENTS,
    Statement,
)
from pipeline_browser.model.pipelines.shape import has_rowids
from pipeline_browser.model.sql_text import split_statements

if TYPE_CHECKING:
    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.pipelines.loadability.verdict import Refusal

_KEYS = {
    "pipelines": ("id",),
    "pipeline_configuration": ("pipeline_id",),
    "pipeline_stages": ("id", "pipeline_id"),
    "stage_parameters": ("stage_id",),
}
_ROWIDS = ("rowid", "_rowid_", "oid")


@dataclass(frozen=True, slots=True)
class TableFacts:
    """One of the program's tables as it is.

    Attributes:
        columns: what can be asked for, in lower case.
        rowid: the name of the rowid; empty where there is none (views, WITHOUT ROWID).
        unique: the columns that are unique alone.
    """

    columns: frozenset[str]
    rowid: str
    unique: frozenset[str]


@dataclass(frozen=True, slots=True)
class Foundation:
    """What is known of a database before its rows.

    Attributes:
        refusal: ends the program whatever the rows are like.
        refusal_by_row: ends it as soon as there is a row for it to read, by the table that has the row:
            ``pipelines`` means any active pipeline.
        plain_keys: ids are equal where their texts are: no collation, no affinity of a number is declared.
        lacking: tables with the columns that ``create`` and ``delete`` need beyond those that are read.
    """

    refusal: Refusal | None
    refusal_by_row: dict[str, Refusal]
    tables: dict[str, TableFacts]
    plain_keys: bool = True
    lacking: tuple[tuple[str, tuple[str, ...]], ...] = ()


def read_foundation(database: Database, *, cancellation: Cancellation | None = None) -> Foundation:
    """Return how a database stands.

    Raises:
        DatabaseBusy, DatabaseDamaged, DatabaseOperationFailed, Cancelled: the schema cannot be read.
    """
    with database.reading(cancellation=cancellation):
        tables = _tables(database)
        lacking = tuple(_lacking(tables))
        plain_keys = _has_plain_keys(database)
        ledger = read_ledger_as_program(database)
        if ledger.refusal is not None:
            return Foundation(ledger.refusal, {}, tables, plain_keys, lacking)
        by_row: dict[str, Refusal] = {}
        if ledger.applied:
            refusal = _asked(database, by_row)
        else:
            refusal = _asked_after_migration(database, by_row, cancellation)
        return Foundation(refusal, by_row, tables, plain_keys, lacking)


def _asked_after_migration(
    database: Database, by_row: dict[str, Refusal], cancellation: Cancellation | None
) -> Refusal | None:
    """Try the program's own migration on an empty copy of the schema, then its questions."""
    with scratch(cancellation) as copy:
        copy.copy_schema(database)
        for migration in bundled_source().migrations:
            failure = copy.replay(split_statements(migration.sql))
            if failure is not None:
                return words.migration_fails(failure.message)
        return _asked(copy.database, by_row)


def _asked(database: Database, by_row: dict[str, Refusal]) -> Refusal | None:
    """Ask the program's questions without taking a row; fill ``by_row`` and return what ends it at once."""
    for statement in STATEMENTS:
        try:
            names = _result_names(database, statement)
        except sqlite3.OperationalError as error:
            if not _is_about_schema(str(error)):
                raise
            refusal = words.lacks(_missing(database, statement) or str(error))
            if statement is LIST:
                return refusal
            by_row.setdefault("pipelines", refusal)
            continue
        for column, found in zip(statement.columns, names, strict=True):
            if found != column:  # sqlx looks columns up by name, in exactly this letter case
                rows = "pipelines" if statement.table == "pipeline_stages" else statement.table
                by_row.setdefault(rows, words.misspelt(column, statement.table, found))
    return None


def _result_names(database: Database, statement: Statement) -> list[str]:
    marks = (None,) * statement.sql.count("?")
    cursor = database.connection.execute(f"{statement.sql} LIMIT 0", marks)
    names = [str(each[0]) for each in cursor.description]
    cursor.close()
    return names


def _is_about_schema(message: str) -> bool:
    return message.startswith(("no such", "error in view", "view ", "ambiguous"))


def _missing(database: Database, statement: Statement) -> str:
    table = _table(database, statement.table)
    if table is None:
        return f"table {statement.table}"
    needed = dict.fromkeys((*statement.columns, *statement.asked))
    missing = [column for column in needed if column not in table.columns]
    if not missing:
        return ""
    return f"column{'s' if len(missing) > 1 else ''} {', '.join(missing)} of the table {statement.table}"


def _tables(database: Database) -> dict[str, TableFacts]:
    found = {each.table: _table(database, each.table) for each in STATEMENTS}
    return {name: facts for name, facts in found.items() if facts is not None}


def _table(database: Database, name: str) -> TableFacts | None:
    columns = database.query("SELECT lower(name), hidden FROM pragma_table_xinfo(?, 'main')", (name,))
    if not columns:
        return None
    names = frozenset(str(column) for column, hidden in columns if hidden != 1)
    rowid = next((each for each in _ROWIDS if each not in names), "")
    if rowid and not _has_rowids(database, name, rowid):
        rowid = ""
    return TableFacts(names, rowid, _unique(database, name))


def _has_plain_keys(database: Database) -> bool:
    names = ", ".join(f"'{name}'" for name in _KEYS)
    made = database.query(f"SELECT type, sql FROM sqlite_master WHERE lower(name) IN ({names})")
    if any(kind != "table" or "collate" in str(sql).lower() for kind, sql in made):
        return False
    return all(
        _holds_texts(database, table, column) for table, columns in _KEYS.items() for column in columns
    )


def _holds_texts(database: Database, table: str, column: str) -> bool:
    # https://sqlite.org/datatype3.html#affname: TEXT, or BLOB, which changes nothing.
    sql = "SELECT lower(type) FROM pragma_table_xinfo(?, 'main') WHERE lower(name) = ?"
    for (declared,) in database.query(sql, (table, column)):
        if "int" in declared:
            return False
        return not declared or any(part in declared for part in ("char", "clob", "text", "blob"))
    return True


def _has_rowids(database: Database, name: str, rowid: str) -> bool:
    # Not PRAGMA table_list: it resolves every view first, which a hostile file can make endless.
    stored = database.query(
        "SELECT type = 'table' AND rootpage <> 0 FROM main.sqlite_master "
        "WHERE type IN ('table', 'view') AND lower(name) = ?",
        (name,),
    )
    return stored == [(1,)] and has_rowids(database, name, rowid)


def _unique(database: Database, name: str) -> frozenset[str]:
    alone: set[str] = set()
    indexes = database.query(
        "SELECT name FROM pragma_index_list(?, 'main') WHERE \"unique\" AND NOT partial", (name,)
    )
    for (index,) in indexes:
        columns = database.query("SELECT lower(name) FROM pragma_index_info(?, 'main')", (index,))
        if len(columns) == 1 and columns[0][0] is not None:
            alone.add(str(columns[0][0]))
    return frozenset(alone)


def _lacking(tables: dict[str, TableFacts]) -> list[tuple[str, tuple[str, ...]]]:
    found = []
    for table, needed in ALSO_WRITTEN:
        facts = tables.get(table)
        missing = tuple(each for each in needed if facts is not None and each not in facts.columns)
        if missing:
            found.append((table, missing))
    return found
