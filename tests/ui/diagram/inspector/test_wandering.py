"""Back and forward through what was selected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.diagram.showing import change_outside, make, show

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline_browser.app import Parts
    from tests.ui.diagram.inspector.looking import Looking


def go(looking: Looking, where: str) -> None:
    looking.tab.actions_by_name[f"go_{where}"].trigger()
    looking.settle()


def can(looking: Looking) -> tuple[bool, bool]:
    back, forward = (looking.tab.actions_by_name[f"go_{where}"].isEnabled() for where in ("back", "forward"))
    return back, forward


def test_back_and_forward_go_through_what_was_selected(looking: Looking) -> None:
    assert can(looking) == (False, False)
    looking.select("order")
    looking.click("Foreign keys", "customer")
    looking.select_line("order")
    assert can(looking) == (True, False)
    go(looking, "back")
    assert looking.title == "customer"
    go(looking, "back")
    assert looking.title == "order"
    assert can(looking) == (False, True)
    go(looking, "forward")
    go(looking, "forward")
    assert looking.title == "Foreign key"


def test_keys_go_back_and_forward_from_anywhere_in_the_tab(looking: Looking) -> None:
    looking.select("order")
    looking.select("customer")
    for widget in (looking.tab.view, looking.inspector.facts):
        widget.setFocus()
        QTest.keySequence(widget, "Alt+Left")
        looking.settle()
        assert looking.title == "order"
        QTest.keySequence(widget, "Alt+Right")
        looking.settle()
        assert looking.title == "customer"


def test_with_nothing_selected_back_selects_the_last_again(looking: Looking) -> None:
    looking.select("order")
    looking.tab.focus.clear()
    looking.settle()
    assert can(looking) == (True, False)
    go(looking, "back")
    assert looking.title == "order"


def test_what_one_types_past_while_finding_is_no_step(looking: Looking) -> None:
    looking.select("pair")
    looking.tab.find_bar.field.setFocus()
    for text in ("c", "cu", "customer"):
        looking.tab.find_bar.field.setText(text)
        looking.settle()
    assert looking.title == "customer"
    go(looking, "back")
    assert looking.title == "pair"


def test_a_table_that_is_gone_is_passed_over(looking: Looking, database: Path) -> None:
    for name in ("order", "pair", "customer"):
        looking.select(name)
    change_outside(database, "DROP TABLE pair")
    looking.qtbot.waitUntil(lambda: all(item.box.name != "pair" for item in looking.tab.scene.boxes))
    looking.settle()
    go(looking, "back")
    assert looking.title == "order"


def test_another_database_has_a_trail_of_its_own(looking: Looking, parts: Parts, tmp_path: Path) -> None:
    looking.select("order")
    looking.select("customer")
    show(looking.qtbot, parts, make(tmp_path / "other.db", "CREATE TABLE alone(x)"))
    looking.settle()
    assert can(looking) == (False, False)


def test_a_key_to_a_hidden_table_shows_it_again(looking: Looking) -> None:
    looking.select("customer")
    looking.tab.actions_by_name["hide"].trigger()
    looking.settle()
    assert all(item.box.name != "customer" for item in looking.tab.scene.boxes)
    looking.select("order")
    looking.click("Foreign keys", "customer")
    looking.qtbot.waitUntil(lambda: looking.title == "customer")
    assert any(item.box.name == "customer" for item in looking.tab.scene.boxes)


def test_the_header_has_buttons_for_both(looking: Looking) -> None:
    looking.select("order")
    looking.select("customer")
    back, forward = looking.inspector.header.buttons
    assert (back.isEnabled(), forward.isEnabled()) == (True, False)
    QTest.mouseClick(back, Qt.MouseButton.LeftButton)
    looking.settle()
    assert looking.title == "order"
