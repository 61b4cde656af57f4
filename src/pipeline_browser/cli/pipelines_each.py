"""Doing one thing with every database of the command line, one after the other."""

from __future__ import annotations

import os
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline_browser.cli.cancelling import INTERRUPTED, run_cancellable
from pipeline_browser.cli.failure import failure_facts, tell_failure
from pipeline_browser.cli.targets import locate, open_for_reading
from pipeline_browser.model.errors import Cancelled, LocationError, PipelineBrowserError
from pipeline_browser.model.location import find_location

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Mapping

    from pipeline_browser.cli.console import Console
    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database


@dataclass(frozen=True, slots=True)
class Job:
    """One database, open for reading, and what to do with it."""

    database: Database
    arguments: argparse.Namespace
    console: Console
    cancellation: Cancellation


@dataclass(frozen=True, slots=True)
class Result:
    """How one database went: its exit code, and its part of the JSON document."""

    code: int = 0
    facts: Mapping[str, object] = field(default_factory=dict)
    error: PipelineBrowserError | None = None


def each_database(arguments: argparse.Namespace, console: Console, task: Callable[[Job], Result]) -> int:
    """Do ``task`` with every database; return the worst exit code.

    The JSON document of one database is its object; of several, an object with a list of them.

    Raises:
        LocationError: no database was named.
    """
    names = list(arguments.databases) or [_default(arguments.command)]
    objects: list[dict[str, object]] = []
    code = 0
    for name in names:
        if len(names) > 1:
            console.say(f"{name}:")
        result = _attempt(name, arguments, console, task)
        if result.error is not None:
            tell_failure(console, result.error, as_sqlx=False)
        objects.append(_facts(name, result))
        code = max(code, result.code)
        if isinstance(result.error, Cancelled):
            break
    if console.as_json:
        console.document(objects[0] if len(names) == 1 else {"exit_code": code, "databases": objects})
    return code


def _default(command: str) -> str:
    location = find_location(None, os.environ, Path.cwd())
    if location is None or location.path is None:
        raise LocationError(
            "No database was named",
            cause="There is no DATABASE, no ADAPIPE_SQLITE_PATH and no ./pipeline.db.",
            remedy=f"Name one, for example: pipeline-browser {command} pipeline.db",
        )
    return str(location.path)


def _attempt(
    name: str, arguments: argparse.Namespace, console: Console, task: Callable[[Job], Result]
) -> Result:
    def work(cancellation: Cancellation) -> Result:
        with closing(open_for_reading(locate(name), arguments, cancellation)) as database:
            return task(Job(database, arguments, console, cancellation))

    try:
        return run_cancellable(work)
    except Cancelled as error:
        return Result(INTERRUPTED, error=error)
    except PipelineBrowserError as error:
        return Result(arguments.failure, error=error)


def _facts(name: str, result: Result) -> dict[str, object]:
    error = None if result.error is None else failure_facts(result.error)
    return {"database": name, "exit_code": result.code, **result.facts, "error": error}
