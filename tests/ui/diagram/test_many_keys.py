"""A table with so many foreign keys that nobody would draw them by hand."""

from __future__ import annotations

from contextlib import closing
from time import process_time
from typing import TYPE_CHECKING

from pipeline_browser.model.database import Database
from pipeline_browser.model.location import Location
from pipeline_browser.model.schema import read_schema
from pipeline_browser.ui.diagram.inspector.table_facts import ddl_of, table_sections
from tests.ui.diagram.showing import make

if TYPE_CHECKING:
    from pathlib import Path


def seconds_to_tell(path: Path, keys: int) -> float:
    """Return how long it takes to say all about a table with so many keys, at best."""
    columns = ", ".join(f"c{at} INT REFERENCES p(id)" for at in range(keys))
    make(path, f"CREATE TABLE p(id INTEGER PRIMARY KEY); CREATE TABLE child({columns})")
    with closing(Database.open(Location(path), read_only=True)) as database:
        schema = read_schema(database)
    times = []
    for _ in range(3):
        begun = process_time()
        assert len(table_sections(schema, "child", ddl_of(schema, "child"))[1].facts) == keys
        times.append(process_time() - begun)
    return min(times)


def test_the_inspector_tells_of_many_keys_in_time(tmp_path: Path) -> None:
    few, many = seconds_to_tell(tmp_path / "few.db", 200), seconds_to_tell(tmp_path / "many.db", 1600)
    assert many < 30 * few  # by the square of their number it was 64 times
