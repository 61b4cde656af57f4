"""Editing what accidents, age and other people's schemas have left in a database."""

from __future__ import annotations

from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.errors import DatabaseOperationFailed, EditConflict, EditRefused
from pipeline_browser.model.pipelines.applying import apply_edit
from pipeline_browser.model.pipelines.operations.entries import remove_entries, rename_entry, set_entries
from pipeline_browser.model.pipelines.operations.fields import set_field
from pipeline_browser.model.pipelines.operations.new_rows import NewEntry, NewPipeline, NewStage
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
from pipeline_browser.model.pipelines.reading import read_pipeline
from pipeline_browser.model.pipelines.shape import KEYS, read_shape
from pipeline_browser.model.pipelines.terms import Terms
from tests.model.pipelines.databases import (
    BUNDLED,
    ODD,
    SHAPES,
    UNKEYED,
    UNVERSIONED,
    dump,
    fresh,
    named,
    pipelines,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline_browser.model.database import Database
    from pipeline_browser.model.pipelines.changes import Edit
    from pipeline_browser.model.pipelines.rows import StoredRow
    from tests.model.pipelines.playing import Operation

STAGE = NewStage("added", "transform", "debug", parameters=(NewEntry("label", "x"),))


@pytest.fixture
def memory(request: pytest.FixtureRequest) -> Iterator[Database]:
    """The bundled schema in memory, or another one by indirection."""
    with closing(fresh(getattr(request, "param", BUNDLED))) as database:
        yield database


unkeyed = pytest.mark.parametrize("memory", [UNKEYED], indirect=True, ids=["unkeyed"])
odd = pytest.mark.parametrize("memory", [ODD], indirect=True, ids=["odd"])
all_shapes = pytest.mark.parametrize("memory", SHAPES.values(), indirect=True, ids=SHAPES)


def undone(database: Database, edit: Edit, before: object) -> None:
    """Check that an edit did something, and that undo and redo are exact."""
    after = dump(database)
    assert after != before
    apply_edit(database, edit.inverse())
    assert dump(database) == before
    apply_edit(database, edit)
    assert dump(database) == after


def delete(database: Database, name: str) -> Edit:
    return delete_pipelines(database, plan_deletion(database, [named(database, name).row]))


# Deleting.


@all_shapes
def test_a_deletion_is_counted_table_by_table_before_and_takes_exactly_that(memory: Database) -> None:
    before = dump(memory)

    plan = plan_deletion(memory, [pipeline.row for pipeline in pipelines(memory)[:2]])

    assert dump(memory) == before
    edit = delete_pipelines(memory, plan)
    gone = {table: len(before[table]) - len(rows) for table, rows in dump(memory).items()}
    assert plan.deleted() == edit.deleted() == {table: number for table, number in gone.items() if number}
    apply_edit(memory, edit.inverse())
    assert dump(memory) == before


OTHERS = {
    "cascade": "CREATE TABLE other (a REFERENCES pipelines(id) ON DELETE CASCADE)",
    "set null": "CREATE TABLE other (a REFERENCES pipelines(id) ON DELETE SET NULL)",
    "set default": "CREATE TABLE other (a DEFAULT NULL REFERENCES pipelines ON DELETE SET DEFAULT)",
    "restrict": "CREATE TABLE other (a REFERENCES pipelines(id) ON DELETE RESTRICT)",
    "no action": "CREATE TABLE other (a REFERENCES Pipelines DEFERRABLE INITIALLY DEFERRED)",
}


@pytest.mark.parametrize("ddl", OTHERS.values(), ids=OTHERS)
def test_a_row_of_another_table_that_would_go_along_keeps_a_pipeline(ddl: str, memory: Database) -> None:
    memory.execute(ddl)
    memory.execute("INSERT INTO other SELECT id FROM pipelines WHERE name = 'first'")
    before = dump(memory)

    with pytest.raises(EditRefused, match="Not deleted") as caught:
        delete(memory, "first")

    assert "1 row of the table other" in caught.value.cause
    loses = any(word in ddl for word in ("CASCADE", "SET"))
    assert ("could not be undone" in caught.value.cause) is loses
    assert ("refers to it" in caught.value.cause) is not loses
    assert dump(memory) == before
    assert memory.query("SELECT count(*) FROM other WHERE a IS NOT NULL") == [(1,)]
    undone(memory, delete(memory, "second"), before)


def test_a_key_of_two_columns_counts_only_rows_that_match_both(memory: Database) -> None:
    memory.execute("CREATE UNIQUE INDEX both ON stage_parameters (stage_id, key)")
    memory.execute(
        "CREATE TABLE other (s, k, FOREIGN KEY (s, k) REFERENCES stage_parameters (stage_id, key) "
        "ON DELETE CASCADE)"
    )
    memory.execute("INSERT INTO other SELECT stage_id, key FROM stage_parameters WHERE key = 'level'")
    level, algorithm = sorted(
        named(memory, "first").stages[1].parameters, key=lambda entry: str(entry.key), reverse=True
    )

    remove_entries(memory, [algorithm])
    with pytest.raises(EditRefused, match="Not deleted"):
        remove_entries(memory, [level])


def test_a_stage_that_refers_to_another_pipeline_does_not_go_along_with_it(memory: Database) -> None:
    memory.execute(
        "ALTER TABLE pipeline_stages ADD COLUMN made_for TEXT REFERENCES pipelines ON DELETE CASCADE"
    )
    memory.execute(
        "UPDATE pipeline_stages SET made_for = (SELECT id FROM pipelines WHERE name = 'first') "
        "WHERE name = 'only'"
    )
    before = dump(memory)

    with pytest.raises(EditRefused, match="Not deleted"):
        delete(memory, "first")

    assert dump(memory) == before


def test_a_pipeline_that_refers_to_another_one_does_not_go_along_with_it(memory: Database) -> None:
    memory.execute("ALTER TABLE pipelines ADD COLUMN base TEXT REFERENCES pipelines(id) ON DELETE CASCADE")
    memory.execute(
        "UPDATE pipelines SET base = (SELECT id FROM pipelines WHERE name = 'first') WHERE name = 'second'"
    )
    before = dump(memory)

    with pytest.raises(EditRefused, match="Not deleted"):
        delete(memory, "first")

    assert dump(memory) == before


# Identity.

STRANGE = (None, b"\xff", "\udcff", "", 7, 1.5)


@unkeyed
@pytest.mark.parametrize("id_", STRANGE, ids=repr)
def test_a_pipeline_of_any_id_can_be_edited_alone(id_: object, memory: Database) -> None:
    value = id_.encode("utf-8", "surrogateescape") if isinstance(id_, str) else id_
    mark = "CAST(? AS TEXT)" if isinstance(id_, str) else "?"
    memory.execute(f"INSERT INTO pipelines VALUES ({mark}, 'odd', 0, 'c', 'u')", (value,))
    memory.execute(f"INSERT INTO pipelines VALUES ({mark}, 'odd', 0, 'c', 'u')", (value,))
    before = dump(memory)
    rowid = memory.query("SELECT max(rowid) FROM pipelines")[0][0]

    def seen() -> StoredRow:
        pipeline = read_pipeline(memory, rowid)
        assert pipeline is not None
        return pipeline.row

    for edit in (
        partial(rename_pipeline, seen=seen(), name="renamed"),
        partial(archive_pipelines, seen=[seen()]),
        partial(set_field, seen=seen(), column="created_at", value=None),
        partial(delete_pipelines, plan=plan_deletion(memory, [seen()])),
    ):
        done = edit(memory)
        assert [change.row.rowid for change in done.changes] == [rowid]
        undone(memory, done, before)
        apply_edit(memory, done.inverse())


@unkeyed
def test_what_two_pipelines_of_one_id_share_goes_with_the_last_of_them(memory: Database) -> None:
    memory.execute("INSERT INTO pipelines SELECT id, 'twin', 0, 'c', 'u' FROM pipelines WHERE name = 'first'")
    before = dump(memory)
    whole = plan_deletion(memory, [named(memory, "first").row, named(memory, "twin").row])
    assert len({change.row for change in whole.changes}) == len(whole.changes)

    one = delete(memory, "twin")

    assert one.deleted() == {"pipelines": 1}
    undone(memory, one, before)
    assert delete(memory, "first").deleted() == {
        **whole.deleted(),
        "pipelines": 1,
    }


@unkeyed
def test_parameters_that_two_stages_of_one_id_share_go_with_the_last_of_them(memory: Database) -> None:
    memory.execute("UPDATE pipeline_stages SET id = 'same'")
    memory.execute("UPDATE stage_parameters SET stage_id = 'same'")
    before = dump(memory)
    pipeline = named(memory, "second")

    edit = remove_stages(memory, pipeline, pipeline.stages)

    assert edit.deleted() == {"pipeline_stages": 1}
    undone(memory, edit, before)
    first = named(memory, "first")
    moved = move_stages(memory, first, first.stages[2:], first, 0)
    assert [stage.name for stage in named(memory, "first").stages] == ["out", "in", "pack"]
    assert moved.inserted() == {}


@unkeyed
def test_the_same_key_twice_can_be_renamed_apart_and_back(memory: Database) -> None:
    memory.execute("UPDATE stage_parameters SET key = 'same'")
    before = dump(memory)
    stage = named(memory, "first").stages[1]

    edit = rename_entry(memory, stage.parameters[1], "other")

    undone(memory, edit, before)
    with pytest.raises(EditRefused, match="already"):
        rename_entry(memory, stage.parameters[0], "other")


def test_vacuum_between_edit_and_undo_does_no_harm(memory: Database) -> None:
    delete(memory, "second")
    before = memory.query("SELECT * FROM pipelines ORDER BY id")
    edits = [delete(memory, "first"), rename_pipeline(memory, named(memory, "third").row, "renamed")]
    memory.execute("VACUUM")

    for edit in reversed(edits):
        apply_edit(memory, edit.inverse())

    assert memory.query("SELECT * FROM pipelines ORDER BY id") == before


@unkeyed
def test_after_a_vacuum_no_row_is_taken_for_another_one_even_when_overwriting(memory: Database) -> None:
    stages = [stage.row for stage in named(memory, "first").stages]
    edit = set_field(memory, stages[2], "enabled", 0)
    memory.execute("DELETE FROM pipeline_stages WHERE name = 'in'")
    memory.execute("VACUUM")  # every row lies where another one lay
    there = dump(memory)

    for terms in (Terms(), Terms(overwrite=True)):
        with pytest.raises(EditConflict):
            apply_edit(memory, edit.inverse(), terms=terms)
        with pytest.raises(EditConflict):
            set_field(memory, stages[1], "enabled", 0, terms=terms)
        assert dump(memory) == there


@unkeyed
def test_a_row_comes_back_elsewhere_where_its_place_was_taken(memory: Database) -> None:
    edit = delete(memory, "third")
    memory.execute("INSERT INTO pipelines (id, name) VALUES ('x', 'x')")
    there = dump(memory)

    back = apply_edit(memory, edit.inverse())

    assert named(memory, "third").row.holds_same(edit.changes[0].before)
    apply_edit(memory, back.inverse())
    assert dump(memory) == there


@pytest.mark.parametrize(("declared", "stored"), [("TEXT COLLATE NOCASE", "ABC"), ("INTEGER", "5")])
def test_what_belongs_to_a_pipeline_by_sqlites_comparison_is_shown_and_deleted_with_it(
    declared: str, stored: str
) -> None:
    sql = UNVERSIONED.replace("pipeline_id TEXT NOT NULL, name", f"pipeline_id {declared}, name")
    sql = sql.replace("FOREIGN KEY (pipeline_id) REFERENCES pipelines(id)", "CHECK (true)")
    with closing(fresh(sql, filled=False)) as database:
        database.execute("INSERT INTO pipelines VALUES (?, 'first', 0, 'c', 'u')", (stored.lower(),))
        create_pipeline(database, NewPipeline("other"))
        database.execute(
            "INSERT INTO pipeline_stages VALUES ('s', ?, 'in', 't', 1, 0, 'a', 1, NULL, 'c', 'u')", (stored,)
        )
        before = dump(database)
        pipeline = named(database, "first")
        assert [stage.name for stage in pipeline.stages] == ["in"]

        undone(database, duplicate_stages(database, pipeline, pipeline.stages), before)
        assert delete(database, "first").deleted() == {"pipeline_stages": 2, "pipelines": 1}


# Columns.


@odd
def test_columns_that_the_program_does_not_know_are_copied_kept_and_come_back(memory: Database) -> None:
    memory.execute('UPDATE pipelines SET "table" = 1, row = 2, "Ärger" = 3 WHERE name = \'first\'')
    memory.execute("UPDATE stage_parameters SET note = 'kept'")

    duplicate_pipeline(memory, named(memory, "first"), "copy")
    edit = delete(memory, "copy")
    apply_edit(memory, edit.inverse())

    copy = named(memory, "copy")
    assert [copy.row.get(column) for column in ("table", "row", "Ärger", "shout")] == ["1", "2", "3", None]
    assert {entry.row["note"] for entry in copy.stages[1].parameters} == {"kept"}
    set_field(memory, copy.row, "row", "x")
    set_field(memory, named(memory, "copy").row, "table", "y")
    assert named(memory, "copy").row["row"] == "x"


def test_a_column_that_needs_a_value_refuses_new_rows_in_words_and_keeps_copies() -> None:
    sql = UNVERSIONED.replace("id TEXT PRIMARY KEY, ", "id TEXT PRIMARY KEY, place TEXT NOT NULL, ", 1)
    with closing(fresh(sql, filled=False)) as database:
        database.execute("INSERT INTO pipelines VALUES ('i', 'there', 'first', 0, 'c', 'u')")
        before = dump(database)

        with pytest.raises(DatabaseOperationFailed, match="place"):
            create_pipeline(database, NewPipeline("new", (STAGE,)))

        assert dump(database) == before
        duplicate_pipeline(database, named(database, "first"))
        assert named(database, "first-copy").row["place"] == "there"


def test_a_schema_migrated_between_edit_and_undo_does_not_stand_in_the_way(memory: Database) -> None:
    before = dump(memory)
    edits = [delete(memory, "first"), rename_pipeline(memory, named(memory, "second").row, "renamed")]
    for table in KEYS:
        memory.execute(f"ALTER TABLE {table} ADD COLUMN later TEXT DEFAULT 'new'")

    for edit in reversed(edits):
        apply_edit(memory, edit.inverse())

    assert {table: [row[:-1] for row in rows] for table, rows in dump(memory).items()} == before


def test_what_a_column_holds_that_came_after_looking_comes_back_as_well(memory: Database) -> None:
    plan = plan_deletion(memory, [named(memory, "first").row])
    renaming = partial(rename_pipeline, seen=named(memory, "second").row, name="renamed")
    for table in KEYS:
        memory.execute(f"ALTER TABLE {table} ADD COLUMN later TEXT")
        memory.execute(f"UPDATE {table} SET later = rowid")
    before = dump(memory)

    edits = [delete_pipelines(memory, plan), renaming(memory)]
    for edit in reversed(edits):
        apply_edit(memory, edit.inverse())

    assert dump(memory) == before


def test_columns_missing_in_an_older_database_are_named_where_they_are_needed() -> None:
    sql = UNVERSIONED.replace("archived BOOLEAN NOT NULL DEFAULT FALSE,", "")
    with closing(fresh(sql, filled=False)) as database:
        create_pipeline(database, NewPipeline("new", (STAGE,)))
        row = named(database, "new").row
        for operation in (partial(archive_pipelines, seen=[row]), partial(restore_pipelines, seen=[row])):
            with pytest.raises(EditRefused, match="archived"):
                operation(database)
        with pytest.raises(EditRefused) as caught:
            set_field(database, row, "archived", 1)
        assert "no column archived" in caught.value.cause


@pytest.mark.parametrize("table", ["stage_parameters", "pipeline_configuration", "processing_metrics"])
def test_a_table_that_is_missing_does_not_keep_the_others_from_being_edited(
    table: str, memory: Database
) -> None:
    memory.execute(f"DROP TABLE {table}")

    edits = [
        rename_pipeline(memory, named(memory, "first").row, "renamed"),
        renumber_stages(memory, named(memory, "renamed")),
        delete(memory, "renamed"),
    ]
    for edit in reversed(edits):
        apply_edit(memory, edit.inverse())

    assert named(memory, "first").stages


def test_no_tables_at_all_is_a_refusal() -> None:
    with closing(fresh("CREATE TABLE t (a)", filled=False)) as database:
        with pytest.raises(EditRefused, match="pipelines"):
            create_pipeline(database, NewPipeline("new"))
        assert read_pipeline(database, 1) is None


def test_views_in_place_of_tables_are_shown_and_not_edited(memory: Database) -> None:
    memory.execute("ALTER TABLE stage_parameters RENAME TO real")
    memory.execute("CREATE VIEW stage_parameters AS SELECT * FROM real")
    pipeline = named(memory, "first")
    stage = pipeline.stages[1]
    assert len(stage.parameters) == 2

    for operation in (
        partial(set_field, seen=stage.parameters[0].row, column="value", value="x"),
        partial(set_entries, owner=stage.row, seen=stage.parameters, cells=[("a", "b")]),
        partial(duplicate_stages, seen=pipeline, stages=pipeline.stages[1:2]),
        partial(remove_stages, seen=pipeline, stages=pipeline.stages[1:2]),
    ):
        with pytest.raises(EditRefused, match="stage_parameters"):
            operation(memory)


@odd
def test_rowids_under_a_taken_name_are_found_and_letters_that_sqlite_does_not_fold_stay(
    memory: Database,
) -> None:
    shape = read_shape(memory)

    assert [table.rowid for table in shape.tables] == ["", "rowid", "_rowid_", "", "rowid"]
    table = shape.table("pipelines")
    assert table is not None
    assert "Ärger" in table.columns
    assert "shout" not in table.columns


@all_shapes
def test_a_name_can_be_given_another_letter_case(memory: Database) -> None:
    before = dump(memory)

    undone(memory, rename_pipeline(memory, named(memory, "first").row, "FIRST"), before)


@odd
def test_a_name_that_differs_in_letter_case_alone_is_taken_where_the_column_says_so(memory: Database) -> None:
    with pytest.raises(EditRefused, match="already"):
        rename_pipeline(memory, named(memory, "first").row, "SECOND")


def test_the_copy_of_a_long_name_has_all_of_it(memory: Database) -> None:
    rename_pipeline(memory, named(memory, "first").row, "n" * 90)

    for _ in range(2):
        duplicate_pipeline(memory, named(memory, "n" * 90))

    assert named(memory, "n" * 90 + "-copy").stages
    assert named(memory, "n" * 90 + "-copy-2").stages


def test_views_that_take_for_ever_are_left_alone(memory: Database) -> None:
    memory.execute("CREATE VIEW v0 AS SELECT name FROM pipelines")
    for number in range(40):  # resolving the last one means 2 ** 40 tables
        memory.execute(
            f"CREATE VIEW v{number + 1} AS SELECT name FROM v{number} UNION ALL SELECT name FROM v{number}"
        )
    before = dump(memory)

    undone(memory, rename_pipeline(memory, named(memory, "first").row, "renamed"), before)


# Triggers.


@pytest.mark.parametrize("event", ["INSERT", "UPDATE", "DELETE"])
@pytest.mark.parametrize("table", ["pipelines", "pipeline_stages"])
def test_a_trigger_that_ignores_a_write_is_noticed(event: str, table: str, memory: Database) -> None:
    which = "old" if event == "DELETE" else "new"
    memory.execute(
        f"CREATE TRIGGER t BEFORE {event} ON {table} WHEN {which}.name = 'pin' "
        "BEGIN SELECT RAISE(IGNORE); END"
    )
    if event == "DELETE":
        create_pipeline(memory, NewPipeline("pin", (NewStage("pin", "a", "b"),)))
    before = dump(memory)
    first = named(memory, "first")
    operations: dict[str, Operation] = {
        "INSERT": partial(create_pipeline, new=NewPipeline("pin", (NewStage("pin", "a", "b"),))),
        "UPDATE": partial(
            set_field,
            seen=first.row if table == "pipelines" else first.stages[0].row,
            column="name",
            value="pin",
        ),
        "DELETE": lambda database: delete(database, "pin"),
    }

    with pytest.raises(EditRefused, match="Not changed"):
        operations[event](memory)

    assert dump(memory) == before


def test_a_trigger_that_refuses_is_told_in_its_own_words(memory: Database) -> None:
    memory.execute("CREATE TRIGGER t BEFORE DELETE ON pipelines BEGIN SELECT RAISE(ABORT, 'never!'); END")
    before = dump(memory)

    with pytest.raises(DatabaseOperationFailed, match="never!"):
        delete(memory, "first")

    assert dump(memory) == before


def test_what_triggers_make_of_rows_is_what_undo_starts_from(memory: Database) -> None:
    memory.execute(
        "CREATE TRIGGER t AFTER UPDATE ON pipeline_stages WHEN new.updated_at <> old.updated_at BEGIN "
        "UPDATE pipelines SET updated_at = 'by trigger' WHERE id = new.pipeline_id; END"
    )

    edit = archive_pipelines(memory, [named(memory, "first").row])
    assert named(memory, "first").row["updated_at"] == "by trigger"
    back = apply_edit(memory, edit.inverse())
    assert not named(memory, "first").archived
    apply_edit(memory, back.inverse())

    assert named(memory, "first").archived


# Values.


@pytest.mark.parametrize("value", ["\ud800", "a\udc7f", 2**63], ids=["high", "low", "number"])
def test_a_value_that_sqlite_cannot_store_is_refused(value: str | int, memory: Database) -> None:
    before = dump(memory)

    with pytest.raises(EditRefused, match="cannot be stored"):
        set_field(memory, named(memory, "first").stages[0].row, "name", value)

    assert dump(memory) == before


def test_bytes_that_are_no_text_are_not_made_into_another_one_by_a_database_in_utf16() -> None:
    with closing(fresh("PRAGMA encoding = 'UTF-16le';" + BUNDLED, filled=False)) as database:
        create_pipeline(database, NewPipeline("Ärger🎉", (STAGE,)))
        before = dump(database)

        with pytest.raises(EditRefused, match="cannot be stored"):
            rename_pipeline(database, named(database, "Ärger🎉").row, "x\udcff")

        assert dump(database) == before
        undone(database, rename_pipeline(database, named(database, "Ärger🎉").row, "ß"), before)


def test_a_moment_can_be_corrected_by_hand(memory: Database) -> None:
    set_field(memory, named(memory, "first").row, "updated_at", "2025-01-01T00:00:00Z")

    assert named(memory, "first").row["updated_at"] == "2025-01-01T00:00:00Z"


# Archiving.


def test_restoring_brings_back_what_was_archived_along_and_leaves_the_rest(memory: Database) -> None:
    set_field(memory, named(memory, "first").stages[0].row, "archived", 1)
    archive_pipelines(memory, [named(memory, "first").row])
    assert all(stage.row["archived"] == 1 for stage in named(memory, "first").stages)
    # Something below changes meanwhile, so the pipeline carries another moment than its rows.
    stage = named(memory, "first").stages[1]
    set_entries(memory, stage.row, stage.parameters, [("level", "7")])

    restore_pipelines(memory, [named(memory, "first").row])

    assert [stage.row["archived"] for stage in named(memory, "first").stages] == [1, 0, 0]


def test_archiving_counts_what_it_concerns_only_once(memory: Database) -> None:
    archive_pipelines(memory, [named(memory, "first").row])
    there = dump(memory)

    edit = archive_pipelines(memory, [named(memory, "first").row])

    assert edit.changes == ()
    assert dump(memory) == there


def test_an_edit_that_changes_nothing_writes_nothing(memory: Database) -> None:
    before = dump(memory)
    first = named(memory, "first")

    for edit in (
        rename_pipeline(memory, first.row, "first"),
        set_field(memory, first.stages[0].row, "enabled", 1),
        move_stages(memory, first, first.stages[:1], first, 1),
        renumber_stages(memory, first),
        add_stages(memory, first, [], 0),
        set_entries(memory, first.row, first.configuration, [("max_workers", "4")]),
    ):
        assert edit.changes == ()
    assert dump(memory) == before
