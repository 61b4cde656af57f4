"""What a row and a cell of a grid are: frozen facts."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING, overload

from pipeline_browser.model.pipelines.catalogue import Judgement, Spec
from pipeline_browser.overriding import override

if TYPE_CHECKING:
    from pipeline_browser.model.pipelines.facts import Entry, Stage
    from pipeline_browser.model.pipelines.values import Value
    from pipeline_browser.ui.colours import Meaning

Judge = Callable[["Value"], Judgement]


@dataclass(frozen=True, slots=True)
class Face:
    """How a cell reads.

    Attributes:
        dim: the text only stands in for a value.
        checked: of a switch; None for all others.
        meaning: of the mark beside it; None without.
        reason: what the mark means, in a sentence.
        secret: an eye beside it hides and shows it.
        masked: dots stand for the secret now.
        whole: for the tooltip, where the text is not all.
    """

    text: str
    dim: bool = False
    checked: bool | None = None
    meaning: Meaning | None = None
    reason: str = ""
    secret: bool = False
    masked: bool = False
    whole: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell.

    Attributes:
        value: as it is stored; None, too, where nothing is.
        stored: whether a row of the database holds it.
        spec: which editor fits.
        judge: what a typed value is worth; None where nothing can be typed.
        explains: it says something about its row, and is no value of it.
    """

    face: Face
    value: Value = None
    stored: bool = True
    spec: Spec = Spec("")  # noqa: RUF009 - frozen
    judge: Judge | None = field(default=None, compare=False)
    explains: bool = False


class LateCells(Sequence[Cell]):
    """The cells of a row, made when the first is asked for: most rows of a long list are never seen."""

    def __init__(self, make: Callable[[], tuple[Cell, ...]]) -> None:
        self._make = make

    @cached_property
    def _cells(self) -> tuple[Cell, ...]:
        return self._make()

    @overload
    def __getitem__(self, index: int) -> Cell: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Cell, ...]: ...

    @override
    def __getitem__(self, index: int | slice) -> Cell | tuple[Cell, ...]:
        return self._cells[index]

    @override
    def __len__(self) -> int:
        return len(self._cells)


class RowKind(Enum):
    """What a row stands for."""

    STORED = "a row of the database"
    OFFERED = "what could be set"
    NEW = "where something new is typed"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a grid.

    Attributes:
        key: what it is known by over time.
        subject: the stage or entry, as it was read; None where nothing is stored.
    """

    key: Hashable
    kind: RowKind
    cells: Sequence[Cell]
    subject: Stage | Entry | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a grid.

    Attributes:
        key: under which its width is remembered.
        tip: what it holds, in a sentence.
        width: at first, in digits.
        wide: where there is room, in digits; 0 for no more.
        stretch: it takes what room the others leave.
        number: right-aligned.
        copied: it is a value, and goes to the clipboard with its row.
    """

    key: str
    title: str
    tip: str
    width: int
    wide: int = 0
    stretch: bool = False
    number: bool = False
    copied: bool = True


@dataclass(frozen=True, slots=True)
class Change:
    """What somebody entered into a cell.

    Attributes:
        row: as it was when the editing began.
        column: the key of the column.
    """

    row: Row
    column: str
    value: Value
