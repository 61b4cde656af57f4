"""``metrics report``: the dashboard as one file, to be read anywhere."""

from __future__ import annotations

import importlib
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline_browser.cli.cancelling import run_cancellable
from pipeline_browser.cli.metrics_filter import chosen_filter, chosen_zone, now_in_milliseconds
from pipeline_browser.cli.targets import WrongUsage, locate, open_for_reading
from pipeline_browser.model.files.exported_file import refuse_database, write_file
from pipeline_browser.report.facts import Wanted
from pipeline_browser.report.page import html_page
from pipeline_browser.report.reading import read_report
from pipeline_browser.report.sheets import MOST_ROWS

if TYPE_CHECKING:
    import argparse

    from pipeline_browser.cli.console import Console
    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.location import Location
    from pipeline_browser.report.facts import Report

# By name, since the command line may not depend on the window's parts that are built above it.
_PAINTED = "pipeline_browser.painted"
_PAGE, _PAINTINGS = (".html", ".htm"), {".pdf": "report_pdf", ".png": "report_png"}


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Write the report."""
    location = locate(arguments.database)
    target = None if arguments.output == "-" else Path(arguments.output)
    painting = _painting(target)
    rows = _rows(arguments.rows)
    rows = rows if painting is None else min(rows, MOST_ROWS)
    wanted = Wanted(chosen_filter(arguments), chosen_zone(arguments), rows)
    if target is not None:
        refuse_database(target, location)
    report = run_cancellable(partial(_read, arguments, location, wanted))
    if target is None:
        console.text(html_page(report, dark=arguments.dark or None))
    elif painting is None:
        write_file(target, html_page(report, dark=arguments.dark or None).encode())
    else:
        painted = importlib.import_module(_PAINTED)
        write_file(target, getattr(painted, painting)(report, dark=arguments.dark))
    return 0


def _rows(number: int) -> int:
    if number < 0:
        raise WrongUsage("--rows is a number of runs, 0 or more")
    return number


def _painting(target: Path | None) -> str | None:
    """Return what paints the file; None where it is HTML."""
    if target is None or target.suffix.lower() in _PAGE:
        return None
    painting = _PAINTINGS.get(target.suffix.lower())
    if painting is None:
        raise WrongUsage(f"'{target.name}' does not end in .html, .pdf or .png")
    return painting


def _read(
    arguments: argparse.Namespace, location: Location, wanted: Wanted, cancellation: Cancellation
) -> Report:
    with closing(open_for_reading(location, arguments, cancellation)) as database:
        return read_report(database, location.name, wanted, now_in_milliseconds(), cancellation)
