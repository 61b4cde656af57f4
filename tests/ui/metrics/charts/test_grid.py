"""Charts at work: pointed at, clicked, brushed, moved, enlarged, saved; all with real events."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from pipeline_browser.model.location import Location
from pipeline_browser.model.metrics.filters import Between, Span
from pipeline_browser.ui.action_row import TabAction
from pipeline_browser.ui.metrics.charts import actions
from pipeline_browser.ui.metrics.charts.cells import cells, columns_for
from pipeline_browser.ui.metrics.charts.kinds.kind import spanned
from pipeline_browser.ui.theme import Scheme
from tests.small_runs import NOW
from tests.ui.metrics.made_runs import made_runs

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline_browser.ui.preferences import Preferences
    from pipeline_browser.ui.theme import Theme
    from tests.ui.metrics.charts.at_work import ChartsAtWork

LEFT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton
RIGHT = Qt.MouseButton.RightButton
NO_KEYS = Qt.KeyboardModifier.NoModifier


def test_who_points_at_a_dot_reads_the_runs_name_as_text_and_its_figures(work: ChartsAtWork) -> None:
    work.show(made_runs(20))
    work.point("throughput", work.place("throughput", 9))
    assert work.named("hovered") == [10]
    assert work.grid.label.isVisible()
    assert "10.0 MB/s" in work.grid.label.text
    work.grid.show_name(10, "<b>nightly</b>")
    assert work.grid.label.text.splitlines()[0] == "<b>nightly</b>"
    labels = work.grid.label.findChildren(QLabel)
    assert {each.textFormat() for each in labels} == {Qt.TextFormat.PlainText}
    work.point("throughput", work.inside("throughput", 0.02, 0.02))
    assert work.named("hovered") == [10, None]
    assert not work.grid.label.isVisible()


def test_a_name_that_comes_too_late_is_not_shown(work: ChartsAtWork) -> None:
    work.show(made_runs(20))
    work.point("throughput", work.place("throughput", 9))
    work.grid.show_name(3, "another one")
    assert "another" not in work.grid.label.text


def test_a_click_on_a_dot_or_a_bar_selects_the_run(work: ChartsAtWork) -> None:
    work.show(made_runs(20))
    work.click("duration", work.place("duration", 4))
    work.click("timeline", work.place("timeline", 7))
    work.click("size-duration", work.place("size-duration", 19))
    assert work.named("run_clicked") == [5, 8, 20]


def test_a_click_on_a_bucket_asks_for_what_is_in_it(work: ChartsAtWork) -> None:
    work.show(made_runs(2_500))
    buckets = work.chart("throughput").facts.buckets
    work.click("throughput", work.place("throughput", 3))
    assert work.named("brushed") == [spanned(buckets.start[3], buckets.start[3] + buckets.width)]
    work.click("throughput-histogram", work.place("throughput-histogram", 0))
    assert [type(each) for each in work.named("filter_asked")] == [Between]
    work.click("compression", work.place("compression", 0))
    assert work.named("words_asked") == [work.chart("compression").facts.groups[0].algorithm]


def test_brushing_a_range_shows_its_figures_and_asks_for_it(work: ChartsAtWork) -> None:
    work.show(made_runs(20))
    start, end = work.inside("throughput", 0.25), work.inside("throughput", 0.75)
    work.drag("throughput", start, end, release=False)
    assert "runs" in work.grid.label.text
    assert work.chart("throughput").plot.is_brushed
    QTest.mouseRelease(work.chart("throughput").plot.viewport(), LEFT, NO_KEYS, end)
    (span,) = work.named("brushed")
    area = work.chart("throughput").plot.frame.area
    assert isinstance(span, Span)
    assert span.start == pytest.approx(area.left + 0.25 * (area.right - area.left), rel=1e-6)
    assert not work.grid.label.isVisible()
    assert not work.named("run_clicked")


def test_a_range_of_throughput_is_brushed_on_a_logarithmic_axis(work: ChartsAtWork) -> None:
    work.show(made_runs(50))
    name = "throughput-histogram"
    work.drag(name, work.inside(name, 0), work.inside(name, 1))
    (between,) = work.named("brushed")
    edges = work.chart(name).facts.edges
    assert (between.low, between.high) == pytest.approx((edges[0], edges[-1]), rel=0.02)


def test_escape_gives_up_a_range(work: ChartsAtWork) -> None:
    work.show(made_runs(20))
    work.drag("throughput", work.inside("throughput", 0.2), work.inside("throughput", 0.6), release=False)
    QTest.keyClick(work.chart("throughput").plot, Qt.Key.Key_Escape)
    assert not work.chart("throughput").plot.is_brushed
    QTest.mouseRelease(
        work.chart("throughput").plot.viewport(),
        Qt.MouseButton.LeftButton,
        pos=work.inside("throughput", 0.6),
    )
    assert work.named("brushed") == []


def test_wheel_drag_and_double_click_zoom_move_and_reset(work: ChartsAtWork) -> None:
    work.show(made_runs(20))
    plot = work.chart("throughput").plot
    whole = plot.frame.area
    assert work.turn_wheel("throughput", work.inside("throughput", 0.5), 3)
    near = plot.frame.area
    assert near.right - near.left == pytest.approx((whole.right - whole.left) * 0.8**3)
    assert (near.bottom, near.top) == (whole.bottom, whole.top)
    assert work.chart("throughput").head.reset.isVisible()
    work.drag("throughput", work.inside("throughput", 0.5), work.inside("throughput", 0.6), MIDDLE)
    moved = plot.frame.area
    assert moved.left == pytest.approx(near.left - 0.1 * (near.right - near.left), rel=1e-6)
    work.drag("throughput", work.inside("throughput", 0.6), work.inside("throughput", 0.5), RIGHT)
    assert plot.frame.area.left == pytest.approx(near.left, rel=1e-6)
    axis = QPoint(round(plot.figures.center().x()), round(plot.figures.bottom()) + 8)
    QTest.mouseDClick(plot.viewport(), LEFT, NO_KEYS, axis)
    assert plot.frame.area == whole
    assert not work.chart("throughput").head.reset.isVisible()
    assert work.named("brushed") == []


def test_over_an_axis_the_wheel_zooms_that_axis_alone(work: ChartsAtWork) -> None:
    work.show(made_runs(20))
    plot = work.chart("size-duration").plot
    whole = plot.frame.area
    work.turn_wheel("size-duration", QPoint(3, round(plot.figures.center().y())), 1)
    assert (plot.frame.area.left, plot.frame.area.right) == (whole.left, whole.right)
    assert plot.frame.area.top < whole.top


def test_the_wheel_scrolls_where_the_grid_is_higher_than_its_place(work: ChartsAtWork) -> None:
    work.show(made_runs(20))
    work.grid.resize(700, 260)
    work.qtbot.waitUntil(lambda: not work.chart("throughput").plot.wheel_zooms)
    whole = work.chart("throughput").plot.frame.area
    work.chart("duration").plot.setFocus()
    work.turn_wheel("throughput", work.inside("throughput", 0.5), -1)
    assert work.chart("throughput").plot.frame.area == whole
    work.turn_wheel("throughput", work.inside("throughput", 0.5), 1, control=True)
    assert work.chart("throughput").plot.frame.area != whole


def test_who_has_zoomed_keeps_seeing_the_same_when_there_are_more_runs(work: ChartsAtWork) -> None:
    work.show(made_runs(20))
    plot = work.chart("throughput").plot
    work.turn_wheel("throughput", work.inside("throughput", 0.9), 4)
    seen = plot.frame.area
    more = made_runs(21)
    work.show(more)
    assert plot.frame.area == seen
    work.grid.reset_views()
    work.show(made_runs(22))
    assert plot.frame.area == work.chart("throughput").picture.area  # type: ignore[union-attr]


def test_the_log_scale_is_remembered_for_each_chart(work: ChartsAtWork, preferences: Preferences) -> None:
    work.show(made_runs(20))
    chart = work.chart("throughput-histogram")
    chart.plot.setFocus()
    assert not chart.is_bent
    QTest.keyClick(chart.plot, Qt.Key.Key_L)
    assert chart.is_bent
    assert chart.head.log.isChecked()
    assert preferences.current.view("metrics/log/throughput-histogram") == "yes"
    QTest.mouseClick(work.chart("duration").head.log, LEFT)
    assert preferences.current.view("metrics/log/duration") == "no"
    assert not work.chart("duration").is_bent


def test_arrows_walk_from_run_to_run_and_enter_selects(work: ChartsAtWork) -> None:
    work.show(made_runs(5))
    plot = work.chart("throughput").plot
    plot.setFocus()
    QTest.keyClick(plot, Qt.Key.Key_Right)
    QTest.keyClick(plot, Qt.Key.Key_Right)
    assert work.named("hovered")[-1] == 2
    work.grid.show_name(2, "nightly")
    assert plot.accessibleDescription().startswith("nightly, 20.0 MB/s, 2025-12-31")
    QTest.keyClick(plot, Qt.Key.Key_End)
    QTest.keyClick(plot, Qt.Key.Key_Left)
    QTest.keyClick(plot, Qt.Key.Key_Return)
    assert work.named("run_clicked") == [4]
    QTest.keyClick(plot, Qt.Key.Key_Escape)
    assert plot.pointed_at is None


def test_shift_and_arrows_make_a_range_that_enter_takes(work: ChartsAtWork) -> None:
    runs = made_runs(10)
    work.show(runs)
    plot = work.chart("throughput").plot
    plot.setFocus()
    QTest.keyClick(plot, Qt.Key.Key_Home)
    for _ in range(2):
        QTest.keyClick(plot, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert "3 runs" in work.grid.label.text
    QTest.keyClick(plot, Qt.Key.Key_Return)
    (span,) = work.named("brushed")
    held = (runs.started >= span.start) & (runs.started < span.end)
    assert held.tolist() == [True] * 3 + [False] * 7
    assert work.named("run_clicked") == []


def test_walking_brings_what_lies_beside_the_view_into_it(work: ChartsAtWork) -> None:
    work.show(made_runs(40))
    plot = work.chart("throughput").plot
    plot.setFocus()
    work.turn_wheel("throughput", work.inside("throughput", 0.0), 8)
    QTest.keyClick(plot, Qt.Key.Key_End)
    assert plot.figures.contains(plot.mark_rect(39).center())


def test_selected_runs_are_marked_in_every_chart(work: ChartsAtWork) -> None:
    runs = made_runs(2_500)
    work.show(runs)
    before = {name: _picture_of(work, name) for name in work.grid.charts}
    work.grid.select([2_490])
    for name, picture in before.items():
        assert _picture_of(work, name) != picture, name
    work.grid.select([])
    assert {name: _picture_of(work, name) for name in before} == before


def _picture_of(work: ChartsAtWork, name: str) -> bytes:
    image = work.chart(name).plot.grab().toImage()
    return bytes(image.constBits())


def test_one_chart_alone_and_back_by_button_key_and_double_click(work: ChartsAtWork) -> None:
    work.show(made_runs(20))
    chart = work.chart("errors")
    small = chart.size()
    QTest.mouseClick(chart.head.enlarge, LEFT)
    assert work.grid.enlarged is chart
    assert chart.height() > 2 * small.height()
    assert not work.chart("throughput").isVisible()
    QTest.keyClick(chart.plot, Qt.Key.Key_F)
    assert work.grid.enlarged is None
    assert chart.size() == small
    QTest.mouseDClick(chart.head.title, LEFT)
    assert work.grid.enlarged is chart
    QTest.keyClick(chart.plot, Qt.Key.Key_Escape)
    assert work.grid.enlarged is None


def test_the_menu_has_what_can_be_done_and_nothing_of_pyqtgraphs(work: ChartsAtWork) -> None:
    work.show(made_runs(20))
    chart = work.chart("timeline")
    menu = work.grid.menu_for(chart)
    assert [each.text() for each in menu.actions() if not each.isSeparator()] == [
        row.text for row in actions.MENU if isinstance(row, TabAction)
    ]
    enabled = {each.objectName(): each.isEnabled() for each in menu.actions()}
    assert not enabled["log_scale"]
    assert not enabled["reset_view"]
    menu.deleteLater()
    work.click("throughput", work.inside("throughput", 0.5), RIGHT)
    opened = QGuiApplication.focusWindow()
    popup = work.grid.findChildren(type(menu))[-1]
    assert popup.isVisible(), opened
    assert "Copy data" in [each.text() for each in popup.actions()]
    popup.close()


def test_copying_the_data_gives_rows_with_headers_and_units(work: ChartsAtWork) -> None:
    work.show(made_runs(3))
    plot = work.chart("throughput").plot
    plot.setFocus()
    QTest.keyClick(plot, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0] == "key\ttime (ms since 1970 UTC)\tthroughput (bytes/s)"
    assert lines[1].split("\t")[0] == "1"
    assert len(lines) == 4
    assert "Copied 3 rows" in work.named("told")[0].text


def test_copying_the_image_puts_one_on_the_clipboard_twice_as_sharp(work: ChartsAtWork) -> None:
    work.show(made_runs(3))
    work.chart("errors").plot.setFocus()
    work.grid.actions_by_name["copy_image"].trigger()
    image = QGuiApplication.clipboard().image()
    assert image.width() == 2 * work.chart("errors").width()
    QGuiApplication.clipboard().clear()


def test_saving_writes_a_file_but_never_over_the_database(work: ChartsAtWork, tmp_path: Path) -> None:
    work.show(made_runs(30))
    work.chart("throughput").plot.setFocus()
    database = tmp_path / "runs.png"
    database.write_bytes(b"SQLite")
    work.grid.deeds.location = Location(database)
    work.grid.actions_by_name["save_png"].trigger()
    chooser = work.grid.deeds.chooser
    assert chooser is not None
    chooser.fileSelected.emit(str(tmp_path / "throughput.png"))
    image = QImage(str(tmp_path / "throughput.png"))
    assert image.width() == 2 * work.chart("throughput").width()
    assert _has(image, QColor(work.colours.chart.main))
    chooser.fileSelected.emit(str(database))
    assert database.read_bytes() == b"SQLite"
    assert len(work.named("failed")) == 1
    chooser.close()


def test_an_svg_shows_what_the_window_shows_with_names_as_text(work: ChartsAtWork, tmp_path: Path) -> None:
    work.show(replace(made_runs(30), algorithms=("no compression", "<b>&", "zstd")))
    for name, words in (("compression", "<b>&"), ("throughput", "MB/s")):
        work.chart(name).plot.setFocus()
        work.grid.actions_by_name["save_svg"].trigger()
        chooser = work.grid.deeds.chooser
        assert chooser is not None
        target = tmp_path / f"{name}.svg"
        chooser.fileSelected.emit(str(target))
        chooser.close()
        root = ET.fromstring(target.read_bytes())  # noqa: S314 - our own file
        texts = ["".join(each.itertext()) for each in root.iter("{http://www.w3.org/2000/svg}text")]
        assert any(words in text for text in texts), texts
        assert work.chart(name).kind.title in texts
        assert not list(root.iter("{http://www.w3.org/2000/svg}image"))  # figures stay lines


def _has(image: QImage, colour: QColor) -> bool:
    places = ((x, y) for y in range(0, image.height(), 2) for x in range(0, image.width(), 2))
    return any(_near(image.pixelColor(x, y), colour) for x, y in places)


def _near(one: QColor, other: QColor) -> bool:
    pairs = ((one.red(), other.red()), (one.green(), other.green()), (one.blue(), other.blue()))
    return all(abs(a - b) < 12 for a, b in pairs)


def test_charts_follow_the_theme_at_once(work: ChartsAtWork, theme: Theme) -> None:
    work.show(made_runs(30))
    plot = work.chart("throughput").plot
    for scheme in (Scheme.DARK, Scheme.LIGHT):
        theme.set_scheme(scheme)
        image = plot.grab().toImage()
        assert _has(image, QColor(theme.colours.chart.main))
        assert _near(image.pixelColor(8, 8), QColor(theme.colours.base))


def test_a_refresh_leaves_alone_what_is_the_same(work: ChartsAtWork) -> None:
    work.show(made_runs(30))
    before = {name: chart.picture for name, chart in work.grid.charts.items()}
    work.show(made_runs(30))
    assert all(work.grid.charts[name].picture is picture for name, picture in before.items())
    work.show(made_runs(30, ratio=np.full(30, 0.5)))
    changed = {name for name, picture in before.items() if work.grid.charts[name].picture is not picture}
    assert changed == {"compression"}


def test_what_somebody_points_at_or_brushes_outlives_a_refresh(work: ChartsAtWork) -> None:
    runs = made_runs(20)
    work.show(runs.taken(np.arange(5, 20)))
    plot = work.chart("throughput").plot
    work.point("throughput", work.place("throughput", 4))
    assert plot.pointed_at == 4
    work.show(runs)
    assert plot.pointed_at == 9  # the same run
    assert work.named("hovered") == [10]
    assert work.grid.label.isVisible()
    work.show(runs.taken(np.arange(9)))
    assert plot.pointed_at is None
    assert not work.grid.label.isVisible()
    work.drag("throughput", work.inside("throughput", 0.2), work.inside("throughput", 0.6), release=False)
    work.show(runs)
    assert plot.is_brushed
    QTest.mouseRelease(plot.viewport(), LEFT, NO_KEYS, work.inside("throughput", 0.6))
    assert len(work.named("brushed")) == 1


def test_times_are_said_in_the_windows_zone(work: ChartsAtWork, preferences: Preferences) -> None:
    work.show(made_runs(30))
    assert work.chart("throughput").head.caption.whole_text.endswith("UTC")
    before = work.chart("throughput").picture
    preferences.set_utc(utc=False)
    work.qtbot.waitUntil(lambda: work.grid.is_settled)
    assert work.chart("throughput").picture is not before


def test_a_narrow_chart_still_names_the_zone(work: ChartsAtWork) -> None:
    work.show(made_runs(30))
    caption = work.chart("throughput").head.caption
    assert caption.text() == caption.whole_text
    assert "Dec 2025" in caption.text()
    caption.resize(60, 20)
    assert caption.text() == "UTC"
    assert caption.toolTip()


def test_an_empty_chart_shows_its_sentence(work: ChartsAtWork) -> None:
    work.show(made_runs(0))
    for chart in work.grid.charts.values():
        assert chart.empty.isVisible()
        assert "would be" in chart.empty.text()
    work.show(made_runs(1))
    assert not any(chart.empty.isVisible() for chart in work.grid.charts.values())


def test_columns_follow_the_width_and_the_last_chart_takes_what_is_left() -> None:
    assert [columns_for(width) for width in (400, 740, 1_100, 1_900)] == [1, 2, 3, 4]
    places, height = cells(7, 1_900, 500)
    assert height <= 500
    assert places[6].right() == places[3].right()
    assert all(not a.intersects(b) for at, a in enumerate(places) for b in places[at + 1 :])
    places, height = cells(7, 740, 260)
    assert height > 260
    assert places[6].width() > 2 * places[0].width()
    assert places[0].height() <= 260


def test_the_focus_of_the_grid_is_that_of_its_first_chart_or_the_one_alone(work: ChartsAtWork) -> None:
    work.show(made_runs(5))
    work.grid.setFocus()
    assert work.chart("throughput").plot.hasFocus()
    work.grid.enlarge(work.chart("errors"))
    work.grid.setFocus()
    assert work.chart("errors").plot.hasFocus()
    work.grid.enlarge(None)


def test_one_run_of_years_can_be_seen_by_the_second(work: ChartsAtWork) -> None:
    started = np.array([NOW - 6e10, float(NOW)])
    work.show(made_runs(2, started=started, ended=started + 1000))
    plot = work.chart("timeline").plot
    plot.zoom(200, plot.mark_rect(0).topLeft() - plot.figures.topLeft())
    assert plot.mark_rect(0).width() > 20
    assert any(":" in text for text in plot.tick_texts[0])


def test_tab_goes_from_chart_to_chart(work: ChartsAtWork) -> None:
    work.show(made_runs(5))
    work.chart("throughput").plot.setFocus()
    QTest.keyClick(work.chart("throughput").plot, Qt.Key.Key_Tab)
    assert work.grid.current is work.chart("duration")


@pytest.mark.parametrize("value", [5e-324, 1.7e308, -1e300])
def test_figures_beyond_reckoning_are_drawn_without_harm(work: ChartsAtWork, value: float) -> None:
    same_ones = np.full(5, value)
    names = ("duration", "throughput", "ratio", "processed", "errors", "warnings", "input_size")
    work.show(made_runs(5, **dict.fromkeys(names, same_ones)))
    for chart in work.grid.charts.values():
        assert not chart.grab().isNull()
        if chart.picture is not None:
            assert all(chart.kind.said(chart.facts, 0, None))
            chart.toggle_log()
            assert not chart.grab().isNull()
