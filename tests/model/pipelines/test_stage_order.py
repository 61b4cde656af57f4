"""Stages stand where they were put, as a list of names would have it, and their orders are 0 to n-1."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline_browser.model.pipelines.operations.new_rows import NewPipeline, NewStage
from pipeline_browser.model.pipelines.operations.stages import (
    add_stages,
    duplicate_stages,
    move_stages,
    remove_stages,
    renumber_stages,
)
from tests.model.pipelines.databases import BUNDLED, create, fresh, named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline_browser.model.database import Database
    from pipeline_browser.model.pipelines.facts import Pipeline, Stage

SIZES = st.integers(0, 5)
PLACES = st.integers(-1, 7)
CHOSEN = st.sets(st.integers(0, 4), max_size=5)


def make(database: Database, name: str, size: int) -> list[str]:
    stages = [f"{name}{number}" for number in range(size)]
    create(database, NewPipeline(name, tuple(NewStage(each, "t", "a") for each in stages)))
    return stages


def check(database: Database, name: str, expected: Sequence[str]) -> None:
    stages = named(database, name).stages
    assert [stage.name for stage in stages] == list(expected)
    assert [stage.order for stage in stages] == list(range(len(stages)))


def picked(pipeline: Pipeline, chosen: set[int]) -> list[Stage]:
    return [stage for number, stage in enumerate(pipeline.stages) if number in chosen]


def parted(names: list[str], at: int) -> tuple[list[str], list[str]]:
    place = max(at, 0)
    return names[:place], names[place:]


def without(names: Sequence[str], some: Sequence[str]) -> list[str]:
    return [name for name in names if name not in some]


@settings(max_examples=30, deadline=None)
@given(sizes=st.tuples(SIZES, SIZES), chosen=CHOSEN, at=PLACES, within=st.booleans())
def test_stages_are_moved_as_names_in_lists(
    sizes: tuple[int, int], chosen: set[int], at: int, within: bool
) -> None:
    with closing(fresh(BUNDLED, filled=False)) as database:
        one, two = make(database, "a", sizes[0]), make(database, "b", sizes[1])
        source = named(database, "a")
        target = source if within else named(database, "b")
        moved = picked(source, chosen)
        if not moved:
            return
        names = [str(stage.name) for stage in moved]

        move_stages(database, source, moved, target, at)

        before, behind = parted(one if within else two, at)
        put = (
            [each for each in before if each not in names]
            + names
            + [each for each in behind if each not in names]
        )
        check(database, "a", put if within else [each for each in one if each not in names])
        check(database, "b", two if within else put)


@settings(max_examples=20, deadline=None)
@given(size=SIZES, chosen=CHOSEN, at=PLACES)
def test_stages_are_added_copied_and_removed_as_names_in_lists(size: int, chosen: set[int], at: int) -> None:
    with closing(fresh(BUNDLED, filled=False)) as database:
        names = make(database, "a", size)
        before, behind = parted(names, at)
        names = [*before, "x", "y", *behind]

        add_stages(database, named(database, "a"), [NewStage("x", "t", "a"), NewStage("y", "t", "a")], at)
        check(database, "a", names)

        pipeline = named(database, "a")
        some = picked(pipeline, chosen)
        if not some:
            return
        last = max(number for number in chosen if number < len(names))
        copies = [str(stage.name) for stage in some]
        names = [*names[: last + 1], *copies, *names[last + 1 :]]
        duplicate_stages(database, pipeline, some)
        check(database, "a", names)

        pipeline = named(database, "a")
        remove_stages(database, pipeline, picked(pipeline, chosen))
        check(database, "a", [name for number, name in enumerate(names) if number not in chosen])


def test_orders_with_gaps_repeats_and_below_zero_are_numbered_in_the_order_in_which_they_run() -> None:
    with closing(fresh(BUNDLED, filled=False)) as database:
        names = make(database, "a", 5)
        for name, order in zip(names, (7, -3, 7, 40, 0), strict=True):
            database.execute("UPDATE pipeline_stages SET stage_order = ? WHERE name = ?", (order, name))
        pipeline = named(database, "a")
        assert [stage.name for stage in pipeline.stages] == ["a1", "a4", "a0", "a2", "a3"]

        renumber_stages(database, pipeline)

        check(database, "a", ["a1", "a4", "a0", "a2", "a3"])
