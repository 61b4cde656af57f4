"""Finding drift: the applied migrations replayed in memory, compared with the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.migrations.drift.facts import Drift
from pipeline_browser.model.migrations.ledger import read_ledger
from pipeline_browser.model.migrations.promise import promise_of
from pipeline_browser.model.schema import read_schema
from pipeline_browser.model.schema.diff import schema_diff

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.migrations.ledger import Ledger
    from pipeline_browser.model.migrations.promise import Promise
    from pipeline_browser.model.migrations.source import Migration, MigrationSource


def find_drift(
    database: Database, source: MigrationSource, *, cancellation: Cancellation | None = None
) -> Drift:
    """Return how the database differs from what its applied migrations promise; never writes.

    Raises:
        LedgerUnusable, Cancelled: and every error of reading the database.
    """
    table = source.config.table_name
    with database.reading(cancellation=cancellation):
        ledger = read_ledger(database, table)
        found = read_schema(database, cancellation=cancellation)
    applied = applied_migrations(source, ledger)
    versions = tuple(each.version for each in applied)
    modified = tuple(
        each.version
        for each in applied
        if (row := ledger.row(each.version)) and not each.matches(row.checksum)
    )
    unknown = tuple(_unknown(source, ledger))
    if unknown:
        return Drift(versions, None, found, unknown=unknown, modified=modified)
    promise = promise_of(applied, cancellation)
    if promise.failure is not None:
        return Drift(versions, None, found, unknown=(_failed(promise),), modified=modified)
    difference = schema_diff(promise.schema, found, ignore=frozenset({table}))
    return Drift(versions, promise.schema, found, difference, modified=modified)


def applied_migrations(source: MigrationSource, ledger: Ledger) -> tuple[Migration, ...]:
    """Return the files of the versions that the ledger holds, by version."""
    recorded = {row.version for row in ledger.rows}
    return tuple(each for each in source.ups if each.version in recorded)


def _is_modified(migration: Migration, ledger: Ledger) -> bool:
    row = ledger.row(migration.version)
    return row is not None and not migration.matches(row.checksum)


def _unknown(source: MigrationSource, ledger: Ledger) -> Iterator[str]:
    if not ledger.rows:
        yield "no migration is recorded in the database"
    known = {each.version for each in source.ups}
    for row in ledger.rows:
        if row.version not in known:
            yield f"migration {row.version} ({row.description}) is applied, but the source lacks its file"
        elif not row.success:
            yield f"migration {row.version} ({row.description}) is recorded as failed"


def _failed(promise: Promise) -> str:
    migration, failure = promise.migration, promise.failure
    assert migration is not None  # noqa: S101 - only a migration's statement fails
    assert failure is not None  # noqa: S101
    where = f"{migration.file_name}:{failure.statement.line}"
    return f"{where} fails on an empty database: {failure.message}"
