"""The words for what stops a migration in the middle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.engine import sqlite3
from pipeline_browser.model.errors import CascadeRefused, MigrationFailed
from pipeline_browser.model.migrations.execution import error_text
from pipeline_browser.model.migrations.foresight import cascade_sentence
from pipeline_browser.model.migrations.source import MigrationKind

if TYPE_CHECKING:
    from pipeline_browser.model.errors import CascadeLoss, ForeignKeysViolated
    from pipeline_browser.model.migrations.source import Migration
    from pipeline_browser.model.sql_text import Statement


def statement_failed(
    connection: sqlite3.Connection, migration: Migration, statement: Statement, error: Exception
) -> MigrationFailed:
    """Return the error for a statement that SQLite refused."""
    text = (
        error_text(connection, error) if isinstance(error, sqlite3.Error) else str(error) or "out of memory"
    )
    # On the way back sqlx names no version.
    what = "migrations" if migration.kind is MigrationKind.DOWN else f"migration {migration.version}"
    return MigrationFailed(
        f"Migration {migration.version} ({migration.description}) failed",
        version=migration.version,
        statement=statement.text,
        line=statement.line,
        column=statement.column,
        sqlite_message=str(error) or "out of memory",  # MemoryError has no words
        sqlx_message=f"while executing {what}: {text}",
        path=migration.path,
        remedy=_remedy(statement, str(error)),
    )


def left_open(migration: Migration) -> MigrationFailed:
    """Return the error for a file without a transaction that leaves a savepoint open, which is one."""
    return MigrationFailed(
        f"Migration {migration.version} ({migration.description}) leaves a savepoint open",
        version=migration.version,
        statement="",
        line=migration.sql.count("\n") + 1,
        column=1,
        sqlite_message="a transaction is still open at the end of the file",
        path=migration.path,
        cause="Outside of a transaction SAVEPOINT opens one, and only RELEASE of the first one commits it.",
        remedy="RELEASE each savepoint before the end of the file.",
    )


def violated_at_commit(migration: Migration, error: ForeignKeysViolated) -> MigrationFailed:
    """Return the error for a COMMIT that foreign keys refused."""
    return MigrationFailed(
        f"Migration {migration.version} ({migration.description}) leaves rows without their parent",
        version=migration.version,
        statement="COMMIT",
        line=migration.sql.count("\n") + 1,
        column=1,
        sqlite_message=error.sqlite_message,
        sqlx_message="while executing migrations: error returned from database:"
        f" (code: 787) {error.sqlite_message}",
        path=migration.path,
        cause=error.cause or _MISCOUNTED,
        remedy="Give those rows an existing parent, or delete them, before the end of the file."
        if error.cause
        else "Put PRAGMA foreign_keys = OFF; BEGIN; before the rebuild and COMMIT; behind it.",
    )


# Dropping a table counts its children's deferred references as broken; a rename mends none of them.
_MISCOUNTED = (
    "Each row has a parent, but SQLite counted those references as broken when the parent table was dropped,"
    " and does not count a renamed table as mending them."
)


def not_recorded(migration: Migration, table: str, message: str, sqlx_text: str = "") -> MigrationFailed:
    """Return the error for a ledger that does not take the migration's row, or does not let go of it."""
    return MigrationFailed(
        f"Migration {migration.version} could not be recorded in {table}",
        version=migration.version,
        statement=f"INSERT INTO {table}",
        line=migration.sql.count("\n") + 1,
        column=1,
        sqlite_message=message,
        sqlx_message=f"while executing migrations: {sqlx_text}" if sqlx_text else "",
        path=migration.path,
        remedy="See whether the file itself changes the ledger, or whether two files have one version.",
    )


def cascade_refused(migration: Migration, losses: tuple[CascadeLoss, ...]) -> CascadeRefused:
    """Return the error for drops that take rows of other tables along."""
    alike: dict[tuple[str, bool], list[CascadeLoss]] = {}
    for loss in losses:
        alike.setdefault((loss.parent, loss.blanked), []).append(loss)
    sentences = " ".join(cascade_sentence(*each) for each in alike.values())
    return CascadeRefused(
        f"Migration {migration.version} would take rows of other tables along",
        losses=losses,
        version=migration.version,
        cause=f"{sentences} PRAGMA foreign_keys = OFF has no effect inside a transaction.",
        remedy="Let the file copy those rows and put them back, or allow the loss explicitly.",
    )


def _remedy(statement: Statement, text: str) -> str:
    """Return what to do about a statement that SQLite refused."""
    if statement.begins_with("DETACH"):
        return (
            "Leave DETACH out: this transaction still uses that database, and it is detached after the file."
        )
    return next(remedy for words, remedy in _REMEDIES if words in text)


_REMEDIES = (
    (
        "FOREIGN KEY constraint failed",
        "Insert the parent row first; a parent that still has children cannot go.",
    ),
    ("full", "Free space on the disk, then run the migration again."),
    (
        "not authorized to use function",
        "Do without that function: neither this program nor sqlx lets SQL load code.",
    ),
    ("not authorized", "The statement does what the plan did not announce, such as ending the transaction."),
    (
        "already exists",
        (
            "Where tables were made without a ledger, mark the database as migrated instead (baseline)."
            " Otherwise correct the statement, then run the migration again."
        ),
    ),
    ("locked", "Another program holds a lock. Let it finish, then run the migration again."),
    ("busy", "Another program holds a lock. Let it finish, then run the migration again."),
    ("", "Correct the statement, then run the migration again."),
)
"""What SQLite's message holds, and what to do then; the first that fits."""
