"""What a baseline is: each version's schema against the database's, and what was marked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline_browser.model.backup import SavedCopy
    from pipeline_browser.model.migrations.ledger import Ledger
    from pipeline_browser.model.migrations.source import Migration, MigrationSource
    from pipeline_browser.model.schema.difference import Difference
    from pipeline_browser.model.schema.facts import Schema


@dataclass(frozen=True, slots=True)
class VersionMatch:
    """One version against the database.

    Attributes:
        promised: the schema after the version.
        differences: what of the database is not as promised; another order of columns is among them.
        extra: tables and views that no migration of the source makes, and what belongs to them.
        equal: nothing but the order of columns differs, apart from ``extra`` where that is put up with.
        rows_only: the version changes no schema: whether its rows are there, nobody can tell.
    """

    migration: Migration
    promised: Schema = field(repr=False)
    differences: tuple[Difference, ...]
    extra: tuple[Difference, ...]
    equal: bool
    rows_only: bool

    @property
    def version(self) -> int:
        """The version's number."""
        return self.migration.version


@dataclass(frozen=True, slots=True)
class Candidate:
    """What is read of a database that may be marked, in one moment.

    Attributes:
        names: kind and name of everything in the schema but the ledger.
        schema_version: SQLite's count of changes of the schema when it was read.
    """

    ledger: Ledger = field(repr=False)
    found: Schema = field(repr=False)
    names: frozenset[tuple[str, str]] = field(repr=False)
    schema_version: int


@dataclass(frozen=True, slots=True)
class BaselineOffer:
    """A database without a ledger against every version of a source.

    Attributes:
        matches: the versions that come nearest, in order; all of them where there are not many.
        had_ledger: an empty ledger is there.
        left_out: how many versions were not compared, since others come nearer.
        failure: the file and statement at which replaying ended, as a sentence; empty where it did not.
        refusal: why there is nothing to mark, as a sentence; empty where there is.
        allow_extra: tables and views that no migration makes do not count.
        schema_version: SQLite's count of changes of the schema when it was read.
    """

    source: MigrationSource = field(repr=False)
    found: Schema = field(repr=False)
    schema_version: int
    matches: tuple[VersionMatch, ...]
    had_ledger: bool = False
    left_out: int = 0
    failure: str = ""
    refusal: str = ""
    allow_extra: bool = False

    @property
    def equal(self) -> tuple[VersionMatch, ...]:
        """The versions whose schema is the database's."""
        return tuple(match for match in self.matches if match.equal)

    @property
    def proposed(self) -> VersionMatch | None:
        """The version to mark: of those that are equal the oldest.

        Later ones that are equal too change rows alone. Marked as applied, rows that are not there would be
        missing for good, without a word; applied once more, they at worst fail.
        """
        return next(iter(self.equal), None)

    @property
    def nearest(self) -> VersionMatch | None:
        """The version with the fewest differences; of several the newest."""
        return min(reversed(self.matches), key=lambda match: len(match.differences), default=None)

    def match(self, version: int) -> VersionMatch | None:
        """Return how the version stands to the database."""
        return next((match for match in self.matches if match.version == version), None)


@dataclass(frozen=True, slots=True)
class BaselineReport:
    """What was marked.

    Attributes:
        marked: the migrations that the ledger holds now, or would.
        had_ledger: an empty ledger was there before.
        backup: the verified copy from before; None in memory and in a dry run.
    """

    offer: BaselineOffer
    match: VersionMatch
    marked: tuple[Migration, ...]
    done: bool
    had_ledger: bool = False
    backup: SavedCopy | None = None
