"""A rehearsal of a plan on a large file, beside the plain run of the plan and a bare backup."""

from __future__ import annotations

import shutil
import time
from contextlib import closing
from typing import TYPE_CHECKING

from pipeline_browser.model.database import Database
from pipeline_browser.model.engine import sqlite3
from pipeline_browser.model.location import Location
from pipeline_browser.model.migrations.planner import plan_run
from pipeline_browser.model.migrations.rehearsal.rehearsing import rehearse
from pipeline_browser.model.migrations.runner import run_plan
from pipeline_browser.model.migrations.source import read_source
from tests.benchmarks.timing import OURS, Goal, Result, in_turns

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pipeline_browser.model.migrations.plan import Plan

_ROW = 75.0  # bytes of the file that a row takes, its place in the index included
_THOROUGH = "with integrity check"
_RUN = "the run alone"
_BACKUP = "backup API alone"
_PLAN = "ALTER TABLE readings ADD COLUMN unit TEXT;\nUPDATE readings SET unit = 'C' WHERE id % 3 = 0;\n"


def rehearsing(folder: Path, *, megabytes: int, rounds: int) -> Iterator[Result]:
    """Time the rehearsal of a column that is added and filled in a file of so many megabytes."""
    template = folder / "template.db"
    _fill(template, round(megabytes * 1e6 / _ROW))
    source = folder / "migrations"
    source.mkdir()
    (source / "1_unit.sql").write_text(_PLAN, "utf-8")
    contest = _Contest(template, folder / "copy.db", source)
    contenders = {
        OURS: lambda: contest.rehearse(quick=True),
        _THOROUGH: lambda: contest.rehearse(quick=False),
        _RUN: contest.run,
        _BACKUP: contest.back_up,
    }
    taken = in_turns(rounds, contenders)
    name = f"rehearsal on {template.stat().st_size / 1e6:.0f} MB, quick check"
    yield Result(name, taken)
    beyond = [whole - run for whole, run in zip(taken[OURS], taken[_RUN], strict=True)]
    yield Result(f"{name}, beyond the run", {OURS: beyond}, (Goal(0.5),))


class _Contest:
    def __init__(self, template: Path, copy: Path, source: Path) -> None:
        self._template = template
        self._copy = copy
        self._source = source

    def rehearse(self, *, quick: bool) -> float:
        with Database.open(Location(self._template), read_only=True) as database:
            plan = self._plan(database)
            begun = time.perf_counter()
            found = rehearse(database, plan, quick=quick)
            taken = time.perf_counter() - begun
        assert found.error is None
        return taken

    def run(self) -> float:
        _remove(self._copy)
        shutil.copyfile(self._template, self._copy)
        with Database.open(Location(self._copy)) as database:
            plan = self._plan(database)
            begun = time.perf_counter()
            run_plan(database, plan)
            return time.perf_counter() - begun

    def back_up(self) -> float:
        _remove(self._copy)
        with closing(sqlite3.connect(self._template)) as one, closing(sqlite3.connect(self._copy)) as other:
            begun = time.perf_counter()
            one.backup(other)
            return time.perf_counter() - begun

    def _plan(self, database: Database) -> Plan:
        return plan_run(database, read_source(self._source), allow_unversioned=True)


def _fill(database: Path, rows: int) -> None:
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute(
            "CREATE TABLE readings (id INTEGER PRIMARY KEY, sensor TEXT NOT NULL, value REAL, note TEXT)"
        )
        connection.execute(
            "INSERT INTO readings WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)"
            " SELECT i, 'sensor-' || (i % 97), i * 0.37, hex(zeroblob(i % 30)) FROM n",
            (rows,),
        )
        connection.execute("CREATE INDEX readings_sensor ON readings (sensor)")
        connection.commit()


def _remove(database: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-journal"):
        database.with_name(database.name + suffix).unlink(missing_ok=True)
