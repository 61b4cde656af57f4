"""From the rows of actions to QActions: keys, tooltips, switches, and the methods that they call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence

from pipeline_browser.ui.actions import WHOLE_NAME
from pipeline_browser.ui.labels import tooltip

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtCore import QObject
    from PySide6.QtWidgets import QWidget

    from pipeline_browser.ui.action_row import TabAction


def make_actions(
    rows: Iterable[TabAction], tab: QWidget, view: QWidget, doers: Sequence[QObject]
) -> dict[str, QAction]:
    """Return the actions by name.

    Args:
        tab: hears the keys of most actions, as long as it shows.
        view: hears the keys of those that are meant for it alone, while it has the focus.
        doers: have a method for each action, by its name.
    """
    return {row.name: _make(row, tab, view, doers) for row in rows}


def _make(row: TabAction, tab: QWidget, view: QWidget, doers: Sequence[QObject]) -> QAction:
    action = QAction(row.text, tab)
    action.setObjectName(row.name)
    if row.short:
        action.setIconText(row.short)
    action.setProperty(WHOLE_NAME, row.whole)
    action.setShortcuts([QKeySequence(key) for key in row.keys])
    where = Qt.ShortcutContext.WidgetShortcut if row.here else Qt.ShortcutContext.WindowShortcut
    action.setShortcutContext(where)
    action.setCheckable(row.switch)
    (view if row.here else tab).addAction(action)
    keys = f" ({action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)})" if row.keys else ""
    action.setToolTip(tooltip(row.tip + keys))
    action.triggered.connect(next(getattr(doer, row.name) for doer in doers if hasattr(doer, row.name)))
    return action
