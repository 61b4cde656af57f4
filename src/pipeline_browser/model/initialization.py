"""Setting up a database from another program, with the names of Adaptive Pipeline's own schema module."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from pipeline_browser.model.database import Database
from pipeline_browser.model.errors import DatabaseExists
from pipeline_browser.model.location import parse_location
from pipeline_browser.model.migrations.bundled import bundled_source
from pipeline_browser.model.migrations.planner import plan_run
from pipeline_browser.model.migrations.runner import RunReport, run_plan
from pipeline_browser.model.migrations.source import MigrationSource, read_source

if TYPE_CHECKING:
    from pathlib import Path


def create_database_if_missing(url: str | Path) -> bool:
    """Create an empty database in WAL mode where there is none; return whether one was created.

    Args:
        url: a sqlx URL (``sqlite:pipeline.db``, ``sqlite::memory:``) or a path.

    Raises:
        LocationError: the text names no database.
        DatabaseFileError: something else is there, or the folder is missing or not writable.
    """
    location = parse_location(url)
    if location.path is None or os.path.lexists(location.path):
        return False
    try:
        Database.create(location).close()
    except DatabaseExists:  # another program created it at the same moment
        return False
    return True


def ensure_schema(database: Database, migrations: Path | None = None) -> RunReport:
    """Apply every migration that is pending; harmless when called again, and from several programs at once.

    Args:
        database: what ``initialize_database`` or ``Database.open`` returned.
        migrations: a folder of sqlx migrations; the bundled ones without it.

    Raises:
        MigrationError: with the cause and the remedy; what was applied before the failure stays.
        DatabaseBusy: another program holds the lock for longer than the busy timeout.
        TypeError: a bare connection, which lacks the settings that the promises rest on.
    """
    if not isinstance(database, Database):
        raise TypeError("ensure_schema takes what initialize_database or Database.open returns")
    source: MigrationSource = bundled_source() if migrations is None else read_source(migrations)
    return run_plan(database, plan_run(database, source, look_ahead=False))


def initialize_database(url: str | Path, migrations: Path | None = None) -> Database:
    """Create the database where it is missing, open it and bring its schema up to date.

    Close the returned database when done, or use it in a ``with`` statement.

    Raises:
        PipelineBrowserError: see ``create_database_if_missing`` and ``ensure_schema``.
    """
    create_database_if_missing(url)
    database = Database.open(parse_location(url))
    try:
        ensure_schema(database, migrations)
    except BaseException:
        database.close()
        raise
    return database
