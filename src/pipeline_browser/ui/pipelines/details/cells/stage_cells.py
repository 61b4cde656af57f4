"""Stages as rows of a grid."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from pipeline_browser.model.pipelines.catalogue import Choice, Judgement, Kind, Spec
from pipeline_browser.model.pipelines.catalogue.fields import Field, judge, spec_of
from pipeline_browser.model.pipelines.catalogue.judgement import fine, impossible
from pipeline_browser.model.pipelines.catalogue.numbers import whole_number
from pipeline_browser.model.pipelines.catalogue.stage_words import (
    judge_stage_words,
    offered_words,
    stage_of_word,
)
from pipeline_browser.model.pipelines.catalogue.stages import algorithm_named, stage_type_named
from pipeline_browser.model.pipelines.reading import handle_of
from pipeline_browser.model.pipelines.shape import STAGES
from pipeline_browser.ui.colours import Meaning
from pipeline_browser.ui.formats import counted
from pipeline_browser.ui.pipelines.details.cells.faces import face_of
from pipeline_browser.ui.pipelines.details.cells.facts import Cell, Column, Face, LateCells, Row, RowKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline_browser.model.pipelines.facts import Stage
    from pipeline_browser.model.pipelines.values import Value
    from pipeline_browser.ui.pipelines.details.cells.marks import Marks

COLUMNS = (
    Column("stage_order", "#", "Order in which the stages run. Type another number to move a stage.", 3),
    Column("name", "Name", "What the stage is called; it need not be unique.", 13, stretch=True),
    Column("stage_type", "Type", "What kind of stage it is.", 11),
    Column("algorithm", "Algorithm", "How the stage does it.", 12, wide=18),
    Column("enabled", "Enabled", "Version 2.0.0 of the program runs disabled stages all the same.", 6),
    Column("parallel_processing", "Parallel", "Whether the stage works on several chunks side by side.", 6),
    Column(
        "chunk_size", "Chunk", "Chunk size: 1 KiB to 100 MiB; unset: the program decides.", 7, number=True
    ),
)
NEW_STAGE = "new stage"  # the key of the row where one is added


def stage_rows(stages: Sequence[Stage], marks: Marks, *, new_at: int | None) -> list[Row]:
    """Return the rows of stages.

    Args:
        new_at: where the row stands in which another one is typed; None for nowhere.
    """
    rows = [_row(stage, len(stages), marks) for stage in stages]
    if new_at is not None:
        rows.insert(new_at, new_stage_row())
    return rows


def new_stage_row() -> Row:
    """Return the row in which the word for a new stage is typed."""
    choices = tuple(Choice(word, *_hint(word)) for word in offered_words())
    spec = Spec(
        "stage",
        Kind.CHOICE,
        "Choose what the stage does, or type the program's word for it.",
        choices=choices,
    )
    empty = Cell(Face(""), stored=False, explains=True)
    word = Cell(Face("Add a stage…", dim=True), None, False, spec, judge_stage_word)
    return Row(NEW_STAGE, RowKind.NEW, (empty, word, empty, empty, empty, empty, empty))


def key_of(stage: Stage) -> tuple[str, object]:
    """Return what a stage is known by in the grid."""
    return "stage", handle_of(stage.row)


def judge_stage_word(typed: Value) -> Judgement:
    """Judge the word for one new stage."""
    text = str(typed or "").strip()
    if "," in text:
        return impossible("One stage at a time: leave the commas out.")
    return judge_stage_words(text) if text else impossible("Type a word such as zstd, aes256gcm or tee.")


def judge_place(typed: Value, count: int) -> Judgement:
    """Judge the number of the place that a stage is to have, 0 to count - 1."""
    number = whole_number(typed)
    if number is None:
        return impossible("Type the number of the place where the stage is to stand.")
    if 0 <= number < count:
        return fine(number)
    return impossible(f"There are {counted(count, 'stage')}: places go from 0 to {count - 1}.")


def _row(stage: Stage, count: int, marks: Marks) -> Row:
    cells = LateCells(partial(_cells, stage, count, marks))
    return Row(key_of(stage), RowKind.STORED, cells, stage)


def _cells(stage: Stage, count: int, marks: Marks) -> tuple[Cell, ...]:
    cells = tuple(_cell(stage, column.key, count, marks) for column in COLUMNS)
    order = replace(cells[0], face=marks.marked(cells[0].face, marks.of_stage(stage)))
    return (order, *cells[1:])


def _cell(stage: Stage, column: str, count: int, marks: Marks) -> Cell:
    field = Field(STAGES, column, _text(stage.stage_type), _text(stage.algorithm))
    spec, value = _spec_of(field), stage.row.get(column)
    if column not in stage.row.columns:
        return Cell(Face("no such column", dim=True), stored=False, spec=spec)
    face = marks.marked(face_of(field, spec, value), marks.of_stage_cell(stage, column))
    if column == "name":
        face = _archived(stage, face)
    judging = partial(judge_place, count=count) if column == "stage_order" else partial(judge, field)
    return Cell(face, value, spec=spec, judge=judging)


@lru_cache(maxsize=256)
def _spec_of(field: Field) -> Spec:
    return spec_of(field)


def _archived(stage: Stage, face: Face) -> Face:
    if face.meaning is not None or stage.row.get("archived", 0) == 0:
        return face
    reason = "This stage alone is marked as archived. The program runs it all the same."
    return Face(face.text, face.dim, face.checked, Meaning.NEUTRAL, reason, whole=face.whole)


def _text(value: Value) -> str:
    return value if isinstance(value, str) else ""


def _hint(word: str) -> tuple[str, bool]:
    stage = stage_of_word(word)
    known, kind = algorithm_named(stage.algorithm), stage_type_named(stage.stage_type)
    if word == stage.stage_type and word != stage.algorithm:
        return f"{stage.algorithm}. {kind.hint if kind else ''}", True
    return (known.hint, known.implemented) if known else ("", True)
