"""Which databases and which migrations a command is about."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline_browser.model.database import BUSY_TIMEOUT, Database
from pipeline_browser.model.errors import LocationError, SourceError
from pipeline_browser.model.location import Location, find_location, parse_location
from pipeline_browser.model.migrations.source import MigrationSource, read_source
from pipeline_browser.model.migrations.sqlx_config import CONFIG_NAME, read_sqlx_config
from pipeline_browser.paths import migrations_folder

if TYPE_CHECKING:
    import argparse

    from pipeline_browser.cli.console import Console
    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.migrations.sqlx_config import SqlxConfig

NO_DATABASE = "the `--database-url` option or the `DATABASE_URL` environment variable must be provided"


class WrongUsage(Exception):
    """Options that contradict each other in a way that the grammar does not see."""


def choose_source(arguments: argparse.Namespace, console: Console) -> MigrationSource:
    """Return the migrations of ``--source``, else of the folder that sqlx takes, else the bundled ones.

    Raises:
        SourceError: they cannot be read.
    """
    if arguments.bundled:
        return _bundled()
    if arguments.source is not None:
        return read_source(named_folder(arguments.source), local_config())
    config = read_sqlx_config(Path(CONFIG_NAME))
    folder = Path(config.migrations_dir)
    if os.path.lexists(folder):
        return _bundled() if _is_ours(folder) else read_source(folder, config)
    if not getattr(arguments, "quiet", False):
        console.note(f"There is no folder {folder} here: the bundled migrations are used.")
    return _bundled()


def _is_ours(folder: Path) -> bool:
    # In a checkout of this program ./migrations is the bundled folder, and nobody asked for sqlx's checksums.
    try:
        return folder.samefile(migrations_folder())
    except OSError:
        return False


def named_folder(folder: str) -> Path:
    """Return a folder that was named.

    Raises:
        SourceError: the text is empty.
    """
    if folder:
        return Path(folder)
    raise SourceError(  # as a path the empty text would be the current folder
        "The folder of migrations has no name",
        remedy="Name one with --source.",
        sqlx_message="while resolving migrations: No such file or directory (os error 2)",
    )


def local_config() -> SqlxConfig | None:
    """Return the current folder's sqlx.toml, where sqlx looks; None leaves it to the folder of migrations."""
    file = Path(CONFIG_NAME)
    return read_sqlx_config(file) if file.exists() else None


def _bundled() -> MigrationSource:
    from pipeline_browser.model.migrations.bundled import bundled_source  # noqa: PLC0415 - rarely needed

    return bundled_source()


def choose_databases(arguments: argparse.Namespace, source: MigrationSource) -> list[str]:
    """Return the databases that were named, or the one that the environment names.

    Raises:
        LocationError: none is named anywhere.
        WrongUsage: both DATABASE and ``--database-url`` are given.
    """
    if arguments.databases and arguments.database_url is not None:
        raise WrongUsage("the argument '--database-url' cannot be used with 'DATABASE'")
    if arguments.databases:
        return list(arguments.databases)
    if arguments.database_url is not None:
        return [arguments.database_url]
    return [_from_environment(arguments, source)]


def _from_environment(arguments: argparse.Namespace, source: MigrationSource) -> str:
    environment = dict(os.environ)
    variable = source.config.database_url_var
    if variable in environment:
        return environment[variable]  # it wins over .env files
    folder = _current_folder()
    if not (arguments.no_dotenv or arguments.no_dotenv_first):
        from pipeline_browser.cli.dotenv import with_dotenv  # noqa: PLC0415 - where a database is named: never

        environment = with_dotenv(environment, folder)
    url = environment.get(variable)
    if url is not None:
        return url
    location = find_location(None, environment, folder)
    if location is not None and location.path is not None:
        return str(location.path)
    raise LocationError(
        "No database was named",
        cause="There is no DATABASE, no --database-url, no DATABASE_URL, no ADAPIPE_SQLITE_PATH "
        "and no ./pipeline.db.",
        remedy="Name one, for example: pipeline-browser migrate info pipeline.db",
        sqlx_message=NO_DATABASE,
    )


def _current_folder() -> Path:
    try:
        return Path.cwd()
    except OSError as error:
        raise LocationError(
            "The current folder is gone",
            cause=f"The system says: {error.strerror}.",
            remedy="Change to a folder that is there, or name the database by its whole path.",
            sqlx_message=NO_DATABASE,
        ) from error


def locate(database: str) -> Location:
    """Return where a database is.

    Raises:
        LocationError: the text names none.
    """
    if database:
        return parse_location(database)
    raise LocationError(
        "No database is named",
        cause="The text for it is empty.",
        remedy="Give a path or a sqlite: URL.",
        sqlx_message="error with configuration: relative URL without a base",
    )


def open_for_reading(
    location: Location, arguments: argparse.Namespace, cancellation: Cancellation
) -> Database:
    """Open a database so that not a byte is written; one that ``mode=rwc`` would create is an empty one."""
    if _to_be_created(location):
        location = Location(None, mode="memory")
    return Database.open(
        location, read_only=True, busy_timeout=busy_timeout(arguments), cancellation=cancellation
    )


def open_for_writing(
    location: Location, arguments: argparse.Namespace, cancellation: Cancellation
) -> Database:
    """Open a database, or create it where ``mode=rwc`` says so."""
    if _to_be_created(location):
        return Database.create(location, busy_timeout=busy_timeout(arguments))
    return Database.open(location, busy_timeout=busy_timeout(arguments), cancellation=cancellation)


def busy_timeout(arguments: argparse.Namespace) -> float:
    """Return the seconds to wait for a lock."""
    return BUSY_TIMEOUT if arguments.busy_timeout is None else float(arguments.busy_timeout)


def _to_be_created(location: Location) -> bool:
    return location.path is not None and location.mode == "rwc" and not os.path.lexists(location.path)
