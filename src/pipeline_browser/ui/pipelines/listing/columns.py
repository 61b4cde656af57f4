"""The columns of the list, each a description of what it shows of a pipeline and of a stage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline_browser.model.pipelines.listing.query import Sort
from pipeline_browser.ui.formats import counted
from pipeline_browser.ui.pipelines.listing.cells import (
    NOTHING,
    Cell,
    archived_cell,
    literal,
    size_cell,
    switch_cell,
    time_cell,
    value_cell,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline_browser.model.pipelines.listing.listed import ListedPipeline
    from pipeline_browser.model.pipelines.rows import StoredRow

ORPHANS = "Stages without a pipeline"
ORPHANS_TIP = "They name a pipeline that is not there: the program never reads them"
_AROUND = ("input_checksum", "output_checksum")  # the program adds them to every pipeline
_MOST_STEPS = 50
_STEP = " \N{RIGHTWARDS ARROW} "


@dataclass(frozen=True, slots=True)
class ListColumn:
    """One column.

    Attributes:
        key: a stable id.
        pipeline, stage: what it shows of either; the flag chooses UTC.
        sort: what clicking its title orders by.
        characters: its first width, in digits.
        shown: whether it shows at first.
        middle: cut in the middle where there is no room.
    """

    key: str
    title: str
    pipeline: Callable[[ListedPipeline, bool], Cell]
    stage: Callable[[StoredRow, bool], Cell]
    sort: Sort
    characters: int
    tip: str
    shown: bool = True
    number: bool = False
    middle: bool = False


def _name(pipeline: ListedPipeline, _utc: bool) -> Cell:  # noqa: FBT001 - the shape of a column's cell
    if pipeline.row is None:
        return Cell(ORPHANS, tip=ORPHANS_TIP)
    return value_cell(pipeline.name)


def _count(pipeline: ListedPipeline, _utc: bool) -> Cell:  # noqa: FBT001
    number = len(pipeline.stages)
    return Cell(counted(number, "stage") if number else "no stages", dim=True, raw=number)


def _algorithms(pipeline: ListedPipeline, _utc: bool) -> Cell:  # noqa: FBT001
    if pipeline.row is None:
        return NOTHING
    every = [literal(stage.get("algorithm")) for stage in pipeline.stages[:_MOST_STEPS]]
    own = [
        word for stage, word in zip(pipeline.stages, every, strict=False) if stage.get("name") not in _AROUND
    ]
    whole = _STEP.join(every)
    return Cell(_STEP.join(own or every), dim=True, raw=whole or None, tip=whole)


def _enabled(pipeline: ListedPipeline, _utc: bool) -> Cell:  # noqa: FBT001
    off = sum(stage.get("enabled") == 0 for stage in pipeline.stages)
    tip = "The program runs a stage that is off all the same"
    return Cell(f"{off} off", dim=True, raw=len(pipeline.stages) - off, tip=tip) if off else NOTHING


def _nothing(_pipeline: ListedPipeline, _utc: bool) -> Cell:  # noqa: FBT001
    return NOTHING


def _of_pipeline(column: str) -> Callable[[ListedPipeline, bool], Cell]:
    def cell(pipeline: ListedPipeline, _utc: bool) -> Cell:  # noqa: FBT001
        row = pipeline.row
        return value_cell(row.get(column)) if row and column in row.columns else NOTHING

    return cell


def _of_stage(column: str, cell_of: Callable[..., Cell] = value_cell) -> Callable[[StoredRow, bool], Cell]:
    def cell(stage: StoredRow, _utc: bool) -> Cell:  # noqa: FBT001
        return cell_of(stage[column]) if column in stage.columns else NOTHING

    return cell


def _pipeline_time(column: str) -> Callable[[ListedPipeline, bool], Cell]:
    def cell(pipeline: ListedPipeline, utc: bool) -> Cell:  # noqa: FBT001
        return _time(pipeline.row, column, utc=utc) if pipeline.row else NOTHING

    return cell


def _stage_time(column: str) -> Callable[[StoredRow, bool], Cell]:
    def cell(stage: StoredRow, utc: bool) -> Cell:  # noqa: FBT001
        return _time(stage, column, utc=utc)

    return cell


def _time(row: StoredRow, column: str, *, utc: bool) -> Cell:
    return time_cell(row[column], utc=utc) if column in row.columns else NOTHING


def _archived(pipeline: ListedPipeline, _utc: bool) -> Cell:  # noqa: FBT001
    row = pipeline.row
    return archived_cell(row["archived"]) if row and "archived" in row.columns else NOTHING


COLUMNS: tuple[ListColumn, ...] = (
    ListColumn(
        "state",
        "State",
        _nothing,
        lambda _s, _u: NOTHING,
        Sort.STATE,
        2,
        "Can the program load and run it?",
    ),
    ListColumn("name", "Name", _name, _of_stage("name"), Sort.NAME, 26, "Click to sort by name"),
    ListColumn(
        "type", "Type", _count, _of_stage("stage_type"), Sort.STAGES, 12, "Click to sort by number of stages"
    ),
    ListColumn(
        "algorithm",
        "Algorithm",
        _algorithms,
        _of_stage("algorithm"),
        Sort.ALGORITHMS,
        18,
        "Click to sort by the stages' algorithms, in their order",
    ),
    ListColumn(
        "enabled",
        "Enabled",
        _enabled,
        _of_stage("enabled", switch_cell),
        Sort.DISABLED,
        5,
        "Click to sort by number of stages that are off",
    ),
    ListColumn(
        "parallel",
        "Parallel",
        _nothing,
        _of_stage("parallel_processing", switch_cell),
        Sort.PARALLEL,
        5,
        "Click to sort by number of parallel stages",
    ),
    ListColumn(
        "chunk_size",
        "Chunk size",
        _nothing,
        _of_stage("chunk_size", size_cell),
        Sort.CHUNK_SIZE,
        9,
        "Click to sort by the largest chunk size",
        number=True,
    ),
    ListColumn(
        "archived",
        "Archived",
        _archived,
        _of_stage("archived", archived_cell),
        Sort.ARCHIVED,
        8,
        "Click to bring archived ones together",
    ),
    ListColumn(
        "updated",
        "Updated",
        _pipeline_time("updated_at"),
        _stage_time("updated_at"),
        Sort.UPDATED,
        15,
        "Click to sort by the time of the last change",
    ),
    ListColumn(
        "created",
        "Created",
        _pipeline_time("created_at"),
        _stage_time("created_at"),
        Sort.CREATED,
        15,
        "Click to sort by the time of creation",
        shown=False,
    ),
    ListColumn(
        "id",
        "Id",
        _of_pipeline("id"),
        _of_stage("id"),
        Sort.ID,
        26,
        "Click to sort by id",
        shown=False,
        middle=True,
    ),
)
STATE, NAME = 0, 1
TIMES = tuple(at for at, column in enumerate(COLUMNS) if column.key in ("updated", "created"))
