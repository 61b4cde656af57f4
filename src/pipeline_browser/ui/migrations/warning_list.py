"""The warnings about one file, each with its weight and line; choosing one goes to its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from pipeline_browser.overriding import override
from pipeline_browser.ui.labels import shown, tooltip
from pipeline_browser.ui.migrations.plan_words import SEVERITY_ICONS, SEVERITY_MEANINGS, warning_words
from pipeline_browser.ui.theme import ICON, INSIDE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from pipeline_browser.model.migrations.plan import PlanWarning
    from pipeline_browser.ui.theme import Theme

HIGHEST = 136  # pixels; more warnings scroll


class WarningList(QListWidget):
    """A list that is as high as its warnings, up to a limit.

    Signals:
        line_wanted: the line, from 1, of the warning that was chosen.
    """

    line_wanted = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._warnings: tuple[PlanWarning, ...] = ()
        self.setAccessibleName("Warnings")
        self.setWordWrap(True)
        self.setIconSize(QSize(ICON, ICON))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setStyleSheet(f"QListWidget::item {{ padding: {INSIDE}px; }}")
        self.itemActivated.connect(self._go_to_line)
        self.itemClicked.connect(self._go_to_line)
        theme.changed.connect(self._fill)
        self.hide()

    def show_warnings(self, warnings: Sequence[PlanWarning]) -> None:
        """Show these; without any the list is gone."""
        self._warnings = tuple(warnings)
        self._fill()
        self.setVisible(bool(warnings))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @Slot()
    def _fill(self) -> None:
        self.clear()
        for warning in self._warnings:
            icon = self._theme.icon(SEVERITY_ICONS[warning.severity], SEVERITY_MEANINGS[warning.severity])
            item = QListWidgetItem(icon, shown(warning_words(warning)), self)
            item.setData(Qt.ItemDataRole.UserRole, warning.line)
            if warning.line is not None:
                item.setToolTip(tooltip(f"Go to line {warning.line}"))
        self._fit()

    def _fit(self) -> None:
        self.doItemsLayout()  # the texts wrap at the present width
        height = min(HIGHEST, self.contentsSize().height() + 2 * self.frameWidth())
        if height != self.height():
            self.setFixedHeight(height)

    @Slot(QListWidgetItem)
    def _go_to_line(self, item: QListWidgetItem) -> None:
        line = item.data(Qt.ItemDataRole.UserRole)
        if line is not None:
            self.line_wanted.emit(line)
