"""Which version of a source a database without a ledger is; nothing here writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.migrations.baseline.facts import BaselineOffer, Candidate, VersionMatch
from pipeline_browser.model.migrations.ledger import read_ledger
from pipeline_browser.model.migrations.promise import promises
from pipeline_browser.model.schema import read_schema
from pipeline_browser.model.schema.diff import schema_diff
from pipeline_browser.model.schema.difference import DifferenceKind, ObjectKind
from pipeline_browser.model.sql_tokens import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.migrations.promise import Promise
    from pipeline_browser.model.migrations.source import MigrationSource
    from pipeline_browser.model.schema.difference import Difference
    from pipeline_browser.model.schema.facts import Schema

_STANDING_ALONE = (ObjectKind.TABLE, ObjectKind.VIEW, ObjectKind.INDEX, ObjectKind.TRIGGER)


def find_baseline(
    database: Database,
    source: MigrationSource,
    *,
    allow_extra: bool = False,
    cancellation: Cancellation | None = None,
) -> BaselineOffer:
    """Compare the database with what each version of the source makes of an empty one.

    Args:
        allow_extra: put up with tables and views that no migration makes: another program may keep its own
            in the same file. An additional column, key or index of a table of ours always counts.

    Raises:
        LedgerUnusable, Cancelled: and every error of reading the database.
    """
    candidate = read_candidate(database, source, cancellation=cancellation)
    return compare_versions(source, candidate, allow_extra=allow_extra, cancellation=cancellation)


def read_candidate(
    database: Database, source: MigrationSource, *, cancellation: Cancellation | None = None
) -> Candidate:
    """Read what is needed of the database, all in one moment.

    Raises:
        LedgerUnusable, Cancelled: and every error of reading the database.
    """
    with database.reading(cancellation=cancellation):
        ledger = read_ledger(database, source.config.table_name)
        schema_version = int(database.query("PRAGMA schema_version")[0][0])
        return Candidate(ledger, read_schema(database, cancellation=cancellation), schema_version)


def compare_versions(
    source: MigrationSource,
    candidate: Candidate,
    *,
    allow_extra: bool = False,
    cancellation: Cancellation | None = None,
) -> BaselineOffer:
    """Compare what was read with every version; the database is not needed any more.

    Raises:
        Cancelled: on request.
    """
    refusal = _refusal(source, candidate)
    replayed = [] if refusal else list(promises(source.ups, cancellation))
    found, table = candidate.found, source.config.table_name
    return BaselineOffer(
        source=source,
        found=found,
        schema_version=candidate.schema_version,
        matches=tuple(_matches(replayed, found, table, allow_extra=allow_extra)),
        failure=_failure(replayed),
        refusal=refusal,
        allow_extra=allow_extra,
    )


def _matches(
    replayed: Sequence[Promise], found: Schema, table: str, *, allow_extra: bool
) -> Iterator[VersionMatch]:
    before: Schema | None = None
    own = _names(replayed)
    for promise in replayed:
        if promise.failure is not None:
            return
        if promise.migration is not None:
            differences = schema_diff(promise.schema, found, ignore=frozenset({table})).differences
            extra = tuple(_strangers(differences, own))
            counted = [each for each in differences if not (allow_extra and each in extra)]
            yield VersionMatch(
                migration=promise.migration,
                promised=promise.schema,
                differences=tuple(counted),
                extra=extra,
                equal=all(each.kind is DifferenceKind.ORDER for each in counted),
                rows_only=before is not None and not schema_diff(before, promise.schema).differences,
            )
        before = promise.schema


def _names(replayed: Sequence[Promise]) -> frozenset[str]:
    """Return the names of what any version makes: tables of a later one are no strangers."""
    schemas = [promise.schema for promise in replayed]
    tables = {fold(table.name) for schema in schemas for table in schema.tables}
    return frozenset(tables | {fold(view.name) for schema in schemas for view in schema.views})


def _strangers(differences: Sequence[Difference], own: frozenset[str]) -> Iterator[Difference]:
    """Yield what stands beside the migrations' tables and touches none of them."""
    for each in differences:
        whole = each.object_kind in _STANDING_ALONE
        if each.kind is DifferenceKind.EXTRA and whole and fold(each.table) not in own:
            yield each


def _failure(replayed: Sequence[Promise]) -> str:
    last = replayed[-1] if replayed else None
    if last is None or last.failure is None or last.migration is None:
        return ""
    where = f"{last.migration.file_name}:{last.failure.statement.line}"
    return f"{where} fails on an empty database, so later versions were not compared: {last.failure.message}"


def _refusal(source: MigrationSource, candidate: Candidate) -> str:
    found = candidate.found
    if candidate.ledger.rows:
        return "It has a ledger already, which says what is applied."
    table = fold(source.config.table_name)
    if not any(fold(each.name) != table for each in found.user_tables) and not found.views:
        return "It has no tables: there is nothing to mark, the migrations can simply run."
    return "" if source.ups else "The source has no migrations."
