"""What the inspector's lists say, made without widgets; texts are literal, as the schema has them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pipeline_browser.ui.diagram.walking.subject import KeyName


MOST = 200  # facts of a section that may have thousands


class Icon(Enum):
    """The picture before a fact; the value is the name of the theme's icon."""

    NONE = ""
    PRIMARY = "key"
    REFERENCE = "reference"
    REFERRED = "referred"
    INDEX = "index"
    TRIGGER = "trigger"
    TABLE = "table"
    VIEW = "view"
    VIRTUAL = "virtual"
    CHECK = "check"
    PROBLEM = "warning"


@dataclass(frozen=True, slots=True)
class ToTable:
    """Leads to a table or view."""

    table: str


@dataclass(frozen=True, slots=True)
class ToColumn:
    """Leads to a column, in the diagram."""

    table: str
    column: str


@dataclass(frozen=True, slots=True)
class ToKey:
    """Leads to the table at the other end of a foreign key."""

    key: KeyName
    table: str


@dataclass(frozen=True, slots=True)
class ToSql:
    """Leads to the SQL of an index or trigger, by the line where it begins, from 1."""

    line: int


Target = ToTable | ToColumn | ToKey | ToSql


@dataclass(frozen=True, slots=True)
class Fact:
    """One entry of a list.

    Attributes:
        text: what the fact is about.
        lead: said before it, dim.
        aside: at the right end, dim: a type, a number.
        notes: on a second line, dim.
        warns: whether the notes tell of something wrong.
        target: where it leads; None if nowhere.
        told: all of it as a sentence, where the parts in their order are none.
        value: what is copied; ``text`` if empty.
    """

    text: str
    lead: str = ""
    aside: str = ""
    notes: tuple[str, ...] = ()
    icon: Icon = Icon.NONE
    warns: bool = False
    target: Target | None = None
    told: str = ""
    value: str = ""

    @property
    def below(self) -> str:
        """The second line."""
        return " · ".join(self.notes)

    @property
    def sentence(self) -> str:
        """All of it on one line."""
        subject = f"{self.lead} {self.text}".strip()
        return self.told or "; ".join(filter(None, (subject, self.aside, self.below)))

    @property
    def row(self) -> tuple[str, ...]:
        """What is copied of several facts, one cell each."""
        return (self.value or self.text, self.aside, self.below)


@dataclass(frozen=True, slots=True)
class Section:
    """Facts of one kind under a title.

    Attributes:
        hidden: how many more there are than are listed.
        is_list: whether their number says anything.
    """

    title: str
    facts: tuple[Fact, ...]
    hidden: int = 0
    is_list: bool = True

    @property
    def count(self) -> int:
        """How many facts there are, those too that are not listed."""
        return len(self.facts) + self.hidden


def sections(*wanted: tuple[str, Sequence[Fact]]) -> tuple[Section, ...]:
    """Return the sections that hold anything."""
    return tuple(Section(title, tuple(facts)) for title, facts in wanted if facts)


def limited(title: str, makers: Sequence[Callable[[], Fact]]) -> Section:
    """Return a section of which only the beginning is made and listed."""
    return Section(title, tuple(make() for make in makers[:MOST]), max(0, len(makers) - MOST))
