"""Random sequences of everything that can be done to a diagram; started by hand with ``-m campaign``.

``PIPELINE_BROWSER_SEEDS`` says which (``0:12``) and ``PIPELINE_BROWSER_STEPS`` how long each is.
"""

from __future__ import annotations

import os
import shutil
from contextlib import closing
from random import Random
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.database import Database
from pipeline_browser.model.location import Location
from pipeline_browser.model.migrations.planner import plan_run
from pipeline_browser.model.migrations.runner import run_plan
from pipeline_browser.model.migrations.source import read_source
from tests.ui.diagram.conftest import SCHEMA
from tests.ui.diagram.holding import check
from tests.ui.diagram.monkey import Monkey
from tests.ui.diagram.random_schemas import random_schema
from tests.ui.diagram.showing import make
from tests.ui.diagram.time.conftest import FILES

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from pipeline_browser.app import Parts

FIRST, END = (int(each) for each in os.environ.get("PIPELINE_BROWSER_SEEDS", "0:12").split(":"))
STEPS = int(os.environ.get("PIPELINE_BROWSER_STEPS", "200"))
REAL = ("chinook.db", "sakila-schema.db", "real-pipeline-v1.db")


def migrated(folder: Path) -> Path:
    """Return a database with a history of its own, of which a part is pending."""
    (folder / "migrations").mkdir()
    for name, text in FILES.items():
        (folder / "migrations" / name).write_text(text)
    source, path = read_source(folder / "migrations"), folder / "migrated.db"
    with closing(Database.create(Location(path))) as database:
        run_plan(database, plan_run(database, source, target=source.ups[-2].version))
    return path


@pytest.mark.campaign
@pytest.mark.parametrize("seed", range(FIRST, END))
def test_whatever_somebody_does_the_diagram_stays_whole(
    qtbot: QtBot, parts: Parts, tmp_path: Path, shared: Path, seed: int
) -> None:
    random = Random(seed)  # noqa: S311 - nothing is kept secret with it
    files = [make(tmp_path / "orders.db", SCHEMA), make(tmp_path / "random.db", random_schema(random))]
    files.append(make(tmp_path / "large.db", random_schema(random, 150)))
    for name in REAL:
        files.append(tmp_path / name)
        shutil.copyfile(shared / "data" / name, files[-1])
    files.append(migrated(tmp_path))
    parts.session.preferences.set_source(str(files[-1]), str(tmp_path / "migrations"))
    monkey = Monkey(qtbot, parts, files, random)
    with qtbot.captureExceptions() as exceptions:
        try:
            monkey.begin()
            for _ in range(STEPS):
                monkey.act()
                monkey.close_dialogs()
                check(monkey.tab)
                assert not exceptions
            monkey.undo_all()
        except BaseException as error:
            error.add_note("\n".join(f"{at}: {deed}" for at, deed in enumerate(monkey.log)))
            raise
