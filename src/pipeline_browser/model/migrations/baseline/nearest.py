"""Which of many versions are worth comparing with a database: those that have most names in common with it.

A schema is read and compared in time that grows with its size, so comparing it with each of a thousand
versions takes minutes. Versions whose schema is equal have the same names, and those are quickly counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline_browser.model.migrations.making_statements import making_statements
from pipeline_browser.model.migrations.replay import scratch

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.migrations.replay import ReplayFailure
    from pipeline_browser.model.migrations.source import Migration
    from pipeline_browser.model.schema.facts import Schema

MOST_COMPARED = 40
Names = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Step:
    """One version as it was replayed.

    Attributes:
        names: kind and name (in lower case) of everything that there is after it.
        rows_only: it changed no schema.
    """

    migration: Migration
    names: Names
    rows_only: bool
    failure: ReplayFailure | None


def names_in(database: Database) -> Names:
    """Return kind and name of everything in a schema, as SQLite compares names."""
    sql = "SELECT type, lower(name) FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    return frozenset((str(kind), str(name)) for kind, name in database.query(sql))


def replayed(migrations: Sequence[Migration], cancellation: Cancellation | None) -> Iterator[Step]:
    """Yield each version in turn; ends after one that fails.

    Raises:
        Cancelled: on request.
    """
    with scratch(cancellation) as copy:
        changes = 0
        for migration in migrations:
            failure = copy.replay(making_statements(migration))
            before, changes = changes, int(copy.database.query("PRAGMA schema_version")[0][0])
            yield Step(migration, names_in(copy.database), changes == before, failure)
            if failure is not None:
                return


def nearest(steps: Sequence[Step], names: Names, *, extra_counts: bool, wanted: int | None) -> frozenset[int]:
    """Return the places of the versions to compare.

    Args:
        names: of the database, without its ledger.
        extra_counts: names that only the database has count as well.
        wanted: a version to compare whatever its names are.
    """
    sound = [at for at, step in enumerate(steps) if step.failure is None]
    # Of equal ones those that changed the schema: the version to mark must be among them.
    sound.sort(
        key=lambda at: (
            _distance(steps[at].names, names, extra_counts=extra_counts),
            steps[at].rows_only,
            -at,
        )
    )
    chosen = {at for at in sound if steps[at].migration.version == wanted}
    return frozenset({*chosen, *sound[:MOST_COMPARED]})


def _distance(one: Names, other: Names, *, extra_counts: bool) -> int:
    missing = len(one - other)
    # Put up with, extra names still tell which of the versions without a lack is the one.
    return missing + len(other - one) if extra_counts else 1_000 * missing + len(other - one)


def schemas_at(
    migrations: Sequence[Migration], places: Collection[int], cancellation: Cancellation | None
) -> Iterator[tuple[int, Schema]]:
    """Yield the schemas after the versions at these places.

    Raises:
        Cancelled: on request.
    """
    last = max(places, default=-1)
    with scratch(cancellation) as copy:
        for at, migration in enumerate(migrations[: last + 1]):
            copy.replay(making_statements(migration))
            if at in places:
                yield at, copy.schema()
