"""The versions of a schema in a row, with the database as it is in its place among them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline_browser.model.migrations.drift.bookkeeping import bookkeeping_of
from pipeline_browser.model.migrations.drift.facts import Basis
from pipeline_browser.model.migrations.history import MigrationState
from pipeline_browser.model.migrations.promise import promises
from pipeline_browser.model.migrations.sqlx_config import LEDGER_TABLE
from pipeline_browser.model.schema.diff import LEDGER
from pipeline_browser.model.schema.facts import Schema
from pipeline_browser.model.sql_tokens import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.migrations.drift.facts import Drift
    from pipeline_browser.model.migrations.history import HistoryEntry
    from pipeline_browser.model.migrations.promise import Promise
    from pipeline_browser.model.migrations.source import Migration
    from pipeline_browser.model.schema.facts import Table


class StopKind(Enum):
    """What a stop of the track shows."""

    APPLIED = "applied"
    PENDING = "pending"
    NOW = "now"  # the database as it is, against what its applied migrations promise
    COMPARISON = "comparison"  # any two schemas


_OUTSIDE = frozenset({StopKind.NOW, StopKind.COMPARISON})


@dataclass(frozen=True, slots=True)
class Stop:
    """A schema, and the one before it.

    Attributes:
        before: None where nothing can be said about what changed.
        version, description: of a migration.
        applied_at: as the ledger has it, UTC; empty where it is not applied.
        is_modified: the file is not the one that was applied.
        failure: why the schema is not whole: the statement that failed, with its place.
        note: what is compared with what, where that is not plain.
        ledgers: tables that are drawn as they are, and never marked.
    """

    kind: StopKind
    before: Schema | None
    after: Schema
    version: int | None = None
    description: str = ""
    applied_at: str = ""
    is_modified: bool = False
    failure: str = ""
    note: str = ""
    ledgers: frozenset[str] = LEDGER

    @property
    def earlier(self) -> Schema:
        """What to compare with: itself where nothing is known."""
        return self.after if self.before is None else self.before

    @property
    def name(self) -> tuple[StopKind, int | None]:
        """What stays the same when the history grows."""
        return (StopKind.NOW, None) if self.kind is StopKind.NOW else (StopKind.APPLIED, self.version)


@dataclass(frozen=True, slots=True)
class Timeline:
    """All stops in their order.

    Attributes:
        now: the number of the stop that is the database; None without one.
        notes: what is not shown, and why, as sentences.
    """

    stops: tuple[Stop, ...] = ()
    now: int | None = None
    notes: tuple[str, ...] = ()

    def steps(self) -> Iterator[tuple[Schema, Schema]]:
        """Yield pairs of schemas of which each needs no more room than what differs in it."""
        begin = [self.stops[0]] if self.stops else []
        for stop in (*begin, *(stop for stop in self.stops if stop.kind in _OUTSIDE)):
            yield Schema(), stop.earlier
        yield from ((stop.earlier, stop.after) for stop in self.stops)

    def place_of(self, name: tuple[StopKind, int | None]) -> int | None:
        """Return the number of a stop by what stays the same when the history grows."""
        return next((number for number, stop in enumerate(self.stops) if stop.name == name), None)


@dataclass(frozen=True, slots=True)
class Replayed:
    """How far the replay of the migrations has come."""

    done: int
    of: int


@dataclass(frozen=True, slots=True)
class History:
    """What a timeline is made of.

    Attributes:
        entries: source and ledger side by side, by version.
        found: the database's schema.
        ledger: the name of the ledger's table.
        drift: what the applied migrations promise; None where that could not be found out.
    """

    entries: tuple[HistoryEntry, ...]
    found: Schema
    ledger: str = LEDGER_TABLE
    drift: Drift | None = None

    @property
    def ups(self) -> tuple[Migration, ...]:
        """The migrations whose files are there, by version."""
        return tuple(entry.migration for entry in self.entries if entry.migration is not None)


_RUN = frozenset({MigrationState.APPLIED, MigrationState.MODIFIED, MigrationState.DIRTY})


def timeline(
    history: History, cancellation: Cancellation, progress: Callable[[Replayed], None] = lambda _: None
) -> Timeline:
    """Return every version of the source, and the database among them; replays in memory alone.

    Raises:
        Cancelled: on request.
    """
    known = [entry for entry in history.entries if entry.migration is not None]
    promised = list(_replayed(history.ups, cancellation, progress))
    ledgers = frozenset({history.ledger, *bookkeeping_of(history.found, promised[-1].schema)})
    kept = _kept(history.found, ledgers)
    stops = [
        _stop(entry, before, after, ledgers, kept)
        for entry, (before, after) in zip(known, pairwise(promised), strict=False)
    ]
    now, place = _now(history, known, len(stops), kept)
    return Timeline((*stops[:place], now, *stops[place:]), place, tuple(_notes(history, promised)))


def _replayed(
    ups: Sequence[Migration], cancellation: Cancellation, progress: Callable[[Replayed], None]
) -> Iterator[Promise]:
    for done, promise in enumerate(promises(ups, cancellation)):
        progress(Replayed(done, len(ups)))
        yield promise


def _kept(found: Schema, ledgers: Iterable[str]) -> tuple[Table, ...]:
    """Return the ledgers as they are: they are there all the time."""
    names = {fold(name) for name in ledgers}
    return tuple(table for table in found.tables if fold(table.name) in names)


def _with(schema: Schema, kept: tuple[Table, ...]) -> Schema:
    return replace(schema, tables=(*kept, *schema.tables)) if kept else schema


def _stop(
    entry: HistoryEntry,
    before: Promise,
    after: Promise,
    ledgers: frozenset[str],
    kept: tuple[Table, ...],
) -> Stop:
    return Stop(
        StopKind.APPLIED if entry.state in _RUN else StopKind.PENDING,
        _with(before.schema, kept),
        _with(after.schema, kept),
        entry.version,
        entry.description,
        applied_at=entry.row.installed_on if entry.row else "",
        is_modified=entry.state is MigrationState.MODIFIED,
        failure=_failure(after),
        ledgers=ledgers,
    )


def _failure(promise: Promise) -> str:
    if promise.failure is None or promise.migration is None:
        return ""
    where = f"{promise.migration.file_name}:{promise.failure.statement.line}"
    return f"{where} fails on an empty database: {promise.failure.message}"


def _now(
    history: History, known: Sequence[HistoryEntry], stops: int, kept: tuple[Table, ...]
) -> tuple[Stop, int]:
    """Return the database as a stop, and before which version it stands."""
    drift = history.drift
    run = [number for number, entry in enumerate(known) if entry.state in _RUN]
    is_whole = drift is not None and drift.basis is Basis.WHOLE
    at = len(known) if is_whole else run[-1] + 1 if run else 0
    if drift is None or drift.promised is None:
        reason = "; ".join(drift.unknown if drift else ("what it should be could not be found out",))
        now = Stop(StopKind.NOW, None, history.found, note=reason, ledgers=frozenset({history.ledger}))
    else:
        ledgers = frozenset({history.ledger, *drift.left_out})
        notes = ("no migration is recorded: compared with all of them",) if is_whole else drift.doubts
        note = "; ".join((*notes, *drift.notes))
        now = Stop(StopKind.NOW, _with(drift.promised, kept), history.found, note=note, ledgers=ledgers)
    return now, min(at, stops)


def _notes(history: History, promised: Sequence[Promise]) -> Iterator[str]:
    missing = [entry for entry in history.entries if entry.migration is None]
    if missing:
        versions = ", ".join(str(entry.version) for entry in missing[:5])
        more = f" and {len(missing) - 5} more" if len(missing) > 5 else ""
        yield f"{versions}{more} applied, and missing from the source: what they did is not shown"
    left = len(history.ups) - (len(promised) - 1)
    if left and promised[-1].failure is not None:
        yield f"the {'one' if left == 1 else left} after it cannot be shown"
