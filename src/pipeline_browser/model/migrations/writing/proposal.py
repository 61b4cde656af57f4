"""A migration proposed from two schemas: what makes one of the other, and what takes that back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline_browser.model.migrations.drift.bookkeeping import bookkeeping_of, matching
from pipeline_browser.model.migrations.writing.texts import HEAD_LINES, Draft
from pipeline_browser.model.schema.changing.facts import ChangeScript, comment
from pipeline_browser.model.schema.changing.scripting import change_script
from pipeline_browser.model.schema.diff import LEDGER

if TYPE_CHECKING:
    from collections.abc import Collection

    from pipeline_browser.model.schema.facts import Schema


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a migration could be.

    Attributes:
        before: the schema that it starts from.
        after: the schema that it makes.
        up: from the one to the other.
        down: the way back.
        ignore: tables and views that it leaves alone.
    """

    before: Schema
    after: Schema
    up: ChangeScript
    down: ChangeScript
    ignore: frozenset[str] = LEDGER

    @property
    def draft(self) -> Draft:
        """The SQL of both ways, with remarks on what is lost and what may fail."""
        return Draft(self.up.sql(), _way_back(self.up, self.down))

    @property
    def numbered(self) -> Draft:
        """The same with empty lines in place of a head, so that lines are counted as in the file."""
        return Draft("\n" * HEAD_LINES + self.up.sql(), self.draft.down)


def left_alone(ledger: str, before: Schema, after: Schema, patterns: Collection[str] = ()) -> frozenset[str]:
    """Return the tables and views that no migration is about: the ledger, what other tools keep.

    Args:
        patterns: names of further ones, with ``*`` and ``?``.
    """
    others = (*bookkeeping_of(after, before), *bookkeeping_of(before, after))
    return frozenset({ledger, *LEDGER, *others, *matching(patterns, before, after)})


def propose(before: Schema, after: Schema, *, ignore: frozenset[str] = LEDGER) -> Proposal:
    """Return the migration that makes ``after`` of ``before``, with its way back."""
    up = change_script(before, after, ignore=ignore)
    down = change_script(after, before, ignore=ignore)
    return Proposal(before, after, up, down, ignore)


def _way_back(up: ChangeScript, down: ChangeScript) -> str:
    lost = [comment(f"This does not bring back what the migration loses: it {loss}.") for loss in up.losses]
    remarks = "\n".join(lost)
    body = down.sql() or comment("There is nothing to take back.")
    return f"{remarks}\n\n{body}" if remarks else body
