"""``metrics report``: one file, by its ending."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.command import call
from tests.report.making_reports import written

if TYPE_CHECKING:
    from pathlib import Path

    from tests.oracle import Outcome


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("report")).parent


def report(place: Path, *words: str) -> Outcome:
    return call("metrics", "report", "runs.db", *words, folder=place)


def test_html_has_what_the_options_chose(place: Path) -> None:
    result = report(place, "-o", "report.html", "--text", "slow", "--utc")
    assert (result.code, result.out, result.err) == (0, "", "")
    text = (place / "report.html").read_text(encoding="utf-8")
    assert "1 of 7 runs, from 2025-12-31 12:00:00 UTC" in text
    assert "<td" in text
    assert "slow" in text


def test_it_goes_to_standard_output_too(place: Path) -> None:
    result = report(place, "-o", "-", "--dark", "--rows", "0")
    assert result.out.startswith("<!DOCTYPE html>")
    assert "prefers-color-scheme" not in result.out
    assert ">Runs</h2>" not in result.out


@pytest.mark.parametrize(("name", "start"), [("report.pdf", b"%PDF-"), ("report.PNG", b"\x89PNG")])
def test_paper_and_pictures_are_painted_without_a_screen(place: Path, name: str, start: bytes) -> None:
    assert report(place, "-o", name).code == 0
    assert (place / name).read_bytes().startswith(start)


@pytest.mark.parametrize(
    "words", [["-o", "report.txt"], ["-o", "x.html", "--rows", "-1"], ["-o", "x.html", "--period", "1y"]]
)
def test_wrong_usage_writes_nothing(place: Path, words: list[str]) -> None:
    assert report(place, *words).code == 2
    assert not (place / words[1]).exists()


def test_the_database_is_never_written_over(place: Path) -> None:
    (place / "same.html").symlink_to("runs.db")
    before = (place / "runs.db").read_bytes()
    result = report(place, "-o", "same.html")
    assert result.code == 3
    assert "This is the database itself." in result.err
    assert (place / "runs.db").read_bytes() == before
