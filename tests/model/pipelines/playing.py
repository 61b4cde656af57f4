"""Random edits: every operation, with any target and odd values, on whatever pipelines there are."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from pipeline_browser.model.pipelines.operations.entries import remove_entries, rename_entry, set_entries
from pipeline_browser.model.pipelines.operations.fields import set_field, set_fields
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

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random

    from pipeline_browser.model.database import Database
    from pipeline_browser.model.pipelines.changes import Edit
    from pipeline_browser.model.pipelines.facts import Entry, Pipeline, Stage
    from pipeline_browser.model.pipelines.rows import StoredRow
    from pipeline_browser.model.pipelines.values import Value

    Operation = Callable[[Database], Edit]

NUMBERS_STAGES = frozenset(
    ("create_pipeline", "add_stages", "duplicate_stages", "move_stages", "remove_stages", "renumber_stages")
)
VALUES: tuple[Value, ...] = (
    *(None, "", "x", "Ä🎉", "a\0b", "\udcff", "\ud800", "1", "0", "first", "second"),
    *(0, 1, -1, 2**63 - 1, 2**63, 1.5, -0.0, float("inf"), b"", b"\xff\0", "x" * 3000),
)
TEXTS = ("x", "y", "level", "algorithm", "first", "second", "", "Ä\udcff", "a\nb")
COLUMNS = (
    "enabled",
    "name",
    "chunk_size",
    "algorithm",
    "stage_type",
    "archived",
    "created_at",
    "row",
    "Ärger",
)


class Player:
    """Chooses operations as its dice fall."""

    def __init__(self, dice: Random, there: Sequence[Pipeline]) -> None:
        self._dice = dice
        self._there = there

    def operation(self) -> Operation:
        """Return one that can be tried; it may well be refused."""
        if not self._there:
            return self._create()
        return self._dice.choice(
            (
                *(self._create, self._duplicate, self._rename, self._archive, self._restore, self._delete),
                *(self._set_field, self._set_field, self._set_fields, self._add, self._copy_stages),
                *(self._move, self._move, self._remove, self._renumber),
                *(self._set_entries, self._set_entries, self._rename_entry, self._remove_entries),
            )
        )()

    def _pipeline(self) -> Pipeline:
        return self._dice.choice(self._there)

    def _some(self) -> list[StoredRow]:
        number = self._dice.randint(1, min(3, len(self._there)))
        return [pipeline.row for pipeline in self._dice.sample(self._there, number)]

    def _stages(self) -> tuple[Pipeline, list[Stage]] | None:
        """Return a pipeline with some of its stages, if any has some."""
        full = [pipeline for pipeline in self._there if pipeline.stages]
        if not full:
            return None
        pipeline = self._dice.choice(full)
        number = self._dice.randint(1, len(pipeline.stages))
        return pipeline, sorted(self._dice.sample(pipeline.stages, number), key=pipeline.stages.index)

    def _owner(self) -> tuple[StoredRow, tuple[Entry, ...]]:
        pipeline = self._pipeline()
        if not pipeline.stages or self._dice.random() < 0.3:
            return pipeline.row, pipeline.configuration
        stage = self._dice.choice(pipeline.stages)
        return stage.row, stage.parameters

    def _value(self) -> Value:
        return self._dice.choice(VALUES)

    def _new_entries(self) -> tuple[NewEntry, ...]:
        keys = self._dice.sample(TEXTS, self._dice.randint(0, 3))
        return tuple(NewEntry(key, self._dice.choice(TEXTS)) for key in keys)

    def _new_stages(self) -> list[NewStage]:
        return [
            NewStage(self._dice.choice(TEXTS), "transform", "debug", parameters=self._new_entries())
            for _ in range(self._dice.randint(0, 3))
        ]

    def _create(self) -> Operation:
        name = f"{self._dice.choice(TEXTS)}{self._dice.randint(0, 99)}"
        new = NewPipeline(name, tuple(self._new_stages()), self._new_entries())
        return partial(create_pipeline, new=new)

    def _duplicate(self) -> Operation:
        return partial(duplicate_pipeline, seen=self._pipeline(), name=self._dice.choice(("", "", "copied")))

    def _rename(self) -> Operation:
        return partial(rename_pipeline, seen=self._pipeline().row, name=self._value())

    def _archive(self) -> Operation:
        return partial(archive_pipelines, seen=self._some())

    def _restore(self) -> Operation:
        return partial(restore_pipelines, seen=self._some())

    def _delete(self) -> Operation:
        some = self._some()

        def delete_seen_pipelines(database: Database) -> Edit:
            return delete_pipelines(database, plan_deletion(database, some))

        return delete_seen_pipelines

    def _set_field(self) -> Operation:
        owner, entries = self._owner()
        row = self._dice.choice([owner, *(entry.row for entry in entries)])
        column = self._dice.choice((*COLUMNS, "value", "value"))
        return partial(set_field, seen=row, column=column, value=self._value())

    def _set_fields(self) -> Operation:
        found = self._stages()
        rows = self._some() if found is None else [stage.row for stage in found[1]]
        return partial(set_fields, seen=rows, column=self._dice.choice(COLUMNS), value=self._value())

    def _add(self) -> Operation:
        at = self._dice.randint(-1, 4)
        return partial(add_stages, seen=self._pipeline(), new=self._new_stages(), at=at)

    def _copy_stages(self) -> Operation:
        found = self._stages()
        return self._create() if found is None else partial(duplicate_stages, seen=found[0], stages=found[1])

    def _remove(self) -> Operation:
        found = self._stages()
        return self._create() if found is None else partial(remove_stages, seen=found[0], stages=found[1])

    def _move(self) -> Operation:
        found = self._stages()
        if found is None:
            return self._create()
        target = self._dice.choice((found[0], self._pipeline()))
        at = self._dice.randint(-1, len(target.stages) + 1)
        return partial(move_stages, source=found[0], stages=found[1], target=target, at=at)

    def _renumber(self) -> Operation:
        return partial(renumber_stages, seen=self._pipeline())

    def _set_entries(self) -> Operation:
        owner, entries = self._owner()
        cells = [(self._dice.choice(TEXTS), self._value()) for _ in range(self._dice.randint(1, 3))]
        return partial(set_entries, owner=owner, seen=entries, cells=cells)

    def _rename_entry(self) -> Operation:
        _, entries = self._owner()
        if not entries:
            return self._set_entries()
        return partial(rename_entry, seen=self._dice.choice(entries), key=self._dice.choice(TEXTS))

    def _remove_entries(self) -> Operation:
        _, entries = self._owner()
        if not entries:
            return self._set_entries()
        some = self._dice.sample(entries, self._dice.randint(1, len(entries)))
        return partial(remove_entries, seen=some)


def name_of(operation: Operation) -> str:
    """Return what an operation is called."""
    function = operation.func if isinstance(operation, partial) else operation
    return str(function.__name__)
