"""Databases that migrations made, and the things that people do to them without changing what they mean."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from pipeline_browser.model.database import Database
from pipeline_browser.model.errors import PipelineBrowserError
from pipeline_browser.model.location import Location
from pipeline_browser.model.migrations.drift.finding import find_drift
from pipeline_browser.model.migrations.planner import plan_run
from pipeline_browser.model.migrations.runner import run_plan
from pipeline_browser.model.migrations.source import read_source
from tests.model.schema.schema_writing import Writer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path
    from random import Random

    from pipeline_browser.model.migrations.drift.facts import Drift
    from pipeline_browser.model.migrations.source import MigrationSource
    from pipeline_browser.model.schema import Schema

_OWN = "name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name <> '_sqlx_migrations'"


def write_migrations(folder: Path, statements: Sequence[str], random: Random) -> MigrationSource:
    """Write the statements as a few migrations, and return them."""
    folder.mkdir(exist_ok=True)
    for file in folder.iterdir():
        file.unlink()
    left, number = list(statements), 0
    while left:
        number += 1
        taken = random.randint(1, len(left))
        (folder / f"{number}_part.sql").write_text(";\n".join(left[:taken]) + ";", newline="")
        del left[:taken]
    return read_source(folder)


class World:
    """A database in memory that was migrated."""

    def __init__(self, database: Database, source: MigrationSource) -> None:
        self.database = database
        self.source = source
        run_plan(database, plan_run(database, source))

    def drift(self) -> Drift:
        return find_drift(self.database, self.source)

    def texts(self) -> list[str]:
        """Return what was stored, tables first."""
        kinds = "type <> 'table', type <> 'index', type <> 'view'"
        rows = self.database.query(
            f"SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND {_OWN} ORDER BY {kinds}, rowid"
        )
        return [text for (text,) in rows]

    def clear(self) -> None:
        """Drop everything but the ledger."""
        self.database.execute("PRAGMA foreign_keys = OFF")
        for kind in ("trigger", "view", "table"):
            names = self.database.query(f"SELECT name FROM sqlite_master WHERE type = ? AND {_OWN}", (kind,))
            for (name,) in names:
                quoted = name.replace('"', '""')
                self.database.execute(f'DROP {kind} IF EXISTS "{quoted}"')

    def make(self, statements: Sequence[str]) -> None:
        for statement in statements:
            self.database.execute(statement)

    def attempt(self, statements: Sequence[str]) -> bool:
        """Do all of it or nothing: ALTER TABLE refuses some schemas."""
        self.database.execute("BEGIN")
        try:
            self.make(statements)
        except PipelineBrowserError:
            self.database.execute("ROLLBACK")
            return False
        self.database.execute("COMMIT")
        return True


def world(folder: Path, schema: Schema, random: Random) -> Iterator[World]:
    """Yield a database that migrations of the schema made, in one of its spellings."""
    source = write_migrations(folder, list(Writer(random).statements(schema)), random)
    with closing(Database.open(Location(None, "memory"))) as database:
        yield World(database, source)


def rebuilt(world: World, schema: Schema, random: Random) -> bool:
    """Make everything anew in another spelling, in another order of what is independent."""
    statements = list(Writer(random).statements(schema))
    tables = statements[: len(schema.tables)]
    indexes = sum(index.origin == "c" for table in schema.tables for index in table.indexes)
    others = statements[len(tables) : len(tables) + indexes]
    random.shuffle(tables)
    random.shuffle(others)
    world.clear()
    world.make([*tables, *others, *statements[len(tables) + len(others) :]])
    return True


def reloaded(world: World, schema: Schema, random: Random) -> bool:
    """Dump and load."""
    texts = world.texts()
    world.clear()
    world.make(texts)
    return True


def vacuumed(world: World, schema: Schema, random: Random) -> bool:
    """Do what maintenance does."""
    world.make(["VACUUM", "ANALYZE", "REINDEX"])
    return True


def renamed_and_back(world: World, schema: Schema, random: Random) -> bool:
    """Rename a table and a column, and give them their names back: SQLite quotes them in every text."""
    table = random.choice(schema.tables)
    plain = [column for column in table.columns if column.generated is None]
    column = random.choice(plain).name.replace('"', '""')
    name = table.name.replace('"', '""')
    return world.attempt(
        [
            f'ALTER TABLE "{name}" RENAME TO "else where"',
            f'ALTER TABLE "else where" RENAME COLUMN "{column}" TO "some ""thing"',
            f'ALTER TABLE "else where" RENAME COLUMN "some ""thing" TO "{column}"',
            f'ALTER TABLE "else where" RENAME TO "{name}"',
        ]
    )


def added_and_dropped(world: World, schema: Schema, random: Random) -> bool:
    """Add a column and a table, and drop them again."""
    name = random.choice(schema.tables).name.replace('"', '""')
    return world.attempt(
        [
            f"ALTER TABLE \"{name}\" ADD COLUMN passing TEXT DEFAULT 'x' CHECK (passing <> 'y')",
            "CREATE TABLE passing (x)",
            "DROP TABLE passing",
            f'ALTER TABLE "{name}" DROP COLUMN passing',
        ]
    )


EQUIVALENT: tuple[Callable[[World, Schema, Random], bool], ...] = (
    rebuilt,
    reloaded,
    vacuumed,
    renamed_and_back,
    added_and_dropped,
)
