"""What an editor must know about one value: its kind, choices, range, default, unit and a hint."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """Which editor fits a value."""

    TEXT = "text"
    CHOICE = "choice"
    NUMBER = "whole number"
    SIZE = "size in bytes"
    SWITCH = "switch"
    PATTERNS = "list of patterns"
    PATH = "output path"
    SECRET = "base64 of random bytes"  # noqa: S105 - a kind of value, masked on screen
    CHARACTER = "one character"
    TIMESTAMP = "timestamp"


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the values that are offered.

    Attributes:
        value: as it is stored.
        hint: what it means, in a line.
        advised: whether the program can do it; what it cannot do is shown apart.
    """

    value: str
    hint: str = ""
    advised: bool = True


@dataclass(frozen=True, slots=True)
class Spec:
    """A column, a parameter or a configuration entry, as an editor needs it.

    Attributes:
        name: the column or the key.
        hint: one line in plain words.
        required: whether the program cannot run (or load) without it.
        default: what the program takes where nothing is stored, as text; empty where there is nothing.
        unit: of a number, for behind the field.
        choices: what is offered; other values may be typed where ``open`` says so.
        lowest, highest: of a number or a size in bytes, both included; None where there is no end.
        length: of a secret, in bytes before base64.
        known: whether the program reads it; what it does not know it ignores.
    """

    name: str
    kind: Kind = Kind.TEXT
    hint: str = ""
    required: bool = False
    default: str = ""
    unit: str = ""
    choices: tuple[Choice, ...] = ()
    lowest: int | None = None
    highest: int | None = None
    length: int | None = None
    known: bool = True

    @property
    def secret(self) -> bool:
        """Whether the value is to be masked on screen."""
        return self.kind is Kind.SECRET

    @property
    def values(self) -> tuple[str, ...]:
        """The values of the choices."""
        return tuple(choice.value for choice in self.choices)
