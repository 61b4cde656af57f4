"""The report on sheets: one picture, or pages with the table's heads on each."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from pipeline_browser.report.blocks import heading, space
from pipeline_browser.report.drawing import document
from pipeline_browser.report.ink import LIGHT, Ink
from pipeline_browser.report.sheets import A4, SCREEN, _filled, sheets
from tests.report.making_reports import HOSTILE, report_of, written
from tests.small_runs import write_runs

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline_browser.report.drawing import Drawing
    from pipeline_browser.report.facts import Report

SVG = "{http://www.w3.org/2000/svg}"


def words(sheet: Drawing) -> list[str]:
    root = ET.fromstring(document(sheet, "Inter"))  # noqa: S314 - our own text
    return [each.text or "" for each in root.iter(f"{SVG}text")]


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    return report_of(written(tmp_path_factory.mktemp("sheets")))


def test_one_sheet_holds_the_dashboard_and_what_to_look_at(report: Report) -> None:
    (sheet,) = sheets(report, SCREEN, dark=False, with_rows=False)
    told = words(sheet)
    assert {"Metrics of runs.db", "Filter: all times", "Failed", "Timeline", "What to look at"} <= set(told)
    assert "Runs" in told
    assert "usual" not in told
    assert not any("\x1b" in each or HOSTILE in each for each in told)
    root = ET.fromstring(document(sheet, "Inter"))  # noqa: S314 - our own text
    assert max(float(each.attrib["y"]) for each in root.findall(f"{SVG}text")) < sheet.height


def test_pages_of_paper_repeat_the_heads_and_are_counted(tmp_path: Path) -> None:
    many = report_of(write_runs(tmp_path / "x.db", *({"name": f"run {each}"} for each in range(120))))
    pages = sheets(many, A4, dark=False, with_rows=True)
    assert len(pages) == 4
    for number, page in enumerate(pages, 1):
        assert (page.width, page.height) == (794, 1123)
        assert words(page)[-1] == f"Metrics of x.db, page {number} of 4"
        assert number < 3 or words(page)[0] == "Pipeline"
    told = [each for page in pages for each in words(page)]
    assert all(f"run {each}" in told for each in range(120))


def test_a_heading_does_not_stand_alone_at_the_foot_of_a_page() -> None:
    title, row = heading("Runs", A4, 14, follows=90), heading("row", A4, 10)
    first, second = _filled([space(980), title, row, row, row], A4, Ink(LIGHT), "card")
    assert words(first) == []
    assert words(second) == ["Runs", "row", "row", "row"]
    together = _filled([space(900), title, row, row, row], A4, Ink(LIGHT), "card")
    assert [words(each) for each in together] == [["Runs", "row", "row", "row"]]
