"""Every cure takes away the problem that it is offered for."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.database import Database
from pipeline_browser.model.engine import sqlite3
from pipeline_browser.model.errors import PipelineBrowserError
from pipeline_browser.model.location import parse_location
from pipeline_browser.model.pipelines.key_material import generate_key_material
from pipeline_browser.model.pipelines.loadability.checking import check_database, check_pipeline
from pipeline_browser.model.pipelines.loadability.problem import CureKind, Problem
from pipeline_browser.model.pipelines.operations.entries import set_entries
from pipeline_browser.model.pipelines.operations.fields import set_field
from pipeline_browser.model.pipelines.operations.stages import renumber_stages
from pipeline_browser.model.pipelines.reading import read_pipeline
from pipeline_browser.model.pipelines.timestamps import now_rfc3339
from tests.model.pipelines.loadability.random_changes import Changes, apply

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline_browser.model.pipelines.facts import Pipeline
    from pipeline_browser.model.pipelines.loadability.problem import Cure
    from pipeline_browser.model.pipelines.loadability.verdict import PipelineVerdict
    from pipeline_browser.model.pipelines.reading import Handle

BY_HAND = (CureKind.ADD_STAGE, CureKind.CHOOSE_PATH)  # a person says what


@pytest.mark.parametrize("seed", range(20))
def test_cures_of_a_damaged_database(templates: dict[str, Path], tmp_path: Path, seed: int) -> None:
    path = tmp_path / "damaged.db"
    path.write_bytes(templates["as migrated"].read_bytes())
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        changes = Changes(1000 + seed)
        apply(connection, [each for _ in range(4) for each in changes.some() if "_sqlx" not in each])
    with closing(Database.open(parse_location(path))) as database:
        for handle in _handles(database):
            _cure_all(database, handle)


def _handles(database: Database) -> list[Handle]:
    found: list[PipelineVerdict] = []
    verdict = check_database(database, found=found.append)
    # Where a column is missing, that comes before everything else.
    return [] if verdict.refused is not None else [each.handle for each in found]


def _cure_all(database: Database, handle: Handle) -> None:
    """Press one button after the other; each press takes the problem away that it stands beside."""
    refused: list[Problem] = []
    for _ in range(30):
        verdict = check_pipeline(database, handle)
        assert verdict is not None
        open_ = [each for each in verdict.problems if _can_be_pressed(each) and each not in refused]
        if not open_:
            return
        problem = open_[0]
        if not _press(database, handle, problem):
            refused.append(problem)
            continue
        after = check_pipeline(database, handle)
        assert after is not None
        assert problem not in after.problems, problem
    pytest.fail("the cures go round in a circle")


def _can_be_pressed(problem: Problem) -> bool:
    return problem.cure is not None and problem.cure.kind not in BY_HAND


def _press(database: Database, handle: Handle, problem: Problem) -> bool:
    """Do what the button says; return whether the database allowed it (a column may have gone)."""
    pipeline, cure = read_pipeline(database, handle), problem.cure
    assert pipeline is not None
    assert cure is not None
    try:
        _do(database, pipeline, cure)
    except PipelineBrowserError:
        return False
    return True


def _do(database: Database, pipeline: Pipeline, cure: Cure) -> None:
    stage = next((each for each in pipeline.stages if each.row.rowid == cure.place.rowid), None)
    if cure.kind is CureKind.RENUMBER:
        renumber_stages(database, pipeline)
    elif cure.place.table == "pipelines":
        value = now_rfc3339() if cure.kind is CureKind.SET_NOW else cure.value
        set_field(database, pipeline.row, cure.column, value)
    elif cure.kind is CureKind.GENERATE_KEYS:
        assert stage is not None
        generate_key_material(stage)(database)
    elif cure.kind is CureKind.SET_PARAMETER:
        assert stage is not None
        set_entries(database, stage.row, stage.parameters, [(cure.column, cure.value)])
    else:
        assert stage is not None
        value = now_rfc3339() if cure.kind is CureKind.SET_NOW else cure.value
        set_field(database, stage.row, cure.column, value)
