"""What a rehearsal found out, as frozen facts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any

from pipeline_browser.model.schema.difference import SchemaDifference
from pipeline_browser.model.schema.facts import Schema

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pipeline_browser.model.errors import CascadeLoss, PipelineBrowserError
    from pipeline_browser.model.migrations.plan import Plan
    from pipeline_browser.model.migrations.source import Migration


class Verdict(Enum):
    """What the plan would come to."""

    SUCCEEDS = "would succeed"
    LOSES = "would succeed, with losses that the plan does not announce"
    FAILS = "would fail"
    NOTHING = "nothing to do"


class Fate(Enum):
    """What becomes of a table."""

    STAYS = "stays"
    ADDED = "new"
    DROPPED = "dropped"
    RENAMED = "renamed"


@dataclass(frozen=True, slots=True)
class TableRows:
    """The rows of one table before and after, counted exactly.

    Attributes:
        before: None where there was no such table, or it cannot be counted.
        after: likewise.
        earlier_name: of a table that was renamed.
        announced: the plan's warnings name the rows that go, or they were allowed to go by cascade.
    """

    name: str
    fate: Fate
    before: int | None
    after: int | None
    earlier_name: str = ""
    announced: bool = False

    @property
    def change(self) -> int:
        """How many rows come or, below 0, go."""
        return (self.after or 0) - (self.before or 0)

    @property
    def lost(self) -> int:
        """How many rows fewer there are."""
        return max(0, -self.change)


@dataclass(frozen=True, slots=True)
class BrokenReference:
    """A row that names a parent that is not there; ``row`` is None in a table without rowids."""

    table: str
    row: int | None
    parent: str
    columns: tuple[str, ...]

    @property
    def key(self) -> tuple[str, str, tuple[str, ...]]:
        """Which foreign key it breaks."""
        return self.table, self.parent, self.columns

    def sentence(self) -> str:
        """Return it in words, without a full stop."""
        which = f"row {self.row}" if self.row is not None else "a row"
        return f"{which} of {self.table} ({', '.join(self.columns)}) names a missing row of {self.parent}"


@dataclass(frozen=True, slots=True)
class Checks:
    """What SQLite's own checks say at one moment.

    Attributes:
        references: what ``foreign_key_check`` finds.
        damage: the lines of ``integrity_check``, none where all is well.
        quick: it was ``quick_check`` instead, which leaves out whether indexes hold what their tables do.
    """

    references: tuple[BrokenReference, ...] = ()
    damage: tuple[str, ...] = ()
    quick: bool = False

    def told_apart(self, before: Checks) -> tuple[Checks, Checks]:
        """Return what is new and what is not, although a rebuild may have given rows other numbers."""
        references, known_references = self._references_apart(before)
        lines = Counter(self.damage)
        lines.subtract(before.damage)
        new = [_takes_one(lines, line) for line in self.damage]
        damage = [line for line, is_new in zip(self.damage, new, strict=True) if is_new]
        known_damage = [line for line, is_new in zip(self.damage, new, strict=True) if not is_new]
        return (
            Checks(tuple(references), tuple(damage), self.quick),
            Checks(tuple(known_references), tuple(known_damage), self.quick),
        )

    def _references_apart(self, before: Checks) -> tuple[list[BrokenReference], list[BrokenReference]]:
        left = Counter(each.key for each in self.references)
        left.subtract(each.key for each in before.references)
        exactly = set(before.references)
        new: list[BrokenReference] = []
        known: list[BrokenReference] = []
        for each in self.references:
            is_new = each not in exactly and _takes_one(left, each.key)
            (new if is_new else known).append(each)
        return new, known


def _takes_one(left: Counter[Any], key: object) -> bool:
    left[key] -= 1
    return left[key] >= 0


@dataclass(frozen=True, slots=True)
class Moment:
    """The database at one moment.

    Attributes:
        rows: by table, without the ledger; None where a table cannot be counted.
        size: bytes of the file.
    """

    schema: Schema = field(default_factory=Schema, repr=False)
    rows: Mapping[str, int | None] = field(default_factory=dict)
    checks: Checks = Checks()
    size: int = 0


@dataclass(frozen=True, slots=True)
class StatementTime:
    """How long a statement took; ``elapsed`` in nanoseconds."""

    line: int
    text: str
    elapsed: int


@dataclass(frozen=True, slots=True)
class MigrationTime:
    """How long a migration took.

    Attributes:
        elapsed: nanoseconds, with its COMMIT unless the whole plan has one.
        commit: nanoseconds of that COMMIT.
        statements: those of more than a hundredth of the whole run.
        finished: whether it came to its end.
    """

    migration: Migration
    elapsed: int
    commit: int = 0
    statements: tuple[StatementTime, ...] = ()
    finished: bool = True


@dataclass(frozen=True, slots=True)
class Times:
    """Nanoseconds.

    Attributes:
        copy: of making the copy.
        run: of the plan on the copy, which is what is to be expected of the original.
        commit: of the one COMMIT of a plan that is all or nothing.
        checks: of counting and checking, before and after together.
    """

    copy: int = 0
    run: int = 0
    commit: int = 0
    checks: int = 0
    migrations: tuple[MigrationTime, ...] = ()


@dataclass(frozen=True, slots=True)
class Space:
    """Bytes.

    Attributes:
        before: of the file.
        after: likewise.
        journal: the largest that the journal or write-ahead log beside it became.
        temporary: the most that SQLite's temporary files took at a look; None where nobody can look.
        free: on the disk of the original; None in memory.
        place: the folder that the copy was in; None in memory.
    """

    before: int = 0
    after: int = 0
    journal: int = 0
    temporary: int | None = None
    free: int | None = None
    place: Path | None = None

    @property
    def growth(self) -> int:
        """How much larger the file becomes."""
        return max(0, self.after - self.before)

    @property
    def needed(self) -> int:
        """What must be free beside the original while the plan runs."""
        return self.growth + self.journal

    @property
    def fits(self) -> bool:
        """Whether that much is free now."""
        return self.free is None or self.free >= self.needed


@dataclass(frozen=True, slots=True)
class Terms:
    """How a plan is rehearsed.

    Attributes:
        allow_cascade: let a table rebuild delete or blank the rows of other tables.
        folder: where the copy goes; else the system's temporary folder, or beside the database.
        quick: leave out whether indexes hold what their tables do (``quick_check``).
    """

    allow_cascade: bool = False
    folder: Path | None = None
    quick: bool = False


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """A plan that was run on a copy; the original was only read.

    Attributes:
        error: what the run would end with; None where it would succeed.
        finished: the versions that would stay applied (or reverted).
        tables: every table of both moments, those that change first.
        difference: the schema after it against the one before, the ledger left out.
        losses: rows of other tables that went, or lost their reference, by cascade.
        unlike_promise: what is still not as the migrations promise once all of it ran, as sentences; such as
            columns that CREATE TABLE IF NOT EXISTS leaves missing. Empty where the plan fails.
        new_findings: what the checks find after it that they did not find before.
        old_findings: what they find after it that was there before.
        notes: in what the real run may differ, as sentences.
        allow_cascade: whether rows were allowed to go by cascade.
        tried: false where the plan is refused, or empty, so that nothing was copied.
    """

    plan: Plan
    error: PipelineBrowserError | None = None
    finished: tuple[int, ...] = ()
    before: Moment = Moment()
    after: Moment = Moment()
    tables: tuple[TableRows, ...] = ()
    difference: SchemaDifference = field(default_factory=SchemaDifference)
    losses: tuple[CascadeLoss, ...] = ()
    times: Times = Times()
    space: Space = Space()
    unlike_promise: tuple[str, ...] = ()
    new_findings: Checks = Checks()
    old_findings: Checks = Checks()
    notes: tuple[str, ...] = ()
    allow_cascade: bool = False
    tried: bool = True

    @property
    def verdict(self) -> Verdict:
        """What the plan would come to."""
        if self.error is not None:
            return Verdict.FAILS
        if not self.tried:
            return Verdict.NOTHING
        fresh = self.new_findings
        return Verdict.LOSES if self.unannounced or fresh.references or fresh.damage else Verdict.SUCCEEDS

    @property
    def unannounced(self) -> tuple[TableRows, ...]:
        """The tables that lose rows without a word of the plan."""
        return tuple(each for each in self.tables if each.lost and not each.announced)

    @property
    def rows_lost(self) -> int:
        """How many rows fewer there are, over all tables that lose any."""
        return sum(each.lost for each in self.tables)
