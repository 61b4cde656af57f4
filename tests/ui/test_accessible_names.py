"""Every control has a name for those who do not see it, and no text is taken for markup."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QWidget,
)

from pipeline_browser.model.database import Database
from pipeline_browser.model.location import parse_location
from pipeline_browser.ui.migrations.plan_dialog import PlanDialog

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from pipeline_browser.app import Parts

CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
)
EVIL = "<img src=x> <b>&amp;.db"


def nameless(root: QWidget) -> list[str]:
    """Return the controls inside ``root`` whose role a screen reader would say without a name."""
    inside = [each for each in root.findChildren(QWidget) if isinstance(each, CONTROLS)]
    own = [each for each in inside if not _is_part_of_another(each)]
    return [f"{each} in {each.parentWidget()}" for each in own if not _name(each)]


def taken_for_markup(root: QWidget) -> list[str]:
    """Return the labels inside ``root`` that might render what they show."""
    labels = (each for each in root.findChildren(QLabel) if each.textFormat() is not Qt.TextFormat.PlainText)
    return [each.text() for each in labels if "<" in each.text()]


def _is_part_of_another(widget: QWidget) -> bool:
    """Whether Qt made the widget as a part of a control, which is what is named."""
    parent = widget.parentWidget()
    popup = parent is not None and parent.metaObject().className() == "QComboBoxPrivateContainer"
    in_line = isinstance(parent, QLineEdit)  # the cross that clears it
    return popup or in_line or isinstance(widget, QHeaderView) or widget.objectName().startswith("qt_")


def _name(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return str(interface.text(QAccessible.Text.Name))


@pytest.fixture
def opened(parts: Parts, qtbot: QtBot, tmp_path: Path) -> Parts:
    """A window on a database with a pending migration, and its plan."""
    path = tmp_path / EVIL
    Database.create(parse_location(path)).close()
    with qtbot.waitSignal(parts.session.opened):
        parts.window.opener.open_path(str(path))
    qtbot.waitUntil(lambda: parts.window.findChild(PlanDialog) is not None)
    return parts


def test_every_control_of_the_window_and_its_plan_has_a_name(opened: Parts) -> None:
    assert nameless(opened.window) == []


def test_names_that_look_like_markup_are_shown_as_they_are(opened: Parts) -> None:
    window = opened.window
    assert taken_for_markup(window) == []
    assert window.chip.text() == EVIL.replace("&", "&&")
    plan = window.findChild(PlanDialog)
    assert plan is not None
    assert EVIL in " ".join(label.text() for label in plan.findChildren(QLabel))
    for widget in window.findChildren(QWidget):
        assert "<img" not in widget.toolTip(), widget


@pytest.mark.parametrize("action", ["settings", "shortcuts", "palette", "about", "new-migration"])
def test_every_control_of_a_dialog_has_a_name(opened: Parts, qtbot: QtBot, action: str) -> None:
    window = opened.window
    plan = window.findChild(PlanDialog)
    assert plan is not None
    plan.reject()
    qtbot.waitUntil(lambda: not opened.migrations.flow.busy and not opened.session.worker.busy)
    window.actions_table[action].trigger()

    def dialogs() -> list[QWidget]:
        return [each for each in window.findChildren(QWidget) if each.isWindow() and each.isVisible()]

    qtbot.waitUntil(lambda: bool(dialogs()))
    assert nameless(dialogs()[0]) == []
    assert taken_for_markup(dialogs()[0]) == []
    dialogs()[0].close()
