"""A process that rehearses: ``python -m …rehearse_process DATABASE FOLDER PLACE``.

Prints a line whenever another kind of thing begins, so that whoever kills it knows when.
"""

from __future__ import annotations

import sys
from pathlib import Path

from pipeline_browser.model.database import Database
from pipeline_browser.model.location import Location
from pipeline_browser.model.migrations.planner import plan_run
from pipeline_browser.model.migrations.rehearsal.rehearsing import rehearse
from pipeline_browser.model.migrations.source import read_source


def main(database: str, folder: str, place: str) -> None:
    last = ""

    def tell(event: object) -> None:
        nonlocal last
        if type(event).__name__ != last:
            last = type(event).__name__
            sys.stdout.write(last + "\n")
            sys.stdout.flush()

    with Database.open(Location(Path(database)), read_only=True) as opened:
        plan = plan_run(opened, read_source(Path(folder)), look_ahead=False)
        rehearse(opened, plan, folder=Path(place), progress=tell)


if __name__ == "__main__":
    main(*sys.argv[1:])
