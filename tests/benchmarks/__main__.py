"""``python -m tests.benchmarks``: run the workloads and print a table of medians and ratios.

Figures are ratios taken in one run, contenders in turns, since machines differ and are noisy. These are no
tests: the suite never runs them.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from tests.benchmarks import (
    arranging,
    dashboard,
    dragging,
    first_look,
    listing,
    migrating,
    panning,
    rehearsing,
    starting,
)
from tests.benchmarks.timing import OURS, Result

if TYPE_CHECKING:
    from collections.abc import Iterator

_SHARED = Path(os.environ.get("PIPELINE_BROWSER_SHARED", Path(__file__).resolve().parents[3] / "shared"))
_SHARED_TOOLS = _SHARED / "tools"
_PROTOTYPE = _SHARED / "reference" / "er_layout"
_WORKLOADS = (
    "small",
    "rebuild",
    "info",
    "start",
    "diagram",
    "dragging",
    "panning",
    "pipelines",
    "metrics",
    "rehearsal",
)


def main() -> int:
    """Run the chosen workloads; exit code 1 if a goal is missed."""
    options = _options()
    console = Console(width=max(Console().width, 120))
    with tempfile.TemporaryDirectory(prefix="pipeline-browser-benchmark-") as folder:
        results = []
        for result in _run(options, Path(folder), console):
            console.print(f"{result.workload}: done", style="dim", highlight=False)
            results.append(result)
    console.print(_table(results))
    missed = [each for each in results if not all(map(each.reached, each.goals))]
    return 1 if missed else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("workloads", nargs="*", choices=[*_WORKLOADS, []], help="default: all of them")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--count", type=int, default=1000, help="how many small migrations")
    parser.add_argument("--rows", type=int, default=1_000_000, help="rows of the table that is rebuilt")
    parser.add_argument("--megabytes", type=int, default=83, help="of the file that is rehearsed on")
    parser.add_argument("--tables", type=int, default=300, help="of the diagram that is panned")
    parser.add_argument(
        "--large", type=Path, help="a large database; made by tools/big_database.py otherwise"
    )
    return parser.parse_args()


def _run(options: argparse.Namespace, folder: Path, console: Console) -> Iterator[Result]:
    chosen = options.workloads or _WORKLOADS
    rounds, count = options.rounds, options.count
    if "small" in chosen:
        yield migrating.small_migrations(folder, "delete", atomic=False, count=count, rounds=rounds)
        yield migrating.small_migrations(folder, "wal", atomic=False, count=count, rounds=rounds)
        yield migrating.small_migrations(folder, "delete", atomic=True, count=count, rounds=rounds)
        yield migrating.small_migrations(folder, "wal", atomic=True, count=count, rounds=rounds)
    if "rebuild" in chosen:
        yield migrating.rebuild(folder, rows=options.rows, rounds=rounds)
    if "info" in chosen:
        yield migrating.info(folder, rounds=rounds * 4)
    if "rehearsal" in chosen:
        yield from rehearsing.rehearsing(folder, megabytes=options.megabytes, rounds=rounds)
    if "start" in chosen:
        yield from _start(options, folder, console)
    if "diagram" in chosen and _PROTOTYPE.is_dir():
        yield from arranging.arranging(_PROTOTYPE, rounds=rounds)
    if "dragging" in chosen and _PROTOTYPE.is_dir():
        yield from dragging.dragging(_PROTOTYPE, rounds=rounds)
    if "panning" in chosen and not panning.missing_tools():
        yield from panning.panning(folder, rounds=rounds, tables=options.tables)
    yield from _many_rows(options, folder)


def _many_rows(options: argparse.Namespace, folder: Path) -> Iterator[Result]:
    workloads = {"pipelines": listing.listing, "metrics": dashboard.dashboard}
    chosen = [workloads[name] for name in options.workloads or workloads if name in workloads]
    database = _large(options, folder) if chosen and not panning.missing_tools() else None
    if database is not None:
        for workload in chosen:
            yield from workload(database, rounds=options.rounds)
        if dashboard.dashboard in chosen and not starting.missing_tools():
            yield first_look.first_look(database, rounds=options.rounds)


def _start(options: argparse.Namespace, folder: Path, console: Console) -> Iterator[Result]:
    missing = starting.missing_tools()
    tool = _SHARED_TOOLS / "big_database.py"
    if missing or not (options.large or tool.is_file()):
        wanted = ", ".join(missing) or "a large database (--large)"
        console.print(f"start to window: left out, {wanted} is missing", style="dim", highlight=False)
        return
    database = _large(options, folder)
    assert database is not None
    yield from starting.start(database, folder, rounds=options.rounds)


def _large(options: argparse.Namespace, folder: Path) -> Path | None:
    """Return the large database, made if need be; None where it cannot be."""
    database: Path = options.large or folder / "large.db"
    tool = _SHARED_TOOLS / "big_database.py"
    if not database.exists() and tool.is_file():
        subprocess.run([sys.executable, str(tool), str(database)], check=True)
    return database if database.exists() else None


def _table(results: list[Result]) -> Table:
    table = Table("workload", "contender", "median", "ours by it", "to reach", "reached")
    for result in results:
        goals = {goal.beside or OURS: goal for goal in result.goals}
        for number, name in enumerate(result.taken):
            goal = goals.get(name)
            table.add_row(
                Text("" if number else result.workload),
                Text(name),
                Text(f"{result.middle(name):.3f} {result.unit}", justify="right"),
                Text("" if name == OURS else f"{result.ratio(name):.2f}", justify="right"),
                Text(goal.text() if goal else ""),
                Text("" if goal is None else "yes" if result.reached(goal) else "no"),
            )
        table.add_section()
    return table


if __name__ == "__main__":
    sys.exit(main())
