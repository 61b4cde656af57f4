"""``schema diagram``: the ER diagram of a database as a file."""

from __future__ import annotations

import os
import tempfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline_browser.cli.cancelling import run_cancellable
from pipeline_browser.cli.targets import WrongUsage
from pipeline_browser.diagram.export.formats import Format, export
from pipeline_browser.diagram.graph import Detail
from pipeline_browser.diagram.schema_graph import schema_graph
from pipeline_browser.model.database import Database
from pipeline_browser.model.errors import ExportFailed
from pipeline_browser.model.location import parse_location
from pipeline_browser.model.schema import read_schema

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from pipeline_browser.cli.console import Console
    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.location import Location
    from pipeline_browser.model.schema import Schema

_SIDES = ("-wal", "-shm", "-journal")


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Write the diagram."""
    location = parse_location(arguments.database)
    target = None if arguments.output == "-" else Path(arguments.output)
    format_ = _format(arguments.format, target)
    if target is not None:
        _refuse_database(target, location)
    text = run_cancellable(lambda cancellation: _text(arguments, location, format_, cancellation))
    if target is None:
        console.text(text)
    else:
        write_file(target, text)
    return 0


def _format(named: str | None, target: Path | None) -> Format:
    suffix = named if named is not None else target.suffix if target else ""
    format_ = Format.of(suffix)
    if format_ is not None:
        return format_
    known = ", ".join(each.value for each in Format)
    if not suffix:
        raise WrongUsage(f"the format is not said: give OUTPUT a suffix, or --format with one of {known}")
    raise WrongUsage(f"there is no format '{suffix.removeprefix('.')}': choose one of {known}")


def _refuse_database(target: Path, location: Location) -> None:
    """Refuse to write over the database that is to be drawn, or over a file that SQLite keeps beside it.

    Raises:
        ExportFailed: OUTPUT is one of them.
    """
    if location.path is None:
        return
    wanted, database = target.resolve(), location.path.resolve()
    is_database = target.exists() and database.exists() and target.samefile(database)
    if is_database or wanted in [database.with_name(database.name + side) for side in _SIDES]:
        raise ExportFailed(
            f"{target} was not written",
            path=target,
            cause="This is the database itself."
            if is_database
            else "SQLite keeps this file for the database.",
            remedy="Name another file.",
        )


def _text(
    arguments: argparse.Namespace, location: Location, format_: Format, cancellation: Cancellation
) -> str:
    with closing(Database.open(location, read_only=True, cancellation=cancellation)) as database:
        schema = read_schema(database, cancellation=cancellation)
    _refuse_unknown(arguments.tables or (), schema)
    detail = Detail.KEYS if arguments.keys_only else Detail.COLUMNS
    graph = schema_graph(schema, tables=arguments.tables, detail=detail)
    return export(graph, format_, title=location.name, dark=arguments.dark, check=cancellation.check)


def _refuse_unknown(tables: Sequence[str], schema: Schema) -> None:
    unknown = [name for name in tables if schema.table(name) is None and schema.view(name) is None]
    if unknown:
        raise ExportFailed(
            f"There is no table or view {unknown[0]}",
            remedy="See the names with: pipeline-browser schema show",
        )


def write_file(target: Path, text: str) -> None:
    """Write a text so that a failure leaves an older file as it was.

    Raises:
        ExportFailed: the text cannot be written there.
    """
    try:
        _replace(target, text.encode())
    except OSError as error:
        raise ExportFailed(
            f"{target} was not written",
            path=target,
            cause=f"{error.strerror or error}.",
            details=str(error),
        ) from error


def _replace(target: Path, content: bytes) -> None:
    if target.exists() and not target.is_file():
        target.write_bytes(content)  # a device or a pipe, which cannot be replaced; a folder refuses
        return
    beside = target.resolve()
    handle, name = tempfile.mkstemp(prefix=f".{beside.name[:60]}.", dir=beside.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).chmod(beside.stat().st_mode & 0o777 if beside.exists() else 0o666 & ~_umask())
        Path(name).replace(beside)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
