"""A process that repairs: ``python -m tests.model.migrations.detective.repair_process DATABASE FOLDER``.

Prints a line once it is about to start, so that whoever kills it knows when.
"""

from __future__ import annotations

import sys
from pathlib import Path

from pipeline_browser.model.database import Database
from pipeline_browser.model.location import Location
from pipeline_browser.model.migrations.detective.repair.repairing import repair
from pipeline_browser.model.migrations.source import read_source


def main(database: str, folder: str) -> None:
    with Database.open(Location(Path(database))) as opened:
        source = read_source(Path(folder))
        sys.stdout.write("started\n")
        sys.stdout.flush()
        repair(opened, source)


if __name__ == "__main__":
    main(*sys.argv[1:])
