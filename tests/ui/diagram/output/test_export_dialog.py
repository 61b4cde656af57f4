"""The dialog shows what there will be, asks only what matters for the format, and remembers the answers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.diagram.export.formats import Format
from pipeline_browser.diagram.export.options import Colours, ExportOptions, as_text, from_text
from pipeline_browser.diagram.export.paper import Paper, Turn
from pipeline_browser.diagram.export.paper_choice import PaperChoice, Spread
from tests.ui.diagram.output.asking import choose_format, open_dialog, save
from tests.ui.diagram.showing import box

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from pipeline_browser.ui.diagram.output.dialog import OutputDialog
    from pipeline_browser.ui.diagram.tab import DiagramTab


@pytest.fixture
def dialog(qtbot: QtBot, tab: DiagramTab) -> OutputDialog:
    """The export dialog, open."""
    return open_dialog(qtbot, tab)


def asked(dialog: OutputDialog) -> list[str]:
    form = dialog.form
    boxes = (form.content, form.scale, form.spread, form.paper, form.turn, form.tiles, form.colours)
    widgets: list[QWidget] = [each.widget for each in boxes]
    names = [each.accessibleName() for each in widgets if each.isVisible()]
    return [*names, "Legend"] if form.legend.isVisible() else names


@pytest.mark.parametrize(
    ("suffix", "questions"),
    [
        ("svg", ["Colours", "Legend"]),
        ("png", ["Scale", "Colours", "Legend"]),
        ("pdf", ["Pages", "Colours", "Legend"]),
        ("mmd", []),
        ("dbml", []),
    ],
)
def test_only_what_matters_for_a_format_is_asked(
    dialog: OutputDialog, suffix: str, questions: list[str]
) -> None:
    choose_format(dialog, suffix)
    assert asked(dialog) == questions


def test_paper_is_asked_about_where_there_is_some(dialog: OutputDialog) -> None:
    choose_format(dialog, "pdf")
    dialog.form.spread.choose(Spread.ONE)
    assert asked(dialog) == ["Pages", "Paper", "Orientation", "Colours", "Legend"]
    dialog.form.spread.choose(Spread.TILED)
    assert asked(dialog) == ["Pages", "Paper", "Orientation", "Scale", "Colours", "Legend"]


def test_the_size_of_an_image_is_told_for_every_scale(dialog: OutputDialog) -> None:
    choose_format(dialog, "png")
    widths = []
    for scale in (1, 2, 4):
        dialog.form.scale.choose(scale)
        found = re.fullmatch(r"([\d,]+) \xd7 [\d,]+ pixels", dialog.summary.text())
        assert found
        widths.append(int(found[1].replace(",", "")))
    assert widths[1] == pytest.approx(2 * widths[0], abs=1)
    assert widths[2] == pytest.approx(4 * widths[0], abs=2)


def test_the_number_of_pages_is_told(dialog: OutputDialog) -> None:
    choose_format(dialog, "pdf")
    assert re.fullmatch(r"1 page of \d+ \xd7 \d+ mm", dialog.summary.text())
    dialog.form.spread.choose(Spread.ONE)
    assert re.fullmatch(r"1 page, (landscape|portrait), at \d+ %", dialog.summary.text())
    dialog.form.spread.choose(Spread.TILED)
    dialog.form.tiles.choose(1.0)
    dialog.form.turn.choose(Turn.LANDSCAPE)
    pages = r"(1 page, landscape|\d+ pages, landscape, \d \xd7 \d), at 100 %"
    assert re.fullmatch(pages, dialog.summary.text())


def test_a_text_is_shown_before_it_is_saved(dialog: OutputDialog) -> None:
    choose_format(dialog, "dbml")
    assert dialog.views.currentWidget() is dialog.text
    assert dialog.text.toPlainText().startswith('Table "customer" {')
    assert re.fullmatch(r"\d+ lines", dialog.summary.text())


def test_nothing_is_asked_about_content_where_everything_is_shown(dialog: OutputDialog) -> None:
    assert "Content" not in asked(dialog)


def test_content_is_asked_about_where_something_is_hidden(qtbot: QtBot, tab: DiagramTab) -> None:
    tab.focus.select([box(tab, "note").number])
    tab.actions_by_name["hide"].trigger()
    qtbot.waitUntil(lambda: len(tab.scene.boxes) == 5 and tab.is_settled)
    dialog = open_dialog(qtbot, tab)
    choices = [dialog.form.content.widget.itemText(each) for each in (0, 1)]
    assert choices == ["What is shown: 4 tables, 1 view", "Everything: 5 tables, 1 view, all columns"]
    before = dialog.order
    dialog.form.content.choose(True)
    qtbot.waitUntil(dialog.decide.isEnabled)
    assert before is not None
    assert dialog.order is not None
    assert len(dialog.order.picture.graph.boxes) == len(before.picture.graph.boxes) + 1
    stood = dict(zip(before.picture.graph.boxes, before.picture.layout.positions, strict=True))
    stands = dict(zip(dialog.order.picture.graph.boxes, dialog.order.picture.layout.positions, strict=True))
    assert all(stands[each] == place for each, place in stood.items())


def test_what_was_chosen_is_chosen_the_next_time(
    qtbot: QtBot, tab: DiagramTab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def choose(dialog: OutputDialog) -> None:
        dialog.form.spread.choose(Spread.TILED)
        dialog.form.paper.choose(Paper.LETTER)
        dialog.form.legend.setChecked(False)

    save(qtbot, tab, tmp_path / "d.pdf", monkeypatch, choose)
    again = open_dialog(qtbot, tab)
    options = again.form.options
    assert again.formats.currentRow() == 2
    assert (options.format, options.paper.spread, options.paper.paper) == (
        Format.PDF,
        Spread.TILED,
        Paper.LETTER,
    )
    assert not options.explained


def test_options_survive_being_written_down() -> None:
    paper = PaperChoice(Spread.TILED, Paper.A3, Turn.LANDSCAPE, 0.75)
    options = ExportOptions(Format.PNG, 4, paper, Colours.DARK, explained=False)
    assert from_text(as_text(options), ExportOptions()) == options


@pytest.mark.parametrize(
    "text", ["", "x", "[]", "{}", '{"scale": 99, "paper": 7, "format": null, "size": 9, "turn": []}']
)
def test_what_cannot_be_understood_is_as_if_nothing_was_chosen(text: str) -> None:
    assert from_text(text, ExportOptions()) == ExportOptions()
