"""Through all versions each table keeps its place, whatever comes and goes around it."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from random import Random
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.diagram.comparing.comparing import compared
from pipeline_browser.diagram.comparing.detail import in_detail
from pipeline_browser.diagram.comparing.places import common_standing, pictured
from pipeline_browser.diagram.comparing.room import Room
from pipeline_browser.diagram.graph import Detail
from pipeline_browser.diagram.layout.shapes import Point
from pipeline_browser.diagram.measuring import BoxShape
from pipeline_browser.diagram.picture import arranged
from pipeline_browser.diagram.schema_graph import schema_graph
from pipeline_browser.diagram.standing import Place, Standing, standing_of
from pipeline_browser.model.schema.facts import Schema
from tests.diagram.comparing.schemas import schemas_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline_browser.diagram.picture import Picture

_SHAPE = BoxShape()


def grown(seed: int, steps: int) -> list[Schema]:
    """Return the schemas of a random history, the empty one first."""
    random = Random(seed)  # noqa: S311 - no secret
    return [Schema(), *schemas_of(*_statements(random, steps))]


def _statements(random: Random, steps: int) -> Iterator[str]:
    tables = ["t0"]
    yield "CREATE TABLE t0 (id INTEGER PRIMARY KEY)"
    for number in range(1, steps):
        table = random.choice(tables)
        choice = random.randrange(5)
        if choice == 0 and len(tables) > 2:
            tables.remove(table)
            yield f"DROP TABLE {table}"
        elif choice == 1:
            yield f"ALTER TABLE {table} ADD COLUMN a_column_of_some_length_{number} TEXT"
        elif choice == 2:
            yield f"CREATE INDEX i{number} ON {table}(id)"
        else:
            tables.append(f"t{number}")
            yield (
                f"CREATE TABLE t{number} (id INTEGER PRIMARY KEY, "
                f"p INTEGER REFERENCES {table}(id), q INTEGER REFERENCES {random.choice(tables)}(id))"
            )


def pictures(
    schemas: Sequence[Schema], detail: Detail = Detail.COLUMNS, before: Standing | None = None
) -> list[Picture]:
    """Return the picture of each step on its common standing."""
    room = Room(_SHAPE, detail)
    for step in pairwise(schemas):
        room.add(*step)
    standing = common_standing(room, _SHAPE, before or Standing())
    return [
        pictured(in_detail(compared(*step).graph, detail), _SHAPE, standing) for step in pairwise(schemas)
    ]


def places(picture: Picture) -> dict[str, Place]:
    return {
        box.name: Place(*at, *size)
        for box, at, size in zip(picture.graph.boxes, picture.layout.positions, picture.sizes, strict=True)
    }


@pytest.mark.parametrize("detail", Detail)
def test_no_table_moves_or_covers_another_at_any_step(detail: Detail) -> None:
    check_places(1, 20, detail)


@pytest.mark.campaign
@pytest.mark.parametrize("seed", range(100, 160))
def test_no_table_moves_or_covers_another_in_a_great_many_histories(seed: int) -> None:
    for detail in Detail:
        check_places(seed, 60, detail)


def check_places(seed: int, steps: int, detail: Detail) -> None:
    known: dict[str, Point] = {}
    for picture in pictures(grown(seed, steps), detail):
        now = places(picture)
        for name, place in now.items():
            assert known.setdefault(name, Point(place.x, place.y)) == Point(place.x, place.y)
        boxes = list(now.values())
        assert not any(a.overlaps(b) for i, a in enumerate(boxes) for b in boxes[i + 1 :])


def test_lines_that_stay_run_as_before() -> None:
    steps = pictures(grown(3, 20))
    same = changed = 0
    for before, after in pairwise(steps):
        old, new = standing_of(before).routes, standing_of(after).routes
        same += sum(old[name] == new[name] for name in old.keys() & new.keys())
        changed += sum(old[name] != new[name] for name in old.keys() & new.keys())
    assert changed <= 0.02 * same


def test_lines_end_at_the_rows_of_their_columns() -> None:
    before, after = schemas_of(
        "CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (a, b, k REFERENCES p(id))",
        "ALTER TABLE c DROP COLUMN a",
    )
    last = schemas_of("CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (b, k REFERENCES p(id))")[0]
    for picture in pictures([Schema(), before, after, last]):
        line = picture.graph.lines[0]
        place = picture.layout.positions[line.child]
        assert picture.layout.routes[0][0].y == place.y + picture.shape.row_middle(line.child_rows[0])


def test_what_somebody_has_put_somewhere_stays_there() -> None:
    schemas = grown(4, 12)
    own = arranged(schema_graph(schemas[-1]), _SHAPE)
    moved = [place.moved(Point(5000.0 * number, 0.0)) for number, place in enumerate(own.layout.positions)]
    own = replace(own, layout=replace(own.layout, positions=tuple(moved)))
    last = places(pictures(schemas, before=standing_of(own))[-1])
    for name, place in places(own).items():
        assert (last[name].x, last[name].y) == (place.x, place.y)


def test_a_table_without_room_stands_beside_the_others() -> None:
    room = Room(_SHAPE)
    first, second = schemas_of("CREATE TABLE a (x)", "CREATE TABLE b (x)")
    room.add(Schema(), first)
    standing = common_standing(room, _SHAPE, Standing())
    picture = pictured(compared(first, second).graph, _SHAPE, standing)
    a, b = places(picture).values()
    assert not a.overlaps(b)


def test_nothing_has_a_picture_too() -> None:
    assert pictures([Schema(), Schema()])[0].graph.boxes == ()
