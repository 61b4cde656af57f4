"""Edits meet the world: locks, read-only files, full disks, processes that die, others that edit as well."""

from __future__ import annotations

import random
import threading
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.cancellation import Cancellation
from pipeline_browser.model.database import Database
from pipeline_browser.model.errors import Cancelled, DatabaseBusy, DatabaseFull, DatabaseReadOnly
from pipeline_browser.model.location import Location
from pipeline_browser.model.pipelines.applying import apply_edit
from pipeline_browser.model.pipelines.operations.entries import set_entries
from pipeline_browser.model.pipelines.operations.new_rows import NewEntry, NewPipeline, NewStage
from pipeline_browser.model.pipelines.operations.pipelines import (
    create_pipeline,
    delete_pipelines,
    plan_deletion,
    rename_pipeline,
)
from pipeline_browser.model.pipelines.terms import Terms
from tests.model.making_files import other_program, run
from tests.model.pipelines.databases import BUNDLED, dump, fill, fresh, named, pipelines

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline_browser.model.engine import sqlite3

LARGE = NewPipeline(
    "large",
    tuple(
        NewStage(f"s{n}", "transform", "debug", parameters=(NewEntry("a", "x" * 9000),)) for n in range(40)
    ),
)


def test_a_file_opened_for_reading_only_refuses_every_edit(file: Path) -> None:
    with closing(Database.open(Location(file), read_only=True)) as database:
        before = dump(database)
        row = named(database, "first").row
        plan = plan_deletion(database, [row])
        for operation in (
            partial(rename_pipeline, seen=row, name="x"),
            partial(create_pipeline, new=LARGE),
            partial(delete_pipelines, plan=plan),
        ):
            with pytest.raises(DatabaseReadOnly):
                operation(database)
        assert dump(database) == before


def test_a_wait_for_another_program_can_be_cancelled_and_writes_nothing(
    database: Database, other: sqlite3.Connection
) -> None:
    before, row = dump(database), named(database, "first").row
    other.execute("BEGIN IMMEDIATE")
    cancellation = Cancellation()
    waits = threading.Event()
    database.waiting = lambda seconds: waits.set()

    def cancel() -> None:
        waits.wait(10)
        cancellation.cancel()

    canceller = threading.Thread(target=cancel)
    canceller.start()

    with pytest.raises(Cancelled):
        rename_pipeline(database, row, "x", terms=Terms(cancellation=cancellation))

    canceller.join()
    other.execute("ROLLBACK")
    assert dump(database) == before


def test_a_lock_that_stays_is_told_and_the_edit_can_be_made_later(
    database: Database, other: sqlite3.Connection
) -> None:
    database.busy_timeout = 0.1
    other.execute("BEGIN IMMEDIATE")
    row = named(database, "first").row

    with pytest.raises(DatabaseBusy):
        rename_pipeline(database, row, "x")

    other.execute("ROLLBACK")
    rename_pipeline(database, row, "x")
    assert named(database, "x").row.rowid == row.rowid


def test_a_disk_that_is_full_in_the_middle_of_an_edit_leaves_nothing_of_it(database: Database) -> None:
    before = dump(database)
    pages = database.query("PRAGMA page_count")[0][0]
    for room in (0, 1, 7, 30):
        database.query(f"PRAGMA max_page_count = {pages + room}")
        with pytest.raises(DatabaseFull):
            create_pipeline(database, LARGE)
        assert dump(database) == before
    database.query("PRAGMA max_page_count = 100000")

    edit = create_pipeline(database, LARGE)

    apply_edit(database, edit.inverse())
    assert dump(database) == before


def test_a_real_disk_that_is_full_leaves_nothing_of_an_edit(disk: Path) -> None:
    with closing(Database.create(Location(disk / "x.db"))) as database:
        fill(database, BUNDLED)
        before = dump(database)
        (disk / "ballast").write_bytes(bytes(8_000_000))

        with pytest.raises(DatabaseFull):
            create_pipeline(database, LARGE)

        assert dump(database) == before
        (disk / "ballast").unlink()
        create_pipeline(database, LARGE)


EDIT = """
import random, signal
from pipeline_browser.model.database import Database
from pipeline_browser.model.errors import EditConflict
from pipeline_browser.model.location import Location
from pipeline_browser.model.pipelines.operations.entries import set_entries
from pipeline_browser.model.pipelines.operations.new_rows import NewEntry, NewPipeline, NewStage
from pipeline_browser.model.pipelines.operations.pipelines import (
    create_pipeline, delete_pipelines, plan_deletion)
from pipeline_browser.model.pipelines.operations.stages import add_stages, move_stages, remove_stages
from pipeline_browser.model.pipelines.reading import read_pipeline
from pathlib import Path
database = Database.open(Location(Path(sys.argv[1])))
database.execute("PRAGMA synchronous = OFF")
dice = random.Random(int(sys.argv[2]))
STAGES = tuple(NewStage(f"s{n}", "t", "d", parameters=(NewEntry("a", "x" * 900),)) for n in range(9))
"""

DIE = (
    EDIT
    + """
database.execute("PRAGMA cache_size = 2")  # so that the half of it is in the file already
database.connection.create_function("die", 0, lambda: os.kill(os.getpid(), signal.SIGKILL))
database.execute("CREATE TEMP TRIGGER t AFTER INSERT ON main.stage_parameters WHEN "
                 "(SELECT count(*) FROM main.stage_parameters) > 9 BEGIN SELECT die(); END")
print("dies", flush=True)
create_pipeline(database, NewPipeline("large", STAGES))
print("lives", flush=True)
"""
)

CONTEND = (
    EDIT
    + """
print("ready", flush=True)
sys.stdin.readline()
done, added, gone, clashes = 0, [], [], 0
for step in range(int(sys.argv[3])):
    pipeline = read_pipeline(database, 1)
    count = next(entry for entry in pipeline.configuration if entry.key == "max_workers")
    own = [stage for stage in pipeline.stages if stage.name in added]
    deed = dice.randrange(4)
    try:
        if deed == 0:
            more = str(int(count.value) + 1)
            edit = set_entries(database, pipeline.row, pipeline.configuration, [("max_workers", more)])
            done += bool(edit.changes)  # not where the other one wrote the same number meanwhile
        elif deed == 1:
            name = f"{sys.argv[2]}-{step}"
            add_stages(database, pipeline, [NewStage(name, "t", "d")], dice.randint(0, len(pipeline.stages)))
            added.append(name)
        elif deed == 2 and own:
            remove_stages(database, pipeline, own[:1])
            added.remove(own[0].name)
        else:
            at = dice.randint(0, len(pipeline.stages))
            move_stages(database, pipeline, [dice.choice(pipeline.stages)], pipeline, at)
    except EditConflict:
        clashes += 1
print(done, clashes, *added, flush=True)
"""
)

WRITE_ON = (
    EDIT
    + """
print("ready", flush=True)
while True:
    edit = create_pipeline(database, NewPipeline("large", STAGES))
    delete_pipelines(database, edit.inverse())
"""
)


def test_a_process_that_dies_in_the_middle_of_an_edit_leaves_nothing_of_it(database: Database) -> None:
    before = dump(database)

    printed = run(DIE, str(database.path), 0)

    assert printed == "dies\n"
    assert dump(database) == before
    assert database.query("PRAGMA integrity_check") == [("ok",)]


def kill_at_any_moment(path: Path, seed: int, seconds: float) -> None:
    """Kill a process that creates and deletes a pipeline over and over; it must be there whole, or not."""
    dice = random.Random(seed)  # noqa: S311 - no secret
    with other_program(WRITE_ON, path, seed) as process:
        threading.Event().wait(dice.uniform(0, seconds))  # the moment is the point: there is none to wait for
        process.kill()
    with closing(Database.open(Location(path))) as database:
        assert database.query("PRAGMA integrity_check") == [("ok",)]
        assert not database.query("PRAGMA foreign_key_check")
        large = [pipeline for pipeline in pipelines(database) if pipeline.name == "large"]
        assert [[len(stage.parameters) for stage in each.stages] for each in large] in ([], [[1] * 9])
        assert database.query("SELECT count(*) FROM pipelines") == [(3 + len(large),)]
        for pipeline in large:
            delete_pipelines(database, plan_deletion(database, [pipeline.row]))


def test_a_process_killed_at_any_moment_leaves_all_of_an_edit_or_nothing(file: Path) -> None:
    kill_at_any_moment(file, 1, 0.05)


@pytest.mark.campaign
@pytest.mark.parametrize("journal_mode", ["wal", "delete"])
def test_two_hundred_killed_processes(file: Path, journal_mode: str) -> None:
    with closing(Database.open(Location(file))) as database:
        database.query(f"PRAGMA journal_mode = {journal_mode}")
    for seed in range(200):
        kill_at_any_moment(file, seed, 0.1)


def contend(database: Database, processes: int, steps: int) -> tuple[int, int]:
    """Let processes edit one pipeline at once; nothing that one of them did may be lost.

    Returns:
        how many edits were made and how many conflicts were met.
    """
    with_all = [other_program(CONTEND, database.path, seed, steps) for seed in range(processes)]
    running = [each.__enter__() for each in with_all]
    for process in running:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    reports = [process.communicate(timeout=300)[0].split() for process in running]
    for each in with_all:
        each.__exit__(None, None, None)
    pipeline = named(database, "first")
    count = next(entry.value for entry in pipeline.configuration if entry.key == "max_workers")
    assert count == str(4 + sum(int(report[0]) for report in reports))
    names = sorted(str(stage.name) for stage in pipeline.stages)
    assert names == sorted(["in", "pack", "out", *(name for report in reports for name in report[2:])])
    assert [stage.order for stage in pipeline.stages] == list(range(len(pipeline.stages)))
    return processes * steps, sum(int(report[1]) for report in reports)


def test_two_processes_that_edit_one_pipeline_lose_nothing_of_each_other(database: Database) -> None:
    edits, conflicts = contend(database, 2, 60)

    assert conflicts < edits


@pytest.mark.campaign
@pytest.mark.parametrize("journal_mode", ["wal", "delete"])
def test_four_processes_for_a_long_while(database: Database, journal_mode: str) -> None:
    database.query(f"PRAGMA journal_mode = {journal_mode}")
    edits, conflicts = contend(database, 4, 1500)
    print(f"{journal_mode}: {edits} edits, {conflicts} conflicts")  # noqa: T201 - the campaign's figures


def test_a_large_deletion_is_undone_exactly() -> None:
    with closing(fresh(BUNDLED, filled=False)) as database:
        for number in range(25):
            create_pipeline(database, NewPipeline(f"p{number}", LARGE.stages[:8], (NewEntry("k", "v"),)))
        before = dump(database)

        edit = delete_pipelines(database, plan_deletion(database, [each.row for each in pipelines(database)]))

        assert edit.deleted() == {
            "stage_parameters": 200,
            "pipeline_stages": 200,
            "pipeline_configuration": 25,
            "pipelines": 25,
        }
        apply_edit(database, edit.inverse())
        assert dump(database) == before


def test_an_owner_seen_before_another_process_deleted_it_takes_no_new_entries(
    database: Database, other: sqlite3.Connection
) -> None:
    stage = named(database, "first").stages[0]
    other.execute("PRAGMA foreign_keys = OFF")
    other.execute("DELETE FROM pipeline_stages WHERE name = 'in'")

    with pytest.raises(Exception, match="changed meanwhile"):
        set_entries(database, stage.row, (), [("a", "b")])

    assert database.query("SELECT count(*) FROM stage_parameters WHERE key = 'a'") == [(0,)]
