"""``metrics export``: runs as CSV, JSON, Parquet or OpenMetrics, into a file or to standard output."""

from __future__ import annotations

import io
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from pipeline_browser.cli.metrics_filter import chosen_filter, now_in_milliseconds
from pipeline_browser.cli.pipelines_one import in_database
from pipeline_browser.cli.pipelines_texts import counted
from pipeline_browser.cli.targets import WrongUsage, locate
from pipeline_browser.model.files.exported_file import refuse_database
from pipeline_browser.model.metrics.columns import BY_NAME, COLUMNS
from pipeline_browser.model.metrics.exporting.exporting import Wanted, save_runs, write_runs
from pipeline_browser.model.metrics.exporting.formats import Format, format_of
from pipeline_browser.model.metrics.filters import Filter, HasLint
from pipeline_browser.model.metrics.selecting import Order, select_keys
from pipeline_browser.model.metrics.source import source_of
from pipeline_browser.model.pipelines.shape import read_shape
from pipeline_browser.overriding import override

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    from pipeline_browser.cli.console import Console
    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.metrics.columns import Column


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Write the runs that fit, in order."""
    target = None if arguments.output in (None, "-") else Path(arguments.output)
    wanted = Wanted(_format(arguments.format, target), _columns(arguments.columns), arguments.timestamps)
    if target is not None:
        refuse_database(target, locate(arguments.database))
    elif wanted.format is Format.PARQUET and console.is_read:
        raise WrongUsage("Parquet is nothing to read: name a file with --output")
    chosen, order = chosen_filter(arguments), _order(arguments.sort)
    if arguments.contradictory:
        chosen = chosen.with_condition(HasLint())
    try:
        return in_database(arguments, console, partial(_export, console, target, wanted, chosen, order))
    except _NobodyReads:
        return 0


def _format(name: str | None, target: Path | None) -> Format:
    formats = {each.value: each for each in Format}
    if name is None:
        return Format.CSV if target is None else format_of(target)
    if name.lower() not in formats:
        raise WrongUsage(f"'{name}' is no format. There are {', '.join(formats)}")
    return formats[name.lower()]


def _columns(text: str | None) -> tuple[Column, ...]:
    if text is None:
        return COLUMNS
    return tuple(_column(name) for name in dict.fromkeys(each.strip().lower() for each in text.split(",")))


def _column(name: str) -> Column:
    if name not in BY_NAME:
        raise WrongUsage(f"'{name}' is no column. There are {', '.join(BY_NAME)}")
    return BY_NAME[name]


def _order(text: str | None) -> Order:
    if text is None:
        return Order()
    name, _, direction = text.lower().partition(":")
    if direction not in ("", "asc", "desc"):
        raise WrongUsage(f"'{direction}' is no direction. Say {name}, or {name}:desc")
    return Order(_column(name).name, direction == "desc")


def _export(
    console: Console,
    target: Path | None,
    wanted: Wanted,
    chosen: Filter,
    order: Order,
    database: Database,
    cancellation: Cancellation,
) -> tuple[int, Mapping[str, object]]:
    with database.reading(cancellation=cancellation):
        shape = read_shape(database)
        source = source_of(shape, now_in_milliseconds())
        keys = select_keys(database, source, shape, chosen, order, cancellation=cancellation)
        if target is None:
            file = cast("BinaryIO", _Poured(console))
            write_runs(file, database, source, shape, keys, wanted, cancellation=cancellation)
            return 0, {}
        number = save_runs(target, database, source, shape, keys, wanted, cancellation=cancellation)
    console.note(f"Wrote {counted(number, 'run')} to {target}.")
    return 0, {}


class _NobodyReads(Exception):
    """The rest need not be read from the database."""


class _Poured(io.RawIOBase):
    """Standard output as a file that is only written to."""

    def __init__(self, console: Console) -> None:
        super().__init__()
        self._console = console
        self._written = 0

    @override
    def writable(self) -> bool:
        return True

    @override
    def tell(self) -> int:
        return self._written

    @override
    def write(self, data: object, /) -> int:
        whole = bytes(cast("bytes", data))
        self._console.pour(whole)
        if self._console.is_left:
            raise _NobodyReads
        self._written += len(whole)
        return len(whole)
