"""Saving and copying: the whole picture as it stands, in every format, and never over the database."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QProgressDialog

from pipeline_browser.diagram.export.options import ExportOptions
from pipeline_browser.diagram.layout.shapes import Point
from pipeline_browser.ui.diagram.output import steps
from pipeline_browser.ui.diagram.output.painting import BUILDING, image_for, largest_scale, paint_image
from tests.ui.diagram.output.asking import answer_file, choose_format, open_dialog, save
from tests.ui.diagram.showing import box

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from pipeline_browser.app import Parts
    from pipeline_browser.ui.diagram.output.order import Order
    from pipeline_browser.ui.diagram.tab import DiagramTab

SVG = "{http://www.w3.org/2000/svg}"


def order_of(tab: DiagramTab, **options: object) -> Order:
    order = tab.output.order()
    assert order is not None
    return order.with_options(replace(ExportOptions(), **options))  # type: ignore[arg-type]


def texts(path: Path) -> set[str | None]:
    root = ET.parse(path).getroot()  # noqa: S314 - our own file
    return {each.text for each in root.iter(f"{SVG}text")}


def test_an_svg_shows_the_tables_where_they_were_put(
    qtbot: QtBot, tab: DiagramTab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = box(tab, "note").number
    tab.mover.move([number], Point(200, 120))
    save(qtbot, tab, tmp_path / "d.svg", monkeypatch)
    place = box(tab, "note").place
    assert {"customer", "order", "<b>odd</b>"} <= texts(tmp_path / "d.svg")
    assert re.search(rf"translate\({place.x:g} {place.y:g}\)", (tmp_path / "d.svg").read_text("utf-8"))


def test_a_png_is_as_large_as_its_scale_says_and_as_the_svg_is(
    qtbot: QtBot, tab: DiagramTab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(qtbot, tab, tmp_path / "d.svg", monkeypatch)
    save(qtbot, tab, tmp_path / "d.png", monkeypatch, lambda it: it.form.scale.choose(3))
    root = ET.parse(tmp_path / "d.svg").getroot()  # noqa: S314 - our own file
    image = QImage(str(tmp_path / "d.png"))
    assert image.width() == pytest.approx(3 * float(root.attrib["width"]), abs=1)
    assert image.height() == pytest.approx(3 * float(root.attrib["height"]), abs=1)
    assert image.pixelColor(QPoint(2, 2)) == tab.look.ink.page


def test_a_saved_picture_fades_nothing(
    qtbot: QtBot, tab: DiagramTab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(qtbot, tab, tmp_path / "plain.png", monkeypatch)
    tab.focus.select([box(tab, "note").number])
    save(qtbot, tab, tmp_path / "selected.png", monkeypatch)
    assert QImage(str(tmp_path / "plain.png")) == QImage(str(tmp_path / "selected.png"))
    assert tab.focus.boxes


def test_a_pdf_holds_text_and_no_pictures(
    qtbot: QtBot, tab: DiagramTab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(qtbot, tab, tmp_path / "d.pdf", monkeypatch)
    content = (tmp_path / "d.pdf").read_bytes()
    assert content.startswith(b"%PDF-")
    assert b"/ToUnicode" in content
    assert b"/Subtype /Image" not in content


@pytest.mark.parametrize(
    ("name", "begins"),
    [("d.mmd", b"erDiagram"), ("d.dot", b"digraph"), ("d.puml", b"@startuml"), ("d.dbml", b"Table")],
)
def test_text_formats_say_what_is_shown(
    qtbot: QtBot, tab: DiagramTab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, begins: bytes
) -> None:
    save(qtbot, tab, tmp_path / name, monkeypatch)
    assert (tmp_path / name).read_bytes().startswith(begins)


def test_the_suffix_that_is_typed_decides(
    qtbot: QtBot, tab: DiagramTab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_file(monkeypatch, tmp_path / "d.dot")
    dialog = open_dialog(qtbot, tab)
    choose_format(dialog, "png")
    with qtbot.waitSignal(tab.exporting.saver.saved):
        dialog.decide.click()
    assert (tmp_path / "d.dot").read_text("utf-8").startswith("digraph")
    assert tab.strip.text() == f"Saved {tmp_path / 'd.dot'}"


def test_what_is_hidden_can_be_saved_all_the_same(
    qtbot: QtBot, tab: DiagramTab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tab.focus.select([box(tab, "note").number])
    tab.actions_by_name["hide"].trigger()
    qtbot.waitUntil(lambda: len(tab.scene.boxes) == 5 and tab.is_settled)
    save(qtbot, tab, tmp_path / "shown.svg", monkeypatch)
    save(qtbot, tab, tmp_path / "all.svg", monkeypatch, lambda it: it.form.content.choose(True))
    assert "note" not in texts(tmp_path / "shown.svg")
    assert "note" in texts(tmp_path / "all.svg")


def test_colours_are_those_of_the_window_or_others(
    qtbot: QtBot, tab: DiagramTab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def choose_dark(dialog: object) -> None:
        dialog.form.colours.widget.setCurrentText("Dark")  # type: ignore[attr-defined]

    save(qtbot, tab, tmp_path / "d.png", monkeypatch, choose_dark)
    assert QImage(str(tmp_path / "d.png")).pixelColor(2, 2).lightness() < 60


def test_the_database_itself_is_never_written_over(
    qtbot: QtBot, tab: DiagramTab, parts: Parts, database: Path
) -> None:
    beside = database.with_name(database.name + ".svg").resolve()
    beside.symlink_to(database)
    before = database.read_bytes()
    with qtbot.waitSignal(tab.exporting.failed):
        tab.exporting.saver.save(beside, order_of(tab))
    assert database.read_bytes() == before
    assert parts.window.notice_bar.texts[0] == f"{beside} was not written"


def test_a_name_without_a_format_says_which_there_are(qtbot: QtBot, tab: DiagramTab, tmp_path: Path) -> None:
    with qtbot.waitSignal(tab.exporting.failed) as failed:
        tab.exporting.saver.save(tmp_path / "d.docx", order_of(tab))
    assert ".puml" in failed.args[0].remedy
    assert not (tmp_path / "d.docx").exists()


@pytest.mark.parametrize("suffix", ["svg", "png", "pdf"])
def test_a_full_disk_is_told_and_an_older_file_kept(
    qtbot: QtBot, tab: DiagramTab, tmp_path: Path, suffix: str
) -> None:
    target = tmp_path / f"d.{suffix}"
    target.symlink_to("/dev/full")
    if not Path("/dev/full").exists():
        pytest.skip("there is no device that is always full")
    with qtbot.waitSignal(tab.exporting.failed) as failed:
        tab.exporting.saver.save(target, order_of(tab))
    assert failed.args[0].cause == "No space left on device."


def test_a_folder_of_that_name_is_told(qtbot: QtBot, tab: DiagramTab, tmp_path: Path) -> None:
    (tmp_path / "d.svg").mkdir()
    with qtbot.waitSignal(tab.exporting.failed) as failed:
        tab.exporting.saver.save(tmp_path / "d.svg", order_of(tab))
    assert failed.args[0].cause == "A folder has this name."


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_told(qtbot: QtBot, tab: DiagramTab, tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0o500)
    with qtbot.waitSignal(tab.exporting.failed) as failed:
        tab.exporting.saver.save(tmp_path / "closed" / "d.svg", order_of(tab))
    assert failed.args[0].remedy == "Choose a folder that can be written."


def test_a_drawing_that_is_stopped_leaves_no_file(
    qtbot: QtBot, tab: DiagramTab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steps, "_SLICE", 0.0)  # so that it is never done at once
    tab.exporting.saver.save(tmp_path / "d.png", order_of(tab))
    running = tab.exporting.saver.findChild(steps.Steps)
    progress = tab.findChild(QProgressDialog)
    assert running is not None
    assert progress is not None
    with qtbot.waitSignal(running.destroyed):
        progress.canceled.emit()
    assert list(tmp_path.glob("*.png")) == []


@pytest.mark.parametrize("suffix", ["png", "pdf"])
def test_a_window_that_is_closed_leaves_what_it_paints(
    qtbot: QtBot, tab: DiagramTab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    monkeypatch.setattr(steps, "_SLICE", 0.0)
    tab.exporting.saver.save(tmp_path / f"d.{suffix}", order_of(tab))
    running = tab.exporting.saver.findChild(steps.Steps)
    assert running is not None
    with qtbot.waitSignal(running.destroyed):
        tab.exporting.stop()
    assert list(tmp_path.glob(f"*.{suffix}")) == []


def test_the_image_on_the_clipboard_shows_the_diagram(qtbot: QtBot, tab: DiagramTab) -> None:
    with qtbot.waitSignal(tab.exporting.copier.copied):
        tab.actions_by_name["copy_image"].trigger()
    area = order_of(tab).area
    image = QGuiApplication.clipboard().image()
    assert image.width() == pytest.approx(2 * area.width, abs=1)
    assert tab.strip.text().startswith("Copied an image of ")


def test_an_image_on_the_clipboard_is_never_huge(qtbot: QtBot, tab: DiagramTab) -> None:
    with qtbot.waitSignal(tab.exporting.copier.copied):
        tab.exporting.copier.copy_image(order_of(tab, scale=30.0))
    image = QGuiApplication.clipboard().image()
    assert 35_000_000 < image.width() * image.height() < 41_000_000


def test_a_large_image_is_begun_a_little_at_a_time(tab: DiagramTab) -> None:
    canvas = order_of(tab).canvas(on_paper=False)
    scale = min(12.0, largest_scale(canvas.area))
    image = image_for(canvas, scale)
    parts = list(paint_image(canvas, image, scale))
    assert image.width() * image.height() > 40_000_000
    assert parts.count(BUILDING) > 10  # never all of its memory at once
    assert image.pixelColor(image.width() - 2, image.height() - 2) == canvas.look.ink.page


@pytest.mark.parametrize(
    ("suffix", "begins", "words"), [("mmd", "erDiagram\n", "Mermaid"), ("svg", "<svg ", "SVG")]
)
def test_the_text_of_a_format_can_be_copied(
    qtbot: QtBot, tab: DiagramTab, suffix: str, begins: str, words: str
) -> None:
    dialog = open_dialog(qtbot, tab)
    choose_format(dialog, suffix)
    dialog.copy.click()
    assert QGuiApplication.clipboard().text().startswith(begins)
    assert tab.strip.text() == f"Copied the diagram as {words}"
