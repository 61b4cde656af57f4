"""Finding tables and columns in the diagram."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.diagram.showing import box

if TYPE_CHECKING:
    from pipeline_browser.ui.diagram.tab import DiagramTab


def test_typing_finds_tables_before_columns_and_counts_the_hits(tab: DiagramTab) -> None:
    QTest.keyClicks(tab.find_bar.field, "Order")
    hits = [(tab.scene.boxes[hit.box].box.name, hit.row) for hit in tab.find_bar.hits]
    assert hits == [("order", None), ("orders", None), ("item", 1)]
    assert tab.find_bar.count.text() == "1 of 3"
    assert tab.focus.boxes == {box(tab, "order").number}


def test_enter_goes_round_the_hits_and_shift_enter_back(tab: DiagramTab) -> None:
    field = tab.find_bar.field
    QTest.keyClicks(field, "order")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert tab.focus.boxes == {box(tab, "orders").number}
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert box(tab, "item").marked_rows == {1}
    assert tab.find_bar.count.text() == "3 of 3"
    QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert tab.focus.boxes == {box(tab, "orders").number}


def test_what_is_found_comes_into_view_large_enough_to_read(tab: DiagramTab) -> None:
    tab.view.zoom_to(0.1)
    QTest.keyClicks(tab.find_bar.field, "product")
    seen = tab.view.mapToScene(tab.view.viewport().rect()).boundingRect()
    assert seen.contains(box(tab, "item").sceneBoundingRect().center())
    assert tab.view.scale_now >= 0.6


def test_text_that_is_nowhere_says_so_and_selects_nothing(tab: DiagramTab) -> None:
    QTest.keyClicks(tab.find_bar.field, "nowhere")
    assert tab.find_bar.count.text() == "no hits"
    assert not tab.focus.boxes


def test_markup_in_a_name_is_found_and_told_as_it_is(tab: DiagramTab) -> None:
    QTest.keyClicks(tab.find_bar.field, "<b>")
    assert tab.strip.text() == "table <b>odd</b>; 1 column; 0 rows"
    assert tab.strip.textFormat() is Qt.TextFormat.PlainText
