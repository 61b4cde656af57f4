"""One way to ask for any field: which editor it needs, and what a value for it is worth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline_browser.model.pipelines.catalogue import columns
from pipeline_browser.model.pipelines.catalogue.entries import judge_configuration, judge_parameter
from pipeline_browser.model.pipelines.catalogue.judgement import Judgement, fine, impossible
from pipeline_browser.model.pipelines.catalogue.parameters import configuration_spec, parameter_spec
from pipeline_browser.model.pipelines.catalogue.spec import Spec
from pipeline_browser.model.pipelines.catalogue.texts import storable
from pipeline_browser.model.pipelines.catalogue.words import NOT_TEXT
from pipeline_browser.model.pipelines.shape import CONFIGURATION, PARAMETERS, PIPELINES, STAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pipeline_browser.model.pipelines.catalogue.judgement import Stored


@dataclass(frozen=True, slots=True)
class Field:
    """A cell that somebody edits.

    Attributes:
        table, name: the column; for the value of a parameter or an entry, ``name`` is its key.
        stage_type, algorithm: of the stage, as far as the field belongs to one.
    """

    table: str
    name: str
    stage_type: str = ""
    algorithm: str = ""


_PIPELINE: Mapping[str, Callable[[Stored], Judgement]] = {
    "name": columns.judge_pipeline_name,
    "archived": columns.judge_archived,
    "created_at": columns.judge_timestamp,
    "updated_at": columns.judge_timestamp,
}
_STAGE: Mapping[str, Callable[[Stored], Judgement]] = {
    "name": columns.judge_stage_name,
    "stage_type": columns.judge_stage_type,
    "enabled": columns.judge_switch,
    "parallel_processing": columns.judge_switch,
    "chunk_size": columns.judge_chunk_size,
    "stage_order": columns.judge_stage_order,
    "created_at": columns.judge_timestamp,
    "updated_at": columns.judge_timestamp,
}


def spec_of(field: Field) -> Spec:
    """Return what an editor of the field must know; of a column that is not ours only the name."""
    if field.table == PARAMETERS:
        return parameter_spec(field.stage_type, field.algorithm, field.name)
    if field.table == CONFIGURATION:
        return configuration_spec(field.name)
    known = columns.PIPELINE_COLUMNS if field.table == PIPELINES else columns.stage_columns(field.stage_type)
    return next((spec for spec in known if spec.name == field.name), Spec(field.name, known=False))


def judge(field: Field, typed: Stored) -> Judgement:
    """Judge what was typed or chosen for a field, as one types."""
    if field.table == PARAMETERS:
        return judge_parameter(field.stage_type, field.algorithm, field.name, typed)
    if field.table == CONFIGURATION:
        return judge_configuration(field.name, typed)
    if field.table == STAGES and field.name == "algorithm":
        return columns.judge_algorithm(typed, field.stage_type)
    found = (_PIPELINE if field.table == PIPELINES else _STAGE).get(field.name)
    return _judge_other(typed) if found is None else found(typed)


def _judge_other(typed: Stored) -> Judgement:
    """Judge a column that the program does not read: anything may stand there that can be stored."""
    if isinstance(typed, str) and storable(typed) is None:
        return impossible(NOT_TEXT)
    return fine(typed)
