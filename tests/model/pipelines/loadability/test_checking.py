"""Many pipelines in slices, one alone: the same verdicts, cancelled and gone on with."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.cancellation import Cancellation
from pipeline_browser.model.database import Database
from pipeline_browser.model.engine import sqlite3
from pipeline_browser.model.errors import Cancelled
from pipeline_browser.model.location import parse_location
from pipeline_browser.model.pipelines.loadability.checking import (
    DatabaseCheck,
    check_database,
    check_pipeline,
    check_pipelines,
)
from pipeline_browser.model.pipelines.loadability.foundation import read_foundation
from pipeline_browser.model.pipelines.loadability.problem import Severity
from tests.model.pipelines.loadability.databases import SHAPES
from tests.model.pipelines.loadability.random_changes import Changes, apply

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline_browser.model.pipelines.loadability.verdict import PipelineVerdict
    from tests.model.pipelines.loadability.conftest import Damage

CUSTOM = "UPDATE pipeline_stages SET stage_type = 'Custom' WHERE name IN ('brotli', 'tee')"


@pytest.mark.parametrize("seed", range(40))
def test_slices_and_single_looks_agree_on_damaged_databases(
    templates: dict[str, Path], tmp_path: Path, seed: int
) -> None:
    changes = Changes(seed)
    path = tmp_path / "damaged.db"
    path.write_bytes(templates[changes.shape(SHAPES)].read_bytes())
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        apply(connection, [*changes.some(), *changes.some()])
    found: list[PipelineVerdict] = []
    with closing(Database.open(parse_location(path), read_only=True)) as database:
        quick = check_database(database)
        check = DatabaseCheck(database)
        while check.advance(2, found=found.append):
            pass
        assert check.verdict() == quick
        for each in found:
            assert each.level is quick.levels.get(each.handle)
            if isinstance(each.handle, int):
                assert check_pipeline(database, each.handle) == each


def test_a_check_goes_on_slice_by_slice(damaged: Damage) -> None:
    check = DatabaseCheck(damaged(CUSTOM))
    assert check.foundation is None
    assert check.advance(2)
    assert (check.done, check.total) == (0, 5)
    assert check.advance(2)
    assert (check.done, check.total, check.finished) == (2, 5, False)
    assert check.foundation is not None
    assert check.verdict().counts == {Severity.STOPS_LIST: 1}
    while check.advance(2):
        pass
    assert (check.done, check.finished) == (5, True)
    assert check.verdict().counts == {Severity.STOPS_LIST: 2}
    assert not check.advance()


@pytest.mark.parametrize("shape", ["without rowids", "views"])
def test_slices_end_where_there_are_no_rowids_too(damaged: Damage, shape: str) -> None:
    check = DatabaseCheck(damaged(shape=shape))
    heard = []
    while check.advance(2):
        heard.append(check.done)
    assert heard == [0, 2, 4, 5]
    assert check.verdict().listed == 5


def test_a_cancelled_slice_is_done_again(damaged: Damage) -> None:
    check = DatabaseCheck(damaged(CUSTOM))
    assert check.advance(2)
    assert check.advance(2)
    cancelled = Cancellation()
    cancelled.cancel()
    with pytest.raises(Cancelled):
        check.advance(2, cancellation=cancelled)
    assert check.advance(2, cancellation=Cancellation())
    while check.advance(2):
        pass
    assert check.verdict().pipelines == 5


def test_progress_says_how_many_were_looked_at(damaged: Damage) -> None:
    heard: list[tuple[int, int]] = []
    check_database(damaged(), lambda done, total: heard.append((done, total)))
    assert heard == [(0, 5), (5, 5)]


def test_one_pipeline_is_looked_at_alone(damaged: Damage) -> None:
    database = damaged(CUSTOM)
    foundation = read_foundation(database)
    verdict = check_pipeline(database, 1, foundation)
    assert verdict is not None
    assert (verdict.name, verdict.loads, verdict.worst) == ("plain-backup", False, Severity.STOPS_LIST)
    assert check_pipeline(database, 2, foundation) == check_pipeline(database, 2)
    assert check_pipeline(database, 77, foundation) is None
    assert check_pipelines(database, (2, 77, 1)) == (check_pipeline(database, 2), verdict)


def test_a_pipeline_without_rowid_is_asked_for_by_its_id(damaged: Damage) -> None:
    verdict = check_pipeline(damaged(shape="without rowids"), "01K70000000000000000000003")
    assert verdict is not None
    assert (verdict.name, verdict.handle, verdict.runs) == ("mask-personal", verdict.id, True)


def test_a_check_never_writes(damaged: Damage) -> None:
    database = damaged(CUSTOM)
    assert database.path is not None
    before = database.path.read_bytes()
    check_database(database)
    assert database.path.read_bytes() == before
