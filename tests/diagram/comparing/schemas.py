"""Schemas that SQLite itself makes of statements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.database import Database
from pipeline_browser.model.location import Location
from pipeline_browser.model.schema import read_schema

if TYPE_CHECKING:
    from pipeline_browser.model.schema.facts import Schema


def schemas_of(*steps: str) -> list[Schema]:
    """Return the schema after each step.

    Statements of a step are separated by semicolons; within one, ``|`` stands for a semicolon.
    """
    database = Database.open(Location(None, "memory"))
    try:
        schemas = []
        for step in steps:
            for statement in filter(str.strip, step.split(";")):
                database.execute(statement.replace("|", ";"))
            schemas.append(read_schema(database))
        return schemas
    finally:
        database.close()
