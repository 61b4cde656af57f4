"""A repair that is killed, or whose disk is full: the ledger is the old one or the new one, nothing else."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.database import Database
from pipeline_browser.model.errors import BackupFailed
from pipeline_browser.model.location import Location, parse_location
from pipeline_browser.model.migrations.detective.repair.repairing import repair
from pipeline_browser.model.migrations.ledger import read_ledger
from tests.model.migrations.detective.conftest import FIRST, Case

if TYPE_CHECKING:
    from pipeline_browser.model.migrations.ledger import LedgerRow

TOP = Path(__file__).resolve().parents[4]
ROWS = 5_000


def prepare(case: Case) -> None:
    """Give the database some rows, and the first migration another form."""
    case.database.execute(
        "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < ?)"
        " INSERT INTO people(name) SELECT hex(x) FROM c",
        (ROWS,),
    )
    case.write("1_people.sql", FIRST.replace("\n", "\r\n"))


def killed_after(seconds: float, database: Path, folder: Path) -> None:
    command = [sys.executable, "-m", "tests.model.migrations.detective.repair_process"]
    environment = {**os.environ, "PYTHONPATH": f"{TOP / 'src'}{os.pathsep}{TOP}"}
    with subprocess.Popen(
        [*command, str(database), str(folder)], cwd=TOP, env=environment, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        end = time.monotonic() + seconds
        while time.monotonic() < end and process.poll() is None:
            pass
        process.kill()


def check(path: Path, before: tuple[LedgerRow, ...]) -> bool:
    """Assert that everything hangs together; return whether the repair was committed."""
    with Database.open(Location(path)) as database:
        assert database.query("PRAGMA integrity_check") == [("ok",)]
        assert database.query("SELECT count(*) FROM people") == [(ROWS,)]
        rows = read_ledger(database).rows
    backups = list(path.parent.glob(f"{path.name}.backup-*.db"))
    for backup in backups:
        with Database.open(Location(backup, immutable=True), read_only=True) as copy:
            assert read_ledger(copy).rows == before
    if rows == before:
        return False
    assert rows[1:] == before[1:]
    assert rows[0].checksum != before[0].checksum
    assert backups
    assert list(path.parent.glob("*.repair.txt"))
    return True


def kill_often(case: Case, times: int, longest: float, seed: int) -> list[bool]:
    prepare(case)
    before, path = read_ledger(case.database).rows, case.database.path
    assert path is not None
    case.database.close()
    chance, outcomes = random.Random(seed), []  # noqa: S311
    for number in range(times):
        place = path.parent / f"trial{number}"
        place.mkdir()
        copy = Path(shutil.copy(path, place / "a.db"))
        killed_after(chance.uniform(0, longest), copy, case.folder)
        outcomes.append(check(copy, before))
        shutil.rmtree(place)
    return outcomes


def test_a_killed_repair_leaves_the_old_ledger_or_the_new_one(case: Case) -> None:
    kill_often(case, times=1, longest=0.02, seed=1)


@pytest.mark.campaign
def test_two_hundred_killed_repairs_leave_the_old_ledger_or_the_new_one(case: Case) -> None:
    outcomes = kill_often(case, times=200, longest=0.08, seed=7)
    sys.stderr.write(f"{sum(outcomes)} of {len(outcomes)} were committed\n")
    assert 0 < sum(outcomes) < len(outcomes)


def test_a_full_disk_leaves_ledger_and_folder_as_they_were(disk: Path, tmp_path: Path) -> None:
    folder = tmp_path / "migrations"
    folder.mkdir()
    with Database.create(parse_location(str(disk / "a.db"))) as database:
        case = Case(folder, database)
        case.write("1_people.sql", FIRST)
        case.apply()
        case.write("1_people.sql", FIRST + "\n")
        before = read_ledger(database).rows
        free = shutil.disk_usage(disk).free
        (disk / "filling").write_bytes(bytes(free - 500_000))
        files = sorted(disk.iterdir())
        with pytest.raises(BackupFailed):
            repair(database, case.source())
        assert read_ledger(database).rows == before
        assert sorted(disk.iterdir()) == files
