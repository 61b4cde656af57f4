"""A foreign key as SQL: what SQLite reads from it is the same key."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline_browser.model.database import Database
from pipeline_browser.model.location import Location
from pipeline_browser.model.schema import ForeignKey, read_schema
from pipeline_browser.model.schema.key_sql import foreign_key_sql

KEY = ForeignKey("child", ("a",), "parent", ("id",))


@pytest.mark.parametrize(
    "key",
    [
        KEY,
        replace(KEY, on_delete="CASCADE", on_update="SET NULL"),
        replace(KEY, implicit=True),
        replace(KEY, deferrable=True, initially_deferred=True),
        ForeignKey("child", ("a", 'b"; --'), "parent", ("id", "other")),
    ],
)
def test_a_key_comes_back_from_its_sql(key: ForeignKey) -> None:
    database = Database.open(Location(None, "memory"))
    database.execute("CREATE TABLE parent(id INTEGER PRIMARY KEY, other UNIQUE, UNIQUE(id, other))")
    columns = ", ".join(f'"{name.replace(chr(34), chr(34) * 2)}"' for name in key.columns)
    database.execute(f"CREATE TABLE child({columns}, {foreign_key_sql(key)})")
    table = read_schema(database).table("child")
    database.close()
    assert table is not None
    assert table.foreign_keys == (key,)
