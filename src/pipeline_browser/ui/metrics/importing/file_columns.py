"""The columns of the preview: a file, how it stands, and what its trailer says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING

from pipeline_browser.model.metrics.importing.plan import Standing
from pipeline_browser.ui.formats import file_size
from pipeline_browser.ui.labels import shown
from pipeline_browser.ui.metrics.formats import when
from pipeline_browser.ui.metrics.importing.import_words import state_word, why_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline_browser.model.metrics.importing.plan import PlannedFile
    from pipeline_browser.model.pipelines.values import Value

_NANOSECONDS = 1_000_000  # in a millisecond
_STANDINGS = tuple(Standing)


@dataclass(frozen=True, slots=True)
class FileColumn:
    """One column.

    Attributes:
        characters: the first width, in digits.
        text: what a cell says; the flag asks for UTC.
        order: what rows are sorted by; missing values come last.
    """

    title: str
    characters: int
    text: Callable[[PlannedFile, bool], str]
    order: Callable[[PlannedFile], int | str | None]
    right: bool = False
    shown: bool = True  # until somebody chooses otherwise


def _file(each: PlannedFile, _utc: bool) -> str:  # noqa: FBT001 - of a column
    return shown(each.file.path.name)


def _state(each: PlannedFile, _utc: bool) -> str:  # noqa: FBT001
    return state_word(each)


def _pipeline(each: PlannedFile, _utc: bool) -> str:  # noqa: FBT001
    return "" if each.pipeline is None else shown(_name(each))


def _ended(each: PlannedFile, utc: bool) -> str:  # noqa: FBT001
    trailer = each.file.trailer
    if trailer is None:
        return ""
    return when(trailer.instant / _NANOSECONDS, UTC if utc else None)


def _input(each: PlannedFile, _utc: bool) -> str:  # noqa: FBT001
    return "" if each.file.trailer is None else file_size(each.file.trailer.original_size)


def _output(each: PlannedFile, _utc: bool) -> str:  # noqa: FBT001
    return "" if each.file.size is None else file_size(each.file.size)


def _why(each: PlannedFile, _utc: bool) -> str:  # noqa: FBT001
    return shown(why_words(each))


def _name(each: PlannedFile) -> Value:
    return None if each.pipeline is None else each.pipeline.get("name")


def _folded(text: object) -> str | None:
    return None if text is None else str(text).casefold()


FILE, STATE, PIPELINE, ENDED, INPUT, OUTPUT, WHY = range(7)
COLUMNS = (
    FileColumn("File", 24, _file, lambda each: _folded(each.file.path.name)),
    FileColumn("State", 17, _state, lambda each: _STANDINGS.index(each.standing)),
    FileColumn("Pipeline", 15, _pipeline, lambda each: _folded(_name(each))),
    FileColumn(
        "Run ended", 20, _ended, lambda each: None if each.file.trailer is None else each.file.trailer.instant
    ),
    FileColumn(
        "Input",
        10,
        _input,
        lambda each: None if each.file.trailer is None else each.file.trailer.original_size,
        right=True,
    ),
    FileColumn("Output", 9, _output, lambda each: each.file.size, right=True),
    FileColumn("Why", 24, _why, lambda each: each.why),
)
