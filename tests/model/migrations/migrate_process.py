"""A process that migrates: ``python -m tests.model.migrations.migrate_process DATABASE FOLDER [atomic]``.

Prints a line once it is about to start, so that whoever kills it knows when.
"""

from __future__ import annotations

import sys
from pathlib import Path

from pipeline_browser.model.database import Database
from pipeline_browser.model.location import Location
from pipeline_browser.model.migrations.planner import plan_run
from pipeline_browser.model.migrations.runner import run_plan
from pipeline_browser.model.migrations.source import read_source


def main(database: str, folder: str, *options: str) -> None:
    with Database.open(Location(Path(database))) as opened:
        plan = plan_run(opened, read_source(Path(folder)), atomic="atomic" in options, look_ahead=False)
        sys.stdout.write("started\n")
        sys.stdout.flush()
        report = run_plan(opened, plan)
    sys.stdout.write(" ".join(str(each.migration.version) for each in report.finished))


if __name__ == "__main__":
    main(*sys.argv[1:])
