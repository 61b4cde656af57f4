"""Doing one thing in one database with pipelines, and saying how it ended."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from pipeline_browser.cli.cancelling import INTERRUPTED, run_cancellable
from pipeline_browser.cli.failure import failure_facts, tell_failure
from pipeline_browser.cli.targets import locate, open_for_reading, open_for_writing
from pipeline_browser.model.errors import Cancelled, EditRefused, ImportRefused, PipelineBrowserError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Mapping

    from pipeline_browser.cli.console import Console
    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database

    Task = Callable[[Database, Cancellation], tuple[int, Mapping[str, object]]]

NOT_DONE = 1


class NotFound(EditRefused):
    """No pipeline, or more than one, is called what was asked for."""


def in_database(arguments: argparse.Namespace, console: Console, task: Task, *, write: bool = False) -> int:
    """Do ``task`` and return the exit code; its facts are the JSON document."""

    def work(cancellation: Cancellation) -> tuple[int, Mapping[str, object]]:
        opening = open_for_writing if write else open_for_reading
        with closing(opening(locate(arguments.database), arguments, cancellation)) as database:
            return task(database, cancellation)

    try:
        code, facts = run_cancellable(work)
        error: PipelineBrowserError | None = None
    except PipelineBrowserError as failure:
        tell_failure(console, failure, as_sqlx=False)
        code, facts, error = _code(arguments, failure), {}, failure
    if console.as_json:
        told = None if error is None else failure_facts(error)
        console.document({"database": arguments.database, "exit_code": code, **facts, "error": told})
    return code


def _code(arguments: argparse.Namespace, error: PipelineBrowserError) -> int:
    if isinstance(error, Cancelled):
        return INTERRUPTED
    return NOT_DONE if isinstance(error, EditRefused | ImportRefused) else int(arguments.failure)
