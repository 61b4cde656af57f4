"""Whatever is done in the Metrics tab, whatever others write meanwhile: what shows is what the file holds.

``PIPELINE_BROWSER_SEEDS`` says which sequences (``0:12``) and ``PIPELINE_BROWSER_STEPS`` how long each is.
"""

from __future__ import annotations

import os
import random
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu

from pipeline_browser.model.database import Database
from pipeline_browser.model.location import Location
from pipeline_browser.model.metrics.columns import COLUMNS, Kind
from pipeline_browser.model.metrics.figures.dashboard import compute
from pipeline_browser.model.metrics.filters import (
    DAY,
    Between,
    Condition,
    Contains,
    Filter,
    HasLint,
    OneOf,
    Period,
    Span,
)
from pipeline_browser.model.metrics.lint.rules import RULES
from pipeline_browser.model.metrics.reading import read_runs
from pipeline_browser.model.metrics.runs import runs_of
from pipeline_browser.model.metrics.selecting import Order, select_keys
from pipeline_browser.model.metrics.status import Status
from pipeline_browser.ui.metrics.charts.picture import same
from pipeline_browser.ui.metrics.comparing.comparing_dialog import ComparingDialog
from pipeline_browser.ui.metrics.table.filtering.popup import FilterPopup
from tests.model.metrics.importing.making import LATE, write
from tests.small_pipelines import another_program, read_named
from tests.small_runs import NOW, write_runs
from tests.ui.metrics.at_work import NO_KEYS, MetricsAtWork, open_metrics

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from pipeline_browser.app import Parts

pytestmark = pytest.mark.campaign

FIRST, END = (int(each) for each in os.environ.get("PIPELINE_BROWSER_SEEDS", "0:12").split(":"))
SEEDS = range(FIRST, END)
STEPS = int(os.environ.get("PIPELINE_BROWSER_STEPS", "80"))
_RUNS = 24
_Key = Qt.Key


def _run(number: int, rnd: random.Random) -> dict[str, object]:
    day = f"2025-12-{number % 28 + 1:02d}"
    return {
        "name": f"{rnd.choice(_NAMES)}-{number}",
        "algorithm": rnd.choice(("zstd", "brotli", "lz4", None)),
        "start_time_rfc3339": rnd.choice((None, "nonsense", *(3 * (f"{day}T12:00:00.123456789Z",)))),
        "end_time_rfc3339": rnd.choice((None, f"{day}T11:00:00Z", *(3 * (f"{day}T12:00:09+00:00",)))),
        "processing_duration_ms": rnd.choice((None, 0, -5, 9_000, 2**63 - 1, 120_000)),
        "throughput_bytes_per_second": rnd.choice((0.0, 1e6, 5e7, 1e308, 1e-300)),
        "compression_ratio": rnd.choice((None, 0.25, 0.9, 7.5, float("inf"))),
        "error_count": rnd.choice((0, 0, 0, 1, 2**62)),
        "bytes_processed": rnd.choice((0, 5_000_000, 10_000_000)),
        "input_file_checksum": rnd.choice(("a" * 64, f"{number:064x}", "", None)),
    }


_NAMES = ("alpha", "<b>bold</b>", "\u202eevil", "a\nb", "=1+1", "x" * 300, "\U0001f642", "%_'\"\\", " ")


@pytest.fixture
def path(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    rnd = random.Random(request.node.callspec.params["seed"])  # noqa: S311 - nothing is kept secret with it
    return write_runs(tmp_path / "runs.db", *(_run(number, rnd) for number in range(_RUNS)))


@pytest.fixture
def work(qtbot: QtBot, parts: Parts, path: Path) -> MetricsAtWork:
    return open_metrics(qtbot, parts, path)


class Monkey:
    """Clicks, types and drags at random, while another program writes."""

    def __init__(self, work: MetricsAtWork, path: Path, rnd: random.Random) -> None:
        self.work = work
        self.bench = work.bench
        self.path = path
        self.rnd = rnd
        self.done: list[str] = []
        self.deeds: tuple[Callable[[], None], ...] = (
            self.filter,
            self.filter,
            self.add_condition,
            self.drop_a_chip,
            self.type_words,
            self.choose_a_period,
            self.click_a_tile,
            self.order,
            self.select,
            self.select,
            self.press_a_key,
            self.press_a_key,
            self.brush,
            self.brush,
            self.click_a_mark,
            self.use_a_chart,
            self.turn_the_wheel,
            self.copy,
            self.open_a_menu,
            self.filter_a_column,
            self.import_runs,
            self.undo,
            self.redo,
            self.switch,
            self.compare,
            self.write_outside,
            self.write_outside,
            self.resize,
        )

    def step(self) -> None:
        deed = self.rnd.choice(self.deeds)
        self.done.append(deed.__name__)
        deed()
        QApplication.sendPostedEvents()  # what a key leads to comes before the next key, as from a desktop
        if self.rnd.random() < 0.6:
            self.settle()

    def settle(self) -> None:
        for _ in range(2):
            self.answer()
            self.work.settle()

    def answer(self) -> None:
        """Close what asks, but for imports, which are agreed to more often than not."""
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        for _ in range(4):
            dialog = QApplication.activeModalWidget()
            if not isinstance(dialog, QDialog):
                return
            go = getattr(dialog, "go", None)
            if go is not None and go.isEnabled() and self.rnd.random() < 0.7:
                go.click()
            else:
                dialog.reject()
            QApplication.sendPostedEvents()

    # Filters.

    def filter(self) -> None:
        start = NOW - self.rnd.randrange(40) * DAY
        self.bench.set_filter(
            Filter(
                self.rnd.choice((Period.ALL, Period.ALL, Period.MONTH, Span(start, start + 9 * DAY))),
                self.rnd.choice(("", "", "alpha", "zst", "aaaaaaaa", "% _", "zzzzzzz")),
                tuple(self.condition() for _ in range(self.rnd.randrange(3))),
            )
        )

    def condition(self) -> Condition:
        column = self.rnd.choice([each for each in COLUMNS if each.name != "lint"])
        if self.rnd.random() < 0.2:
            some = self.rnd.sample([rule.id for rule in RULES], self.rnd.randrange(2))
            return HasLint(tuple(some))
        if column.kind is Kind.TEXT:
            return Contains(column.name, self.rnd.choice(("a", "%", "_", "\\", "'", "zstd", "\n")))
        if self.rnd.random() < 0.4:
            return OneOf(column.name, self.rnd.choice(((None,), (0, 1), (0, None), (1, 2.5, 10_000_000))))
        ends = sorted(self.rnd.choice((-1e9, 0, 0.5, 1, 1e4, 1e7, 1e12, 1.7e12)) for _ in range(2))
        return Between(column.name, *(self.rnd.choice((end, None)) for end in ends))

    def add_condition(self) -> None:
        self.bench.table.condition_asked.emit(self.condition())

    def drop_a_chip(self) -> None:
        parts = self.bench.bar.parts
        if parts:
            self.rnd.choice(parts).button.click()

    def type_words(self) -> None:
        self.bench.bar.field.setText(self.rnd.choice(("", "alpha", "bold", "brotli", "x y", "' OR 1=1")))

    def choose_a_period(self) -> None:
        wanted = self.rnd.choice(tuple(Period))
        self.bench.bar.filter_changed.emit(self.bench.reader.filter.within(wanted))

    def click_a_tile(self) -> None:
        self.rnd.choice(tuple(self.bench.tiles.tiles.values())).click()

    def filter_a_column(self) -> None:
        header = self.bench.table.view.header
        at = self.rnd.choice(self.bench.table.view.shown_columns)
        header.filter_asked.emit(at)
        self.settle_popup()

    def settle_popup(self) -> None:
        for popup in self.bench.table.view.findChildren(FilterPopup):
            if popup.isVisible() and self.rnd.random() < 0.5:
                popup.decide()

    # The table.

    def order(self) -> None:
        self.bench.set_order(Order(self.rnd.choice(COLUMNS).name, self.rnd.random() < 0.5))

    def select(self) -> None:
        keys = list(self.work.view.keys)
        self.bench.table.select(self.rnd.sample(keys, min(len(keys), self.rnd.choice((1, 1, 2, 7)))))

    def press_a_key(self) -> None:
        key, held = self.rnd.choice(_KEYS)
        self.done[-1] += f" {key.name}"
        QTest.keyClick(self.rnd.choice(self.bench.parts), key, held)

    def copy(self) -> None:
        self.bench.table.view.selectAll()
        QTest.keyClick(self.bench.table.view, _Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    def compare(self) -> None:
        if len(self.bench.table.selected) == 2:
            self.bench.actions["compare_runs"].trigger()
            self.work.settle()
            for dialog in QApplication.topLevelWidgets():
                if isinstance(dialog, ComparingDialog):
                    dialog.close()

    # Charts.

    @property
    def chart(self) -> str:
        grid = self.bench.charts.grid
        assert grid is not None
        drawn = [name for name, each in grid.charts.items() if each.picture is not None and each.isVisible()]
        return self.rnd.choice(drawn) if drawn else ""

    def brush(self) -> None:
        name = self.chart
        if name:
            self.done[-1] += f" {name}"
            self.work.brush(name, *sorted(self.rnd.random() for _ in range(2)))

    def click_a_mark(self) -> None:
        name = self.chart
        if name:
            picture = self.work.chart(name).picture
            assert picture is not None
            if len(picture.marks):
                self.work.click_mark(name, self.rnd.randrange(len(picture.marks)))

    def use_a_chart(self) -> None:
        name = self.chart
        if name:
            chart = self.work.chart(name)
            self.rnd.choice((chart.toggle_log, chart.reset, chart.enlarge_asked.emit, chart.grab))()

    def turn_the_wheel(self) -> None:
        name = self.chart
        if name:
            viewport = self.work.chart(name).plot.viewport()
            at = self.work.inside(name, self.rnd.random(), self.rnd.random())
            turned = at * 0
            turned.setY(self.rnd.choice((-120, 120, 600)))
            there = viewport.mapToGlobal(at).toPointF()
            buttons, phase = Qt.MouseButton.NoButton, Qt.ScrollPhase.NoScrollPhase
            wheel = QWheelEvent(
                at.toPointF(), there, at * 0, turned, buttons,
                Qt.KeyboardModifier.ControlModifier, phase, False,
            )  # fmt: skip
            QApplication.sendEvent(viewport, wheel)

    def open_a_menu(self) -> None:
        name = self.chart
        grid = self.bench.charts.grid
        if name and grid is not None:
            menu: QMenu = grid.menu_for(grid.charts[name])
            menu.deleteLater()

    # Everything else.

    def import_runs(self) -> None:
        folder = self.path.parent / f"runs-{len(self.done)}"
        folder.mkdir()
        with Database.open(Location(self.path), read_only=True) as database:
            names = [name for (name,) in database.query("SELECT name FROM pipelines")]
        for number, name in enumerate(self.rnd.sample(names, 3)):
            pipeline = read_named(self.path, name)
            write(folder / f"{number}.adapipe", pipeline_id=pipeline.id, processed_at=LATE)
        self.bench.importing.take([folder])

    def undo(self) -> None:
        self.bench.actions["undo"].trigger()

    def redo(self) -> None:
        self.bench.actions["redo"].trigger()

    def switch(self) -> None:
        preferences = self.work.parts.session.preferences
        if self.rnd.random() < 0.5:
            preferences.set_utc(utc=not preferences.current.utc)
        else:
            tabs = self.work.parts.window.tabs
            tabs.bring_forward(self.rnd.choice(("pipelines", "diagram")))
            QApplication.sendPostedEvents()
            tabs.bring_forward("metrics")

    def resize(self) -> None:
        self.work.parts.window.resize(self.rnd.randrange(900, 1900), self.rnd.randrange(600, 1000))

    def write_outside(self) -> None:
        another_program(self.path, self.rnd.choice(_OUTSIDE))


_NONE, _CTRL, _SHIFT = NO_KEYS, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
_KEYS = (
    (_Key.Key_Up, _NONE),
    (_Key.Key_Down, _NONE),
    (_Key.Key_Down, _SHIFT),
    (_Key.Key_Right, _SHIFT),
    (_Key.Key_Right, _NONE),
    (_Key.Key_End, _NONE),
    (_Key.Key_Return, _NONE),
    (_Key.Key_Escape, _NONE),
    (_Key.Key_Tab, _NONE),
    (_Key.Key_F6, _NONE),
    (_Key.Key_A, _CTRL),
    (_Key.Key_Z, _CTRL),
    (_Key.Key_Space, _NONE),
)
_OUTSIDE = (
    "UPDATE processing_metrics SET error_count = error_count + 1 WHERE rowid % 5 = 0 AND error_count < 9",
    "UPDATE processing_metrics SET bytes_processed = 0, end_time_rfc3339 = NULL WHERE rowid % 7 = 1",
    "UPDATE processing_metrics SET start_time_rfc3339 = '2025-12-30T00:00:00Z' WHERE rowid % 6 = 2",
    "UPDATE processing_metrics SET processing_duration_ms = abs(random() % 100000) WHERE rowid % 3 = 0",
    "DELETE FROM processing_metrics WHERE rowid = (SELECT max(rowid) FROM processing_metrics)",
    "UPDATE pipelines SET name = name || '+' WHERE rowid = (SELECT min(rowid) FROM pipelines)",
    "UPDATE pipeline_stages SET algorithm = 'zstd' WHERE algorithm = 'lz4'",
    "DELETE FROM processing_metrics",
    "INSERT OR IGNORE INTO processing_metrics (pipeline_id, error_count) SELECT id, 3 FROM pipelines",
    "VACUUM",
)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_shows_is_what_the_file_holds(work: MetricsAtWork, path: Path, seed: int) -> None:
    monkey = Monkey(work, path, random.Random(seed))  # noqa: S311 - nothing is kept secret with it
    for _ in range(STEPS):
        monkey.step()
    monkey.settle()
    work.qtbot.waitUntil(lambda: _is_current(work, path), timeout=10_000)
    monkey.settle()
    _compare(work, path, monkey.done)


def _is_current(work: MetricsAtWork, path: Path) -> bool:
    with Database.open(Location(path), read_only=True) as database:
        count, errors = database.query(
            "SELECT count(*), ifnull(sum(CAST(error_count AS REAL)), 0) FROM processing_metrics"
        )[0]
    view = work.view
    return bool(len(view.every) == count and float(np.nansum(view.every.errors)) == errors)


def _compare(work: MetricsAtWork, path: Path, done: list[str]) -> None:
    view, question = work.view, work.view.question
    with Database.open(Location(path), read_only=True) as database:
        read = read_runs(database, view.read.now)
        assert read is not None
        keys = select_keys(database, read.source, read.shape, question.filter, question.order)
    fresh = runs_of(read).with_keys(keys)
    assert question.filter == work.bench.reader.filter, done
    assert list(view.keys) == list(keys), done
    assert same(compute(fresh, question.zone), view.dashboard), done
    assert list(work.bench.table.view.runs.keys) == list(keys), done
    assert set(work.bench.table.selected) <= set(keys), done
    grid = work.bench.charts.grid
    assert grid is not None
    for chart in grid.charts.values():
        if chart.isVisible() and not chart.visibleRegion().isEmpty():
            assert same(chart.facts, chart.kind.facts(view.dashboard)), (chart.kind.name, done)
    assert f"{int(np.count_nonzero(fresh.status == Status.FAILED))}" in (
        work.bench.tiles.tiles["failed"].text_shown
    ), done
