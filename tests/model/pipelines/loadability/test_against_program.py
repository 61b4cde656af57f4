"""Our verdict against the real program, on thousands of randomly damaged databases.

``PIPELINE_BROWSER_CHANGES`` says how many databases (300), ``PIPELINE_BROWSER_SEED`` where to begin (0).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.database import Database
from pipeline_browser.model.engine import sqlite3
from pipeline_browser.model.errors import PipelineBrowserError
from pipeline_browser.model.location import parse_location
from pipeline_browser.model.pipelines.loadability import words
from pipeline_browser.model.pipelines.loadability.checking import check_database, check_pipeline
from tests.model.pipelines.loadability import program
from tests.model.pipelines.loadability.databases import SHAPES
from tests.model.pipelines.loadability.random_changes import Changes, apply

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline_browser.model.pipelines.loadability.verdict import DatabaseVerdict, PipelineVerdict
from pipeline_browser.model.pipelines.loadability.identifiers_as_read import IdReader
from pipeline_browser.model.pipelines.loadability.problem import Severity

pytestmark = [
    pytest.mark.campaign,
    pytest.mark.skipif(not program.is_installed(), reason="the Rust program is not on the PATH"),
]
_NUMBER = int(os.environ.get("PIPELINE_BROWSER_CHANGES", "300"))
_FIRST = int(os.environ.get("PIPELINE_BROWSER_SEED", "0"))
_RUNS = 2  # of ``process`` a database: each takes as long as ``list``


@dataclass(frozen=True, slots=True)
class Ours:
    """What we say about a database."""

    verdict: DatabaseVerdict
    pipelines: list[PipelineVerdict]


def test_every_shape_loads_and_runs_as_it_is_made(templates: dict[str, Path]) -> None:
    for shape, path in templates.items():
        disagreements = list(_compare(path, [], 5))
        assert not disagreements, shape


def test_list_and_process_go_as_we_say(templates: dict[str, Path]) -> None:
    with ThreadPoolExecutor(4) as workers:  # the program waits more than it works
        seeds = range(_FIRST, _FIRST + _NUMBER)
        results = list(workers.map(lambda seed: _try(seed, templates), seeds))
    made = sum(number for number, _ in results)
    disagreements = [line for _, lines in results for line in lines]
    print(f"{made} changes in {len(results)} databases, {len(disagreements)} disagreements")  # noqa: T201
    assert made > _NUMBER / 2
    assert not disagreements, "\n".join(disagreements)


def _try(seed: int, templates: dict[str, Path]) -> tuple[int, list[str]]:
    changes = Changes(seed)
    shape = changes.shape(SHAPES)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "damaged.db"
        shutil.copy(templates[shape], path)
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            made = apply(connection, changes.some())
        try:
            lines = list(_compare(path, made, _RUNS))
        except subprocess.TimeoutExpired as error:
            lines = [str(error)]
        found = [f"seed {seed} ({shape}): {made}: {line}" for line in lines]
    return len(made), found


def _compare(path: Path, made: list[str], runs: int) -> Iterator[str]:
    try:
        ours = _ours(path)
    except (PipelineBrowserError, AssertionError) as error:
        yield f"{type(error).__name__}: {error}"
        return
    names = _names(ours, made)[:runs]
    theirs = program.list_pipelines(path)
    if ours.verdict.loads is not (theirs.code == 0):
        yield f"list ended with {theirs.code}, {ours.verdict.refused} {ours.verdict.counts}"
    elif theirs.code == 0 and ours.verdict.listed != theirs.listed:
        yield f"{theirs.listed} are listed, not {ours.verdict.listed}"
    for name in names:
        runnable = ours.verdict.refused is None and any(
            _succeeds(each, ours) for each in ours.pipelines if each.name == name and each.active
        )
        if program.processes(path, name) is not runnable:
            reasons = [[p.reason for p in each.problems] for each in ours.pipelines if each.name == name]
            yield f"{name!r} should {'' if runnable else 'not '}run: {reasons}"


def _succeeds(pipeline: PipelineVerdict, ours: Ours) -> bool:
    """Whether ``process`` succeeds, be it with another pipeline that this one is taken for."""
    if any(problem.reason == words.NAME_TWICE for problem in pipeline.problems):
        same = [each for each in ours.pipelines if str(each.name).lower() == str(pipeline.name).lower()]
        return any(each.runs for each in same)
    if pipeline.worst is not Severity.LEFT_OUT:
        return pipeline.runs
    taken_for = IdReader().read(str(pipeline.id)).normalised
    return any(each.runs for each in ours.pipelines if each.id == taken_for)


def _ours(path: Path) -> Ours:
    found: list[PipelineVerdict] = []
    with closing(Database.open(parse_location(path), read_only=True)) as database:
        verdict = check_database(database, found=found.append)
        for each in found:  # the level of the sweep, the sweep in full and a single look agree
            assert each.level is verdict.levels.get(each.handle)
            if isinstance(each.handle, int):
                assert check_pipeline(database, each.handle) == each
    return Ours(verdict, found)


def _names(ours: Ours, made: list[str]) -> list[str]:
    """Return the names to process: of pipelines with problems first, since those were changed."""
    named = [each for each in ours.pipelines if each.active and isinstance(each.name, str)]
    named.sort(key=lambda each: (not each.problems, str(each.name)))
    names = dict.fromkeys(str(each.name) for each in named if not _has_surrogates(str(each.name)))
    return list(names)


def _has_surrogates(text: str) -> bool:
    return any("\ud800" <= character <= "\udfff" for character in text)
