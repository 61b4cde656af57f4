"""Names that are empty, blank, or hold characters that act: seen as they are, wherever they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from pipeline_browser.ui.diagram.choosing.hidden_list import HiddenList
from tests.ui.diagram.inspector.looking import Looking
from tests.ui.diagram.showing import is_drawn, make, press, select, show
from tests.ui.finding import child

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from pipeline_browser.app import Parts
    from pipeline_browser.ui.diagram.tab import DiagramTab

SCHEMA = """
CREATE TABLE ""("" INTEGER PRIMARY KEY);
CREATE TABLE " "(" " INTEGER REFERENCES ""(""));
CREATE TABLE "one
two\u202e"(id INTEGER PRIMARY KEY);
"""
SEEN = {"": '""', " ": '" "', "one\ntwo\u202e": "one\\x0atwo\\u202e"}


@pytest.fixture
def odd(qtbot: QtBot, parts: Parts, tmp_path: Path) -> DiagramTab:
    tab = show(qtbot, parts, make(tmp_path / "odd.db", SCHEMA))
    qtbot.waitUntil(lambda: is_drawn(tab) and tab.is_settled)
    return tab


@pytest.mark.parametrize("name", SEEN)
def test_the_name_is_seen_in_what_can_be_undone_and_below_the_diagram(odd: DiagramTab, name: str) -> None:
    select(odd, name)
    odd.actions_by_name["nudge_right"].trigger()
    assert odd.actions_by_name["undo"].text() == f"Undo move {SEEN[name]}"
    assert odd.strip.text().startswith(f"table {SEEN[name]}; 1 column")


def test_hidden_tables_are_listed_so_that_they_can_be_told_apart(qtbot: QtBot, odd: DiagramTab) -> None:
    select(odd, "", " ")
    press(qtbot, odd, Qt.Key.Key_H)
    odd.actions_by_name["show_hidden"].trigger()
    hidden = child(odd.view, HiddenList)
    assert [hidden.list.item(row).text() for row in range(hidden.list.count())] == ['""', '" "']
    hidden.close()


def test_the_inspector_and_the_sentence_of_a_key_say_them_too(qtbot: QtBot, odd: DiagramTab) -> None:
    odd.beside.show_inspector(True)
    looking = Looking(qtbot, odd)
    looking.select(" ")
    assert looking.title == '" "'
    assert any('→ "".""' in sentence for sentence in looking.sections()["Columns"])
    odd.focus.select_line(0)
    assert odd.strip.text() == 'each " " belongs to at most one "" (" " → "")'
