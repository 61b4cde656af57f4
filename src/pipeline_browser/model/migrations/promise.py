"""The schema that migrations promise: what they make of an empty database, version by version."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline_browser.model.migrations.making_statements import making_statements
from pipeline_browser.model.migrations.replay import scratch
from pipeline_browser.model.schema.facts import Schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.migrations.replay import ReplayFailure
    from pipeline_browser.model.migrations.source import Migration


@dataclass(frozen=True, slots=True)
class Promise:
    """What migrations make of an empty database.

    Attributes:
        migration: the last one that was replayed; None before the first.
        schema: without the ledger; as far as it came, where a statement failed.
        failure: the statement of ``migration`` that failed; those after it were not tried.
    """

    migration: Migration | None
    schema: Schema
    failure: ReplayFailure | None = None


def promise_of(migrations: Iterable[Migration], cancellation: Cancellation | None = None) -> Promise:
    """Return what all of the migrations promise together; replaying ends at the first that fails.

    Raises:
        Cancelled: on request.
    """
    last: Migration | None = None
    with scratch(cancellation) as copy:
        for last in migrations:
            failure = copy.replay(making_statements(last))
            if failure is not None:
                return Promise(last, copy.schema(), failure)
        return Promise(last, copy.schema())


def promises(migrations: Sequence[Migration], cancellation: Cancellation | None = None) -> Iterator[Promise]:
    """Yield the empty schema, then what is promised after each migration; ends after one that fails.

    Raises:
        Cancelled: on request.
    """
    yield Promise(None, Schema())
    with scratch(cancellation) as copy:
        for migration in migrations:
            failure = copy.replay(making_statements(migration))
            yield Promise(migration, copy.schema(), failure)
            if failure is not None:
                return
