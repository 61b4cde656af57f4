"""How a cell looks: its text, its switch, and the marks at its right end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPalette, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from pipeline_browser.overriding import override
from pipeline_browser.ui.colours import Meaning
from pipeline_browser.ui.theme import ICON, INSIDE

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractItemView

    from pipeline_browser.ui.pipelines.details.cells.facts import Cell, Face
    from pipeline_browser.ui.pipelines.details.grids.grid_model import GridModel, Index
    from pipeline_browser.ui.theme import Theme

_ICONS = {Meaning.WARNING: "warning", Meaning.BAD: "bad", Meaning.NEUTRAL: "info"}


class CellPainting(QStyledItemDelegate):
    """Paints the cells of one grid."""

    def __init__(self, theme: Theme, model: GridModel, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._theme = theme
        self._model = model
        self._view = view

    @override
    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        face, cell = self._model.face_at(index), self._model.cell_at(index)
        if face is None or cell is None:
            return
        option.state &= ~QStyle.StateFlag.State_HasFocus  # its frame is painted below
        roles = (QPalette.ColorRole.Text, QPalette.ColorRole.HighlightedText)
        for role in roles:
            option.palette.setColor(role, QColor(self._colour(face, cell)))
        option.textElideMode = Qt.TextElideMode.ElideRight if cell.explains else Qt.TextElideMode.ElideMiddle
        if face.dim and not cell.explains:
            option.font.setStyle(QFont.Style.StyleItalic)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        own = QStyleOptionViewItem(option)
        self.initStyleOption(own, index)
        face = self._model.face_at(index)
        style = own.widget.style()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, own, painter, own.widget)
        own.rect = self._text_area(option.rect, face)
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, own, painter, own.widget)
        if face is not None:
            self._paint_marks(painter, option.rect, face)
        if index == self._view.currentIndex() and self._view.hasFocus():
            painter.save()
            painter.setPen(QPen(QColor(self._theme.colours.accent), 1))
            painter.drawRect(option.rect.adjusted(0, 0, -1, -1))
            painter.restore()

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        size = super().sizeHint(option, index)
        face = self._model.face_at(index)
        return QSize(size.width() + self._marks_width(face), size.height())

    def eye_area(self, area: QRect) -> QRect:
        """Return where the eye of a secret is painted."""
        return QRect(area.right() - ICON - INSIDE, area.top(), ICON + INSIDE, area.height())

    def _text_area(self, area: QRect, face: Face | None) -> QRect:
        return area.adjusted(0, 0, -self._marks_width(face), 0)

    def _marks_width(self, face: Face | None) -> int:
        if face is None:
            return 0
        return (ICON + INSIDE) * ((face.meaning is not None) + face.secret)

    def _paint_marks(self, painter: QPainter, area: QRect, face: Face) -> None:
        right = area.right() - INSIDE
        if face.secret:
            self._paint_icon(painter, right, area, "show" if face.masked else "hide", self._theme.colours.dim)
            right -= ICON + INSIDE
        if face.meaning is not None:
            tone = self._theme.tone(face.meaning)
            self._paint_icon(painter, right, area, _ICONS.get(face.meaning, "info"), tone.text)

    def _paint_icon(self, painter: QPainter, right: int, area: QRect, name: str, colour: str) -> None:
        place = QRect(right - ICON + 1, area.center().y() - ICON // 2 + 1, ICON, ICON)
        self._theme.icon_in(name, colour).paint(painter, place)

    def _colour(self, face: Face, cell: Cell) -> str:
        if face.meaning in (Meaning.WARNING, Meaning.BAD) and not cell.explains:
            return self._theme.tone(face.meaning).text
        return self._theme.colours.dim if face.dim or face.masked else self._theme.colours.text
