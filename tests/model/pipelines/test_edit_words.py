"""What an edit is called, after “Undo”: short enough for a menu, and right about what it did."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

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
from tests.model.pipelines.databases import BUNDLED, fresh, named, pipelines

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline_browser.model.database import Database
    from pipeline_browser.model.pipelines.changes import Edit
    from pipeline_browser.model.pipelines.facts import Pipeline

    Making = Callable[[Database, Pipeline], Edit]

NEW = NewStage("new", "t", "a")
WORDS: dict[str, Making] = {
    "create pipeline x": lambda d, p: create_pipeline(d, NewPipeline("x")),
    f"create pipeline {'x' * 39}…": lambda d, p: create_pipeline(d, NewPipeline("x" * 41)),
    "duplicate pipeline first": duplicate_pipeline,
    "rename pipeline first": lambda d, p: rename_pipeline(d, p.row, "x"),
    "archive pipeline first": lambda d, p: archive_pipelines(d, [p.row]),
    "archive 3 pipelines": lambda d, p: archive_pipelines(d, [each.row for each in pipelines(d)]),
    "restore pipeline third": lambda d, p: restore_pipelines(d, [named(d, "third").row]),
    "delete pipeline first": lambda d, p: delete_pipelines(d, plan_deletion(d, [p.row])),
    "add stage new": lambda d, p: add_stages(d, p, [NEW], 0),
    "add 2 stages": lambda d, p: add_stages(d, p, [NEW, NEW], 0),
    "duplicate stage in": lambda d, p: duplicate_stages(d, p, p.stages[:1]),
    "remove 3 stages": lambda d, p: remove_stages(d, p, p.stages),
    "move stage out": lambda d, p: move_stages(d, p, p.stages[2:], p, 0),
    "renumber the stages of first": renumber_stages,
    "set enabled of stage in": lambda d, p: set_field(d, p.stages[0].row, "enabled", 0),
    "set parallel of 3 stages": lambda d, p: set_fields(
        d, [stage.row for stage in p.stages], "parallel_processing", 2
    ),
    "rename stage in": lambda d, p: set_field(d, p.stages[0].row, "name", "x"),
    "set parameter level": lambda d, p: set_field(d, p.stages[1].parameters[1].row, "value", "9"),
    "set entry max_workers": lambda d, p: set_entries(d, p.row, p.configuration, [("max_workers", "9")]),
    "set parameter a": lambda d, p: set_entries(d, p.stages[0].row, (), [("a", "b")]),
    "set 2 parameters": lambda d, p: set_entries(d, p.stages[0].row, (), [("a", "b"), ("c", "d")]),
    "set 2 entries": lambda d, p: set_entries(d, p.row, p.configuration, [("a", "b"), ("c", "d")]),
    "rename parameter level": lambda d, p: rename_entry(d, p.stages[1].parameters[1], "x"),
    "rename entry max_workers": lambda d, p: rename_entry(d, p.configuration[0], "x"),
    "remove parameter level": lambda d, p: remove_entries(d, p.stages[1].parameters[1:]),
    "remove 2 entries": lambda d, p: remove_entries(d, p.configuration),
}


@pytest.mark.parametrize(("words", "making"), WORDS.items(), ids=WORDS)
def test_an_edit_is_called_by_what_it_does(words: str, making: Making) -> None:
    with closing(fresh(BUNDLED)) as database:
        database.execute("UPDATE pipeline_stages SET stage_order = 9 WHERE name = 'out'")
        edit = making(database, named(database, "first"))

    assert edit.words == words
    assert edit.changes
    assert edit.inverse().words == words
    assert edit.inverse().undoes
    assert not edit.inverse().inverse().undoes
