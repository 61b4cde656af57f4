"""The actions that copy from a list or grid, the same in all of them, and their menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QPoint
    from PySide6.QtWidgets import QAbstractItemView


def add_copy_actions(
    view: QAbstractItemView,
    copy: Callable[[], None],
    copy_rows: Callable[[], None],
    copy_literal: Callable[[], None],
) -> None:
    """Let keys copy from a view while it has the focus, and list the same for its menu."""
    for name, text, keys, slot in (
        ("copy", "Copy", QKeySequence(QKeySequence.StandardKey.Copy), copy),
        ("copy_rows", "Copy as TSV with headers", QKeySequence(), copy_rows),
        ("copy_literal", "Copy as SQL literal", QKeySequence("Ctrl+Shift+C"), copy_literal),
    ):
        action = QAction(text, view)
        action.setObjectName(name)
        action.setShortcut(keys)
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(slot)
        view.addAction(action)


def show_copy_menu(view: QAbstractItemView, at: QPoint) -> None:
    """Show the view's actions as a menu at a place of its viewport."""
    menu = QMenu(view)
    menu.aboutToHide.connect(menu.deleteLater)
    menu.addActions(view.actions())
    menu.popup(view.viewport().mapToGlobal(at))
