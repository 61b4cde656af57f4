"""The warnings about one file, the gravest first; choosing one goes to its line, or to its rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QMenu, QWidget

from pipeline_browser.overriding import override
from pipeline_browser.ui.labels import shown, tooltip
from pipeline_browser.ui.migrations.linting.marking import gravest_first
from pipeline_browser.ui.migrations.linting.warning_delegate import RULE, WarningDelegate
from pipeline_browser.ui.migrations.plan_words import SEVERITY_ICONS, SEVERITY_MEANINGS, warning_words
from pipeline_browser.ui.theme import ICON

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QMouseEvent, QResizeEvent

    from pipeline_browser.model.migrations.plan import PlanWarning
    from pipeline_browser.ui.theme import Theme

HIGHEST = 136  # pixels; more warnings scroll
LEAST = 84  # pixels where there is little room: three lines
ABOUT_KEYS = "Shift+F1"


class WarningList(QListWidget):
    """A list that is as high as its warnings, up to a limit.

    Signals:
        chosen: the PlanWarning that was clicked, or that Enter was pressed on.
        line_wanted: the line, from 1, of the warning that was chosen.
        rule_wanted: the id of a rule that somebody wants to know about.
    """

    chosen = Signal(object)
    line_wanted = Signal(int)
    rule_wanted = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._highest = HIGHEST
        self._wanted = 0
        self._is_fitting = False
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(0)
        self._again.timeout.connect(self._fit)
        self._warnings: tuple[PlanWarning, ...] = ()
        self._delegate = WarningDelegate(theme, self)
        self._dress()
        self._add_actions()
        self.itemActivated.connect(self._choose)
        theme.changed.connect(self._fill)
        self.hide()

    def show_warnings(self, warnings: Iterable[PlanWarning]) -> None:
        """Show these, the gravest first; without any the list is gone."""
        ordered = gravest_first(warnings)
        if ordered == self._warnings:
            return
        self._warnings = ordered
        self._fill()
        self.setVisible(bool(ordered))

    def leave_room(self, height: int) -> None:
        """Be no higher than a quarter of a height that is shared with others."""
        self._highest = max(LEAST, height // 4)
        self._fit()

    def text(self) -> str:
        """Return the warnings as lines, each with its rule."""
        return "\n".join(f"{warning_words(each)} [{each.rule}]" for each in self._warnings)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._point_at(self._rule_at(event.position().toPoint()))

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        place = event.position().toPoint()
        item = self.itemAt(place)
        if event.button() is not Qt.MouseButton.LeftButton or item is None:
            return
        if self._rule_at(place).isValid():
            self.rule_wanted.emit(item.data(RULE))
        else:
            self._choose(item)

    def _rule_at(self, place: QPoint) -> QModelIndex:
        index = self.indexAt(place)
        return index if self._delegate.is_on_rule(index, place) else QModelIndex()

    def _point_at(self, index: QModelIndex) -> None:
        row = index.row() if index.isValid() else None
        if row != self._delegate.pointed:
            self._delegate.pointed = row
            shape = Qt.CursorShape.ArrowCursor if row is None else Qt.CursorShape.PointingHandCursor
            self.viewport().setCursor(shape)
            self.viewport().update()

    @Slot()
    def _fill(self) -> None:
        row = self.currentRow()
        self.clear()
        for warning in self._warnings:
            icon = self._theme.icon(SEVERITY_ICONS[warning.severity], SEVERITY_MEANINGS[warning.severity])
            item = QListWidgetItem(icon, shown(warning_words(warning)), self)
            item.setData(RULE, warning.rule)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{item.text()} Rule {warning.rule}")
            about = f"{warning.rule}: click for what the rule is about ({ABOUT_KEYS})"
            place = f"Go to line {warning.line}\n" if warning.line is not None else ""
            item.setToolTip(tooltip(place + about))
        self.setCurrentRow(row if row < len(self._warnings) else -1)
        self._fit()

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._wanted)

    @Slot()
    def _fit(self) -> None:
        """Be as high as the texts at the present width; without room for that, three lines will do."""
        if self._is_fitting:
            return
        self._is_fitting = True
        wanted = min(self._highest, self._height_without_bar())
        if self.height() < wanted or wanted == self._highest:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._is_fitting = False
        if wanted != self._wanted:
            self._wanted = wanted
            self.setMinimumHeight(min(LEAST, wanted))
            self.setMaximumHeight(wanted)
            self.updateGeometry()
            self._again.start()  # Qt ignores what is resized while it resizes

    def _height_without_bar(self) -> int:
        """Return how high all texts are; a scroll bar would make lines shorter, and so be needed for ever."""
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.doItemsLayout()
        return self.contentsSize().height() + 2 * self.frameWidth()

    @Slot(QListWidgetItem)
    def _choose(self, item: QListWidgetItem) -> None:
        warning = self._warnings[self.row(item)]
        self.chosen.emit(warning)
        if warning.line is not None:
            self.line_wanted.emit(warning.line)

    @Slot()
    def tell_about_rule(self) -> None:
        """Ask for the page of the current warning's rule; the first one's where none is current."""
        if self._warnings:
            self.rule_wanted.emit(self._warnings[max(0, self.currentRow())].rule)

    @Slot()
    def copy(self) -> None:
        """Copy the current warning, or all where none is current."""
        row = self.currentRow()
        lines = self.text().split("\n")
        QGuiApplication.clipboard().setText(lines[row] if row >= 0 else self.text())

    @Slot()
    def copy_all(self) -> None:
        """Copy all warnings."""
        QGuiApplication.clipboard().setText(self.text())

    @Slot(QPoint)
    def _show_menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addActions(self.actions())
        menu.popup(self.viewport().mapToGlobal(place))

    def _add_actions(self) -> None:
        for name, text, keys, slot in (
            ("about_rule", "About this rule…", QKeySequence(ABOUT_KEYS), self.tell_about_rule),
            ("copy", "Copy", QKeySequence(QKeySequence.StandardKey.Copy), self.copy),
            ("copy_all", "Copy all", QKeySequence(), self.copy_all),
        ):
            action = QAction(text, self)
            action.setObjectName(name)
            action.setShortcut(keys)
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.triggered.connect(slot)
            self.addAction(action)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._show_menu)

    def _dress(self) -> None:
        self.setAccessibleName("Warnings")
        self.setItemDelegate(self._delegate)
        self.setMouseTracking(True)
        self.setWordWrap(True)
        self.setIconSize(QSize(ICON, ICON))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
