"""Doing one thing with every database of the command line, one after the other."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline_browser.cli.cancelling import INTERRUPTED, run_cancellable
from pipeline_browser.cli.failure import failure_facts, tell_failure
from pipeline_browser.cli.targets import choose_databases, choose_source, locate
from pipeline_browser.model.errors import Cancelled, PipelineBrowserError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Mapping

    from pipeline_browser.cli.console import Console
    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.location import Location
    from pipeline_browser.model.migrations.source import MigrationSource


@dataclass(frozen=True, slots=True)
class Job:
    """One database of the command line, and what to do it with."""

    location: Location
    source: MigrationSource
    arguments: argparse.Namespace
    console: Console
    cancellation: Cancellation


@dataclass(frozen=True, slots=True)
class Result:
    """How one database went: its exit code, and its part of the JSON document.

    Attributes:
        error: what stopped it.
        while_executing: the migration that was to run when something stopped it that has nothing to do with
            its text; sqlx names it in its words for a lock, a full disk, a file that may not be written.
    """

    code: int = 0
    facts: Mapping[str, object] = field(default_factory=dict)
    error: PipelineBrowserError | None = None
    while_executing: int | None = None


def each_database(
    arguments: argparse.Namespace,
    console: Console,
    task: Callable[[Job], Result],
    *,
    as_sqlx: bool,
    target: int | None = None,
) -> int:
    """Do ``task`` with every database; return the worst exit code.

    A cancelled one ends the command: the databases after it are not touched.

    Args:
        target: a version that the source must have before any database is looked at.

    Raises:
        PipelineBrowserError: the migrations cannot be read, or no database was named.
    """
    source = choose_source(arguments, console)
    if target is not None:
        _require_target(source, target)
    databases = choose_databases(arguments, source)
    document: list[Mapping[str, object]] = []
    code = 0
    for database in databases:
        if len(databases) > 1:
            console.say(f"{database}:")
        result = _attempt(database, source, arguments, console, task)
        if result.error is not None:
            tell_failure(console, result.error, as_sqlx=as_sqlx, version=result.while_executing)
        document.append(_facts(database, result))
        code = max(code, result.code)
        if isinstance(result.error, Cancelled):
            break
    if console.as_json:
        facts = {"exit_code": code, "source": str(source.folder), "bundled": source.bundled}
        console.document({**facts, "databases": document})
    return code


def _require_target(source: MigrationSource, target: int) -> None:
    from pipeline_browser.model.migrations.planner import unknown_target  # noqa: PLC0415 - not for info

    error = unknown_target(source, target)
    if error is not None:
        raise error


def _attempt(
    database: str,
    source: MigrationSource,
    arguments: argparse.Namespace,
    console: Console,
    task: Callable[[Job], Result],
) -> Result:
    try:
        location = locate(database)
        return run_cancellable(
            lambda cancellation: task(Job(location, source, arguments, console, cancellation))
        )
    except Cancelled as error:
        return Result(INTERRUPTED, error=error)
    except PipelineBrowserError as error:
        return Result(arguments.failure, error=error)


def _facts(database: str, result: Result) -> dict[str, object]:
    error = None if result.error is None else failure_facts(result.error)
    return {"database": database, "exit_code": result.code, **result.facts, "error": error}
