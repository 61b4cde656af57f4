"""What the catalogue lets somebody type, and what the rules find once it is stored, say the same."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.pipelines.catalogue import Fitness
from pipeline_browser.model.pipelines.catalogue.fields import Field, judge
from pipeline_browser.model.pipelines.catalogue.parameters import parameter_specs
from pipeline_browser.model.pipelines.catalogue.stages import ALGORITHMS
from pipeline_browser.model.pipelines.loadability.judging import judge_stage
from pipeline_browser.model.pipelines.loadability.pipeline_rules import name_faults
from pipeline_browser.model.pipelines.loadability.problem import Severity
from pipeline_browser.model.pipelines.loadability.stage_cells import ParameterCells, StageCells
from tests.model.pipelines.loadability.random_changes import NAMES, SIZES, TYPES, VALUES

if TYPE_CHECKING:
    from pipeline_browser.model.pipelines.catalogue import Stored

NOW = "2025-10-07T23:26:54.123456789+00:00"
KEYS = {"key": bytes(32), "nonce": bytes(12), "salt": bytes(16)}
SWITCHES: tuple[Stored, ...] = (0, 1, 2, -1, "on", "false", "maybe", 1.5, None)
ORDERS: tuple[Stored, ...] = (0, -5, 7, "9", "x", 2**31, -(2**31) - 1, 1.5)
TIMES: tuple[Stored, ...] = ("2025-10-07T23:26:54Z", "2025-10-07 23:26:54", "2025-02-29T00:00:00Z", "", None)
COLUMNS: dict[str, tuple[Stored, ...]] = {
    "name": ("", " ", "x", "é", "\ud800", None),
    "stage_type": (*TYPES, "", None),
    "enabled": SWITCHES,
    "parallel_processing": SWITCHES,
    "chunk_size": (*(each.strip("'") for each in SIZES if each != "NULL"), None, "64 KiB", "large"),
    "stage_order": ORDERS,
    "created_at": TIMES,
    "updated_at": TIMES,
}


def cells(algorithm: str, stage_type: str, parameters: dict[str, str] | None = None) -> StageCells:
    """Return a stage that runs, with some parameters more or other."""
    whole = {"algorithm": algorithm, "output_path": "copy.bin", "label": "x"}
    whole |= {key: base64.b64encode(value).decode() for key, value in KEYS.items()}
    rows = tuple(ParameterCells(key, value, 0) for key, value in (whole | (parameters or {})).items())
    return StageCells("1", "a", stage_type, 1, 0, algorithm, 0, None, NOW, NOW, 0, rows)


def with_cell(column: str, value: Stored) -> StageCells:
    """Return a stage with another cell."""
    sound = cells("zstd", "compression")
    place = StageCells._fields.index(column)
    return StageCells._make((*sound[:place], value, *sound[place + 1 :]))


def worst(stage: StageCells, column: str) -> Severity | None:
    """Return the worst that is said about a column or a parameter."""
    judged = judge_stage((1, stage))
    found = [each for each in (*judged.own, *judged.judgement.findings) if each.column == column]
    return max((each.severity for each in found), default=None)


def agree(fitness: Fitness, severity: Severity | None) -> bool:
    """Whether a value that was let in is no worse than was said."""
    if fitness is Fitness.FINE:
        return severity in (None, Severity.NOTE)
    return severity is None or severity < Severity.LEFT_OUT


@pytest.mark.parametrize("column", COLUMNS)
def test_columns_of_a_stage(column: str) -> None:
    for typed in COLUMNS[column]:
        judgement = judge(Field("pipeline_stages", column, "compression", "zstd"), typed)
        if judgement.can_be_stored:
            severity = worst(with_cell(column, judgement.value), column)
            assert agree(judgement.fitness, severity), (typed, judgement)
        elif not isinstance(typed, str) or "\ud800" not in typed:
            stops = worst(with_cell(column, typed), column)
            # NULL is refused by the table, and other spellings of a number are read before they are stored.
            assert typed is None or isinstance(typed, str) or stops is Severity.STOPS_LIST, typed


@pytest.mark.parametrize("stage_type", TYPES[:5])
def test_algorithms_beside_every_type(stage_type: str) -> None:
    for typed in (*(each.name for each in ALGORITHMS), "ZSTD", "rot13", ""):
        judgement = judge(Field("pipeline_stages", "algorithm", stage_type), typed)
        severity = worst(cells(typed, stage_type), "algorithm")
        assert (judgement.fitness is Fitness.UNUSUAL) == (severity is Severity.CANNOT_RUN), typed


def test_names_of_pipelines() -> None:
    for typed in (*NAMES, "", " ", "\udc80"):
        judgement = judge(Field("pipelines", "name"), typed)
        if judgement.can_be_stored:
            assert ("never run" in judgement.reason) == bool(list(name_faults(str(judgement.value)))), typed


@pytest.mark.parametrize("algorithm", [each.name for each in ALGORITHMS if each.implemented])
def test_parameters(algorithm: str) -> None:
    stage_type = next(each.stage_type for each in ALGORITHMS if each.name == algorithm)
    for spec in parameter_specs(stage_type, algorithm):
        for typed in (*VALUES, ""):
            judgement = judge(Field("stage_parameters", spec.name, stage_type, algorithm), typed)
            stage = cells(algorithm, stage_type, {spec.name: str(judgement.value)})
            severity = worst(stage, spec.name)
            assert agree(judgement.fitness, severity), (spec.name, typed, judgement)
            fails = "every run fails" in judgement.reason or "not run" in judgement.reason
            assert fails == (severity is Severity.CANNOT_RUN), (spec.name, typed, judgement)
