"""Finding drift: the applied migrations replayed in memory, compared with the database."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline_browser.model.migrations.drift.bookkeeping import bookkeeping_of, matching
from pipeline_browser.model.migrations.drift.facts import Basis, Drift
from pipeline_browser.model.migrations.drift.promising import Told, told_by
from pipeline_browser.model.migrations.ledger import read_ledger
from pipeline_browser.model.schema import read_schema
from pipeline_browser.model.schema.diff import schema_diff
from pipeline_browser.model.schema.difference import SchemaDifference
from pipeline_browser.model.sql_tokens import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.migrations.ledger import Ledger
    from pipeline_browser.model.migrations.source import Migration, MigrationSource
    from pipeline_browser.model.schema.facts import Schema


def find_drift(
    database: Database,
    source: MigrationSource,
    *,
    ignore: Collection[str] = (),
    ignore_missing: bool = False,
    cancellation: Cancellation | None = None,
) -> Drift:
    """Return how the database differs from what its applied migrations promise; never writes.

    Args:
        ignore: names of tables and views that are nobody's business, with ``*`` and ``?``.
        ignore_missing: compare with the rest where an applied migration is not in the source.

    Raises:
        LedgerUnusable, Cancelled: and every error of reading the database.
    """
    with database.reading(cancellation=cancellation):
        ledger = read_ledger(database, source.config.table_name)
        found = read_schema(database, cancellation=cancellation)
    return _Search(database, source, ledger, found, ignore, cancellation).drift(ignore_missing=ignore_missing)


def applied_migrations(source: MigrationSource, ledger: Ledger) -> tuple[Migration, ...]:
    """Return the files of the versions that the ledger holds, by version; of two files the recorded one."""
    files: dict[int, Migration] = {}
    for each in source.ups:
        row = ledger.row(each.version)
        if row is not None and (each.version not in files or each.matches(row.checksum)):
            files[each.version] = each
    return tuple(files.values())


class _Search:
    """One database against one source."""

    def __init__(
        self,
        database: Database,
        source: MigrationSource,
        ledger: Ledger,
        found: Schema,
        ignore: Collection[str],
        cancellation: Cancellation | None,
    ) -> None:
        self._database = database
        self._source = source
        self._ledger = ledger
        self._found = found
        self._ignore = ignore
        self._cancellation = cancellation

    def drift(self, *, ignore_missing: bool) -> Drift:
        if not self._ledger.rows:
            return self._whole()
        applied = applied_migrations(self._source, self._ledger)
        drift = replace(self._empty(applied), modified=tuple(self._modified(applied)))
        unknown = tuple(self._unknown(ignore_missing=ignore_missing))
        if unknown:
            return replace(drift, unknown=unknown)
        missing = tuple(_lacking(self._source, self._ledger)) if ignore_missing else ()
        drift = self._compared(drift, applied)
        late = by_installation(applied, self._ledger)
        if late != applied and (drift.drifted or drift.doubts):
            drift = self._nearer(drift, late)
        return replace(drift, notes=(*missing, *drift.notes, *self._unrecorded(drift)))

    def _empty(self, migrations: Sequence[Migration], basis: Basis = Basis.APPLIED) -> Drift:
        return Drift(tuple(each.version for each in migrations), None, self._found, basis=basis)

    def _compared(self, drift: Drift, migrations: Sequence[Migration]) -> Drift:
        told = told_by(migrations, self._cancellation)
        return replace(
            drift,
            versions=tuple(each.version for each in migrations),
            promised=told.schema,
            difference=self._difference(told, self._found),
            doubts=(*(each.sentence for each in told.doubts), *_unreadable(self._found, told)),
            notes=tuple(self._bookkeeping(told.schema)),
            left_out=self._left_out(told, self._found),
            doubted=frozenset(name for doubt in told.doubts for name in doubt.names),
            start=self._found,
        )

    def _nearer(self, drift: Drift, late: Sequence[Migration]) -> Drift:
        """Return what the order of installation gives, if that tells more or is nearer to what is there."""
        other = self._compared(drift, late)
        sizes = [(len(each.doubts), len(each.differences)) for each in (other, drift)]
        if sizes[0] >= sizes[1]:
            return drift
        order = ", ".join(map(str, other.versions))
        return replace(other, notes=(*other.notes, f"the migrations were applied in the order {order}"))

    def _unrecorded(self, drift: Drift) -> Iterator[str]:
        """Say so where pending migrations are the drift: they ran, and their rows in the ledger are gone."""
        pending = [each for each in self._source.ups if each.version not in drift.versions]
        if not drift.drifted or not pending:
            return
        whole = self._compared(self._empty(self._source.ups), self._source.ups)
        if not whole.drifted:
            versions = ", ".join(str(each.version) for each in pending)
            yield (
                "the schema is what it is after the pending migrations: they were carried out, and are not"
                f" recorded ({versions})"
            )

    def _whole(self) -> Drift:
        """Compare with all migrations: nothing is recorded as applied."""
        ups = self._source.ups
        ledger = fold(self._source.config.table_name)
        tables = [each for each in self._found.user_tables if fold(each.name) != ledger]
        if not tables and not self._found.views:
            return self._compared(self._empty(()), ())
        drift = self._compared(self._empty(ups, Basis.WHOLE), ups)
        after = told_by(ups, self._cancellation, start=self._database)
        stopping = tuple(each.failure for each in after.doubts if each.sentence not in drift.doubts)
        drift = replace(drift, stopping=stopping)
        if not drift.drifted or after.doubts or drift.promised is None:
            return drift
        rest = self._difference(Told(drift.promised, ()), after.schema)
        stays = set(rest.differences)
        mended = tuple(each for each in drift.differences if each not in stays)
        return replace(drift, difference=rest, mended=SchemaDifference(mended), start=after.schema)

    def _difference(self, told: Told, found: Schema) -> SchemaDifference:
        whole = schema_diff(told.schema, found, ignore=self._left_out(told, found))
        return SchemaDifference(tuple(each for each in whole.differences if not told.is_doubtful(each)))

    def _left_out(self, told: Told, found: Schema) -> frozenset[str]:
        names = {
            self._source.config.table_name,
            *bookkeeping_of(found, told.schema),
            *matching(self._ignore, told.schema, found),
            *(problem.name for problem in found.problems if problem.kind == "table"),
            *(table.name for table in found.user_tables if told.is_doubted(table.name)),
        }
        return frozenset(map(fold, names))

    def _bookkeeping(self, promised: Schema) -> Iterator[str]:
        for table, owner in bookkeeping_of(self._found, promised).items():
            if fold(table) != fold(self._source.config.table_name):
                yield f"table {table} is left out, as {owner}'s own"

    def _modified(self, applied: Sequence[Migration]) -> Iterator[int]:
        for each in applied:
            row = self._ledger.row(each.version)
            if row is not None and not each.matches(row.checksum):
                yield each.version

    def _unknown(self, *, ignore_missing: bool) -> Iterator[str]:
        if not ignore_missing:
            yield from _lacking(self._source, self._ledger)
        for row in self._ledger.rows:
            if not row.success:
                yield f"migration {row.version} ({row.description}) is recorded as failed"


def by_installation(applied: Sequence[Migration], ledger: Ledger) -> tuple[Migration, ...]:
    """Return the migrations in the order in which the ledger says they were installed, to the second."""
    moments = {row.version: row.installed_on for row in ledger.rows}
    return tuple(sorted(applied, key=lambda each: (moments[each.version], each.version)))


def _unreadable(found: Schema, told: Told) -> Iterator[str]:
    doubted = {name for doubt in told.doubts for name in doubt.names}
    for problem in found.problems:
        if problem.kind == "table" and fold(problem.name) not in doubted:
            yield f"nothing can be said about {problem.name}: {problem.message}"


def _lacking(source: MigrationSource, ledger: Ledger) -> Iterator[str]:
    known = {each.version for each in source.ups}
    for row in ledger.rows:
        if row.version not in known:
            yield f"migration {row.version} ({row.description}) is applied, but the source lacks its file"
