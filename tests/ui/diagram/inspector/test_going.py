"""Where the inspector leads: along keys, to columns, to SQL; by pointer and by keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from pipeline_browser.ui.diagram.canvas.look import Emphasis
from tests.ui.diagram.showing import box

if TYPE_CHECKING:
    from tests.ui.diagram.inspector.looking import Looking


def line(looking: Looking, *columns: str) -> int:
    return next(each.number for each in looking.tab.scene.lines if each.line.columns == columns)


def test_a_click_on_a_key_goes_to_the_other_table_and_selects_the_line(looking: Looking) -> None:
    looking.select("order")
    looking.click("Foreign keys", "customer")
    assert looking.title == "customer"
    assert looking.tab.focus.boxes == {box(looking.tab, "customer").number}
    assert looking.tab.scene.lines[line(looking, "customer")].emphasis is Emphasis.SELECTED
    marked = looking.inspector.facts.selected_facts()
    assert [fact.text for fact in marked] == ["order"]
    looking.click("Referenced by", "order")
    assert looking.title == "order"


def test_enter_goes_along_a_key_too(looking: Looking) -> None:
    looking.select("order")
    view = looking.inspector.facts
    view.setFocus()
    view.setCurrentIndex(looking.index("Referenced by", "item"))
    QTest.keyClick(view, Qt.Key.Key_Return)
    looking.settle()
    assert looking.title == "item"


def test_a_key_under_the_pointer_shows_its_line(looking: Looking) -> None:
    looking.select("order")
    view = looking.inspector.facts
    QTest.mouseMove(view.viewport(), looking.place("Foreign keys", "customer"))
    assert looking.tab.focus.hovered == line(looking, "customer")
    assert view.viewport().cursor().shape() is Qt.CursorShape.PointingHandCursor
    QTest.mouseMove(view.viewport(), looking.place("Columns", "id"))
    assert looking.tab.focus.hovered is None


def test_a_click_on_a_column_marks_it_in_its_box(looking: Looking) -> None:
    looking.select("order")
    looking.click("Columns", "placed")
    assert box(looking.tab, "order").marked_rows == {2}
    assert looking.title == "order"


def test_a_click_on_a_trigger_goes_to_its_sql(looking: Looking) -> None:
    looking.select("order")
    looking.click("Triggers", "order_changed")
    ddl = looking.inspector.ddl
    assert looking.inspector.pages.currentWidget() is ddl
    assert ddl.sql.textCursor().block().text().startswith("CREATE TRIGGER order_changed")


def test_what_the_glance_lists_leads_there(looking: Looking) -> None:
    looking.tab.focus.clear()
    looking.settle()
    looking.click("Largest tables", "order")
    assert looking.title == "order"
    looking.tab.focus.clear()
    looking.settle()
    looking.click("Problems", "item → gone")
    assert looking.title == "item"
    assert looking.tab.focus.line == line(looking, "gone")


@pytest.mark.parametrize("section", ["Refers", "To"])
def test_both_ends_of_a_line_lead_to_their_tables(looking: Looking, section: str) -> None:
    looking.select_line("customer")
    table = {"Refers": "order", "To": "customer"}[section]
    looking.click(section, table)
    assert looking.title == table


def test_a_key_under_the_keys_cursor_shows_its_line_until_the_list_is_left(looking: Looking) -> None:
    looking.select("order")
    view = looking.inspector.facts
    view.setFocus()
    view.setCurrentIndex(looking.index("Foreign keys", "customer"))
    assert looking.tab.focus.hovered == line(looking, "customer")
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert looking.tab.view.hasFocus()
    assert looking.tab.focus.hovered is None
