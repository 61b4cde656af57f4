"""Two pipelines side by side: stages find their counterparts, and nothing is left out or shown twice."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline_browser.model.pipelines.comparison import Comparison, Side, compare
from pipeline_browser.model.pipelines.facts import Pipeline, Stage
from pipeline_browser.model.pipelines.operations.new_rows import NewEntry, NewPipeline, NewStage
from pipeline_browser.model.pipelines.rows import StoredRow
from pipeline_browser.model.pipelines.stage_matching import match_stages
from tests.model.pipelines.databases import BUNDLED, UNVERSIONED, create, fresh, named

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline_browser.model.database import Database


@pytest.fixture
def database() -> Iterator[Database]:
    with closing(fresh(BUNDLED)) as database:
        yield database


def stage(name: str, stage_type: str = "transform", algorithm: str = "debug", **parameters: str) -> NewStage:
    entries = tuple(NewEntry(key, value) for key, value in parameters.items())
    return NewStage(name, stage_type, algorithm, parameters=entries)


def compared(database: Database, left: Sequence[NewStage], right: Sequence[NewStage]) -> Comparison:
    create(database, NewPipeline("left", tuple(left)))
    create(database, NewPipeline("right", tuple(right)))
    return compare(named(database, "left"), named(database, "right"))


def shown(comparison: Comparison) -> list[tuple[object, object, Side, bool]]:
    return [
        (pair.left and pair.left.name, pair.right and pair.right.name, pair.side, pair.moved)
        for pair in comparison.stages
    ]


def test_a_stage_that_came_in_between_moves_no_other_one(database: Database) -> None:
    comparison = compared(
        database,
        [stage("a"), stage("b"), stage("c")],
        [stage("a"), stage("new", "x", "y"), stage("b"), stage("c")],
    )

    assert shown(comparison) == [
        ("a", "a", Side.SAME, False),
        (None, "new", Side.RIGHT, False),
        ("b", "b", Side.SAME, False),
        ("c", "c", Side.SAME, False),
    ]
    assert not comparison.same_content


def test_another_algorithm_is_a_change_of_the_stage_and_not_another_stage(database: Database) -> None:
    comparison = compared(
        database,
        [stage("in", "checksum", "sha256"), stage("brotli", "compression", "brotli", level="6")],
        [stage("in", "checksum", "sha256"), stage("zstd", "Compression", "zstd", level="9", extra="x")],
    )

    pair = comparison.stages[1]
    assert pair.side is Side.CHANGED
    assert {cell.column for cell in pair.cells if cell.side is Side.CHANGED} == {
        "name",
        "stage_type",
        "algorithm",
    }
    assert [(entry.key, entry.side) for entry in pair.parameters] == [
        ("level", Side.CHANGED),
        ("extra", Side.RIGHT),
    ]


def test_a_stage_that_changed_its_place_is_shown_once(database: Database) -> None:
    comparison = compared(
        database,
        [stage("a", "checksum", "x"), stage("b", "compression", "y"), stage("c", "encryption", "z")],
        [stage("c", "encryption", "z"), stage("a", "checksum", "x"), stage("b", "compression", "y")],
    )

    assert shown(comparison) == [
        ("a", "a", Side.SAME, False),
        ("b", "b", Side.SAME, False),
        ("c", "c", Side.SAME, True),
    ]
    assert not comparison.same_content


def test_configuration_metrics_and_cells_are_compared_by_what_they_are(database: Database) -> None:
    database.execute(
        "INSERT INTO processing_metrics (pipeline_id, bytes_processed, error_count) "
        "SELECT id, 7, 0 FROM pipelines WHERE name = 'second'"
    )

    comparison = compare(named(database, "first"), named(database, "second"))

    assert {entry.side for entry in comparison.configuration} == {Side.LEFT}
    changed = {cell.column for cell in comparison.metrics if cell.side is Side.CHANGED}
    assert changed == {"bytes_processed"}
    assert [(cell.column, cell.side) for cell in comparison.cells] == [
        ("name", Side.CHANGED),
        ("archived", Side.SAME),
    ]


def test_figures_that_one_pipeline_alone_has_stand_on_its_side(database: Database) -> None:
    with_figures, without = named(database, "first"), named(database, "second")

    assert {cell.side for cell in compare(with_figures, without).metrics} == {Side.LEFT}
    assert {cell.side for cell in compare(without, with_figures).metrics} == {Side.RIGHT}
    assert compare(without, without).metrics == ()


def test_a_column_that_one_database_lacks_is_no_difference_of_values(database: Database) -> None:
    with closing(fresh(UNVERSIONED)) as older:
        comparison = compare(named(database, "first"), named(older, "first"))
        other_way = compare(named(older, "first"), named(database, "first"))

    sides = {cell.side for pair in other_way.stages for cell in pair.cells}
    assert sides == {Side.SAME, Side.RIGHT}
    assert {cell.side for pair in comparison.stages for cell in pair.cells} == {Side.SAME, Side.LEFT}
    assert all(entry.side is Side.SAME for pair in comparison.stages for entry in pair.parameters)


def test_a_pipeline_and_its_copy_have_the_same_content(database: Database) -> None:
    pipeline = named(database, "first")

    comparison = compare(pipeline, pipeline)

    assert comparison.same_content
    assert {pair.side for pair in comparison.stages} == {Side.SAME}


def stages_named(names: Sequence[str]) -> list[Stage]:
    columns = ("name", "stage_type", "algorithm")
    return [
        Stage(StoredRow("pipeline_stages", number, columns, (name, name[:1], "x")), ())
        for number, name in enumerate(names)
    ]


NAMES = st.lists(st.sampled_from(["a", "a1", "b", "b1", "c", "d"]), max_size=8)


@settings(max_examples=75, deadline=None)
@given(left=NAMES, right=NAMES)
def test_every_stage_is_shown_exactly_once_and_those_in_place_keep_their_order(
    left: list[str], right: list[str]
) -> None:
    matches = match_stages(stages_named(left), stages_named(right))

    assert sorted(each.left for each in matches if each.left is not None) == list(range(len(left)))
    assert sorted(each.right for each in matches if each.right is not None) == list(range(len(right)))
    assert [each.left for each in matches if each.left is not None] == list(range(len(left)))
    kept = [each.right for each in matches if each.right is not None and not each.moved]
    assert kept == sorted(kept)
    if left == right:
        assert all(each.left == each.right and not each.moved for each in matches)


def test_thousands_of_stages_are_matched_without_weighing_every_pair() -> None:
    left = stages_named([f"n{number}" for number in range(5000)])

    matches = match_stages(left, left[:100] + left[2000:4000] + left[100:2000] + left[4000:])

    assert len(matches) == 5000
    assert all(each.left is not None and each.right is not None for each in matches)


def test_pipelines_without_anything_are_the_same() -> None:
    nothing = Pipeline(StoredRow("pipelines", 1, (), ()), (), (), None)

    comparison = compare(nothing, nothing)

    assert comparison.same_content
    assert (comparison.cells, comparison.stages, comparison.metrics) == ((), (), ())
