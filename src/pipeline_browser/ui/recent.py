"""The recent files as a list: name, path, when they were last open, and which are not there any more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QListView, QMenu, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from pipeline_browser.overriding import override
from pipeline_browser.ui.formats import ago, moment
from pipeline_browser.ui.labels import shown, tooltip
from pipeline_browser.ui.theme import GROUP, INSIDE, RADIUS, RELATED

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.settings import RecentFile
    from pipeline_browser.ui.background import Progress, Worker
    from pipeline_browser.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_FILE = Qt.ItemDataRole.UserRole
_MISSING = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class _Row:
    file: RecentFile
    missing: bool


def missing_files(paths: tuple[str, ...], progress: Progress, cancellation: Cancellation) -> frozenset[str]:
    """Return which paths name nothing; a job, since a folder on a dead network drive answers late."""
    return frozenset(path for path in paths if not _is_there(Path(path)))


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


class RecentModel(QAbstractListModel):
    """The recent files, newest first."""

    def __init__(self, worker: Worker, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._worker = worker
        self._rows: list[_Row] = []

    def show_files(self, files: tuple[RecentFile, ...]) -> None:
        """Show these files, and look on the worker which of them are there."""
        known = {row.file.path for row in self._rows if row.missing}
        self.beginResetModel()
        self._rows = [_Row(file, file.path in known) for file in files]
        self.endResetModel()
        self.check()

    def check(self) -> None:
        """Look again which files are there."""
        if self._rows:
            paths = tuple(row.file.path for row in self._rows)
            job = self._worker.run(
                lambda p, c: missing_files(paths, p, c), "Looking for recent files", quiet=True
            )
            job.finished.connect(self._mark_missing)

    def file(self, index: Index) -> RecentFile:
        """Return the file of a row."""
        return self._rows[index.row()].file

    def missing(self, index: Index) -> bool:
        """Whether a row's file is not there."""
        return self._rows[index.row()].missing

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return shown(Path(row.file.path).name)
        if role == Qt.ItemDataRole.ToolTipRole:
            opened = _opened(row.file)
            return tooltip(
                f"{shown(row.file.path)}\nlast opened {moment(opened, utc=False)}" if opened else ""
            )
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{shown(row.file.path)}{', missing' if row.missing else ''}"
        return {_FILE: row.file, _MISSING: row.missing}.get(role)

    @Slot(object)
    def _mark_missing(self, missing: frozenset[str]) -> None:
        self._rows = [_Row(row.file, row.file.path in missing) for row in self._rows]
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))


class RecentList(QListView):
    """Shows recent files.

    Signals:
        chosen: the path of a file to open.
        removed: the path of a file to forget.
    """

    chosen = Signal(str)
    removed = Signal(str)

    def __init__(self, model: RecentModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._recent = model
        self.setModel(model)
        self.setItemDelegate(_RecentDelegate(theme, self))
        self.setAccessibleName("Recent databases")
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.customContextMenuRequested.connect(self._offer_menu)
        self.clicked.connect(self._choose)
        theme.changed.connect(self.viewport().update)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and index.isValid():
            self._choose(index)
        elif event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace} and index.isValid():
            self.removed.emit(self._recent.file(index).path)
        else:
            super().keyPressEvent(event)

    @override
    def sizeHint(self) -> QSize:
        rows = min(self._recent.rowCount(), 6)
        return QSize(super().sizeHint().width(), rows * self.sizeHintForRow(0) + 2 * self.frameWidth())

    @Slot(QModelIndex)
    def _choose(self, index: QModelIndex) -> None:
        self.chosen.emit(self._recent.file(index).path)

    @Slot(object)
    def _offer_menu(self, place: QPoint) -> None:
        index = self.indexAt(place)
        if not index.isValid():
            return
        self.setCurrentIndex(index)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Open", self._choose_current)
        menu.addAction("Remove from this list", self._remove_current)
        menu.popup(self.viewport().mapToGlobal(place))

    @Slot()
    def _choose_current(self) -> None:
        self._choose(self.currentIndex())

    @Slot()
    def _remove_current(self) -> None:
        self.removed.emit(self._recent.file(self.currentIndex()).path)


class _RecentDelegate(QStyledItemDelegate):
    """Draws name over path, and the age at the right."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(240, 2 * QFontMetrics(self._theme.body_font()).height() + 2 * RELATED)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colours = self._theme.colours
        file, missing = index.data(_FILE), index.data(_MISSING)
        painter.save()
        self._paint_ground(painter, option)
        area = option.rect.adjusted(RELATED + INSIDE, RELATED - 2, -RELATED - INSIDE, -RELATED + 2)
        right = "missing" if missing else _age(file)
        body, bold = self._theme.body_font(), self._theme.body_font()
        bold.setWeight(QFont.Weight.DemiBold)
        half = area.height() // 2
        name = QRect(area.left(), area.top(), area.width(), half)
        place = QRect(area.left(), area.top() + half, area.width(), half)
        painter.setFont(body)
        painter.setPen(QColor(self._theme.colours.warning.text if missing else colours.dim))
        painter.drawText(name, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, right)
        taken = QFontMetrics(body).horizontalAdvance(right) + GROUP
        painter.setPen(QColor(colours.dim if missing else colours.text))
        _draw_elided(painter, name.adjusted(0, 0, -taken, 0), bold, str(index.data()))
        painter.setPen(QColor(colours.dim))
        _draw_elided(painter, place, body, shown(_short(Path(file.path).parent)))
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        colours = self._theme.colours
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        state = option.state
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        if hovered or focused:
            painter.setBrush(QColor(colours.hover))
            painter.setPen(QPen(QColor(colours.accent), 2) if focused else Qt.PenStyle.NoPen)
            painter.drawRoundedRect(option.rect.adjusted(1, 1, -1, -1), RADIUS, RADIUS)


def _draw_elided(painter: QPainter, area: QRect, font: QFont, text: str) -> None:
    painter.setFont(font)
    line = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideMiddle, area.width())
    painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, line)


def _short(folder: Path) -> str:
    """Return the folder with the person's own folder as ``~``."""
    try:
        return str(Path("~") / folder.relative_to(Path.home()))
    except (ValueError, RuntimeError):
        return str(folder)


def _opened(file: RecentFile) -> datetime | None:
    try:
        when = datetime.fromisoformat(file.opened)
    except ValueError:
        return None
    return when if when.tzinfo else when.replace(tzinfo=UTC)


def _age(file: RecentFile) -> str:
    when = _opened(file)
    return ago(when, datetime.now(UTC)) if when else ""
