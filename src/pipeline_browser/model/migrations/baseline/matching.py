"""Which version of a source a database without a ledger is; nothing here writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.migrations.baseline.facts import BaselineOffer, Candidate, VersionMatch
from pipeline_browser.model.migrations.baseline.nearest import names_in, nearest, replayed, schemas_at
from pipeline_browser.model.migrations.drift.bookkeeping import bookkeeping_of
from pipeline_browser.model.migrations.ledger import read_ledger
from pipeline_browser.model.schema import read_schema
from pipeline_browser.model.schema.diff import schema_diff
from pipeline_browser.model.schema.difference import DifferenceKind, ObjectKind
from pipeline_browser.model.sql_tokens import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.migrations.baseline.nearest import Step
    from pipeline_browser.model.migrations.source import MigrationSource
    from pipeline_browser.model.schema.difference import Difference
    from pipeline_browser.model.schema.facts import Schema

_STANDING_ALONE = (ObjectKind.TABLE, ObjectKind.VIEW, ObjectKind.INDEX, ObjectKind.TRIGGER)


def find_baseline(
    database: Database,
    source: MigrationSource,
    *,
    wanted: int | None = None,
    allow_extra: bool = False,
    cancellation: Cancellation | None = None,
) -> BaselineOffer:
    """Compare the database with what the versions of the source make of an empty one.

    Args:
        wanted: a version to compare with, however far from it the database is.
        allow_extra: put up with tables and views that no migration makes: another program may keep its own
            in the same file. An additional column, key or index of a table of ours always counts.

    Raises:
        LedgerUnusable, Cancelled: and every error of reading the database.
    """
    candidate = read_candidate(database, source, cancellation=cancellation)
    return compare_versions(
        source, candidate, wanted=wanted, allow_extra=allow_extra, cancellation=cancellation
    )


def read_candidate(
    database: Database, source: MigrationSource, *, cancellation: Cancellation | None = None
) -> Candidate:
    """Read what is needed of the database, all in one moment.

    Raises:
        LedgerUnusable, Cancelled: and every error of reading the database.
    """
    table = source.config.table_name
    with database.reading(cancellation=cancellation):
        return Candidate(
            ledger=read_ledger(database, table),
            found=read_schema(database, cancellation=cancellation),
            names=names_in(database) - {("table", fold(table))},
            schema_version=int(database.query("PRAGMA schema_version")[0][0]),
        )


def compare_versions(
    source: MigrationSource,
    candidate: Candidate,
    *,
    wanted: int | None = None,
    allow_extra: bool = False,
    cancellation: Cancellation | None = None,
) -> BaselineOffer:
    """Compare what was read with the versions; the database is not needed any more.

    Raises:
        Cancelled: on request.
    """
    refusal = _refusal(source, candidate)
    steps = [] if refusal else list(replayed(source.ups, cancellation))
    places = nearest(steps, candidate.names, extra_counts=not allow_extra, wanted=wanted)
    own = frozenset(name for step in steps for _, name in step.names)
    matches = [
        _match(steps[at], schema, candidate, source.config.table_name, own, allow_extra=allow_extra)
        for at, schema in schemas_at(source.ups, places, cancellation)
    ]
    return BaselineOffer(
        source=source,
        found=candidate.found,
        schema_version=candidate.schema_version,
        matches=tuple(matches),
        had_ledger=candidate.ledger.exists,
        left_out=sum(step.failure is None for step in steps) - len(matches),
        failure=_failure(steps),
        refusal=refusal,
        allow_extra=allow_extra,
    )


def _match(
    step: Step, promised: Schema, candidate: Candidate, table: str, own: frozenset[str], *, allow_extra: bool
) -> VersionMatch:
    ignored = frozenset({table, *bookkeeping_of(candidate.found, promised)})
    differences = schema_diff(promised, candidate.found, ignore=ignored).differences
    extra = tuple(_strangers(differences, own))
    counted = tuple(each for each in differences if not (allow_extra and each in extra))
    return VersionMatch(
        migration=step.migration,
        promised=promised,
        differences=counted,
        extra=extra,
        equal=all(each.kind is DifferenceKind.ORDER for each in counted),
        rows_only=step.rows_only,
    )


def _strangers(differences: Sequence[Difference], own: frozenset[str]) -> Iterator[Difference]:
    """Yield what stands beside the migrations' tables and touches none of them.

    What a later version makes is no stranger: it tells that the database is that version.
    """
    for each in differences:
        whole = each.object_kind in _STANDING_ALONE
        if each.kind is DifferenceKind.EXTRA and whole and fold(each.table) not in own:
            yield each


def _failure(steps: Sequence[Step]) -> str:
    last = steps[-1] if steps else None
    if last is None or last.failure is None:
        return ""
    where = f"{last.migration.file_name}:{last.failure.statement.line}"
    return f"{where} fails on an empty database, so later versions were not compared: {last.failure.message}"


def _refusal(source: MigrationSource, candidate: Candidate) -> str:
    if candidate.ledger.rows:
        return "It has a ledger already, which says what is applied."
    if not any(kind in ("table", "view") for kind, _ in candidate.names):
        return "It has no tables: there is nothing to mark, the migrations can simply run."
    return "" if source.ups else "The source has no migrations."
