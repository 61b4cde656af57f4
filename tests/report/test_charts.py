"""Charts of the report: SVG that is sound whatever the runs hold."""

from __future__ import annotations

import re
import shutil
from datetime import UTC
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, given, settings

from pipeline_browser.report.charts.all import charts_of
from pipeline_browser.report.drawing import document
from pipeline_browser.report.ink import LIGHT, Ink
from pipeline_browser.report.page import html_page
from tests.model.metrics.random_runs import rows, write_rows
from tests.report.making_reports import report_of, written
from tests.small_runs import write_runs

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline_browser.report.charts.chart import Chart

SVG = "{http://www.w3.org/2000/svg}"
_NUMBERS = ("x", "y", "width", "height", "cx", "cy", "r")


def drawn(charts: tuple[Chart, ...], title: str) -> ET.Element:
    (chart,) = [each for each in charts if each.title == title]
    return ET.fromstring(document(chart.drawing, "Inter"))  # noqa: S314 - our own text


def words(chart: ET.Element) -> list[str]:
    return [each.text or "" for each in chart.iter(f"{SVG}text")]


def check_sound(root: ET.Element) -> None:
    """All numbers are finite, and everything lies on the paper."""
    _, _, width, height = map(float, root.attrib["viewBox"].split())
    for element in root.iter():
        for name in _NUMBERS:
            value = float(element.attrib.get(name, 0))
            assert -1 <= value <= max(width, height) + 1, (element.tag, element.attrib)
        for number in re.findall(r"[a-z0-9.-]+", re.sub("[MLZ]", " ", element.attrib.get("d", ""))):
            assert -1 <= float(number) <= max(width, height) + 1, element.attrib
        assert float(element.attrib.get("width", 0)) >= 0


@pytest.fixture(scope="module")
def charts(tmp_path_factory: pytest.TempPathFactory) -> tuple[Chart, ...]:
    return charts_of(report_of(written(tmp_path_factory.mktemp("charts"))), Ink(LIGHT))


def test_there_is_a_chart_for_each_series(charts: tuple[Chart, ...]) -> None:
    assert [each.title for each in charts] == [
        "Throughput over time", "Duration over time", "How fast runs are", "Compression by algorithm",
        "Size against duration", "Errors over time", "Timeline",
    ]  # fmt: skip
    for chart in charts:
        check_sound(drawn(charts, chart.title))


def test_axes_have_units_and_time_axes_name_day_and_zone(charts: tuple[Chart, ...]) -> None:
    assert "10 MB/s" in words(drawn(charts, "Throughput over time"))
    assert "10 s" in words(drawn(charts, "Duration over time"))
    assert any(each.endswith("B") for each in words(drawn(charts, "Size against duration")))
    timeline = words(drawn(charts, "Timeline"))
    assert "12:00" in timeline
    assert any(re.fullmatch(r"31 Dec 2025 \N{EN DASH} 1 Jan 2026, UTC", each) for each in timeline)


def test_a_run_that_failed_has_another_shape(charts: tuple[Chart, ...]) -> None:
    chart = drawn(charts, "Throughput over time")
    crosses = [each for each in chart.iter(f"{SVG}path") if each.attrib.get("stroke") == LIGHT["bad"]]
    assert len(crosses) == 1
    assert len(list(chart.iter(f"{SVG}circle"))) == 5


def test_each_algorithm_has_its_median_beside_it(charts: tuple[Chart, ...]) -> None:
    told = words(drawn(charts, "Compression by algorithm"))
    assert {"zstd", "brotli", "<b>zstd</b>", "0.250", "5 runs"} <= set(told)


def test_an_empty_chart_says_why(tmp_path: Path) -> None:
    nothing = {
        "start_time_rfc3339": None, "end_time_rfc3339": None, "processing_duration_ms": None,
        "throughput_bytes_per_second": 0, "compression_ratio": None, "output_file_size_bytes": 0,
    }  # fmt: skip
    made = charts_of(report_of(write_runs(tmp_path / "x.db", nothing)), Ink(LIGHT))
    assert [words(drawn(made, each.title))[0] for each in made] == [
        "No run here has both a time and a throughput.",
        "No run here has both a time and a duration.",
        "No run here says how fast it was.",
        "No run here says how well it compressed.",
        "No run here says both the size of its input and how long",
        "No run here says when it was.",
        "No run here says when it started.",
    ]


def test_no_errors_are_good_news(tmp_path: Path) -> None:
    made = charts_of(report_of(write_runs(tmp_path / "x.db", {}, {})), Ink(LIGHT))
    assert words(drawn(made, "Errors over time")) == ["No errors and no warnings in 2 runs."]


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_runs(tmp_path_factory.mktemp("charts") / "empty.db")


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(made=rows)
def test_whatever_runs_hold_the_charts_are_sound(
    tmp_path: Path, empty: Path, made: list[dict[str, Any]]
) -> None:
    path = tmp_path / "x.db"
    shutil.copyfile(empty, path)
    write_rows(path, made)
    report = report_of(path, zone=None)
    for chart in charts_of(report, Ink(LIGHT)):
        check_sound(ET.fromstring(document(chart.drawing, "Inter")))  # noqa: S314 - our own text
    assert "nan" not in re.sub(
        r"<title>.*?</title>|<t[dh].*?>.*?</t[dh]>", "", html_page(report), flags=re.DOTALL
    )


@pytest.mark.parametrize("value", [5e-324, 1.7e308])
def test_figures_beyond_reckoning_have_a_place_on_the_paper(tmp_path: Path, value: float) -> None:
    names = ("throughput_bytes_per_second", "compression_ratio", "error_count", "warning_count")
    path = write_runs(tmp_path / "x.db", *([dict.fromkeys(names, value)] * 3))
    for chart in charts_of(report_of(path), Ink(LIGHT)):
        check_sound(ET.fromstring(document(chart.drawing, "Inter")))  # noqa: S314 - our own text


def test_thousands_of_runs_become_lines_with_words_at_their_ends(tmp_path: Path) -> None:
    path = write_runs(tmp_path / "x.db")
    start = [f"2025-{1 + each % 12:02}-{1 + each % 28:02}T00:00:00Z" for each in range(2_100)]
    cells = {
        "bytes_processed": 10**7, "bytes_total": 10**7, "chunks_processed": 10, "chunks_total": 10,
        "end_time_rfc3339": None, "compression_ratio": 0.5, "error_count": 0, "warning_count": 1,
        "input_file_size_bytes": 10**7, "output_file_size_bytes": 5 * 10**6, "input_file_checksum": None,
        "output_file_checksum": None,
    }  # fmt: skip
    write_rows(path, [
        {"name": "r", "stages": [], "start_time_rfc3339": each, "processing_duration_ms": 500 + place,
         "throughput_bytes_per_second": 1e7, **cells}
        for place, each in enumerate(start)
    ])  # fmt: skip
    report = report_of(path)
    made = charts_of(report, Ink(LIGHT))
    chart = drawn(made, "Duration over time")
    assert {"median", "95th %"} <= set(words(chart))
    assert not list(chart.iter(f"{SVG}circle"))
    assert "A point stands for all runs near it" in next(
        each.note for each in made if each.title.startswith("Size")
    )
    hovers = re.findall(r'class="hit"[^>]*><title>([^<]*)</title>', html_page(report))
    assert any(re.search("95th percentile 2.5[0-9] s", each) for each in hovers)


def test_local_time_is_named_too(tmp_path: Path) -> None:
    path = write_runs(tmp_path / "x.db", {})
    assert "UTC" in html_page(report_of(path, zone=UTC))
    assert charts_of(report_of(path, zone=None), Ink(LIGHT))
