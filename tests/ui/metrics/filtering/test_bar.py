"""The filter above the dashboard, by mouse and by keyboard."""

from __future__ import annotations

from math import nan
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from pipeline_browser.model.metrics.filters import Between, Contains, Filter, OneOf, Period, Span
from pipeline_browser.ui.metrics.filtering.bar import FilterBar

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from pipeline_browser.ui.theme import Theme

LEFT = Qt.MouseButton.LeftButton
FAILED, FAST = OneOf("status", (0,)), Between("throughput", 10e6)
LAST = 1_754_128_800_000.0  # 2 August 2025


@pytest.fixture
def bar(qtbot: QtBot, theme: Theme) -> FilterBar:
    bar = FilterBar(theme)
    qtbot.addWidget(bar)
    bar.resize(1000, 80)
    bar.show()
    return bar


@pytest.fixture
def asked(bar: FilterBar) -> list[Filter]:
    found: list[Filter] = []
    bar.filter_changed.connect(found.append)
    return found


def test_a_period_is_one_click(bar: FilterBar, asked: list[Filter]) -> None:
    QTest.mouseClick(bar.periods.buttons[Period.WEEK], LEFT)
    assert asked == [Filter(Period.WEEK)]
    bar.show_filter(Filter(Period.WEEK), 3, 5, 0, LAST)
    assert [each for each, button in bar.periods.buttons.items() if button.isChecked()] == [Period.WEEK]
    assert bar.count.text() == "3 of 5 runs"
    assert bar.periods.buttons[Period.WEEK].accessibleName() == "Last 7 days"


def test_text_counts_once_somebody_pauses(qtbot: QtBot, bar: FilterBar, asked: list[Filter]) -> None:
    QTest.keyClicks(bar.field, "zst")
    assert asked == []
    QTest.keyClicks(bar.field, "d")
    qtbot.waitUntil(lambda: bool(asked))
    assert asked == [Filter(text="zstd")]
    bar.show_filter(Filter(text="zstd"), 1, 5, 0, LAST)
    QTest.keyClick(bar.field, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(asked) == 2)
    assert asked[1] == Filter()


def test_enter_asks_at_once_and_leads_to_the_table(qtbot: QtBot, bar: FilterBar, asked: list[Filter]) -> None:
    QTest.keyClicks(bar.field, "a")
    with qtbot.waitSignal(bar.left):
        QTest.keyClick(bar.field, Qt.Key.Key_Return)
    assert asked == [Filter(text="a")]


def test_an_answer_that_comes_while_somebody_types_takes_no_letters_away(bar: FilterBar) -> None:
    QTest.keyClicks(bar.field, "zs")
    bar.show_filter(Filter(text="z"), 1, 5, 0, LAST)
    assert bar.field.text() == "zs"


def test_each_part_is_a_chip_that_mouse_and_keyboard_remove(bar: FilterBar, asked: list[Filter]) -> None:
    span = Span(0, 30_000)
    bar.show_filter(Filter(span, "x", (FAILED, FAST)), 1, 5, 0, LAST)
    assert [chip.words for chip in bar.parts][1:] == ["status failed", "throughput at least 10.0 MB/s"]
    assert not any(button.isChecked() for button in bar.periods.buttons.values())
    QTest.mouseClick(bar.parts[1].button, LEFT)
    assert asked[-1] == Filter(span, "x", (FAST,))
    bar.parts[0].button.setFocus()
    QTest.keyClick(bar.parts[0].button, Qt.Key.Key_Delete)
    assert asked[-1] == Filter(Period.ALL, "x", (FAILED, FAST))
    assert bar.parts[1].button.accessibleName() == "Remove status failed"
    QTest.mouseClick(bar.clear, LEFT)
    assert asked[-1] == Filter()


def test_the_focus_stays_among_the_chips_when_one_goes(qtbot: QtBot, bar: FilterBar) -> None:
    bar.activateWindow()
    qtbot.waitUntil(bar.isActiveWindow)
    bar.show_filter(Filter(conditions=(FAILED, FAST)), 1, 5, 0, LAST)
    bar.parts[1].button.setFocus()
    bar.show_filter(Filter(conditions=(FAILED,)), 1, 5, 0, LAST)
    assert bar.parts[0].button.hasFocus()
    bar.show_filter(Filter(), 5, 5, 0, LAST)
    assert bar.field.hasFocus()
    assert bar.parts == []


def test_what_comes_from_a_database_is_shown_as_text(bar: FilterBar) -> None:
    bar.show_filter(Filter(conditions=(Contains("pipeline", "<b>\x1b[31m" + "y" * 200),)), 1, 5, 0, LAST)
    label = bar.parts[0].findChildren(QLabel)[0]
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert "<b>" in label.text()
    assert "\x1b" not in label.text()
    assert len(label.text()) < 100
    assert "&lt;b&gt;" in label.toolTip()


def test_where_nothing_fits_the_next_step_is_a_button(bar: FilterBar, asked: list[Filter]) -> None:
    bar.show_filter(Filter(Period.DAY, "zstd"), 0, 5, 0, LAST)
    assert bar.nothing.isVisible()
    assert "2 August 2025" in bar.nothing.text()
    QTest.mouseClick(bar.all_times, LEFT)
    assert asked == [Filter(text="zstd")]
    bar.show_filter(Filter(text="zstd"), 0, 5, 0, LAST)
    assert bar.nothing.isVisible()
    assert not bar.all_times.isVisible()
    bar.show_filter(Filter(), 5, 5, 0, LAST)
    assert not bar.nothing.isVisible()
    bar.show_filter(Filter(), 0, 0, nan, nan)
    assert not bar.nothing.isVisible()


def test_waiting_shows_only_when_it_lasts(qtbot: QtBot, bar: FilterBar) -> None:
    bar.show_filter(Filter(), 5, 5, 0, LAST)
    bar.set_busy(True)
    assert bar.count.text() == "5 runs"
    qtbot.waitUntil(lambda: bar.count.text() == "5 runs …")
    bar.set_busy(False)
    assert bar.count.text() == "5 runs"


def test_many_chips_take_several_lines(qtbot: QtBot, bar: FilterBar) -> None:
    many = tuple(Between(name, 1) for name in ("errors", "warnings", "duration", "throughput", "ratio"))
    bar.resize(400, 80)
    bar.show_filter(Filter(conditions=many), 1, 5, 0, LAST)
    qtbot.waitUntil(lambda: len({chip.y() for chip in bar.parts}) > 1)
    assert all(chip.geometry().right() <= bar.chips.width() for chip in bar.parts)
