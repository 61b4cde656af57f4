"""Whatever somebody does with the table, in whatever order, while another program writes: it stays whole."""

from __future__ import annotations

import random
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest

from pipeline_browser.model.engine import sqlite3
from pipeline_browser.model.metrics.filters import Between, Contains, Filter, HasLint, OneOf
from pipeline_browser.ui.metrics.table.run_columns import PIPELINE, RUN_COLUMNS
from tests.small_runs import write_runs
from tests.ui.metrics.table.test_runs_table import Robot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from pipeline_browser.ui.session import Session
    from pipeline_browser.ui.theme import Theme

CONDITIONS = (
    Between("duration", 500, None),
    Between("ratio", None, None),
    OneOf("status", (0, 4)),
    OneOf("lint", (None,)),
    Contains("pipeline", "1"),
    HasLint(),
)


class Monkey:
    """Does something, then something else."""

    def __init__(self, robot: Robot, path: Path, seed: int) -> None:
        self._robot = robot
        self._table = robot.table
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.execute("PRAGMA foreign_keys = OFF")
        self._random = random.Random(seed)  # noqa: S311 - a monkey
        self._deeds: tuple[Callable[[], object], ...] = (
            self.sort, self.filter, self.clear, self.select, self.scroll, self.write, self.delete, self.look,
            self.hide_column, self.copy, self.switch_times, self.key,
        )  # fmt: skip

    def act(self) -> None:
        self._random.choice(self._deeds)()
        if self._random.random() < 0.3:
            self._robot.settle()

    def close(self) -> None:
        self._connection.close()

    def sort(self) -> None:
        self._table.view.header.sort_asked.emit(self._random.randrange(len(RUN_COLUMNS)))

    def filter(self) -> None:
        self._table.condition_asked.emit(self._random.choice(CONDITIONS))

    def clear(self) -> None:
        self._robot.reader.set_filter(Filter())

    def select(self) -> None:
        keys = list(self._table.view.runs.keys)
        self._table.select(self._random.sample(keys, self._random.randint(0, len(keys))))

    def scroll(self) -> None:
        bar = self._table.view.verticalScrollBar()
        bar.setValue(self._random.randint(0, bar.maximum()))

    def write(self) -> None:
        number = self._random.randrange(1000)
        self._connection.execute(
            "INSERT OR REPLACE INTO processing_metrics (pipeline_id, bytes_total, processing_duration_ms,"
            " start_time_rfc3339) VALUES (?, ?, ?, ?)",
            (f"w{number}", number - 5, number, self._random.choice(["soon", "2025-01-01T00:00:00Z", None])),
        )

    def delete(self) -> None:
        self._connection.execute(
            "DELETE FROM processing_metrics WHERE rowid % 7 = ?", (self._random.randrange(7),)
        )

    def look(self) -> None:
        self._table.filters.open(self._random.randrange(len(RUN_COLUMNS)))
        popup = self._table.filters.popup
        if popup is not None:
            popup.low.setText(self._random.choice(["", "5", "x", "1 s"]))
            popup.decide() if self._random.random() < 0.5 else popup.close()
            popup.close()

    def hide_column(self) -> None:
        at = self._random.randrange(len(RUN_COLUMNS))
        header = self._table.view.header
        header.setSectionHidden(at, at != PIPELINE and not header.isSectionHidden(at))

    def copy(self) -> None:
        copying = self._table.copying
        self._random.choice([copying.copy, copying.copy_csv, copying.copy_inserts, copying.copy_literal])()

    def switch_times(self) -> None:
        self._robot.session.preferences.set_utc(utc=self._random.random() < 0.5)

    def key(self) -> None:
        key = self._random.choice([Qt.Key.Key_Down, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_A])
        held = Qt.KeyboardModifier.ControlModifier if key == Qt.Key.Key_A else Qt.KeyboardModifier.NoModifier
        QTest.keyClick(self._table.view, key, held)


@pytest.fixture
def robot(qtbot: QtBot, session: Session, theme: Theme) -> Iterator[Robot]:
    robot = Robot(qtbot, session, theme)
    yield robot
    robot.reader.hide()
    robot.table.forget()
    session.worker.cancel_all()
    qtbot.waitUntil(lambda: not session.worker.busy)


@pytest.mark.parametrize(
    ("seed", "steps"),
    [(1, 60), *(pytest.param(seed, 1_000, marks=pytest.mark.campaign) for seed in range(2, 6))],
)
def test_nothing_that_somebody_does_breaks_the_table(
    robot: Robot, tmp_path: Path, seed: int, steps: int
) -> None:
    path = write_runs(tmp_path / "x.db", *({"warning_count": number % 3} for number in range(40)))
    robot.open(path)
    tester = QAbstractItemModelTester(robot.table.view.runs)
    failures: list[object] = []
    robot.table.failed.connect(failures.append)
    robot.reader.failed.connect(failures.append)
    with closing(Monkey(robot, path, seed)) as monkey:
        for _ in range(steps):
            monkey.act()
    robot.reader.set_filter(Filter())
    robot.settle()
    assert not failures
    with closing(sqlite3.connect(path)) as connection:
        there = {row[0] for row in connection.execute("SELECT rowid FROM processing_metrics")}
    robot.qtbot.waitUntil(lambda: set(robot.table.view.runs.keys) == there)
    assert set(robot.table.selected) <= there
    assert tester.model() is robot.table.view.runs
