"""``schema diagram`` as PNG and PDF: without a window, without a screen."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QImage

from pipeline_browser import painted
from pipeline_browser.model.engine import sqlite3
from pipeline_browser.model.errors import ScreenUnusable
from tests.cli.command import call

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    connection = sqlite3.connect(tmp_path / "p.db")
    connection.executescript(
        """CREATE TABLE pipelines(id INTEGER PRIMARY KEY, name TEXT);
        CREATE TABLE stages(pipeline INTEGER NOT NULL REFERENCES pipelines, place INTEGER);"""
    )
    connection.close()
    return tmp_path


def pages(pdf: Path) -> list[tuple[int, int]]:
    """Return the sizes of a file's pages in points."""
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf.read_bytes())
    return [(round(float(width)), round(float(height))) for width, height in boxes]


def test_a_png_has_as_many_pixels_as_its_scale_says(folder: Path, qapp: QApplication) -> None:
    sizes = []
    for scale in ((), ("--scale", "1"), ("--scale", "0.5")):
        assert call("schema", "diagram", "p.db", "-o", "er.png", *scale, folder=folder).code == 0
        sizes.append(QImage(str(folder / "er.png")).size())
    assert sizes[0] == sizes[1] * 2
    assert sizes[2].width() == pytest.approx(sizes[1].width() / 2, abs=1)


def test_a_dark_png_is_dark(folder: Path, qapp: QApplication) -> None:
    call("schema", "diagram", "p.db", "-o", "er.png", "--dark", folder=folder)
    assert QImage(str(folder / "er.png")).pixelColor(1, 1).lightness() < 60


def test_an_image_that_is_too_large_says_how_large_it_may_be(folder: Path, qapp: QApplication) -> None:
    outcome = call("schema", "diagram", "p.db", "-o", "er.png", "--scale", "100", folder=folder)
    assert outcome.code == 1
    assert "The image would be too large at scale 100" in outcome.err
    assert re.search(r"Use a scale of up to \d", outcome.err)
    assert not (folder / "er.png").exists()


def test_a_pdf_has_a_page_of_its_own_or_of_paper(folder: Path, qapp: QApplication) -> None:
    call("schema", "diagram", "p.db", "-o", "own.pdf", folder=folder)
    call("schema", "diagram", "p.db", "-o", "a4.pdf", "--paper", "a4", "--portrait", folder=folder)
    call("schema", "diagram", "p.db", "-o", "letter.pdf", "--paper", "Letter", folder=folder)
    (own,) = pages(folder / "own.pdf")
    assert own[0] < 600
    assert pages(folder / "a4.pdf") == [(595, 842)]
    assert pages(folder / "letter.pdf") == [(792, 612)]


def test_a_tiled_pdf_is_as_large_as_it_was_said(folder: Path, qapp: QApplication) -> None:
    call("schema", "diagram", "p.db", "-o", "er.pdf", "--tiled", "--landscape", "--scale", "9", folder=folder)
    sizes = pages(folder / "er.pdf")
    assert len(sizes) > 2
    assert set(sizes) == {(842, 595)}


def test_missing_libraries_are_told_before_qt_is_loaded(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trouble = ScreenUnusable("no window", cause="Missing: libEGL.so.1.", remedy="apt-get install libegl1")
    monkeypatch.setattr(painted, "library_trouble", lambda: trouble)
    outcome = call("schema", "diagram", "p.db", "-o", "er.png", folder=folder)
    assert outcome.code == 1
    assert "Missing: libEGL.so.1." in outcome.err
    assert "apt-get install libegl1" in outcome.err
    assert not (folder / "er.png").exists()


@pytest.mark.parametrize("suffix", ["png", "pdf", "svg"])
def test_no_screen_is_needed(folder: Path, suffix: str) -> None:
    environment = {key: value for key, value in os.environ.items() if key not in _SCREENS}
    command = [sys.executable, "-m", "pipeline_browser", "schema", "diagram", "p.db", "-o", f"er.{suffix}"]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert (folder / f"er.{suffix}").read_bytes().startswith(_BEGINNINGS[suffix])


def test_no_qt_is_loaded_for_a_text(folder: Path) -> None:
    code = (
        "import sys; from pipeline_browser.__main__ import main; "
        "main(['schema', 'diagram', 'p.db', '-o', 'er.svg']); "
        "print([name for name in sys.modules if 'PySide' in name])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, check=True)
    assert done.stdout.decode().strip() == "[]"


_SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
_BEGINNINGS = {"png": b"\x89PNG", "pdf": b"%PDF-", "svg": b"<svg "}
