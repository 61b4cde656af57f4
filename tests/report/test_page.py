"""The report as HTML: one file that shows everything, loads nothing and obeys nobody."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.metrics.filters import Between, Filter, OneOf, Period
from pipeline_browser.model.metrics.status import Status
from pipeline_browser.overriding import override
from pipeline_browser.report.page import html_page
from tests.report.making_reports import report_of, written
from tests.small_runs import write_runs

if TYPE_CHECKING:
    from pathlib import Path

_EMPTY = {"meta", "rect", "circle", "path"}


class Page(HTMLParser):
    """What a browser makes of a page; fails where an element is not closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.titles: list[str] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag != "meta":
            self.open.append(tag)

    @override
    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    @override
    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in ("style", "title"):
            self.words.append(data)
        elif "svg" in self.open:
            self.titles.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("report"))


def test_every_element_is_closed_and_none_loads_or_runs_anything(database: Path) -> None:
    text = html_page(report_of(database))
    page = Page(text)
    assert not {"script", "img", "link", "iframe", "object", "a", "form"}.intersection(page.tags)
    names = {name for name, _ in page.attributes}
    assert not {"src", "href", "xlink:href", "style", "onload", "onclick"}.intersection(names)
    assert "url(" not in text
    assert "@import" not in text


def test_the_policy_allows_this_style_sheet_alone(database: Path) -> None:
    text = html_page(report_of(database))
    style = re.search("<style>(.*?)</style>", text, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert f'http-equiv="Content-Security-Policy" content="{policy}"' in text


def test_texts_of_the_database_are_shown_literally(database: Path) -> None:
    page = Page(html_page(report_of(database)))
    assert '<img src=x onerror=alert(1)> & "quotes" \'\\x1b[31m\\u202e' in page.text
    assert "<b>zstd</b>" in page.text
    assert "“some day”" in page.text


def test_it_says_of_what_and_when_it_is_and_what_was_asked_for(database: Path) -> None:
    wanted = Filter(
        Period.WEEK, "zstd", (OneOf("status", (Status.COMPLETED,)), Between("duration", None, 5_000))
    )
    text = Page(html_page(report_of(database, wanted))).text
    assert "Metrics of runs.db" in text
    assert "2 of 7 runs, from 2025-12-31 12:00:00 UTC to 2025-12-31 12:00:01 UTC." in text
    assert "As of 2026-01-01 00:00:00 UTC." in text
    for words in (
        "last 7 days",
        "with “zstd” in a name, id, checksum or algorithm",
        "Status: completed",
        "Duration at most 5.00 s",
    ):
        assert words in text


def test_tiles_have_units(database: Path) -> None:
    text = Page(html_page(report_of(database))).text
    for words in (
        "Runs 7 4 completed",
        "Failed 1 14.3 % of the runs",
        "Running 1 1 stalled",
        "Processed 55.3 MiB",
        "Median throughput 10.0 MB/s",
        "Median duration 1.00 s 95 % within 1 min 20 s",
        "Compression 0.250 75.0 % saved",
        "Errors 3",
        "Warnings 2",
    ):
        assert words in text


def test_points_name_their_runs_with_figures(database: Path) -> None:
    titles = Page(html_page(report_of(database))).titles
    assert "slow\n100 kB/s\n2025-12-31 12:00:00 UTC" in titles
    assert "boasting\n9.5 MiB\n1.00 s" in titles
    assert "running, running\n2025-12-31 23:59:00 UTC\n1 min" in titles
    assert "stalled, stalled\n2025-12-31 12:00:00 UTC\nno end known" in titles


def test_what_to_look_at_comes_with_reasons(database: Path) -> None:
    text = Page(html_page(report_of(database))).text
    listed = text[text.index("What to look at") : text.index("All 7 runs")]
    assert "1 failed, 1 stalled, 2 with figures that contradict each other" in listed
    for words in (
        "failed: 3 errors",
        "stalled: it started and was not heard of again",
        "Throughput says 90.0 MB/s, bytes over duration give 10.0 MB/s",
        "Cannot be read: the start “some day”",
        "slow: 100 kB/s, the median is 100 times faster",
    ):
        assert words in listed
    assert "usual" not in listed


def test_it_says_how_many_runs_are_not_listed(database: Path) -> None:
    text = Page(html_page(report_of(database, rows=2))).text
    assert "The newest 2 of 7 runs; 5 more are in all figures and charts, but not listed here." in text
    assert "Runs The newest" not in Page(html_page(report_of(database, rows=0))).text


def test_runs_that_no_chart_can_show_are_counted(database: Path) -> None:
    text = Page(html_page(report_of(database))).text
    assert "1 run without a time is not shown." in text
    assert "2 runs without a time or a duration are not shown." in text or "3 runs without" in text
    assert "Of these, 1 run with a start that cannot be read, 3 runs with no end." in text


def test_a_database_without_runs_says_how_it_gets_some(tmp_path: Path) -> None:
    page = Page(html_page(report_of(write_runs(tmp_path / "x.db"))))
    assert "This database has no runs." in page.text
    assert "pipeline-browser metrics import" in page.text
    assert "svg" not in page.tags


def test_a_filter_that_nothing_fits_is_said(database: Path) -> None:
    assert (
        "None of 7 runs fits these filters."
        in Page(html_page(report_of(database, Filter(text="no such")))).text
    )


def test_it_follows_the_system_or_is_dark_and_is_light_on_paper(database: Path) -> None:
    report = report_of(database)
    assert "@media (prefers-color-scheme:dark)" in html_page(report)
    dark = html_page(report, dark=True)
    assert "prefers-color-scheme" not in dark
    assert "color-scheme:dark" in dark
    for text in (html_page(report), dark):
        assert "@page{size:A4" in text
        assert re.search(r"@media print\{:root\{[^}]*--card:#ffffff", text)
