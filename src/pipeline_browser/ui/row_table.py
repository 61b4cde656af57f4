"""How a table of whole rows looks and behaves, whatever is in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView

from pipeline_browser.ui.theme import RELATED

if TYPE_CHECKING:
    from PySide6.QtWidgets import QTableView

    from pipeline_browser.ui.theme import Theme


def dress_rows(table: QTableView, theme: Theme, name: str) -> None:
    """Let whole rows be selected, scrolled by pixels and told apart by their ground.

    Args:
        name: what the table holds, for those who do not see it.
    """
    rows = table.verticalHeader()
    rows.hide()
    rows.setSectionResizeMode(rows.ResizeMode.Fixed)
    rows.setDefaultSectionSize(table.fontMetrics().height() + RELATED + 4)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setAlternatingRowColors(True)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setStyleSheet(f"QTableView::item {{ padding: 0 {RELATED - 3}px; border: none; }}")
    table.setTabKeyNavigation(False)
    table.setCornerButtonEnabled(False)
    table.setFont(theme.body_font())
    table.setAccessibleName(name)
    table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
