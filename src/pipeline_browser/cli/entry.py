"""From the words of the command line to an exit code: nothing that goes wrong ends in a traceback."""

from __future__ import annotations

import importlib
import os
import sys
from typing import TYPE_CHECKING

from pipeline_browser.cli.arguments import parse_arguments
from pipeline_browser.cli.parser import WRONG_USAGE

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from pipeline_browser.cli.console import Console
    from pipeline_browser.model.errors import PipelineBrowserError

OUR_FAULT = 70
INTERRUPTED = 130
_AS_SQLX = frozenset(("migrate info", "migrate run", "migrate revert", "migrate add"))


def run_command(argv: Sequence[str]) -> int:
    """Do what the command line asks for and return the exit code."""
    _open_missing_streams()
    try:
        arguments = parse_arguments(argv)
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else WRONG_USAGE
    # Only now: help and version have no use for it.
    from pipeline_browser.cli.console import Console  # noqa: PLC0415

    verbose = bool(getattr(arguments, "verbose", False))
    as_json = bool(getattr(arguments, "json", False))
    console = Console(sys.stdout, sys.stderr, verbose=verbose, as_json=as_json)
    code = _guarded(arguments, console)
    if console.unwritten:
        console.note(
            f"Standard output could not be written: {console.unwritten}. The command itself went on."
        )
        return max(code, 1)
    return code


def _open_missing_streams() -> None:
    # Closed by whoever started us: Python has None then, and a database must not get their numbers.
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115 - until exit


def _guarded(arguments: argparse.Namespace, console: Console) -> int:
    try:
        return _handle(arguments, console)
    except KeyboardInterrupt:
        console.note("Interrupted")
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the last resort, told in one line
        _tell_our_fault(console, error)
        return OUR_FAULT


def _handle(arguments: argparse.Namespace, console: Console) -> int:
    from pipeline_browser.cli.targets import WrongUsage  # noqa: PLC0415
    from pipeline_browser.model.errors import PipelineBrowserError  # noqa: PLC0415

    module, _, function = arguments.handler.partition(":")
    try:
        return int(getattr(importlib.import_module(module), function)(arguments, console))
    except WrongUsage as error:
        console.note(f"error: {error}\n\nFor more information, try '--help'.")
        return WRONG_USAGE
    except PipelineBrowserError as error:
        _tell_failure(arguments, console, error)
        return int(getattr(arguments, "failure", 1))


def _tell_failure(arguments: argparse.Namespace, console: Console, error: PipelineBrowserError) -> None:
    from pipeline_browser.cli.failure import failure_facts, tell_failure  # noqa: PLC0415

    tell_failure(console, error, as_sqlx=arguments.command in _AS_SQLX)
    if console.as_json:
        console.document({"exit_code": getattr(arguments, "failure", 1), "error": failure_facts(error)})


def _tell_our_fault(console: Console, error: Exception) -> None:
    if console.verbose:
        import traceback  # noqa: PLC0415

        console.note("".join(traceback.format_exception(error)).rstrip())
    console.note(
        f"pipeline-browser failed unexpectedly ({type(error).__name__}: {error}). "
        "Please report it, with the output of the same command with -v."
    )
