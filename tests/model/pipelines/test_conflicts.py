"""What another program changed between looking and editing is never written over unseen."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.errors import EditConflict, EditRefused
from pipeline_browser.model.pipelines.applying import apply_edit
from pipeline_browser.model.pipelines.operations.entries import remove_entries, rename_entry, set_entries
from pipeline_browser.model.pipelines.operations.fields import set_field, set_fields
from pipeline_browser.model.pipelines.operations.new_rows import NewPipeline, NewStage
from pipeline_browser.model.pipelines.operations.pipelines import (
    archive_pipelines,
    create_pipeline,
    delete_pipelines,
    duplicate_pipeline,
    plan_deletion,
    rename_pipeline,
    restore_pipelines,
)
from pipeline_browser.model.pipelines.operations.stages import (
    add_stages,
    duplicate_stages,
    move_stages,
    remove_stages,
    renumber_stages,
)
from pipeline_browser.model.pipelines.terms import Terms
from tests.model.pipelines.databases import dump, named, typed

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline_browser.model.database import Database
    from pipeline_browser.model.engine import sqlite3
    from pipeline_browser.model.errors import RowConflict
    from pipeline_browser.model.pipelines.changes import Edit
    from pipeline_browser.model.pipelines.facts import Pipeline
    from pipeline_browser.model.pipelines.rows import StoredRow
    from tests.model.pipelines.databases import Dump

    Operation = Callable[..., Edit]
    Making = Callable[[Database], Operation]

OVERWRITE = Terms(overwrite=True)
ADDED = NewStage("added", "transform", "debug")


def first(database: Database) -> Pipeline:
    return named(database, "first")


def rename(database: Database) -> Operation:
    return partial(rename_pipeline, seen=first(database).row, name="mine")


def set_chunk_size(database: Database) -> Operation:
    return partial(set_field, seen=first(database).stages[1].row, column="chunk_size", value=4096)


def disable_all(database: Database) -> Operation:
    rows = [stage.row for stage in first(database).stages]
    return partial(set_fields, seen=rows, column="enabled", value=0)


def set_level(database: Database) -> Operation:
    stage = first(database).stages[1]
    return partial(set_entries, owner=stage.row, seen=stage.parameters, cells=[("level", "9")])


def set_level_field(database: Database) -> Operation:
    return partial(set_field, seen=first(database).stages[1].parameters[1].row, column="value", value="9")


def add_parameter(database: Database) -> Operation:
    stage = first(database).stages[1]
    return partial(set_entries, owner=stage.row, seen=stage.parameters, cells=[("extra", "9")])


def add_entry(database: Database) -> Operation:
    pipeline = first(database)
    return partial(set_entries, owner=pipeline.row, seen=pipeline.configuration, cells=[("extra", "9")])


def rename_level(database: Database) -> Operation:
    return partial(rename_entry, seen=first(database).stages[1].parameters[1], key="mine")


def remove_level(database: Database) -> Operation:
    return partial(remove_entries, seen=[first(database).stages[1].parameters[1]])


def archive(database: Database) -> Operation:
    return partial(archive_pipelines, seen=[first(database).row])


def restore(database: Database) -> Operation:
    return partial(restore_pipelines, seen=[named(database, "third").row])


def delete(database: Database) -> Operation:
    return partial(delete_pipelines, plan=plan_deletion(database, [first(database).row]))


def add(database: Database) -> Operation:
    return partial(add_stages, seen=first(database), new=[ADDED], at=1)


def copy(database: Database) -> Operation:
    pipeline = first(database)
    return partial(duplicate_stages, seen=pipeline, stages=pipeline.stages[1:2])


def remove(database: Database) -> Operation:
    pipeline = first(database)
    return partial(remove_stages, seen=pipeline, stages=pipeline.stages[1:2])


def move(database: Database) -> Operation:
    pipeline = first(database)
    return partial(move_stages, source=pipeline, stages=pipeline.stages[2:], target=pipeline, at=0)


def move_away(database: Database) -> Operation:
    pipeline = first(database)
    return partial(
        move_stages, source=pipeline, stages=pipeline.stages[1:2], target=named(database, "second"), at=0
    )


def renumber(database: Database) -> Operation:
    database.execute("UPDATE pipeline_stages SET stage_order = 7 WHERE name = 'out'")
    return partial(renumber_stages, seen=first(database))


def duplicate(database: Database) -> Operation:
    return partial(duplicate_pipeline, seen=first(database))


PACK = "(SELECT id FROM pipeline_stages WHERE name = 'pack')"
FIRST = "(SELECT id FROM pipelines WHERE name = 'first')"
SECOND = "(SELECT id FROM pipelines WHERE name = 'second')"
NEW_STAGE = (
    "INSERT INTO pipeline_stages (id, pipeline_id, name, stage_type, stage_order, algorithm, created_at, "
    f"updated_at) SELECT 'theirs', {FIRST}, 'theirs', 'transform', 9, 'debug', 'c', 'u'"
)
NEW_PARAMETER = f"INSERT INTO stage_parameters SELECT {PACK}, 'extra', 'theirs', 0, 'c', 'u'"
PARAMETER_GONE = "DELETE FROM stage_parameters WHERE key = 'level'"
LEVEL = "UPDATE stage_parameters SET value = '7', created_at = 'theirs' WHERE key = 'level'"
BELOW_ADDED = (
    "INSERT INTO stage_parameters SELECT id, 'a', 'b', 0, 'c', 'u' FROM pipeline_stages WHERE name = 'added'"
)
STAGE_MOVED = "UPDATE pipeline_stages SET stage_order = 9 WHERE name = 'in'"
STAGE_AWAY = f"UPDATE pipeline_stages SET pipeline_id = {SECOND}, stage_order = 5 WHERE name = 'pack'"
STAGE_GONE = "DELETE FROM pipeline_stages WHERE name = 'pack'"
PIPELINE_GONE = "DELETE FROM pipelines WHERE name = 'first'"

CLASHES: list[tuple[Making, str]] = [
    (rename, "UPDATE pipelines SET name = 'theirs', created_at = 'theirs' WHERE name = 'first'"),
    (set_chunk_size, "UPDATE pipeline_stages SET chunk_size = 9, algorithm = 'theirs' WHERE name = 'pack'"),
    (disable_all, "UPDATE pipeline_stages SET enabled = 2"),
    (set_level, LEVEL),
    (set_level, PARAMETER_GONE),
    (set_level_field, LEVEL),
    (set_level_field, PARAMETER_GONE),
    (add_parameter, NEW_PARAMETER),
    (add_entry, f"INSERT INTO pipeline_configuration SELECT {FIRST}, 'extra', 'theirs', 0, 'c', 'u'"),
    (rename_level, PARAMETER_GONE),
    (remove_level, LEVEL),
    (archive, "UPDATE pipelines SET archived = 2 WHERE name = 'first'"),
    (restore, "UPDATE pipelines SET archived = 2 WHERE name = 'third'"),
    (delete, LEVEL),
    (delete, NEW_PARAMETER),
    (delete, NEW_STAGE),
    (delete, STAGE_GONE),
    (delete, PIPELINE_GONE),
    (delete, "UPDATE pipelines SET archived = 1 WHERE name = 'first'"),
    (add, NEW_STAGE),
    (add, STAGE_MOVED),
    (add, STAGE_GONE),
    (copy, STAGE_MOVED),
    (remove, NEW_STAGE),
    (remove, NEW_PARAMETER),
    (remove, LEVEL),
    (remove, STAGE_GONE),
    (remove, "UPDATE pipeline_stages SET algorithm = 'theirs' WHERE name = 'pack'"),
    (move, STAGE_MOVED),
    (move, NEW_STAGE),
    (move, STAGE_AWAY),
    (move_away, STAGE_AWAY),
    (renumber, NEW_STAGE),
]
LOST: list[tuple[Making, str]] = [
    *((each, PIPELINE_GONE) for each in (rename, archive, add, copy, duplicate, move, move_away, renumber)),
    *((each, PIPELINE_GONE) for each in (set_level, set_chunk_size, add_entry, set_level_field)),
    *((each, STAGE_GONE) for each in (set_chunk_size, set_level, move_away, disable_all)),
    (move_away, "DELETE FROM pipelines WHERE name = 'second'"),
]
HARMLESS: list[tuple[Making, str]] = [
    (rename, "UPDATE pipelines SET created_at = 'theirs', archived = 1 WHERE name = 'first'"),
    (rename, "UPDATE pipelines SET updated_at = 'theirs'"),
    (set_chunk_size, "UPDATE pipeline_stages SET algorithm = 'theirs', stage_order = 9 WHERE name = 'pack'"),
    (set_level, "UPDATE stage_parameters SET created_at = 'theirs' WHERE key = 'level'"),
    (set_level, NEW_PARAMETER),
    (set_level, "UPDATE pipeline_stages SET algorithm = 'theirs' WHERE name = 'pack'"),
    (rename_level, LEVEL),
    (remove_level, NEW_PARAMETER),
    (archive, NEW_STAGE),
    (add, LEVEL),
    (move, LEVEL),
    (move, "UPDATE pipeline_stages SET algorithm = 'theirs'"),
    (remove, "UPDATE pipeline_stages SET algorithm = 'theirs' WHERE name = 'in'"),
]
TAKEN: list[tuple[Making, str]] = [
    (rename, "UPDATE pipelines SET name = 'mine' WHERE name = 'second'"),
    (rename_level, f"INSERT INTO stage_parameters SELECT {PACK}, 'mine', 'theirs', 0, 'c', 'u'"),
]


def _ids(pairs: list[tuple[Making, str]]) -> list[str]:
    return [f"{making.__name__}-{number}" for number, (making, _) in enumerate(pairs)]


@pytest.mark.parametrize(("making", "outside"), CLASHES, ids=_ids(CLASHES))
def test_a_change_of_the_same_is_a_conflict_until_a_person_chooses_mine(
    making: Making, outside: str, database: Database, other: sqlite3.Connection
) -> None:
    operation = making(database)
    seen = dump(database)
    other.execute(outside)
    there = dump(database)

    with pytest.raises(EditConflict) as caught:
        operation(database)

    assert dump(database) == there
    for conflict in caught.value.conflicts:
        assert not conflict.final
        assert _is_in(conflict.base, seen)
        assert _is_in(conflict.theirs, there)
        assert conflict.base is None or conflict.theirs is None or conflict.columns
    edit = operation(database, terms=Terms(overwrite=True, told=caught.value.conflicts))
    after = dump(database)
    apply_edit(database, edit.inverse())
    assert dump(database) == there
    apply_edit(database, edit)
    assert dump(database) == after
    assert not database.query("PRAGMA foreign_key_check")


def _is_in(row: StoredRow | None, tables: Dump) -> bool:
    return row is None or any(typed(row.values) == each[1:] for each in tables[row.table])


@pytest.mark.parametrize(("making", "outside"), LOST, ids=_ids(LOST))
def test_what_is_gone_cannot_be_edited_and_is_not_brought_back_by_a_cell(
    making: Making, outside: str, database: Database, other: sqlite3.Connection
) -> None:
    operation = making(database)
    other.execute(outside)
    there = dump(database)

    for terms in (Terms(), OVERWRITE):
        with pytest.raises(EditConflict) as caught:
            operation(database, terms=terms)
        assert any(conflict.theirs is None for conflict in caught.value.conflicts)
        assert dump(database) == there
    assert any(conflict.final for conflict in caught.value.conflicts)


@pytest.mark.parametrize(("making", "outside"), HARMLESS, ids=_ids(HARMLESS))
def test_a_change_of_something_else_is_kept_and_no_conflict(
    making: Making, outside: str, database: Database, other: sqlite3.Connection
) -> None:
    operation = making(database)
    other.execute(outside)
    there = dump(database)

    edit = operation(database)

    assert edit.changes
    theirs = sum(cell == "theirs" for rows in there.values() for row in rows for cell in row)
    left = sum(cell == "theirs" for rows in dump(database).values() for row in rows for cell in row)
    assert left == theirs or "updated_at = 'theirs'" in outside
    apply_edit(database, edit.inverse())
    assert dump(database) == there


@pytest.mark.parametrize(("making", "outside"), TAKEN, ids=_ids(TAKEN))
def test_a_name_or_key_that_was_taken_meanwhile_is_refused_in_words_also_when_overwriting(
    making: Making, outside: str, database: Database, other: sqlite3.Connection
) -> None:
    operation = making(database)
    other.execute(outside)
    there = dump(database)

    for terms in (Terms(), OVERWRITE):
        with pytest.raises(EditRefused, match="already"):
            operation(database, terms=terms)
        assert dump(database) == there


AGREED: list[tuple[Making, str]] = [
    (rename, "UPDATE pipelines SET name = 'mine' WHERE name = 'first'"),
    (set_chunk_size, "UPDATE pipeline_stages SET chunk_size = 4096 WHERE name = 'pack'"),
    (disable_all, "UPDATE pipeline_stages SET enabled = 0"),
    (set_level, "UPDATE stage_parameters SET value = '9' WHERE key = 'level'"),
    (remove_level, PARAMETER_GONE),
]


@pytest.mark.parametrize(("making", "outside"), AGREED, ids=_ids(AGREED))
def test_two_who_wanted_the_same_are_no_conflict_and_nothing_is_left_to_do(
    making: Making, outside: str, database: Database, other: sqlite3.Connection
) -> None:
    operation = making(database)
    other.execute(outside)
    there = dump(database)

    assert operation(database).changes == ()
    assert dump(database) == there


def test_mine_and_theirs_are_told_whole(database: Database, other: sqlite3.Connection) -> None:
    operation = set_chunk_size(database)
    other.execute("UPDATE pipeline_stages SET chunk_size = 9, algorithm = 'theirs' WHERE name = 'pack'")

    with pytest.raises(EditConflict) as caught:
        operation(database)

    (conflict,) = caught.value.conflicts
    assert conflict.base is not None
    assert conflict.mine is not None
    assert conflict.theirs is not None
    assert [row["chunk_size"] for row in (conflict.base, conflict.mine, conflict.theirs)] == [65536, 4096, 9]
    assert conflict.columns == ("algorithm", "chunk_size")


def test_overwriting_a_cell_writes_that_cell_alone(database: Database, other: sqlite3.Connection) -> None:
    operation = set_chunk_size(database)
    other.execute("UPDATE pipeline_stages SET chunk_size = 9, algorithm = 'theirs' WHERE name = 'pack'")

    operation(database, terms=OVERWRITE)

    stage = first(database).stages[1]
    assert (stage.row["chunk_size"], stage.algorithm) == (4096, "theirs")


def test_overwriting_ends_at_what_the_person_was_told(database: Database, other: sqlite3.Connection) -> None:
    operation = set_chunk_size(database)
    other.execute("UPDATE pipeline_stages SET chunk_size = 9 WHERE name = 'pack'")
    with pytest.raises(EditConflict) as caught:
        operation(database)
    other.execute("UPDATE pipeline_stages SET chunk_size = 10 WHERE name = 'pack'")

    with pytest.raises(EditConflict) as again:
        operation(database, terms=Terms(overwrite=True, told=caught.value.conflicts))

    assert again.value.conflicts[0].theirs is not None
    assert again.value.conflicts[0].theirs["chunk_size"] == 10


def test_conflicts_that_come_one_after_the_other_are_overcome_once_all_are_told(
    database: Database, other: sqlite3.Connection
) -> None:
    operation = remove(database)
    other.execute(STAGE_MOVED)
    other.execute(LEVEL)
    told: tuple[RowConflict, ...] = ()
    for _ in range(2):
        with pytest.raises(EditConflict) as caught:
            operation(database, terms=Terms(overwrite=bool(told), told=told))
        told += caught.value.conflicts

    operation(database, terms=Terms(overwrite=True, told=told))

    assert [stage.name for stage in first(database).stages] == ["out", "in"]


def test_all_conflicts_of_an_edit_are_told_at_once(database: Database, other: sqlite3.Connection) -> None:
    operation = disable_all(database)
    other.execute("UPDATE pipeline_stages SET enabled = 2")

    with pytest.raises(EditConflict) as caught:
        operation(database)

    assert len(caught.value.conflicts) == 3


def test_a_stage_is_put_before_the_one_that_was_seen_there_wherever_that_is_now(
    database: Database, other: sqlite3.Connection
) -> None:
    operation = add(database)  # before the second one, “pack”
    other.execute("UPDATE pipeline_stages SET stage_order = -1 WHERE name = 'pack'")

    operation(database, terms=OVERWRITE)

    assert [stage.name for stage in first(database).stages] == ["added", "pack", "in", "out"]
    assert [stage.order for stage in first(database).stages] == [0, 1, 2, 3]


def test_a_stage_that_was_moved_to_another_pipeline_is_fetched_from_there(
    database: Database, other: sqlite3.Connection
) -> None:
    operation = partial(
        move_stages,
        source=first(database),
        stages=first(database).stages[1:2],
        target=first(database),
        at=3,
    )
    other.execute(STAGE_AWAY)

    operation(database, terms=OVERWRITE)

    assert [stage.name for stage in first(database).stages] == ["in", "out", "pack"]
    assert [stage.order for stage in named(database, "second").stages] == [0]


UNDONE: list[tuple[Making, str]] = [
    (rename, "UPDATE pipelines SET name = 'theirs' WHERE name = 'mine'"),
    (rename, "UPDATE pipelines SET created_at = 'theirs' WHERE name = 'mine'"),
    (rename, "UPDATE pipelines SET name = 'first' WHERE name = 'second'"),
    (set_chunk_size, "UPDATE pipeline_stages SET algorithm = 'theirs' WHERE name = 'pack'"),
    (set_level, "UPDATE stage_parameters SET value = 'theirs' WHERE key = 'level'"),
    (set_level, PARAMETER_GONE),
    (add_parameter, "UPDATE stage_parameters SET value = 'theirs' WHERE key = 'extra'"),
    (add_parameter, "DELETE FROM stage_parameters WHERE key = 'extra'"),
    (rename_level, f"INSERT INTO stage_parameters SELECT {PACK}, 'level', 'theirs', 0, 'c', 'u'"),
    (remove_level, f"INSERT INTO stage_parameters SELECT {PACK}, 'level', 'theirs', 0, 'c', 'u'"),
    (remove_level, STAGE_GONE),
    (add, BELOW_ADDED),
    (add, "UPDATE pipeline_stages SET name = 'theirs' WHERE name = 'added'"),
    (remove, "DELETE FROM pipelines WHERE name = 'first'"),
    (remove, "UPDATE pipeline_stages SET stage_order = 5 WHERE name = 'out'"),
    (move_away, "DELETE FROM pipelines WHERE name = 'first'"),
    (move_away, "UPDATE pipeline_stages SET enabled = 0 WHERE name = 'pack'"),
    (archive, "UPDATE pipelines SET archived = 0 WHERE name = 'first'"),
    (delete, "INSERT INTO pipelines VALUES ('x', 'first', 0, 'c', 'u')"),
    (duplicate, "DELETE FROM pipelines WHERE name = 'first-copy'"),
    (duplicate, "UPDATE stage_parameters SET value = 'theirs'"),
]


@pytest.mark.parametrize(("making", "outside"), UNDONE, ids=_ids(UNDONE))
def test_undo_is_checked_as_an_edit_is(
    making: Making, outside: str, database: Database, other: sqlite3.Connection
) -> None:
    edit = making(database)(database)
    other.execute(outside)
    there = dump(database)

    with pytest.raises(EditConflict):
        apply_edit(database, edit.inverse())

    assert dump(database) == there


@pytest.mark.parametrize("making", [set_level, add, move, remove_level, add_entry])
def test_a_pipeline_that_was_only_touched_never_stands_in_the_way_of_undo(
    making: Making, database: Database, other: sqlite3.Connection
) -> None:
    before = dump(database)
    edit = making(database)(database)
    other.execute("UPDATE pipelines SET updated_at = 'theirs', name = name || '!'")

    written = apply_edit(database, edit.inverse())

    there = dump(database)
    assert {table: rows for table, rows in there.items() if table != "pipelines"} == {
        table: rows for table, rows in before.items() if table != "pipelines"
    }
    assert {row[-1] for row in there["pipelines"]} == {"theirs"}
    apply_edit(database, written.inverse())
    apply_edit(database, written)
    assert dump(database) == there


def test_undo_of_a_renamed_pipeline_keeps_the_moment_of_what_others_changed_below_it(
    database: Database, other: sqlite3.Connection
) -> None:
    edit = rename(database)(database)
    other.execute("UPDATE pipelines SET updated_at = 'theirs' WHERE name = 'mine'")
    there = dump(database)

    undone = apply_edit(database, edit.inverse())

    assert first(database).row["updated_at"] == "theirs"
    apply_edit(database, undone.inverse())
    assert dump(database) == there


def test_undoing_over_a_change_takes_back_only_what_was_mine(
    database: Database, other: sqlite3.Connection
) -> None:
    edit = set_chunk_size(database)(database)
    other.execute("UPDATE pipeline_stages SET algorithm = 'theirs' WHERE name = 'pack'")

    apply_edit(database, edit.inverse(), terms=OVERWRITE)

    stage = first(database).stages[1]
    assert (stage.row["chunk_size"], stage.algorithm) == (65536, "theirs")


def test_undoing_a_new_pipeline_over_what_came_below_it_takes_that_along_and_back(
    database: Database, other: sqlite3.Connection
) -> None:
    edit = create_pipeline(database, NewPipeline("new", (ADDED,)))
    other.execute(BELOW_ADDED)
    there = dump(database)

    undone = apply_edit(database, edit.inverse(), terms=OVERWRITE)

    assert undone.deleted() == {"stage_parameters": 1, "pipeline_stages": 1, "pipelines": 1}
    apply_edit(database, undone.inverse())
    assert dump(database) == there
