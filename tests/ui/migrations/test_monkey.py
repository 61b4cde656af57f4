"""Whatever is done with migrations, whatever others change meanwhile: what shows is what a fresh look finds.

``PIPELINE_BROWSER_SEEDS`` says which sequences (``0:12``) and ``PIPELINE_BROWSER_STEPS`` how long each is.
"""

from __future__ import annotations

import os
import random
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.diagram.comparing.timeline import History, timeline
from pipeline_browser.model.cancellation import Cancellation
from pipeline_browser.model.database import Database
from pipeline_browser.model.location import Location
from pipeline_browser.model.migrations.drift.finding import find_drift
from pipeline_browser.model.migrations.planner import plan_run
from pipeline_browser.model.migrations.runner import run_plan
from pipeline_browser.model.migrations.source import read_source
from pipeline_browser.model.migrations.sqlx_config import LEDGER_TABLE
from pipeline_browser.model.migrations.verdict import judge
from pipeline_browser.model.schema import read_schema
from pipeline_browser.ui.migrations.drifting.search import search
from pipeline_browser.ui.snapshot import look
from tests.ui.migrations.monkey import FILES, Monkey

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from pipeline_browser.app import Parts

pytestmark = pytest.mark.campaign

FIRST, END = (int(each) for each in os.environ.get("PIPELINE_BROWSER_SEEDS", "0:12").split(":"))
STEPS = int(os.environ.get("PIPELINE_BROWSER_STEPS", "80"))


def _place(folder: Path, target: int) -> tuple[Path, Path]:
    migrations = folder / "migrations"
    migrations.mkdir(parents=True)
    for name, text in FILES.items():
        (migrations / name).write_text(text)
    path, source = folder / "app.db", read_source(migrations)
    with Database.create(Location(path)) as database:
        run_plan(database, plan_run(database, source, target=target))
    return path, migrations


@pytest.mark.parametrize("seed", range(FIRST, END))
def test_what_shows_is_what_a_fresh_look_finds(parts: Parts, qtbot: QtBot, tmp_path: Path, seed: int) -> None:
    places = (_place(tmp_path / "one", 4), _place(tmp_path / "two", 5))
    for path, folder in places:
        parts.session.preferences.set_source(str(path), str(folder))
    parts.late.load()
    with qtbot.waitSignal(parts.session.opened):
        parts.session.open(Location(places[0][0]))
    parts.window.tabs.bring_forward("migrations")
    monkey = Monkey(parts, qtbot, places, random.Random(seed))  # noqa: S311 - nothing is kept secret with it
    monkey.settle()
    monkey.close_everything()
    for _ in range(STEPS):
        monkey.step()
    monkey.settle()
    monkey.close_everything()
    monkey.put_back()
    if parts.session.state is not None:
        parts.session.open(parts.session.state.location)  # a file that was taken away is another one
    monkey.settle()
    monkey.close_everything()
    parts.session.refresh()
    monkey.settle()
    _compare(parts, qtbot, monkey)


def _compare(parts: Parts, qtbot: QtBot, monkey: Monkey) -> None:
    done, session, feature = monkey.done, parts.session, parts.late.migrations()
    state = session.state
    tab = feature.tab
    assert tab is not None
    if state is None:
        assert feature.watch.finding is None, done
        assert tab.page.table.model().rowCount() == 0, done
        return
    assert state.location.path is not None
    with Database.open(Location(state.location.path), read_only=True) as database:
        fresh = look(database, state.source_folder)
        assert (state.entries, state.ledger, state.source) == (fresh.entries, fresh.ledger, fresh.source), (
            done
        )
        drift = None
        if fresh.source is not None and fresh.ledger is not None:
            drift = find_drift(database, fresh.source)
            wanted = search(fresh.source, None, False, database, None, Cancellation())
            qtbot.waitUntil(lambda: not feature.watch.is_searching)
            found = feature.watch.finding
            assert found is not None, done
            assert found.verdict == wanted.verdict, done
            assert found.verdict == judge(fresh.entries, drift), done
            assert found.drift in (wanted.drift, drift), done  # whole where somebody wanted to see it
        ledger = fresh.source.config.table_name if fresh.source is not None else LEDGER_TABLE
        history = History(fresh.entries, read_schema(database), ledger, drift)
    _compare_slider(parts, monkey, history)


def _compare_slider(parts: Parts, monkey: Monkey, history: History) -> None:
    done, state = monkey.done, parts.session.state
    time = parts.late.diagram().tab.time
    if state is None or state.source is None or not time.is_open or not time.sliding.is_open:
        return
    if time.sliding.comparison is not None:
        return
    parts.window.tabs.bring_forward("diagram")
    monkey.settle()
    fresh = timeline(history, Cancellation())
    shown = time.sliding.timeline
    assert [each.name for each in shown.stops] == [each.name for each in fresh.stops], done
    assert [each.after for each in shown.stops] == [each.after for each in fresh.stops], done
    assert time.sliding.step is not None, done
    assert time.sliding.step.stop == time.sliding.stop, done
