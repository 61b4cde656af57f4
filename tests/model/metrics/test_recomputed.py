"""Every figure of random runs under random filters is what plain Python makes of the same rows."""

from __future__ import annotations

import shutil
from datetime import UTC
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline_browser.model.database import Database
from pipeline_browser.model.location import Location
from pipeline_browser.model.metrics.figures import over_time, sizes
from pipeline_browser.model.metrics.figures.dashboard import compute
from pipeline_browser.model.metrics.filters import Filter, from_json, to_json
from pipeline_browser.model.metrics.reading import read_runs
from pipeline_browser.model.metrics.runs import runs_of
from pipeline_browser.model.metrics.selecting import Order, select_keys
from tests.model.metrics.comparing_figures import FEW, compare
from tests.model.metrics.random_runs import filters, rows, write_rows
from tests.model.metrics.recomputing import Run, fits, read
from tests.small_runs import NOW, write_runs

if TYPE_CHECKING:
    from datetime import tzinfo
    from pathlib import Path

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_runs(tmp_path_factory.mktemp("recomputed") / "empty.db")


def _check(path: Path, wanted: Filter, zone: tzinfo) -> None:
    with Database.open(Location(path), read_only=True) as database:
        found = read_runs(database, NOW)
        assert found is not None
        keys = select_keys(database, found.source, found.shape, wanted, Order())
        again = select_keys(database, found.source, found.shape, from_json(to_json(wanted)))
    expected = [run for run in read(path, NOW) if fits(run, wanted, NOW)]
    assert sorted(keys) == sorted(again) == [run.key for run in expected]
    assert from_json(to_json(wanted)) == wanted
    _check_order(keys.tolist(), expected)
    compare(compute(runs_of(found).with_keys(keys), zone), expected, zone)


def _check_order(keys: list[int], expected: list[Run]) -> None:
    when = {run.key: run.columns["when"] for run in expected}
    known = [key for key in keys if when[key] is not None]
    assert keys == sorted(known, key=lambda key: (-when[key], -key)) + sorted(
        (key for key in keys if when[key] is None), reverse=True
    )


def _any_rows(
    path: Path, made: list[dict[str, Any]], wanted: list[Filter], zone: tzinfo, empty: Path
) -> None:
    shutil.copyfile(empty, path)
    write_rows(path, made)
    for each in wanted:
        _check(path, each, zone)


examples = given(
    made=rows,
    wanted=st.lists(filters, min_size=1, max_size=5),
    zone=st.sampled_from([UTC, BERLIN]),
)
allowed = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]


@settings(max_examples=20, suppress_health_check=allowed)
@examples
def test_figures_are_what_plain_python_computes(
    tmp_path: Path, empty: Path, made: list[dict[str, Any]], wanted: list[Filter], zone: tzinfo
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(over_time, "FEW", FEW)
        patch.setattr(sizes, "FEW", FEW)
        _any_rows(tmp_path / "x.db", made, [Filter(), *wanted], zone, empty)


@pytest.mark.campaign
@settings(max_examples=400, suppress_health_check=allowed, derandomize=False)
@examples
def test_figures_of_many_more_examples(
    tmp_path: Path, empty: Path, made: list[dict[str, Any]], wanted: list[Filter], zone: tzinfo
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(over_time, "FEW", FEW)
        patch.setattr(sizes, "FEW", FEW)
        _any_rows(tmp_path / "x.db", made, [Filter(), *wanted], zone, empty)
