"""What the inspector tells of tables, views, foreign keys, several of them, and the schema."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.diagram.showing import box, change_outside, is_drawn, make, show

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline_browser.app import Parts
    from tests.ui.diagram.inspector.looking import Looking


def test_a_table_tells_its_columns_with_all_that_holds_for_them(looking: Looking) -> None:
    looking.select("order")
    assert (looking.title, looking.words) == ("order", "table · 1 row")
    assert looking.sections()["Columns"] == [
        "id; INTEGER; primary key",
        "customer; INTEGER, not null; → customer.id",
        "placed; TEXT; default datetime('now')",
        "total; REAL",
        "cents; INTEGER; generated, stored: total * 100",
    ]
    looking.select("customer")
    assert looking.sections()["Columns"][1] == "name; TEXT, not null; unique · collate NOCASE"
    looking.select("pair")
    assert looking.words == "table · 0 rows · STRICT · WITHOUT ROWID"
    assert looking.sections()["Columns"][1] == "b; INTEGER; primary key, 2 of 2"


def test_a_table_tells_its_keys_both_ways_as_sentences(looking: Looking) -> None:
    looking.select("order")
    sections = looking.sections()
    assert sections["Foreign keys"] == [
        "each order belongs to exactly one customer (customer → id); ON DELETE CASCADE"
    ]
    assert sections["Referenced by"] == ["each item belongs to at most one order (order → id)"]
    assert looking.fact("Referenced by", "item").below == "id ← order · no index"


def test_a_table_tells_its_indexes_checks_and_triggers(looking: Looking) -> None:
    looking.select("order")
    sections = looking.sections()
    assert sections["Indexes"] == ["order_placed; placed desc · where total > 0", "order_customer; customer"]
    assert sections["Checks"] == ["total >= 0"]
    assert sections["Triggers"] == ["order_changed; after update of total"]
    looking.select("customer")
    assert looking.sections()["Indexes"] == [
        "sqlite_autoindex_customer_1; unique constraint; name collate NOCASE"
    ]


def test_a_view_tells_its_columns(looking: Looking) -> None:
    looking.select("orders")
    assert (looking.title, looking.words) == ("orders", "view")
    assert looking.sections() == {"Columns": ["id", "customer"]}


def test_a_missing_table_tells_what_refers_to_it(looking: Looking) -> None:
    looking.select("gone")
    assert looking.words == "missing table: foreign keys refer to it"
    (sentence,) = looking.sections()["Referenced by"]
    assert sentence.endswith("not enforced: the parent table does not exist")
    assert looking.inspector.pages.tabBar().isHidden()


def test_a_line_tells_its_sentence_both_ends_and_its_rules(looking: Looking) -> None:
    looking.select_line("customer")
    assert looking.words == "each order belongs to exactly one customer (customer → id); ON DELETE CASCADE"
    assert looking.sections() == {
        "Refers": ["order", "customer; INTEGER"],
        "To": ["customer", "id; INTEGER"],
        "Rules": [
            "On delete; CASCADE",
            "On update; NO ACTION",
            "Checked; by each statement",
            "Index; order_customer",
        ],
    }
    looking.select_line("gone")
    rules = looking.sections()["Rules"]
    assert rules[0] == "Not enforced; the parent table does not exist"
    assert rules[-1] == "Index; none; to find what belongs to a row, SQLite reads all of item"


@pytest.mark.parametrize(
    ("clause", "told"),
    [
        ("", "Checked; by each statement"),
        ("DEFERRABLE INITIALLY DEFERRED", "Checked; at COMMIT"),
        ("DEFERRABLE", "Checked; by each statement; DEFERRABLE, but not INITIALLY DEFERRED"),
    ],
)
def test_a_line_tells_when_it_is_checked(
    looking: Looking, parts: Parts, tmp_path: Path, clause: str, told: str
) -> None:
    schema = f"CREATE TABLE p(id INTEGER PRIMARY KEY); CREATE TABLE c(x REFERENCES p(id) {clause})"
    tab = show(looking.qtbot, parts, make(tmp_path / "other.db", schema))
    looking.qtbot.waitUntil(lambda: is_drawn(tab) and len(tab.scene.lines) == 1)
    looking.select_line("x")
    assert told in looking.sections()["Rules"]


def test_with_nothing_selected_the_schema_is_told_at_a_glance(looking: Looking) -> None:
    looking.tab.focus.clear()
    looking.settle()
    assert (looking.title, looking.words) == (
        "Schema",
        "5 tables, 1 view, 3 foreign keys, 2 indexes, 1 trigger",
    )
    sections = looking.sections()
    assert [fact.split(";")[0] for fact in sections["Problems"]] == [
        "each item belongs to at most one gone (gone → id)"
    ]
    assert sections["Foreign keys without an index"] == [
        "each item belongs to at most one order (order → id)"
    ]
    assert sections["Largest tables"] == ["customer; 2 rows", "order; 1 row"]
    assert sections["Tables without relations"] == ["pair; 0 rows", "<b>odd</b>; 0 rows"]


def test_several_tables_tell_the_keys_among_them(looking: Looking) -> None:
    looking.select("order", "customer", "orders")
    assert (looking.title, looking.words) == ("2 tables and 1 view", "3 rows in all")
    sections = looking.sections()
    assert sections["Selected"] == ["customer; 2 rows", "order; 1 row", "orders"]
    assert len(sections["Foreign keys among them"]) == 1


def test_what_changes_outside_shows_while_place_and_selection_stay(looking: Looking, database: Path) -> None:
    looking.select("order")
    looking.inspector.facts.setCurrentIndex(looking.index("Columns", "total"))
    change_outside(database, 'INSERT INTO "order"(customer) VALUES (1)')
    looking.qtbot.waitUntil(lambda: looking.words == "table · 2 rows")
    assert looking.inspector.facts.selected_facts()[0].text == "total"
    change_outside(database, 'ALTER TABLE "order" ADD COLUMN later')
    looking.qtbot.waitUntil(lambda: "later" in looking.sections()["Columns"])
    looking.settle()
    assert looking.title == "order"
    assert looking.tab.focus.boxes == {box(looking.tab, "order").number}
    assert looking.inspector.facts.selected_facts()[0].text == "total"


def test_a_section_stays_folded_for_other_tables_too(looking: Looking) -> None:
    looking.select("order")
    view = looking.inspector.facts
    title = view.facts.index(0, 0)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(title).center())
    assert not view.isExpanded(title)
    looking.select("customer")
    assert not view.isExpanded(view.facts.index(0, 0))
    view.setCurrentIndex(view.facts.index(0, 0))
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert view.isExpanded(view.facts.index(0, 0))


def test_names_that_look_like_markup_are_shown_as_they_are(looking: Looking) -> None:
    looking.select("<b>odd</b>")
    assert looking.title == "<b>odd</b>"
    assert looking.inspector.header.title.textFormat() is Qt.TextFormat.PlainText
    assert "<b>" not in looking.inspector.header.title.toolTip().removeprefix("<qt>")
    tip = looking.index("Columns", "<i>x</i>").data(Qt.ItemDataRole.ToolTipRole)
    assert tip == "<qt>&lt;i&gt;x&lt;/i&gt;; INTEGER</qt>"


def test_closing_the_database_empties_the_inspector(looking: Looking, parts: Parts) -> None:
    looking.select("order")
    parts.session.close()
    looking.qtbot.waitUntil(lambda: looking.title == "Nothing to inspect")
    assert looking.sections() == {}
