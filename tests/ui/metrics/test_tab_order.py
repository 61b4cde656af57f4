"""The keys go through the tab as the eye does, whatever was built last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.small_runs import write_runs
from tests.ui.metrics.at_work import open_metrics

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from pipeline_browser.app import Parts


def test_tab_follows_the_eye_and_a_second_click_on_a_tile_takes_back_the_first(
    qtbot: QtBot, parts: Parts, tmp_path: Path
) -> None:
    work = open_metrics(qtbot, parts, write_runs(tmp_path / "x.db", {"error_count": 2}, {}))
    bench = work.bench
    failed = bench.tiles.tiles["failed"]
    failed.click()
    work.settle()
    bench.table.select([work.view.keys[0]])
    work.settle()
    bench.bar.enter()
    here = (bench.bar.chips, bench.tiles, bench.charts, bench.table, bench.details)
    passed = [_part_of_focus(parts.window, here) for _ in range(25) if _press_tab(parts.window)]
    assert list(dict.fromkeys(passed)) == [*here, None], "and then to what is outside of the tab"
    QTest.keyClick(parts.window, Qt.Key.Key_Backtab)

    failed.click()
    work.settle()
    assert len(work.view.keys) == 2


def _press_tab(window: QWidget) -> bool:
    focused = window.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_Tab)
    return True


def _part_of_focus(window: QWidget, parts: tuple[QWidget, ...]) -> QWidget | None:
    focused = window.focusWidget()
    assert focused is not None
    return next((part for part in parts if part is focused or part.isAncestorOf(focused)), None)
