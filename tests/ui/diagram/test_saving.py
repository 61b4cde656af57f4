"""Saving the diagram from the tab, and copying it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog

from pipeline_browser.diagram.layout.shapes import Point
from tests.ui.diagram.showing import box

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from pipeline_browser.app import Parts
    from pipeline_browser.ui.diagram.tab import DiagramTab


def save(qtbot: QtBot, tab: DiagramTab, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "open", lambda dialog: dialog.fileSelected.emit(str(path)))
    with qtbot.waitSignal(tab.saver.saved):
        tab.actions_by_name["save"].trigger()


def test_an_svg_shows_the_tables_where_they_were_put(
    qtbot: QtBot, tab: DiagramTab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = box(tab, "note").number
    tab.mover.move([number], Point(200, 120))
    save(qtbot, tab, tmp_path / "d.svg", monkeypatch)
    root = ET.parse(tmp_path / "d.svg").getroot()  # noqa: S314 - our own file
    texts = {each.text for each in root.iter("{http://www.w3.org/2000/svg}text")}
    place = box(tab, "note").place
    assert {"customer", "order", "<b>odd</b>"} <= texts
    assert re.search(rf"translate\({place.x:g} {place.y:g}\)", (tmp_path / "d.svg").read_text("utf-8"))


def test_a_png_holds_the_whole_diagram_twice_as_large(
    qtbot: QtBot, tab: DiagramTab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(qtbot, tab, tmp_path / "d.png", monkeypatch)
    image = QImage(str(tmp_path / "d.png"))
    assert image.width() == pytest.approx(2 * (tab.scene.content().width() + 64), abs=2)
    assert image.pixelColor(QPoint(2, 2)) == tab.look.ink.page


def test_a_saved_picture_fades_nothing(
    qtbot: QtBot, tab: DiagramTab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(qtbot, tab, tmp_path / "plain.png", monkeypatch)
    tab.focus.select([box(tab, "note").number])
    save(qtbot, tab, tmp_path / "selected.png", monkeypatch)
    assert QImage(str(tmp_path / "plain.png")) == QImage(str(tmp_path / "selected.png"))


@pytest.mark.parametrize(
    ("name", "begins"),
    [("d.pdf", b"%PDF-"), ("d.mmd", b"erDiagram"), ("d.dot", b"digraph"), ("d.puml", b"@startuml")],
)
def test_other_formats_are_told_by_the_suffix(
    qtbot: QtBot, tab: DiagramTab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, begins: bytes
) -> None:
    save(qtbot, tab, tmp_path / name, monkeypatch)
    assert (tmp_path / name).read_bytes().startswith(begins)


def test_the_database_itself_is_never_written_over(
    qtbot: QtBot, tab: DiagramTab, parts: Parts, database: Path
) -> None:
    beside = database.with_name(database.name + ".svg").resolve()
    beside.symlink_to(database)
    before = database.read_bytes()
    assert tab.picture_now is not None
    assert tab.loader.location is not None
    with qtbot.waitSignal(tab.saver.failed):
        tab.saver.save(beside, tab.picture_now, tab.loader.location)
    assert database.read_bytes() == before
    assert parts.window.notice_bar.texts[0] == "The diagram was not saved"


def test_a_name_without_a_format_says_which_there_are(qtbot: QtBot, tab: DiagramTab, tmp_path: Path) -> None:
    assert tab.picture_now is not None
    assert tab.loader.location is not None
    with qtbot.waitSignal(tab.saver.failed) as failed:
        tab.saver.save(tmp_path / "d.docx", tab.picture_now, tab.loader.location)
    assert ".puml" in failed.args[0].remedy
    assert not (tmp_path / "d.docx").exists()


def test_the_image_on_the_clipboard_shows_the_diagram(tab: DiagramTab) -> None:
    tab.actions_by_name["copy_image"].trigger()
    image = QGuiApplication.clipboard().image()
    assert image.width() == pytest.approx(2 * (tab.scene.content().width() + 64), abs=2)
