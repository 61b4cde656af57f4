"""A script that makes one schema of another: its changes, what each would cost, what no SQL can do."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import wrap

_WIDTH = 100


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
        """Return the whole as the body of a migration file, each change below its sentences as comments."""
        parts = [f"{_remarks(change)}\n{change.sql}" for change in self.changes]
        parts += [comment(f"Not done here: {sentence}.") for sentence in self.unsolved]
        return "\n\n".join(parts)

    @property
    def losses(self) -> tuple[str, ...]:
        """What is destroyed, as sentences."""
        return tuple(change.loses for change in self.changes if change.loses)

    @property
    def doubts(self) -> tuple[str, ...]:
        """What is open, as sentences."""
        return tuple(change.doubt for change in self.changes if change.doubt)


def comment(text: str) -> str:
    """Return a text as comments of SQL, in lines of a width that can be read.

    A comment ends with its line: what follows a newline in a table's name would be run as SQL.
    """
    words = " ".join(text.split())
    return "\n".join(f"-- {line}" for line in wrap(words, _WIDTH, break_long_words=False)) or "--"


def _remarks(change: Change) -> str:
    remarks = [change.sentence]
    if change.loses:
        remarks.append(f"Loses: {change.loses}.")
    if change.doubt:
        remarks.append(f"Check first: {change.doubt}.")
    return "\n".join(map(comment, remarks))
