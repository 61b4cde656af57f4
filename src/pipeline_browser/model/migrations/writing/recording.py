"""A migration recorded as applied where its change was made by hand before it was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.errors import MigrationError
from pipeline_browser.model.migrations.drift.finding import applied_migrations
from pipeline_browser.model.migrations.ledger import UNKNOWN_TIME, create_ledger, read_ledger, record
from pipeline_browser.model.migrations.promise import promise_of
from pipeline_browser.model.migrations.writing.proposal import left_alone
from pipeline_browser.model.schema import read_schema
from pipeline_browser.model.schema.diff import schema_diff

if TYPE_CHECKING:
    from collections.abc import Collection

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.migrations.ledger import Ledger
    from pipeline_browser.model.migrations.source import Migration, MigrationSource


def record_as_applied(
    database: Database,
    source: MigrationSource,
    version: int,
    *,
    patterns: Collection[str] = (),
    cancellation: Cancellation | None = None,
) -> Migration:
    """Record a migration without running it, once it is proved that its schema is there already.

    The proof and the row are one transaction: the applied migrations and this one, replayed in memory, must
    give exactly the schema that the database has.

    Args:
        patterns: names of tables and views that do not count, with ``*`` and ``?``.

    Raises:
        MigrationError: the schema is another one, the version is recorded already or not the next one.
        DatabaseBusy, DatabaseReadOnly, LedgerUnusable, Cancelled: nothing was written.
    """
    table = source.config.table_name
    with database.transaction(cancellation=cancellation):
        ledger = read_ledger(database, table)
        migration = _next(source, ledger, version)
        _prove(database, source, ledger, migration, patterns, cancellation)
        create_ledger(database.connection, table)
        record(database.connection, migration, UNKNOWN_TIME, table)
    return migration


def _next(source: MigrationSource, ledger: Ledger, version: int) -> Migration:
    migration = source.up(version)
    if migration is None:
        raise _refused(version, "Its file is not in the folder of migrations.")
    if ledger.row(version) is not None:
        raise _refused(version, "It is recorded already.")
    pending = [each for each in source.ups if ledger.row(each.version) is None]
    if pending[0].version != version:
        raise _refused(
            version,
            f"Migration {pending[0].version} is pending and comes before it.",
            "Delete the new file, apply what is pending, then write the migration again.",
        )
    return migration


def _prove(
    database: Database,
    source: MigrationSource,
    ledger: Ledger,
    migration: Migration,
    patterns: Collection[str],
    cancellation: Cancellation | None,
) -> None:
    applied = applied_migrations(source, ledger)
    promise = promise_of((*applied, migration), cancellation)
    if promise.failure is not None:
        raise _refused(migration.version, f"Its replay in memory fails: {promise.failure.message}.")
    found = read_schema(database, cancellation=cancellation)
    ignore = left_alone(source.config.table_name, promise.schema, found, patterns)
    difference = schema_diff(promise.schema, found, ignore=ignore)
    if not difference.equal:
        raise _refused(
            migration.version,
            f"The database is not what it makes: {'; '.join(difference.sentences()[:3])}.",
            "Correct the file, or make the rest of the change by hand.",
        )
    before = promise_of(applied, cancellation)
    # Two who write down the same change at once would leave a history that makes it twice.
    if before.failure is None and schema_diff(before.schema, found, ignore=ignore).equal:
        raise _refused(
            migration.version,
            "The migrations before it make this schema already.",
            "Delete its file, if another one has recorded the same change meanwhile.",
        )


def _refused(version: int, cause: str, remedy: str = "") -> MigrationError:
    return MigrationError(
        f"Migration {version} was not recorded as applied",
        version=version,
        cause=cause,
        remedy=remedy or "The file is there; nothing was written to the database.",
    )
