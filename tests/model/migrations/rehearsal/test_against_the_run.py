"""On random plans a rehearsal says what the run then does, and the run finds the file as it was."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.database import Database
from pipeline_browser.model.errors import PipelineBrowserError
from pipeline_browser.model.location import Location
from pipeline_browser.model.migrations.planner import plan_run
from pipeline_browser.model.migrations.rehearsal.rehearsing import rehearse
from pipeline_browser.model.migrations.runner import run_plan
from pipeline_browser.model.migrations.source import read_source
from pipeline_browser.model.schema import read_schema
from tests.cli.stories import STATEMENTS

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline_browser.model.migrations.rehearsal.facts import Rehearsal

TABLES = ("t", "u", "v", '"odd name"')
REBUILD = (
    "CREATE TABLE n(id INTEGER PRIMARY KEY, x TEXT); INSERT INTO n(id) SELECT id FROM {t}; DROP TABLE {t};"
    " ALTER TABLE n RENAME TO {t}"
)
FILL = (
    "INSERT OR IGNORE INTO {t}(id, x) WITH RECURSIVE c(n) AS (VALUES (9) UNION ALL SELECT n + 1 FROM c"
    " WHERE n < 500) SELECT n, hex(zeroblob(n)) FROM c"
)
LEAVING = "COMMIT; DELETE FROM {t}; BEGIN"
SAVEPOINT = "SAVEPOINT s; DELETE FROM {t}; ROLLBACK TO s; RELEASE s"
MORE = (REBUILD, FILL, LEAVING, SAVEPOINT, "VACUUM")


def write_file(chance: random.Random, folder: Path, version: int) -> None:
    count = chance.choices((1, 2, 5), (3, 3, 2))[0]
    texts = [chance.choice((*STATEMENTS, *MORE)) for _ in range(count)]
    sql = ";\n".join(text.format(t=chance.choice(TABLES), u=chance.choice(TABLES)) for text in texts)
    head = "-- no-transaction\n" if chance.random() < 0.1 else ""
    (folder / f"{version}_x.sql").write_text(f"{head}{sql}\n")


def try_one(seed: int, tmp_path: Path) -> Rehearsal | None:
    """Rehearse a random plan on a random database, then run it; None where a plan reaches nowhere."""
    chance = random.Random(seed)  # noqa: S311 - the same every time
    folder = tmp_path / f"m{seed}"
    folder.mkdir()
    path = tmp_path / f"{seed}.db"
    with Database.create(Location(path)) as database:
        database.execute(f"PRAGMA journal_mode = {chance.choice(('wal', 'delete'))}")
        for version in (1, 2, 3):
            write_file(chance, folder, version)
            outcome(database, folder, atomic=False, allow_cascade=True)
    for version in range(4, 4 + chance.randrange(1, 4)):
        write_file(chance, folder, version)
    options = {"atomic": chance.random() < 0.5, "allow_cascade": chance.random() < 0.5}
    before = path.read_bytes()
    with Database.open(Location(path), read_only=True) as reader:
        plan = plan_run(reader, read_source(folder), atomic=options["atomic"])
        rehearsal = rehearse(reader, plan, allow_cascade=options["allow_cascade"])
    assert path.read_bytes() == before
    assert sorted(each.name for each in tmp_path.glob(f"{seed}.db*")) == [path.name]
    with Database.open(Location(path)) as database:
        error = outcome(database, folder, **options)
        assert lines(rehearsal.error)[:1] == lines(error)[:1]
        if rehearsal.tried:
            assert lines(rehearsal.error) == lines(error)
            assert rehearsal.after.schema == read_schema(database)
            found = {name: count(database, name) for name in rehearsal.after.rows}
            assert rehearsal.after.rows == found
    return rehearsal if rehearsal.tried else None


def outcome(
    database: Database, folder: Path, *, atomic: bool, allow_cascade: bool
) -> PipelineBrowserError | None:
    try:
        run_plan(
            database, plan_run(database, read_source(folder), atomic=atomic), allow_cascade=allow_cascade
        )
    except PipelineBrowserError as error:
        return error
    return None


def lines(error: PipelineBrowserError | None) -> list[str]:
    return error.lines() if error is not None else []


def count(database: Database, table: str) -> int:
    name = table.replace('"', '""')
    return int(database.query(f'SELECT count(*) FROM "{name}"')[0][0])


def test_the_run_does_what_was_rehearsed_on_random_plans(tmp_path: Path) -> None:
    assert any(try_one(seed, tmp_path) for seed in range(8))


@pytest.mark.campaign
def test_the_run_does_what_was_rehearsed_on_many_random_plans(tmp_path: Path) -> None:
    tried = [try_one(seed, tmp_path) for seed in range(100, 2100)]
    rehearsed = [each for each in tried if each is not None]
    assert len(rehearsed) > 800
    assert 100 < sum(each.error is not None for each in rehearsed) < 1900
