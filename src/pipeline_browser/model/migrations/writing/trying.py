"""A new migration tried in memory: does it give the schema that is wanted, and its way back the old one?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline_browser.model.migrations.replay import scratch
from pipeline_browser.model.schema.diff import LEDGER, schema_diff
from pipeline_browser.model.schema.difference import SchemaDifference
from pipeline_browser.model.schema.recreating import recreate
from pipeline_browser.model.sql_text import split_statements

if TYPE_CHECKING:
    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.migrations.replay import ReplayFailure, Scratch
    from pipeline_browser.model.migrations.writing.texts import Draft
    from pipeline_browser.model.schema.facts import Schema


@dataclass(frozen=True, slots=True)
class Leg:
    """One way, up or down.

    Attributes:
        failure: the statement that SQLite refused; None where all ran.
        difference: what is not as wanted afterwards; for a migration without a wish what it changes, the
            new schema being what is promised.
        nothing: the text holds no statement at all.
    """

    failure: ReplayFailure | None = None
    difference: SchemaDifference = field(default_factory=SchemaDifference)
    nothing: bool = False

    @property
    def is_right(self) -> bool:
        """Whether all ran and gave what was wanted."""
        return self.failure is None and self.difference.equal


@dataclass(frozen=True, slots=True)
class Trial:
    """How a draft went.

    Attributes:
        up: compared with the wanted schema, or with the old one where nothing was wanted.
        down: compared with the old schema; None where up failed.
        wanted: whether a schema was wanted.
        missing: what of the old schema this SQLite could not make, as sentences.
    """

    up: Leg
    down: Leg | None
    wanted: bool
    missing: tuple[str, ...] = ()

    @property
    def is_right(self) -> bool:
        """Whether both ways do what they should."""
        up = self.up.is_right if self.wanted else self.up.failure is None
        return up and self.down is not None and self.down.is_right


def try_draft(
    draft: Draft,
    before: Schema,
    after: Schema | None,
    *,
    ignore: frozenset[str] = LEDGER,
    cancellation: Cancellation | None = None,
) -> Trial:
    """Run both ways on an empty copy of ``before``; ``after`` is what is wanted, if anything is.

    Raises:
        Cancelled: on request.
    """
    with scratch(cancellation) as copy:
        missing = recreate(before, copy.database)
        start = copy.schema()
        up = _leg(copy, draft.up, after, start, ignore)
        down = None if up.failure else _leg(copy, draft.down, start, start, ignore)
    return Trial(up, down, after is not None, missing)


def _leg(copy: Scratch, sql: str, wanted: Schema | None, start: Schema, ignore: frozenset[str]) -> Leg:
    statements = list(split_statements(sql))
    failure = copy.replay(statements)
    now = copy.schema()
    difference = (
        schema_diff(now, start, ignore=ignore) if wanted is None else schema_diff(wanted, now, ignore=ignore)
    )
    return Leg(failure, difference, nothing=not statements)
