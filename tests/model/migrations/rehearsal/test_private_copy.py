"""The copy of a rehearsal is nobody else's, and gone whatever ends its process."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.cancellation import Cancellation
from pipeline_browser.model.database import Database
from pipeline_browser.model.errors import RehearsalFailed
from pipeline_browser.model.migrations.progress import StatementStarted
from pipeline_browser.model.migrations.rehearsal import place as places
from pipeline_browser.model.migrations.rehearsal import private_copy
from pipeline_browser.model.migrations.rehearsal.flushing import Flushing
from pipeline_browser.model.migrations.rehearsal.private_folder import PREFIX, private_folder, sweep
from pipeline_browser.model.migrations.rehearsal.progress import Copying
from pipeline_browser.model.migrations.rehearsal.rehearsing import rehearse
from tests.model.migrations.rehearsal.conftest import ENDLESS, one_journal_mode, rehearsed, untouched

if TYPE_CHECKING:
    from pipeline_browser.model.migrations.rehearsal.progress import RehearsalProgress
    from tests.model.migrations.conftest import Bench

TOP = Path(__file__).resolve().parents[4]
EMPTY_JOURNAL = 512  # bytes: the header of a journal that has to keep nothing yet
GROWTH = (
    "CREATE TABLE more(x); INSERT INTO more WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c"
    " WHERE n < 40) SELECT zeroblob(1000000) FROM c"
)


def start(bench: Bench, place: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [
            sys.executable,
            "-m",
            "tests.model.migrations.rehearsal.rehearse_process",
            str(bench.database.path),
            str(bench.folder),
            str(place),
        ],
        cwd=TOP,
        env={**os.environ, "PYTHONPATH": f"{TOP / 'src'}{os.pathsep}{TOP}"},
        stdout=subprocess.PIPE,
        text=True,
    )


def read_until(process: subprocess.Popen[str], word: str) -> None:
    assert process.stdout is not None
    for line in process.stdout:
        if line.strip() == word:
            return
    pytest.fail(f"the process never came to {word}")


def fill(bench: Bench, megabytes: int) -> None:
    bench.database.execute("CREATE TABLE filler(x)")
    bench.database.execute("INSERT INTO filler VALUES (zeroblob(?))", (megabytes * 1_000_000,))


@pytest.mark.parametrize(
    ("bench", "word"),
    [("delete", "Copying"), ("wal", "StatementStarted")],
    indirect=["bench"],
)
def test_a_killed_process_leaves_nothing_of_the_copy(bench: Bench, place: Path, word: str) -> None:
    fill(bench, 5)
    bench.write("1_a.sql", ENDLESS)
    with start(bench, place) as process:
        read_until(process, word)
        process.kill()
    left = [each for each in place.rglob("*") if each.is_file()]
    assert sum(each.stat().st_size for each in left) <= EMPTY_JOURNAL
    if word == "StatementStarted":
        assert list(place.iterdir()) == []


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="open files are listed on Linux alone")
def test_while_a_plan_is_rehearsed_no_file_of_the_copy_has_a_name(bench: Bench, place: Path) -> None:
    fill(bench, 1)
    bench.write("1_a.sql", "CREATE TABLE a(x)")
    links: list[str] = []
    names: list[object] = []

    def look(event: object) -> None:
        if isinstance(event, StatementStarted):
            for name in os.listdir("/proc/self/fd"):  # noqa: PTH208 - some vanish meanwhile
                with_name = Path("/proc/self/fd") / name
                links.append(str(with_name.readlink()) if os.path.lexists(with_name) else "")
            names.extend(place.iterdir())

    rehearsed(bench, folder=place, progress=look)
    ours = [link for link in links if PREFIX in link]
    assert ours
    assert all(link.endswith("(deleted)") for link in ours)
    assert names == []


@one_journal_mode
def test_while_it_is_copied_only_its_owner_may_look(bench: Bench, place: Path) -> None:
    fill(bench, 3)
    bench.write("1_a.sql", "CREATE TABLE a(x)")
    modes: set[int] = set()

    def look(event: object) -> None:
        if isinstance(event, Copying):
            modes.update(stat.S_IMODE(each.stat().st_mode) for each in place.rglob("*"))

    before = os.umask(0)
    try:
        rehearsed(bench, folder=place, progress=look)
    finally:
        os.umask(before)
    assert modes == {0o700, 0o600}


def test_what_a_killed_process_left_is_swept_up_and_what_lives_is_not(place: Path) -> None:
    with private_folder(place) as alive:
        dead = place / f"{PREFIX}dead"
        dead.mkdir(mode=0o700)
        (dead / "copy.db").write_bytes(b"rows of somebody's")
        old = time.time() - 3600
        for folder in (alive, dead):
            os.utime(folder, (old, old))
        sweep(place)
        assert list(place.iterdir()) == [alive]
    assert list(place.iterdir()) == []


@one_journal_mode
def test_a_disk_without_room_is_told_before_anything_is_copied(bench: Bench, disk: Path) -> None:
    fill(bench, 6)
    bench.write("1_a.sql", "CREATE TABLE a(x)")
    with pytest.raises(RehearsalFailed) as refusal:
        rehearsed(bench, folder=disk)
    assert f"in {disk}" in refusal.value.cause
    assert "bytes; " in refusal.value.cause
    assert list(disk.iterdir()) == []


@one_journal_mode
def test_a_disk_that_fills_up_while_it_is_copied(bench: Bench, disk: Path) -> None:
    fill(bench, 3)
    bench.write("1_a.sql", "CREATE TABLE a(x)")

    def take_the_rest(event: object) -> None:
        if isinstance(event, Copying) and not (disk / "greedy").exists():
            (disk / "greedy").write_bytes(bytes(shutil.disk_usage(disk).free))

    refused_for_space(bench, disk, progress=take_the_rest)
    assert [each.name for each in disk.iterdir()] == ["greedy"]


def test_a_disk_that_fills_up_while_the_plan_runs(bench: Bench, disk: Path) -> None:
    fill(bench, 1)
    bench.write("1_a.sql", GROWTH)
    refused_for_space(bench, disk)
    assert list(disk.iterdir()) == []
    assert shutil.disk_usage(disk).used < 100_000


def refused_for_space(bench: Bench, disk: Path, progress: RehearsalProgress | None = None) -> None:
    path = bench.database.path
    assert path is not None
    plan = bench.plan()
    bench.database.close()
    with (
        untouched(path),
        Database.open(bench.database.location, read_only=True) as reader,
        pytest.raises(RehearsalFailed) as failure,
    ):
        rehearse(reader, plan, folder=disk, progress=progress)
    assert failure.value.summary == f"The rehearsal ran out of space in {disk}"
    assert "was only read" in failure.value.cause


@one_journal_mode
def test_the_copy_goes_beside_the_database_where_the_temporary_folder_is_small(
    bench: Bench, disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(disk))
    path = bench.database.path
    assert path is not None
    assert places.choose_place(6_000_000, path) == path.parent
    assert places.choose_place(100, path) == disk


def test_where_files_cannot_lose_their_names_they_are_removed_at_the_end(
    bench: Bench, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(private_copy, "_WITHOUT_LOCKS", "nowhere")
    bench.write("1_a.sql", "CREATE TABLE a(x)")
    names: set[str] = set()
    found = rehearsed(
        bench, folder=place, progress=lambda _: names.update(f.name for f in place.rglob("*.db*"))
    )
    assert found.error is None
    assert "copy.db" in names
    assert list(place.iterdir()) == []


@one_journal_mode
def test_the_copy_is_on_the_disk_before_the_plan_runs(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.write("1_a.sql", "CREATE TABLE a(x)")
    told: list[object] = []
    synchronise = os.fsync

    def noted(file: int) -> None:
        synchronise(file)
        told.append("on the disk")

    monkeypatch.setattr(os, "fsync", noted)
    rehearsed(bench, progress=told.append)
    first = next(number for number, each in enumerate(told) if isinstance(each, StatementStarted))
    assert "on the disk" in told[:first]


def test_a_disk_that_fails_while_the_copy_is_written_is_told() -> None:
    reading, writing = os.pipe()  # nothing that could be synchronised
    with pytest.raises(OSError, match="Invalid argument"):
        Flushing(reading).wait(Cancellation())
    os.close(reading)
    os.close(writing)
