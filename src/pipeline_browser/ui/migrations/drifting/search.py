"""Looking for drift as a job, and only where schema, ledger or source are other ones than before; no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline_browser.model.migrations.history import history
from pipeline_browser.model.migrations.ledger import read_ledger

if TYPE_CHECKING:
    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.migrations.drift.facts import Drift
    from pipeline_browser.model.migrations.ledger import Ledger
    from pipeline_browser.model.migrations.source import MigrationSource
    from pipeline_browser.model.migrations.verdict import Verdict
    from pipeline_browser.model.schema.changing.facts import ChangeScript


@dataclass(frozen=True, slots=True)
class Stamp:
    """What drift depends on; equal stamps of one database give equal drift.

    Attributes:
        schema: SQLite's own counter of changes to the schema.
    """

    source: MigrationSource
    ledger: Ledger
    schema: int


@dataclass(frozen=True, slots=True)
class Finding:
    """What a search found.

    Attributes:
        drift: None where a glance at the texts showed that there is none, and nobody wants to see it whole.
    """

    stamp: Stamp
    drift: Drift | None
    verdict: Verdict


def search(
    source: MigrationSource,
    known: Finding | None,
    whole: bool,  # noqa: FBT001 - bound before the job's own arguments
    database: Database,
    _progress: object,
    cancellation: Cancellation,
) -> Finding:
    """Return how the database stands; ``known`` itself where nothing that matters has changed.

    Args:
        whole: the schemas are wanted although they are equal.

    Raises:
        LedgerUnusable, Cancelled: and every error of reading the database.
    """
    stamp = _stamp(source, database, cancellation)
    if known is not None and known.stamp == stamp and (known.drift is not None or not whole):
        return known
    # Imported here: no start waits for it.
    from pipeline_browser.model.migrations.verdict import judge  # noqa: PLC0415

    enough = not whole and _is_equal(stamp, database, cancellation)
    drift = None if enough else _drift(stamp, database, cancellation)
    return Finding(stamp, drift, judge(history(source, stamp.ledger), drift))


def _is_equal(stamp: Stamp, database: Database, cancellation: Cancellation) -> bool:
    from pipeline_browser.model.migrations.drift.glance import is_word_for_word  # noqa: PLC0415

    return is_word_for_word(database, stamp.source, stamp.ledger, cancellation)


def _drift(stamp: Stamp, database: Database, cancellation: Cancellation) -> Drift:
    from pipeline_browser.model.migrations.drift.finding import find_drift  # noqa: PLC0415

    return find_drift(database, stamp.source, cancellation=cancellation)


def _stamp(source: MigrationSource, database: Database, cancellation: Cancellation) -> Stamp:
    with database.reading(cancellation=cancellation):
        ledger = read_ledger(database, source.config.table_name)
        return Stamp(source, ledger, int(database.query("PRAGMA schema_version")[0][0]))


def bring_back(
    drift: Drift, _database: Database, _progress: object, _cancellation: Cancellation
) -> ChangeScript:
    """Return the ChangeScript that makes the promised schema of the one that is there."""
    from pipeline_browser.model.migrations.drift.bringing_back import bringing_back  # noqa: PLC0415 - as above

    return bringing_back(drift)
