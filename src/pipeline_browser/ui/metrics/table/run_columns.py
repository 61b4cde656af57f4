"""How the table shows each column of a run: width, place, what shows at first; no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline_browser.model.metrics.columns import BY_NAME, COLUMNS, Kind

if TYPE_CHECKING:
    from pipeline_browser.model.metrics.columns import Column

_WIDTHS = {
    Kind.TEXT: 22, Kind.IDENTIFIER: 26, Kind.STATUS: 12, Kind.LINT: 5, Kind.SHARE: 7, Kind.MOMENT: 17,
    Kind.DURATION: 10, Kind.RATE: 9, Kind.RATIO: 6, Kind.BYTES: 8, Kind.COUNT: 5, Kind.CHECKSUM: 14,
}  # fmt: skip
_AT_FIRST = (
    "pipeline", "status", "lint", "when", "duration", "throughput", "ratio", "bytes_processed",
)  # fmt: skip
_WITH_ROOM = ("errors", "warnings", "progress")
_IN_THE_MIDDLE = {Kind.IDENTIFIER, Kind.CHECKSUM}


@dataclass(frozen=True, slots=True)
class RunColumn:
    """One column on the screen.

    Attributes:
        characters: its first width, in digits.
        shown: whether it shows at first.
        middle: cut in the middle where there is no room.
        number: at the right, its title too.
    """

    column: Column
    characters: int
    shown: bool
    middle: bool
    number: bool

    @property
    def name(self) -> str:
        """The stable name of the column."""
        return self.column.name

    @property
    def title(self) -> str:
        """What stands in the header and in the menu."""
        return self.column.title


def _shown(column: Column) -> RunColumn:
    number = column.kind.is_numeric and column.kind is not Kind.MOMENT
    middle = column.kind in _IN_THE_MIDDLE
    return RunColumn(column, _WIDTHS[column.kind], column.name in _AT_FIRST, middle, number)


_FIRST = [BY_NAME[name] for name in (*_AT_FIRST, *_WITH_ROOM)]
RUN_COLUMNS = tuple(_shown(each) for each in [*_FIRST, *(each for each in COLUMNS if each not in _FIRST)])
"""In the order of the screen."""

PLACES = {each.name: place for place, each in enumerate(RUN_COLUMNS)}
PIPELINE = PLACES["pipeline"]
WITH_ROOM = tuple(PLACES[name] for name in _WITH_ROOM)
"""Those that show as well where there is room for them, the first ones first."""
