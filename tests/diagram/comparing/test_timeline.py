"""The versions of a schema in a row, with the database in its place among them."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.diagram.comparing.comparing import compared
from pipeline_browser.diagram.comparing.stepping import (
    Wanted,
    arranged_history,
    changed_boxes,
    moved_between,
    step_of,
    with_moves,
)
from pipeline_browser.diagram.comparing.timeline import History, Replayed, StopKind, Timeline, timeline
from pipeline_browser.diagram.comparing.words import DRIFT_VERBS, counts_words
from pipeline_browser.diagram.graph import Detail
from pipeline_browser.diagram.layout.shapes import Point
from pipeline_browser.diagram.measuring import BoxShape
from pipeline_browser.diagram.picture import moved
from pipeline_browser.diagram.shown import Near, Shown
from pipeline_browser.diagram.standing import Standing
from pipeline_browser.model.cancellation import Cancellation
from pipeline_browser.model.database import Database
from pipeline_browser.model.errors import Cancelled
from pipeline_browser.model.location import Location
from pipeline_browser.model.migrations.drift.finding import find_drift
from pipeline_browser.model.migrations.history import history
from pipeline_browser.model.migrations.ledger import read_ledger
from pipeline_browser.model.migrations.planner import plan_run
from pipeline_browser.model.migrations.runner import run_plan
from pipeline_browser.model.migrations.source import read_source

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline_browser.model.migrations.source import MigrationSource

_FILES = {
    "1_start.up.sql": "CREATE TABLE pipelines (id INTEGER PRIMARY KEY, old TEXT);",
    "1_start.down.sql": "DROP TABLE pipelines;",
    "2_tags.sql": "CREATE TABLE tags (pipeline INTEGER REFERENCES pipelines(id));\n"
    "CREATE INDEX by_pipeline ON tags(pipeline); INSERT INTO tags VALUES (NULL);",
    "3_search.sql": "CREATE VIRTUAL TABLE search USING fts5(old);\n"
    "CREATE VIEW v AS SELECT id FROM pipelines;\n"
    "CREATE TRIGGER t AFTER INSERT ON tags BEGIN SELECT 1; END; ALTER TABLE pipelines DROP COLUMN old;",
    "4_more.sql": "ALTER TABLE tags ADD COLUMN label TEXT; DROP VIEW v;",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "migrations"
    folder.mkdir()
    for name, text in _FILES.items():
        (folder / name).write_text(text)
    return folder


def made(folder: Path, *, until: int | None = None, sql: str = "", ledger: bool = True) -> Timeline:
    """Return the timeline of a database that is migrated until a version and then changed by hand."""
    source = read_source(folder)
    with closing(Database.open(Location(None, "memory"))) as database:
        if ledger and until != 0:
            run_plan(database, plan_run(database, source, target=until))
        for statement in filter(None, sql.split(";")):
            database.execute(statement)
        return timeline(facts_of(database, source), Cancellation())


def facts_of(database: Database, source: MigrationSource) -> History:
    drift = find_drift(database, source)
    return History(history(source, read_ledger(database)), drift.found, drift=drift)


def told(line: Timeline) -> list[tuple[str, int | None, str]]:
    """Return kind, version and what happened of every stop."""
    found = []
    for stop in line.stops:
        counts = compared(stop.earlier, stop.after, ledgers=stop.ledgers).counts
        words = (
            counts_words(counts, "no drift", DRIFT_VERBS)
            if stop.kind is StopKind.NOW
            else counts_words(counts)
        )
        found.append((stop.kind.value, stop.version, words))
    return found


def test_each_version_is_a_stop_and_the_database_stands_behind_the_applied_ones(folder: Path) -> None:
    assert told(made(folder, until=3)) == [
        ("applied", 1, "adds 1 table, 2 columns"),
        ("applied", 2, "adds 1 table, 1 column, 1 foreign key, 1 index"),
        ("applied", 3, "adds 1 table, 1 view, 3 columns, 1 trigger; removes 1 column"),
        ("now", None, "no drift"),
        ("pending", 4, "adds 1 column; removes 1 view"),
    ]


def test_what_somebody_changed_by_hand_is_drift_at_the_database_alone(folder: Path) -> None:
    line = made(folder, until=4, sql="ALTER TABLE tags ADD COLUMN extra; DROP INDEX by_pipeline")
    assert [words for *_, words in told(line)][-1] == "has besides 1 column; lacks 1 index"
    assert line.now == 4


def test_a_database_without_a_ledger_is_compared_with_all_migrations(folder: Path) -> None:
    line = made(folder, ledger=False, sql="CREATE TABLE pipelines (id INTEGER PRIMARY KEY)")
    assert [stop.kind for stop in line.stops] == [StopKind.PENDING] * 4 + [StopKind.NOW]
    assert line.stops[-1].note == "no migration is recorded: compared with all of them"
    assert told(line)[-1][2].startswith("lacks 2 tables")


def test_an_empty_database_stands_before_all_versions(folder: Path) -> None:
    line = made(folder, until=0)
    assert (line.now, told(line)[0]) == (0, ("now", None, "no drift"))


def test_a_version_that_fails_ends_the_track_with_the_reason(folder: Path) -> None:
    (folder / "3_search.sql").write_text("CREATE TABLE half (a);\nDROP TABLE nowhere;")
    line = made(folder, until=2)
    assert [stop.version for stop in line.stops] == [1, 2, None, 3]
    assert line.stops[-1].failure == "3_search.sql:2 fails on an empty database: no such table: nowhere"
    assert line.stops[-1].after.table("half") is not None
    assert line.notes == ("the one after it cannot be shown",)


def test_of_a_version_that_is_gone_from_the_source_nothing_is_claimed(folder: Path) -> None:
    source = read_source(folder)
    with closing(Database.open(Location(None, "memory"))) as database:
        run_plan(database, plan_run(database, source, target=3))
        (folder / "2_tags.sql").unlink()
        line = timeline(facts_of(database, read_source(folder)), Cancellation())
    now = next(stop for stop in line.stops if stop.kind is StopKind.NOW)
    assert now.before is None
    assert line.notes[0].startswith("2 applied, and missing from the source")


def test_replaying_tells_how_far_it_is_and_can_be_stopped(folder: Path) -> None:
    source = read_source(folder)
    with closing(Database.open(Location(None, "memory"))) as database:
        facts = facts_of(database, source)
    seen: list[Replayed] = []
    timeline(facts, Cancellation(), seen.append)
    assert [(each.done, each.of) for each in seen] == [(number, 4) for number in range(5)]
    asked = Cancellation()
    asked.cancel()
    with pytest.raises(Cancelled):
        timeline(facts, asked)


# Pictures of stops.

_SHAPE = BoxShape()


@pytest.mark.parametrize("detail", Detail)
def test_a_table_has_one_place_at_all_stops(folder: Path, detail: Detail) -> None:
    line = made(folder, until=3, sql="CREATE TABLE extra (a)")
    common = arranged_history(line, detail, _SHAPE, Standing())
    steps = [step_of(stop, Wanted(Shown(detail)), _SHAPE, common, Standing()) for stop in line.stops]
    for one, other in pairwise(steps):
        assert moved_between(one.state, other.state) == frozenset()
    assert set(common.places) >= {"pipelines", "tags", "search", "v", "extra", "_sqlx_migrations"}


def test_only_what_changed_is_shown_where_somebody_wants_that(folder: Path) -> None:
    line = made(folder, until=3)
    common = arranged_history(line, Detail.COLUMNS, _SHAPE, Standing())
    step = step_of(line.stops[1], Wanted(Shown(), changes_only=True), _SHAPE, common, Standing())
    # The new table, and the one that its key leads to.
    assert {box.name for box in step.state.picture.graph.boxes} == {"pipelines", "tags"}
    assert changed_boxes(step.both.graph) == {
        number for number, box in enumerate(step.both.graph.boxes) if box.name in {"pipelines", "tags"}
    }


def test_a_neighbourhood_is_shown_of_every_stop(folder: Path) -> None:
    line = made(folder, until=3)
    wanted = Wanted(Shown(only=Near(frozenset({"tags"}), 1)))
    step = step_of(line.stops[1], wanted, _SHAPE, Standing(), Standing())
    assert {box.name for box in step.state.picture.graph.boxes} == {"pipelines", "tags"}


def test_what_is_moved_at_one_stop_stands_there_at_the_others(folder: Path) -> None:
    line = made(folder, until=3)
    common = arranged_history(line, Detail.COLUMNS, _SHAPE, Standing())
    first, second = (step_of(stop, Wanted(Shown()), _SHAPE, common, Standing()) for stop in line.stops[1:3])
    positions = [place.moved(Point(900.0, 0.0)) for place in first.state.picture.layout.positions]
    after = replace(first.state, picture=moved(first.state.picture, positions))
    names = moved_between(first.state, after)
    assert {"pipelines", "tags"} <= names
    common = with_moves(common, after.picture, names)
    again = step_of(line.stops[2], Wanted(Shown()), _SHAPE, common, Standing(), both=second.both)
    assert moved_between(second.state, again.state) == names
    assert moved_between(after, again.state) == frozenset()
