"""The real Rust program lists what random valid edits leave, and writes the same rows as we do.

``PIPELINE_BROWSER_EDITS`` says how many edits (300), ``PIPELINE_BROWSER_SEED`` where the dice begin (0).
"""

from __future__ import annotations

import os
import random
import re
import shutil
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.database import Database
from pipeline_browser.model.errors import EditRefused
from pipeline_browser.model.location import Location
from pipeline_browser.model.pipelines.applying import apply_edit
from pipeline_browser.model.pipelines.catalogue.stage_words import offered_words
from pipeline_browser.model.pipelines.key_material import generate_key_material
from pipeline_browser.model.pipelines.operations.entries import remove_entries, rename_entry, set_entries
from pipeline_browser.model.pipelines.operations.fields import set_field
from pipeline_browser.model.pipelines.operations.from_words import pipeline_of_words, stage_of_words
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
)
from tests.model.pipelines.databases import dump, named, pipelines
from tests.model.pipelines.loadability import program

if TYPE_CHECKING:
    from pathlib import Path
    from random import Random

    from pipeline_browser.model.pipelines.changes import Edit
    from pipeline_browser.model.pipelines.facts import Pipeline
    from tests.model.pipelines.playing import Operation

pytestmark = [
    pytest.mark.campaign,
    pytest.mark.skipif(not program.is_installed(), reason="the Rust program is not on the PATH"),
]
EDITS = int(os.environ.get("PIPELINE_BROWSER_EDITS", "300"))
SEED = int(os.environ.get("PIPELINE_BROWSER_SEED", "0"))
TEXTS = ("x", "", "Ä🎉", "a\0b", "a\nb", " ", "x" * 5000, "1", "true", "<b>", "' OR 1=1")


@pytest.fixture
def real(shared: Path, tmp_path: Path) -> Path:
    """A copy of a database that the program made itself."""
    return shutil.copyfile(shared / "data" / "real-created.db", tmp_path / "pipeline.db")


class Valid:
    """Chooses edits that leave every pipeline loadable."""

    def __init__(self, dice: Random, there: list[Pipeline]) -> None:
        self._dice = dice
        self._there = there

    def operation(self) -> Operation:
        makers = (self._create, self._duplicate, self._rename, self._archive, self._restore, self._delete)
        return self._dice.choice(
            (*makers, self._cell, self._entries, self._stages, self._stages, self._move)
        )()

    def _pipeline(self) -> Pipeline:
        return self._dice.choice(self._there)

    def _words(self) -> str:
        return ",".join(self._dice.choices(offered_words(), k=self._dice.randint(1, 4)))

    def _create(self) -> Operation:
        name = f"n{self._dice.randint(0, 10**9)}"
        return partial(create_pipeline, new=pipeline_of_words(name, self._words()))

    def _duplicate(self) -> Operation:
        return partial(duplicate_pipeline, seen=self._pipeline())

    def _rename(self) -> Operation:
        return partial(rename_pipeline, seen=self._pipeline().row, name=self._dice.choice(TEXTS) + "n")

    def _archive(self) -> Operation:
        return partial(archive_pipelines, seen=[self._pipeline().row])

    def _restore(self) -> Operation:
        return partial(restore_pipelines, seen=[self._pipeline().row])

    def _delete(self) -> Operation:
        row = self._pipeline().row
        return lambda database: delete_pipelines(database, plan_deletion(database, [row]))

    def _cell(self) -> Operation:
        stage = self._dice.choice(self._pipeline().stages)
        column, value = self._dice.choice(
            (
                *(("enabled", 0), ("enabled", 1), ("parallel_processing", 0), ("archived", 1)),
                *(("chunk_size", None), ("chunk_size", 4096), ("stage_type", "Transform")),
                *(("algorithm", self._dice.choice(TEXTS)), ("name", self._dice.choice(TEXTS) + "n")),
            )
        )
        return partial(set_field, seen=stage.row, column=column, value=value)

    def _entries(self) -> Operation:
        pipeline = self._pipeline()
        stage = self._dice.choice(pipeline.stages)
        owner, entries = self._dice.choice(
            ((pipeline.row, pipeline.configuration), (stage.row, stage.parameters))
        )
        if entries and self._dice.random() < 0.5:
            entry = self._dice.choice(entries)
            if self._dice.random() < 0.5:
                return partial(remove_entries, seen=[entry])
            return partial(rename_entry, seen=entry, key=self._dice.choice(TEXTS))
        cells = [(self._dice.choice(TEXTS), self._dice.choice(TEXTS)) for _ in range(3)]
        return partial(set_entries, owner=owner, seen=entries, cells=cells)

    def _stages(self) -> Operation:
        pipeline = self._pipeline()
        some = self._dice.sample(pipeline.stages, self._dice.randint(1, len(pipeline.stages)))
        if self._dice.random() < 0.4 and len(some) < len(pipeline.stages):
            return partial(remove_stages, seen=pipeline, stages=some)
        if self._dice.random() < 0.5:
            return partial(duplicate_stages, seen=pipeline, stages=some[:2])
        new = [stage_of_words(word) for word in self._words().split(",")]
        return partial(add_stages, seen=pipeline, new=new, at=self._dice.randint(0, len(pipeline.stages)))

    def _move(self) -> Operation:
        source, target = self._pipeline(), self._pipeline()
        some = self._dice.sample(source.stages, self._dice.randint(1, len(source.stages)))
        if len(some) == len(source.stages):
            target = source
        at = self._dice.randint(0, len(target.stages))
        return partial(move_stages, source=source, stages=some, target=target, at=at)


def test_the_program_lists_what_any_edits_leave(real: Path) -> None:
    dice = random.Random(SEED)  # noqa: S311 - no secret
    done: list[Edit] = []
    with closing(Database.open(Location(real))) as database:
        for number in range(EDITS):
            there = pipelines(database)
            if done and dice.random() < 0.15:
                apply_edit(database, done.pop().inverse())
            elif there:
                try:
                    done.append(Valid(dice, there).operation()(database))
                except EditRefused:
                    done.append(create_pipeline(database, pipeline_of_words(f"e{number}", "zstd")))
            else:
                done.append(create_pipeline(database, pipeline_of_words(f"e{number}", "zstd")))
            active = database.query("SELECT count(*) FROM pipelines WHERE archived = 0")[0][0]
            words = [edit.words for edit in done[-1:]]
            assert program.list_pipelines(real) == program.Listing(0, active), (number, words)


_LIKE = (
    (re.compile(r"^[0-9A-HJKMNP-TV-Z]{26}$"), "a ULID"),
    (re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}\+00:00$"), "a moment"),
)


def alike(database: Database, name: str) -> list[tuple[object, ...]]:
    """Return the rows of a pipeline and below it, ids and moments replaced by what they look like."""
    pipeline = named(database, name)
    rows = [pipeline.row, *(entry.row for entry in pipeline.configuration)]
    for stage in pipeline.stages:
        rows += [stage.row, *(entry.row for entry in stage.parameters)]
    return [(row.table, *map(_kind, row.values)) for row in rows]


def _kind(value: object) -> object:
    if isinstance(value, str):
        return next((word for pattern, word in _LIKE if pattern.match(value)), value)
    return value


@pytest.mark.parametrize("words", [*offered_words(), "zstd,aes256gcm", "compression:lz4,ROT13,my-checksum"])
def test_we_create_row_by_row_what_the_program_creates(words: str, real: Path) -> None:
    assert program.succeeds(real, "create", "--name=the-name", f"--stages={words}")
    with closing(Database.open(Location(real))) as database:
        theirs = alike(database, "the-name")
        rename_pipeline(database, named(database, "the-name").row, "theirs")
        create_pipeline(database, pipeline_of_words("the-name", words))

        assert alike(database, "the-name") == theirs


def test_we_archive_row_by_row_what_the_program_deletes(real: Path, tmp_path: Path) -> None:
    with closing(Database.open(Location(real))) as database:
        pipeline = named(database, "debug-run")
        set_entries(database, pipeline.row, (), [("max_workers", "4")])
        set_field(database, named(database, "debug-run").stages[1].row, "archived", 1)
    (tmp_path / "theirs").mkdir()
    theirs_path = shutil.copyfile(real, tmp_path / "theirs" / "pipeline.db")
    with closing(Database.open(Location(real))) as database:
        seen = named(database, "debug-run")
        archive_pipelines(database, [seen.row])
        ours, ours_whole = dump(database), named(database, "debug-run")
        assert restore_pipelines(database, [ours_whole.row]).changes
    assert program.succeeds(theirs_path, "delete", "--force", "debug-run") or program.succeeds(
        theirs_path, "delete", "debug-run", "--force"
    )
    with closing(Database.open(Location(theirs_path))) as database:
        theirs, theirs_whole = dump(database), named(database, "debug-run")
        edit = restore_pipelines(database, [theirs_whole.row])
        stages = [stage.row["archived"] for stage in named(database, "debug-run").stages]

    for table, rows in theirs.items():
        for our_row, their_row in zip(ours[table], rows, strict=True):
            assert [_kind(cell) for cell in our_row] == [_kind(cell) for cell in their_row], table
    assert edit.changes
    print("restored from the program's own delete:", stages)  # noqa: T201


@pytest.mark.parametrize("word", ["aes256gcm", "chacha20poly1305"])
def test_a_stage_with_generated_key_material_runs(word: str, real: Path) -> None:
    with closing(Database.open(Location(real))) as database:
        create_pipeline(database, pipeline_of_words("safe", f"zstd,{word}"))
        assert not program.processes(real, "safe")

        generate_key_material(named(database, "safe").stages[2])(database)

        assert program.processes(real, "safe")
