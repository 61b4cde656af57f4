"""What fills a new migration, worked out off the window's thread; no widgets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline_browser.model.database import Database
from pipeline_browser.model.location import Location
from pipeline_browser.model.migrations.drift.facts import Basis
from pipeline_browser.model.migrations.drift.finding import find_drift
from pipeline_browser.model.migrations.promise import promise_of
from pipeline_browser.model.migrations.writing.anew import anew
from pipeline_browser.model.migrations.writing.from_drift import propose_from_drift
from pipeline_browser.model.migrations.writing.proposal import Proposal, left_alone, propose
from pipeline_browser.model.migrations.writing.templates import STAND_IN, TEMPLATES
from pipeline_browser.model.migrations.writing.texts import HEAD_LINES, Draft
from pipeline_browser.model.migrations.writing.trying import Trial, try_draft
from pipeline_browser.model.schema import read_schema
from pipeline_browser.model.schema.changing.ignoring import surrounded
from pipeline_browser.model.schema.diff import LEDGER, schema_diff
from pipeline_browser.ui.migrations.writing.starts import (
    BY_HAND,
    EMPTY,
    LIKE_OTHER,
    OTHER_LIKE_THIS,
    SQLX,
    TAKE_BACK,
)
from pipeline_browser.ui.migrations.writing.writing_words import suggestion

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.migrations.drift.facts import Drift
    from pipeline_browser.model.migrations.source import MigrationSource
    from pipeline_browser.model.schema.facts import Schema
    from pipeline_browser.ui.background import Progress

_MOST_WORK = 20_000  # tables renamed, times tables: about a second for both ways


@dataclass(frozen=True, slots=True)
class Ground:
    """What new migrations start from.

    Attributes:
        source: the migrations that are there.
        schema: what all of them make, pending ones included.
        drift: the applied ones against the open database.
        pending: how many are not applied.
    """

    source: MigrationSource
    schema: Schema
    drift: Drift
    pending: int

    def left_alone(self, before: Schema, after: Schema) -> frozenset[str]:
        """Return what no migration from one schema to the other is about."""
        return left_alone(self.source.config.table_name, before, after)


@dataclass(frozen=True, slots=True)
class OtherSchema:
    """The schema of another database file."""

    path: Path
    schema: Schema


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants the migration to begin with.

    Attributes:
        table: that a template is about; empty for the first one.
        other: another database.
        handed: two schemas, before and after, and what it is about: ``Drift``.
    """

    start: str
    table: str = ""
    other: OtherSchema | None = None
    handed: tuple[Schema, Schema, str] | None = None


@dataclass(frozen=True, slots=True)
class Filling:
    """What the editors show, and what is known about it.

    Attributes:
        before: the schema that it starts from.
        after: the schema that it should make; None where that is for the person to say.
        suggestion: what the migration may be called.
        losses: what it would destroy.
        doubts: why it may fail, what is not done.
        here: the open database has this change already.
        ignore: tables and views that it leaves alone.
    """

    wish: Wish
    draft: Draft
    before: Schema
    after: Schema | None
    suggestion: str
    trial: Trial | None = None
    losses: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    here: bool = False
    ignore: frozenset[str] = LEDGER


def look_at_ground(
    source: MigrationSource, database: Database, progress: Progress, cancellation: Cancellation
) -> Ground:
    """Read the open database and replay the migrations.

    Raises:
        Cancelled: and every error of reading the database.
    """
    drift = find_drift(database, source, cancellation=cancellation)
    made = promise_of(source.ups, cancellation)
    applied = set(drift.versions) if drift.basis is Basis.APPLIED else set()
    pending = sum(each.version not in applied for each in source.ups)
    return Ground(source, made.schema, drift, pending)


def read_other(path: Path, progress: Progress, cancellation: Cancellation) -> OtherSchema:
    """Read the schema of another database; nothing is written.

    Raises:
        Cancelled: and every error of opening and reading it.
    """
    with Database.open(Location(path), read_only=True, cancellation=cancellation) as database:
        return OtherSchema(path, read_schema(database, cancellation=cancellation))


def fill(wish: Wish, ground: Ground, progress: Progress, cancellation: Cancellation) -> Filling:
    """Write both ways of what is wished for and try them in memory.

    Raises:
        Cancelled: on request.
    """
    if wish.start in (EMPTY, SQLX):
        return Filling(wish, Draft("", ""), ground.schema, None, "")
    proposal = _proposal(wish, ground)
    if proposal is None:
        return _from_template(wish, ground, cancellation)
    up = proposal.up
    brings_back = wish.start == TAKE_BACK or wish.handed is not None
    spoiled = anew(proposal, ground.schema, cancellation) if brings_back and _is_quick(proposal) else ()
    return Filling(
        wish,
        Draft("", "") if up.is_empty else proposal.draft,
        proposal.before,
        proposal.after,
        suggestion(wish.start, up, _other_name(wish)),
        _tried(proposal, cancellation),
        up.losses,
        (*up.doubts, *up.unsolved, *spoiled),
        here=not up.is_empty and _is_there(proposal, ground),
        ignore=proposal.ignore,
    )


def _is_there(proposal: Proposal, ground: Ground) -> bool:
    """Whether the open database is already as the migration makes it."""
    found = ground.drift.found
    ignore = proposal.ignore | ground.drift.left_out | ground.left_alone(proposal.after, found)
    return schema_diff(proposal.after, found, ignore=ignore).equal


def _other_name(wish: Wish) -> str:
    if wish.handed is not None:
        return wish.handed[2]
    return wish.other.path.stem if wish.other else ""


def _is_quick(proposal: Proposal) -> bool:
    """Whether trying takes no time to speak of: renaming a table makes SQLite read all others."""
    renamings = sum(change.sql.count(" RENAME TO ") for change in proposal.up.changes)
    return renamings * len(proposal.after.tables) <= _MOST_WORK


def _tried(proposal: Proposal, cancellation: Cancellation) -> Trial | None:
    if not _is_quick(proposal):
        return None
    return try_draft(
        proposal.numbered,
        proposal.before,
        proposal.after,
        ignore=proposal.ignore,
        cancellation=cancellation,
    )


def _proposal(wish: Wish, ground: Ground) -> Proposal | None:
    """Return what is proposed; None where a template is wished for."""
    if wish.start in (BY_HAND, TAKE_BACK):
        return propose_from_drift(ground.drift, take_back=wish.start == TAKE_BACK)
    found = ground.drift.found
    if wish.handed is not None:
        before, rest = surrounded(wish.handed[0], found)
        after = wish.handed[1]
        return propose(before, after, ignore=rest | ground.left_alone(before, after))
    if wish.other is None or wish.start not in (LIKE_OTHER, OTHER_LIKE_THIS):
        return None
    pair = (found, wish.other.schema) if wish.start == LIKE_OTHER else (wish.other.schema, found)
    return propose(*pair, ignore=ground.left_alone(*pair))


def _from_template(wish: Wish, ground: Ground, cancellation: Cancellation) -> Filling:
    template = next(each for each in TEMPLATES if each.key == wish.start)
    table = ground.schema.table(wish.table) or STAND_IN
    draft = template.make(ground.schema, table)
    numbered = Draft("\n" * HEAD_LINES + draft.up, draft.down)
    trial = try_draft(numbered, ground.schema, None, cancellation=cancellation)
    return Filling(wish, draft, ground.schema, None, template.description.format(table=table.name), trial)


def try_text(
    draft: Draft, filling: Filling, ground: Ground, progress: Progress, cancellation: Cancellation
) -> Trial:
    """Try what was made of a filling.

    Raises:
        Cancelled: on request.
    """
    return try_draft(draft, filling.before, filling.after, ignore=filling.ignore, cancellation=cancellation)
