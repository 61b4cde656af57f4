"""Edits go through one place, can be undone after the commit, and never overwrite others silently."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.errors import EditRefused
from pipeline_browser.model.location import Location
from pipeline_browser.model.pipelines.operations.fields import set_field
from pipeline_browser.model.pipelines.operations.pipelines import (
    delete_pipelines,
    plan_deletion,
    rename_pipeline,
)
from tests.small_pipelines import another_program, read_named

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from pipeline_browser.model.database import Database
    from pipeline_browser.model.pipelines.changes import Edit
    from pipeline_browser.model.pipelines.terms import Terms
    from pipeline_browser.ui.editing.editor import Clash, Editor
    from pipeline_browser.ui.session import Session


def rename(editor: Editor, file: Path, old: str, new: str) -> None:
    editor.do(partial(rename_pipeline, seen=read_named(file, old).row, name=new))


def names(file: Path) -> set[object]:
    return {read_named(file, name).name for name in ("beta", "gamma")}


def test_an_edit_is_committed_and_can_be_undone_and_redone(qtbot: QtBot, editor: Editor, file: Path) -> None:
    before = read_named(file, "alpha")
    with qtbot.waitSignal(editor.edited):
        rename(editor, file, "alpha", "delta")
    after = read_named(file, "delta")
    assert editor.undo_text == "rename pipeline alpha"
    with qtbot.waitSignal(editor.edited):
        editor.undo()
    assert read_named(file, "alpha") == before
    assert (editor.undo_text, editor.redo_text) == ("", "rename pipeline alpha")
    with qtbot.waitSignal(editor.edited):
        editor.redo()
    assert read_named(file, "delta") == after


def test_edits_asked_for_at_once_are_made_one_after_the_other(
    qtbot: QtBot, editor: Editor, file: Path
) -> None:
    stage = read_named(file, "alpha").stages[1].row
    for value in (65_536, 1_048_576, None, 2_048):
        editor.do(partial(set_field, seen=stage, column="chunk_size", value=value))
    assert editor.busy
    qtbot.waitUntil(lambda: not editor.busy)
    assert read_named(file, "alpha").stages[1].row["chunk_size"] == 2_048


def test_a_change_by_another_process_is_a_conflict_and_stays(
    qtbot: QtBot, editor: Editor, file: Path
) -> None:
    seen = read_named(file, "alpha").stages[1].row
    another_program(file, "UPDATE pipeline_stages SET chunk_size = 4096 WHERE name = 'zstd'")
    with qtbot.waitSignal(editor.clashed) as clashed:
        editor.do(partial(set_field, seen=seen, column="chunk_size", value=65_536))
    (conflict,) = clashed.args[0].conflict.conflicts
    cells = [row["chunk_size"] for row in (conflict.base, conflict.mine, conflict.theirs)]
    assert cells == [None, 65_536, 4_096]
    assert read_named(file, "alpha").stages[1].row["chunk_size"] == 4_096
    assert editor.undo_text == ""


def test_insisting_writes_mine_and_leaves_what_others_changed_besides(
    qtbot: QtBot, editor: Editor, file: Path
) -> None:
    seen = read_named(file, "alpha").stages[1].row
    another_program(file, "UPDATE pipeline_stages SET chunk_size = 4096, enabled = 0 WHERE name = 'zstd'")
    with qtbot.waitSignal(editor.clashed) as clashed:
        editor.do(partial(set_field, seen=seen, column="chunk_size", value=65_536))
    with qtbot.waitSignal(editor.edited):
        editor.insist(clashed.args[0])
    row = read_named(file, "alpha").stages[1].row
    assert (row["chunk_size"], row["enabled"]) == (65_536, 0)
    with qtbot.waitSignal(editor.edited):
        editor.undo()
    row = read_named(file, "alpha").stages[1].row
    assert (row["chunk_size"], row["enabled"]) == (4_096, 0)


def test_undo_refuses_what_another_process_changed_since(qtbot: QtBot, editor: Editor, file: Path) -> None:
    with qtbot.waitSignal(editor.edited):
        rename(editor, file, "alpha", "delta")
    another_program(file, "UPDATE pipelines SET name = 'theirs' WHERE name = 'delta'")
    with qtbot.waitSignal(editor.clashed) as clashed:
        editor.undo()
    clash: Clash = clashed.args[0]
    assert clash.words == "rename pipeline alpha"
    assert read_named(file, "theirs").name == "theirs"
    assert editor.undo_text == "rename pipeline alpha", "the step is kept until somebody decides"
    editor.give_up(clash)
    assert editor.undo_text == ""


def test_undo_all_the_same_brings_back_only_the_edited_cell(qtbot: QtBot, editor: Editor, file: Path) -> None:
    with qtbot.waitSignal(editor.edited):
        rename(editor, file, "alpha", "delta")
    another_program(file, "UPDATE pipelines SET archived = 1 WHERE name = 'delta'")
    with qtbot.waitSignal(editor.clashed) as clashed:
        editor.undo()
    with qtbot.waitSignal(editor.edited):
        editor.insist(clashed.args[0])
    assert read_named(file, "alpha").archived
    with qtbot.waitSignal(editor.edited):
        editor.redo()
    assert read_named(file, "delta").archived


def test_a_deletion_takes_nothing_that_it_did_not_show(qtbot: QtBot, editor: Editor, file: Path) -> None:
    seen = read_named(file, "beta")

    def delete(database: Database, terms: Terms) -> Edit:
        return delete_pipelines(database, plan_deletion(database, [seen.row]), terms=terms)

    plan: list[Edit] = []
    with qtbot.waitSignal(editor.edited):
        editor.do(delete, done=plan.append)
    assert plan[0].deleted() == {
        "stage_parameters": 3,
        "pipeline_stages": 3,
        "pipeline_configuration": 1,
        "pipelines": 1,
    }
    with qtbot.waitSignal(editor.edited):
        editor.undo()
    assert read_named(file, "beta") == seen
    another_program(
        file,
        "INSERT INTO stage_parameters SELECT id, 'theirs', '1', 0, created_at, updated_at "
        "FROM pipeline_stages WHERE name = 'zstd'",
    )
    with qtbot.waitSignal(editor.clashed):
        editor.do(partial(delete_pipelines, plan=plan[0]))
    assert read_named(file, "beta").stages[1].parameter("theirs") == "1"


def test_a_name_that_is_taken_is_refused_with_the_reason(qtbot: QtBot, editor: Editor, file: Path) -> None:
    with qtbot.waitSignal(editor.failed) as failed:
        rename(editor, file, "alpha", "beta")
    error: EditRefused = failed.args[0]
    assert error.summary == "There is a pipeline named beta already"
    assert names(file) == {"beta", "gamma"}


def test_a_failure_goes_to_the_dialog_that_asked(qtbot: QtBot, editor: Editor, file: Path) -> None:
    told: list[object] = []
    with qtbot.assertNotEmitted(editor.failed):
        editor.do(
            partial(rename_pipeline, seen=read_named(file, "alpha").row, name="beta"), failed=told.append
        )
        qtbot.waitUntil(lambda: bool(told))
    assert isinstance(told[0], EditRefused)


def test_another_database_has_other_steps(
    qtbot: QtBot, session: Session, editor: Editor, file: Path, tmp_path: Path
) -> None:
    with qtbot.waitSignal(editor.edited):
        rename(editor, file, "alpha", "delta")
    with qtbot.waitSignal(session.created):
        session.create(Location(tmp_path / "other.db"))
    assert editor.undo_text == ""
    editor.undo()
    assert not editor.busy


@pytest.mark.parametrize("obstacle", ["read-only", "closed"])
def test_nothing_is_edited_where_nothing_can_be(
    qtbot: QtBot, session: Session, editor: Editor, file: Path, obstacle: str
) -> None:
    row = read_named(file, "alpha").row
    if obstacle == "closed":
        session.close()
    else:
        with qtbot.waitSignal(session.opened):
            session.open(Location(file), read_only=True)
    assert editor.why_not.startswith({"closed": "No database", "read-only": "Read-only: "}[obstacle])
    editor.do(partial(rename_pipeline, seen=row, name="delta"))
    assert not editor.busy
