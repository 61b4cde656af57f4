"""One difference between two schemas as a fact that can say itself in words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class DifferenceKind(Enum):
    """How the found schema differs from the promised one."""

    MISSING = "missing"
    EXTRA = "extra"
    CHANGED = "changed"
    ORDER = "order"  # a note: SELECT * and INSERT without names see it, nothing else does


class ObjectKind(Enum):
    """What differs."""

    TABLE = "table"
    COLUMN = "column"
    PRIMARY_KEY = "primary key"
    UNIQUE = "unique constraint"
    CHECK = "check"
    FOREIGN_KEY = "foreign key"
    INDEX = "index"
    VIEW = "view"
    TRIGGER = "trigger"


_STANDING_ALONE = frozenset({ObjectKind.TABLE, ObjectKind.INDEX, ObjectKind.VIEW, ObjectKind.TRIGGER})
_TOLD_BY_TEXT = frozenset({ObjectKind.VIEW, ObjectKind.TRIGGER})


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that is not as promised; all texts are literal.

    Attributes:
        table: concerned, or that the object belongs to; the view's name for a view.
        name: of the object; its columns for a key, its text for a CHECK.
        aspect: which of its properties was changed: ``type``, ``ON DELETE``, when a trigger ``fires``; empty
            where the property tells itself, and for a text that was changed as a whole.
        promised: the property, or the object in SQL; empty if it is extra.
        found: likewise; empty if it is missing.
    """

    kind: DifferenceKind
    object_kind: ObjectKind
    table: str
    name: str
    aspect: str = ""
    promised: str = ""
    found: str = ""

    def sentence(self) -> str:
        """Return the difference in words, without a full stop: ``stage_parameters lacks column archived``."""
        if self.kind is DifferenceKind.MISSING:
            return self._missing()
        if self.kind is DifferenceKind.EXTRA:
            return self._extra()
        if self.object_kind in _TOLD_BY_TEXT and not self.aspect:
            return f"{self.object_kind.value} {self.name} is defined differently"
        aspect = f"{self.aspect} " if self.aspect else ""
        return f"{self._place()}: {aspect}{self.found} instead of {self.promised}"

    def _missing(self) -> str:
        if self.object_kind in _STANDING_ALONE:
            return f"{self._alone(self.promised)} is missing"
        if self.object_kind is ObjectKind.COLUMN:
            return f"{self.table} lacks column {self.name}"
        return f"{self.table} lacks {self.promised}"

    def _extra(self) -> str:
        if self.object_kind in _STANDING_ALONE:
            return f"{self._alone(self.found)} is not expected"
        if self.object_kind is ObjectKind.COLUMN:
            return f"{self.table} has an unexpected column {self.name}"
        return f"{self.table} has an unexpected {self.found}"

    def _alone(self, text: str) -> str:
        # A unique index is not the UNIQUE constraint that it may stand for.
        unique = "unique " if text.upper().split()[:2] == ["CREATE", "UNIQUE"] else ""
        return f"{unique}{self.object_kind.value} {self.name}"

    def _place(self) -> str:
        if self.object_kind in {ObjectKind.INDEX, ObjectKind.TRIGGER}:
            return f"{self.object_kind.value} {self.name}"
        if self.object_kind is ObjectKind.COLUMN:
            return f"{self.table}.{self.name}"
        if self.object_kind is ObjectKind.FOREIGN_KEY:
            return f"{self.table} ({self.name})" if "," in self.name else f"{self.table}.{self.name}"
        return self.table


@dataclass(frozen=True, slots=True)
class SchemaDifference:
    """Everything that is not as promised, table by table."""

    differences: tuple[Difference, ...] = ()

    @property
    def equal(self) -> bool:
        """Whether both schemas mean the same; another order of columns does not count."""
        return all(difference.kind is DifferenceKind.ORDER for difference in self.differences)

    def sentences(self) -> tuple[str, ...]:
        """Return all differences in words."""
        return tuple(difference.sentence() for difference in self.differences)

    def of_kind(self, *kinds: DifferenceKind) -> tuple[Difference, ...]:
        """Return the differences of these kinds."""
        return tuple(difference for difference in self.differences if difference.kind in kinds)
