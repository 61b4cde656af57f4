"""Writing the ledger that a database never had: after the comparison and a backup, in one transaction.

There is no way to insist. Where the schema is not the version's, the ledger would be a lie that nobody finds
out: later migrations would fail, or leave columns missing. A migration that brings the schema there is
the way, or another version. What a repair may be forced to say about a text, this would say about tables.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline_browser.model.backup import back_up
from pipeline_browser.model.connection.database_facts import open_for_reading_only
from pipeline_browser.model.errors import BaselineRefused, PlanOutdated
from pipeline_browser.model.migrations.baseline.facts import BaselineReport
from pipeline_browser.model.migrations.baseline.matching import find_baseline
from pipeline_browser.model.migrations.baseline.words import differences_words
from pipeline_browser.model.migrations.ledger import UNKNOWN_TIME, create_ledger, read_ledger, record

if TYPE_CHECKING:
    from pipeline_browser.model.backup import CopyProgress
    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.connection.waiting import Waiting
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.migrations.baseline.facts import BaselineOffer, VersionMatch
    from pipeline_browser.model.migrations.source import MigrationSource


def baseline(
    database: Database,
    source: MigrationSource,
    version: int | None = None,
    *,
    allow_extra: bool = False,
    dry_run: bool = False,
    progress: CopyProgress | None = None,
    cancellation: Cancellation | None = None,
    waiting: Waiting | None = None,
) -> BaselineReport:
    """Mark a database without a ledger as migrated up to a version whose schema it has exactly.

    Args:
        version: None for the only one that it can be.
        allow_extra: put up with tables and views that no migration makes.
        dry_run: only compare; nothing is written, no backup is made.

    Raises:
        BaselineRefused: it has a ledger, or no tables, or another schema (``points`` are the differences), or
            several versions are equal and none was named.
        DatabaseReadOnly, DatabaseBusy, DatabaseFull, BackupFailed, PlanOutdated, LedgerUnusable, Cancelled:
            nothing was written.
    """
    offer = find_baseline(
        database, source, wanted=version, allow_extra=allow_extra, cancellation=cancellation
    )
    match = chosen(database, offer, version)
    if dry_run:
        return report_of(offer, match)
    return mark(database, offer, match, progress=progress, cancellation=cancellation, waiting=waiting)


def chosen(database: Database, offer: BaselineOffer, version: int | None) -> VersionMatch:
    """Return the version to mark.

    Raises:
        BaselineRefused: there is none.
    """
    name = database.location.name
    if offer.refusal:
        raise BaselineRefused(f"{name} cannot be marked as migrated", path=database.path, cause=offer.refusal)
    match = offer.nearest if version is None else offer.match(version)
    if version is None and offer.equal:
        if len(offer.equal) > 1:
            raise _ambiguous(offer, name)
        match = offer.equal[0]
    if match is None:
        raise _unknown(offer, version)
    if not match.equal:
        raise _different(offer, match, name)
    return match


def mark(
    database: Database,
    offer: BaselineOffer,
    match: VersionMatch,
    *,
    progress: CopyProgress | None = None,
    cancellation: Cancellation | None = None,
    waiting: Waiting | None = None,
) -> BaselineReport:
    """Write the ledger, if the database is still what was compared.

    Raises:
        See baseline().
    """
    if not match.equal or offer.refusal:
        raise _different(offer, match, database.location.name)
    if database.read_only:
        raise open_for_reading_only(database.location, database.read_only_reason)
    report = report_of(offer, match)
    backup = None
    if not database.location.in_memory:
        backup = back_up(database, progress=progress, cancellation=cancellation)
    with database.transaction(cancellation=cancellation, waiting=waiting):
        _check(database, offer)
        table = offer.source.config.table_name
        create_ledger(database.connection, table)
        for migration in report.marked:
            # -1 is sqlx's "applied, the time is not known": nothing ran here that could have taken any.
            record(database.connection, migration, UNKNOWN_TIME, table)
    return replace(report, done=True, backup=backup)


def report_of(offer: BaselineOffer, match: VersionMatch) -> BaselineReport:
    """Return what marking would do."""
    marked = tuple(each for each in offer.source.ups if each.version <= match.version)
    return BaselineReport(offer, match, marked, done=False, had_ledger=offer.had_ledger)


def _check(database: Database, offer: BaselineOffer) -> None:
    if read_ledger(database, offer.source.config.table_name).rows:
        cause = "Another program has written a ledger meanwhile."
    elif int(database.query("PRAGMA schema_version")[0][0]) != offer.schema_version:
        cause = "Another program changed the schema meanwhile."
    else:
        return
    raise PlanOutdated(
        "The comparison is not true any more",
        path=database.path,
        cause=f"{cause} Nothing was written.",
        remedy="Compare again.",
    )


def _ambiguous(offer: BaselineOffer, name: str) -> BaselineRefused:
    versions = [f"{match.version} {match.migration.description}" for match in offer.equal]
    return BaselineRefused(
        f"{name} has the schema of {len(versions)} versions",
        cause="Those after the first change rows alone, and a schema does not tell whether these are there:",
        remedy="Name the last one whose rows are there; what comes after it can then be applied.",
        points=tuple(versions),
    )


def _unknown(offer: BaselineOffer, version: int | None) -> BaselineRefused:
    return BaselineRefused(
        "No version can be compared" if version is None else f"Version {version} cannot be compared",
        path=offer.source.folder,
        cause=offer.failure or "The source does not have it.",
        remedy="Choose one of the versions that the folder holds.",
    )


def _different(offer: BaselineOffer, match: VersionMatch, name: str) -> BaselineRefused:
    points = tuple(each.sentence() for each in match.differences)
    nearest = " It is the nearest one." if match is offer.nearest and len(offer.matches) > 1 else ""
    return BaselineRefused(
        f"{name} does not have the schema of version {match.version}",
        cause=f"{differences_words(match)}{nearest}",
        remedy="Bring it there by hand (`migrate drift --sql` prints how) or by a migration, or choose"
        " another version or source.",
        points=points,
        details="\n".join(points),
    )
