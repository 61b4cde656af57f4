"""The first rows of what is selected, and its SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from pipeline_browser.model import tables
from pipeline_browser.model.tables import Cut, Ending, Page
from pipeline_browser.ui.diagram.inspector.value_words import cell_text, stand_in, value_tooltip
from tests.ui.diagram.showing import change_outside, is_drawn, make, show

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from pipeline_browser.app import Parts
    from pipeline_browser.model.tables import Value
    from tests.ui.diagram.inspector.looking import Looking

NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {}) SELECT i FROM n"


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


def test_rows_are_read_when_their_page_shows(looking: Looking) -> None:
    looking.select("customer")
    assert looking.cells() == []
    looking.turn_to("Rows")
    assert looking.cells() == [["1", "Ada", "x'00ff' 2 bytes"], ["2", "", "NULL"]]
    assert looking.inspector.rows.status.text() == "All 2 rows"
    looking.select("orders")
    assert looking.cells() == [["1", "1"]]


def test_the_page_that_somebody_chose_is_shown_of_the_next_table_too(looking: Looking) -> None:
    looking.select("customer")
    looking.turn_to("Rows")
    looking.tab.focus.clear()
    looking.settle()
    assert looking.inspector.pages.currentWidget() is looking.inspector.facts
    looking.select("orders")
    assert looking.inspector.pages.currentWidget() is looking.inspector.rows
    assert looking.cells() == [["1", "1"]]


def test_rows_that_are_added_outside_appear(looking: Looking, database: Path) -> None:
    looking.select("<b>odd</b>")
    looking.turn_to("Rows")
    assert looking.inspector.rows.status.text() == "No rows"
    change_outside(database, f'INSERT INTO "<b>odd</b>" {NUMBERS.format(1234)}')
    looking.qtbot.waitUntil(lambda: looking.inspector.rows.status.text() == "First 50 of 1,234 rows")
    assert len(looking.cells()) == 50


def test_a_view_without_end_gives_up_and_can_be_tried_again(
    looking: Looking, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "SECONDS", 0.1)
    change_outside(
        database,
        "CREATE VIEW endless AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
        "SELECT max(i) AS m FROM n",
    )
    looking.qtbot.waitUntil(lambda: any(item.box.name == "endless" for item in looking.tab.scene.boxes))
    looking.settle()
    looking.select("endless")
    looking.turn_to("Rows")
    page = looking.inspector.rows
    assert page.again.isVisible()
    assert page.message.text() == "It takes too long to find the first row."
    page.again.click()
    looking.settle()
    assert page.again.isVisible()


def test_a_view_that_cannot_be_read_says_why(qtbot: QtBot, parts: Parts, tmp_path: Path) -> None:
    from tests.ui.diagram.inspector.looking import Looking  # noqa: PLC0415

    tab = show(qtbot, parts, make(tmp_path / "b.db", "CREATE TABLE t(x); CREATE VIEW v AS SELECT y FROM t"))
    qtbot.waitUntil(lambda: is_drawn(tab) and tab.is_settled)
    tab.beside.show_inspector(True)
    looking = Looking(qtbot, tab)
    looking.select("v")
    assert looking.sections()["Problems"] == ["no such column: y"]
    looking.turn_to("Rows")
    assert "no such column: y" in looking.inspector.rows.message.text()


def test_a_cell_is_copied_as_it_is_stored_and_several_as_rows(looking: Looking) -> None:
    looking.select("customer")
    looking.turn_to("Rows")
    table = looking.inspector.rows.table
    table.setFocus()
    table.setCurrentIndex(table.rows.index(0, 2))
    QTest.keySequence(table, "Ctrl+C")
    assert clipboard() == "00ff"
    QTest.keySequence(table, "Ctrl+Shift+C")
    assert clipboard() == "x'00ff'"
    table.selectAll()
    QTest.keySequence(table, "Ctrl+C")
    assert clipboard() == "id\tname\tphoto\n1\tAda\t00ff\n2\t\t"


def test_a_value_of_which_only_the_beginning_is_here_is_not_copied(looking: Looking) -> None:
    looking.select("customer")
    looking.turn_to("Rows")
    QGuiApplication.clipboard().setText("before")
    page = looking.inspector.rows
    page.table.show_page(Page(("x",), ((Cut("xx", 12_345),),), Ending.ALL))
    page.table.setCurrentIndex(page.table.rows.index(0, 0))
    page.table.copy()
    assert clipboard() == "before"
    assert page.status.text() == "Not copied: only the beginning of these 12,345 characters is here."


def test_facts_are_copied_too(looking: Looking) -> None:
    looking.select("order")
    view = looking.inspector.facts
    view.setFocus()
    view.setCurrentIndex(looking.index("Columns", "customer"))
    QTest.keySequence(view, "Ctrl+C")
    assert clipboard() == "customer"
    view.selectionModel().select(looking.index("Columns", "total"), QItemSelectionModel.SelectionFlag.Select)
    QTest.keySequence(view, "Ctrl+C")
    assert clipboard() == ("Name\tType\tNotes\ncustomer\tINTEGER, not null\t→ customer.id\ntotal\tREAL\t")


def test_the_sql_of_a_table_comes_with_its_indexes_and_triggers(looking: Looking) -> None:
    looking.select("order")
    looking.turn_to("DDL")
    text = looking.inspector.ddl.sql.toPlainText()
    begins = [line.split("(")[0] for line in text.split("\n") if line.startswith("CREATE")]
    assert [each.rsplit(" ON ")[0] for each in begins] == [
        'CREATE TABLE "order"',
        "CREATE INDEX order_placed",
        "CREATE INDEX order_customer",
        "CREATE TRIGGER order_changed AFTER UPDATE OF total",
    ]
    looking.inspector.ddl.copy_button.click()
    assert clipboard() == text


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (9223372036854775807, "9223372036854775807"),
        (1.5, "1.5"),
        ("a\nb\tc", "a↵b⇥c"),
        ("\udcff", "\\xff"),
        ("x" * 300, "x" * 200 + "…"),
        (b"", "x'' 0 bytes"),
        (bytes(1204), "x'000000000000000000000000…' 1,204 bytes"),
        (Cut("ab", 5_000_000), "ab…"),
        ("\u202e", "\\u202e"),
    ],
)
def test_a_cell_shows_a_value_literally_and_shortly(value: Value, cell: str) -> None:
    assert cell_text(value) == cell


def test_null_and_empty_text_are_told_apart_from_the_same_words() -> None:
    assert [stand_in(value) for value in (None, "", "NULL", "empty", b"", 0)] == [
        "NULL",
        "empty",
        "",
        "",
        "",
        "",
    ]


def test_a_tooltip_shows_the_lines_and_the_length() -> None:
    assert value_tooltip("a\nb") == "a\nb\n(3 characters)"
    assert value_tooltip("x" * 3000).endswith("x…\n(3,000 characters)")


def test_the_empty_text_is_dim_in_the_table(looking: Looking) -> None:
    looking.select("customer")
    looking.turn_to("Rows")
    table = looking.inspector.rows.table
    assert table.rows.index(1, 1).data(Qt.ItemDataRole.DisplayRole) == ""
    picture = table.grab(table.visualRect(table.rows.index(1, 1))).toImage()
    colours = {
        picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(picture.height())
    }
    assert len(colours) > 1, "nothing is written there"


def test_the_rows_of_a_view_are_counted_when_somebody_asks(
    looking: Looking, parts: Parts, database: Path
) -> None:
    with looking.qtbot.waitSignal(parts.session.changed):  # what was counted before it would be outdated
        change_outside(database, f'INSERT INTO "order"(customer) SELECT 1 FROM ({NUMBERS.format(1234)})')
    looking.settle()
    looking.select("orders")
    looking.turn_to("Rows")
    page = looking.inspector.rows
    assert page.status.text() == "First 50 rows"
    page.count.click()
    looking.qtbot.waitUntil(lambda: page.status.text() == "First 50 of 1,235 rows")
    assert page.count.isHidden()
    assert looking.words == "view · 1,235 rows"


def test_counting_that_is_cancelled_can_be_asked_for_again(
    looking: Looking, parts: Parts, database: Path
) -> None:
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n"
    change_outside(database, f"CREATE VIEW endless AS {endless}")
    looking.qtbot.waitUntil(lambda: any(item.box.name == "endless" for item in looking.tab.scene.boxes))
    looking.settle()
    looking.select("endless")
    looking.turn_to("Rows")
    page = looking.inspector.rows
    page.count.click()
    assert page.status.text() == "Counting…"
    parts.session.worker.cancel_all()
    looking.qtbot.waitUntil(page.count.isVisible)
    assert page.status.text() == "First 50 rows"


def test_numbers_stand_at_the_right_and_so_does_their_title(looking: Looking) -> None:
    looking.select("customer")
    looking.turn_to("Rows")
    model, role = looking.inspector.rows.table.rows, Qt.ItemDataRole.TextAlignmentRole
    titles = [model.headerData(column, Qt.Orientation.Horizontal, role) for column in range(3)]
    right, left = (
        int(each | Qt.AlignmentFlag.AlignVCenter)
        for each in (Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignLeft)
    )
    assert titles == [right, left, left]
    assert model.index(0, 0).data(role) == right
