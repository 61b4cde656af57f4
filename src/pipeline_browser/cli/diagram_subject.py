"""Of what ``schema diagram`` is a diagram: a database, a version of its migrations, or two schemas in one."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline_browser.cli.targets import WrongUsage, choose_source
from pipeline_browser.diagram.schema_graph import schema_graph
from pipeline_browser.model.database import Database
from pipeline_browser.model.errors import ExportFailed, SourceError
from pipeline_browser.model.location import parse_location
from pipeline_browser.model.schema import read_schema

if TYPE_CHECKING:
    import argparse

    from pipeline_browser.cli.console import Console
    from pipeline_browser.diagram.graph import Detail, Graph
    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.location import Location
    from pipeline_browser.model.migrations.source import MigrationSource
    from pipeline_browser.model.schema.facts import Schema


@dataclass(frozen=True, slots=True)
class Subject:
    """What is drawn.

    Attributes:
        name: of the database, else of the folder of migrations.
        caption: what of it is shown; empty where that is the database as it is.
        history: the schema after every version, the empty one first: all stand on one arrangement.
    """

    graph: Graph
    name: str
    caption: str = ""
    history: tuple[Schema, ...] = ()

    @property
    def heading(self) -> str:
        """What stands above the picture."""
        return f"{self.name}: {self.caption}" if self.caption else ""


def location_of(arguments: argparse.Namespace) -> Location | None:
    """Return the database that is named; None where a version is drawn without one.

    Raises:
        WrongUsage: options contradict each other, or there has to be a database.
        LocationError: the text names none.
    """
    if arguments.drift and arguments.at is not None:
        raise WrongUsage("the argument '--drift' cannot be used with '--at'")
    if arguments.changes and arguments.at is None:
        raise WrongUsage("--changes needs a version: name it with --at")
    if arguments.database is not None:
        return parse_location(arguments.database)
    if arguments.at is None:
        raise WrongUsage("the following required arguments were not provided: DATABASE")
    return None


def read_subject(
    arguments: argparse.Namespace,
    console: Console,
    location: Location | None,
    detail: Detail,
    cancellation: Cancellation,
) -> Subject:
    """Return what is to be drawn.

    Raises:
        PipelineBrowserError: the database or the migrations cannot be read.
    """
    if arguments.at is not None:
        source = choose_source(arguments, console)
        name = location.name if location else source.folder.name
        return _of_version(arguments, source, name, detail, cancellation)
    assert location is not None  # noqa: S101 - else it is wrong usage
    with closing(Database.open(location, read_only=True, cancellation=cancellation)) as database:
        if arguments.drift:
            return _of_drift(database, choose_source(arguments, console), detail, cancellation)
        schema = read_schema(database, cancellation=cancellation)
    return Subject(schema_graph(schema, detail=detail), location.name)


def _of_version(
    arguments: argparse.Namespace,
    source: MigrationSource,
    name: str,
    detail: Detail,
    cancellation: Cancellation,
) -> Subject:
    until = [each for each in source.ups if each.version <= arguments.at]
    if not until or until[-1].version != arguments.at:
        raise _no_version(source, arguments.at)
    history = _history(source, len(until), cancellation)
    schema = history[len(until)]
    told = f"{until[-1].version} {until[-1].description}"
    if not arguments.changes:
        return Subject(schema_graph(schema, detail=detail), name, f"at {told}", history)
    from pipeline_browser.diagram.comparing.comparing import compared  # noqa: PLC0415 - rarely needed
    from pipeline_browser.diagram.comparing.detail import in_detail  # noqa: PLC0415
    from pipeline_browser.diagram.comparing.words import counts_words  # noqa: PLC0415

    before = sum(each.version < arguments.at for each in until)
    both = compared(history[before], schema)
    return Subject(in_detail(both.graph, detail), name, f"{told}: {counts_words(both.counts)}", history)


def _of_drift(
    database: Database, source: MigrationSource, detail: Detail, cancellation: Cancellation
) -> Subject:
    from pipeline_browser.diagram.comparing.comparing import compared  # noqa: PLC0415 - rarely needed
    from pipeline_browser.diagram.comparing.detail import in_detail  # noqa: PLC0415
    from pipeline_browser.model.migrations.drift.finding import find_drift  # noqa: PLC0415

    drift = find_drift(database, source, cancellation=cancellation)
    name = database.location.name
    if drift.promised is None:
        raise ExportFailed(
            f"What {name} should be is not known",
            cause="; ".join(drift.unknown) + ".",
            remedy="Name the folder of its migrations with --source, or draw a version of them with --at.",
        )
    from pipeline_browser.diagram.comparing.words import DRIFT_VERBS, counts_words  # noqa: PLC0415

    both = compared(drift.promised, drift.found, ledgers=frozenset({source.config.table_name}))
    told = f"against what its migrations promise: {counts_words(both.counts, 'no drift', DRIFT_VERBS)}"
    return Subject(in_detail(both.graph, detail), name, told)


def _history(source: MigrationSource, needed: int, cancellation: Cancellation) -> tuple[Schema, ...]:
    """Return the schema after every version, as far as they can be replayed, the empty one first.

    Raises:
        SourceError: one of those that are needed fails.
    """
    from pipeline_browser.model.migrations.promise import promises  # noqa: PLC0415 - rarely needed

    schemas = []
    for number, promise in enumerate(promises(source.ups, cancellation)):
        if promise.failure is not None and promise.migration is not None:
            if number > needed:
                break
            where = f"{promise.migration.file_name}:{promise.failure.statement.line}"
            raise SourceError(
                f"{where} fails on an empty database",
                path=source.folder,
                cause=f"SQLite says: {promise.failure.message}.",
                remedy="Draw a version before it, or the database itself.",
            )
        schemas.append(promise.schema)
    return tuple(schemas)


def _no_version(source: MigrationSource, version: int) -> SourceError:
    known = [str(each.version) for each in source.ups]
    return SourceError(
        f"There is no migration {version}",
        path=source.folder,
        cause=f"The newest are {', '.join(known[-5:])}." if known else "The folder holds no migrations.",
        remedy="See all of them with: pipeline-browser migrate info",
    )
