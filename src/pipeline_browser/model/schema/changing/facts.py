"""A script that makes one schema of another: its changes, what each would cost, what no SQL can do."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that a script does.

    Attributes:
        sentence: in words, without a full stop: ``adds column archived to stage_parameters``.
        sql: one or more statements, each ended by a semicolon, one a paragraph.
        loses: what is destroyed by it, as a sentence; empty where every row and value stays.
        doubt: why it may fail, or what a person has to decide, as a sentence; empty where nothing is open.
    """

    sentence: str
    sql: str
    loses: str = ""
    doubt: str = ""

    @property
    def safe(self) -> bool:
        """Whether it keeps everything and leaves nothing open."""
        return not self.loses and not self.doubt


@dataclass(frozen=True, slots=True)
class ChangeScript:
    """All changes, in an order in which they can be run in one transaction with foreign keys on.

    Attributes:
        unsolved: differences that no SQL of ours takes away, as sentences.
    """

    changes: tuple[Change, ...] = ()
    unsolved: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to do."""
        return not self.changes and not self.unsolved

    @property
    def safe(self) -> bool:
        """Whether all of it keeps every row and value, and nothing is left over."""
        return not self.unsolved and all(change.safe for change in self.changes)

    def sql(self) -> str:
        """Return the whole as the body of a migration file, each change under its sentence as a comment."""
        return "\n\n".join(f"-- {_one_line(change.sentence)}\n{change.sql}" for change in self.changes)


def _one_line(text: str) -> str:
    # A comment ends with its line: what follows a newline in a table's name would be run as SQL.
    return " ".join(text.split())
