"""How a fact looks: icon, name, what stands at the right end, and a dim second line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from pipeline_browser.diagram.export.literal import named
from pipeline_browser.overriding import override
from pipeline_browser.ui.colours import Meaning
from pipeline_browser.ui.diagram.inspector.facts import Icon
from pipeline_browser.ui.formats import figure
from pipeline_browser.ui.labels import shown
from pipeline_browser.ui.theme import ICON, INSIDE, RELATED

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from pipeline_browser.ui.diagram.inspector.facts import Fact, Section
    from pipeline_browser.ui.diagram.inspector.facts_model import FactsModel, Index
    from pipeline_browser.ui.theme import Theme

_SMALLER = 0.92  # the second line's type, of the first one's
_PAD = 3  # pixels above and below a line
_ASIDE_MOST = 0.5  # of the width, where the text needs the other half
_LONGEST = 300  # characters that are measured: more never fit
_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine


class FactsDelegate(QStyledItemDelegate):
    """Paints rows of a FactsModel."""

    def __init__(self, theme: Theme, model: FactsModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._model = model
        self.follow_theme()

    def follow_theme(self) -> None:
        """Use the theme's fonts and colours of now."""
        self._font = self._theme.body_font()
        self._small = QFont(self._font)
        self._small.setPointSizeF(self._font.pointSizeF() * _SMALLER)
        self._title = QFont(self._font)
        self._title.setWeight(QFont.Weight.DemiBold)
        self._line = QFontMetrics(self._font).height() + 2 * _PAD
        self._second = QFontMetrics(self._small).height() + _PAD

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        if self._model.section_at(index) is not None:
            return QSize(0, self._line + RELATED)
        fact = self._model.fact_at(index)
        return QSize(0, self._line + (self._second if fact is not None and fact.notes else 0))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        section, fact = self._model.section_at(index), self._model.fact_at(index)
        area, colours = QRect(option.rect), self._theme.colours
        if section is not None:
            self._paint_section(painter, area, section, bool(option.state & QStyle.StateFlag.State_Open))
        else:
            self._paint_ground(painter, option, leads=fact is not None and fact.target is not None)
            inner = area.adjusted(RELATED + ICON + INSIDE, 0, -RELATED, 0)
            if fact is None:
                self._write(painter, inner, str(index.data() or ""), colours.dim)
            else:
                self._paint_fact(painter, inner, fact)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(self._theme.colours.accent), 1))
            painter.drawRect(area.adjusted(0, 0, -1, -1))
        painter.restore()

    def _paint_section(
        self,
        painter: QPainter,
        area: QRect,
        section: Section,
        is_open: bool,  # noqa: FBT001 - of a painter
    ) -> None:
        colours = self._theme.colours
        room = area.adjusted(RELATED, RELATED, -RELATED, 0)
        place = QRect(room.left(), room.top(), ICON, room.height())
        _paint_chevron(painter, place, colours.dim, is_open=is_open)
        painter.setFont(self._title)
        room.setLeft(room.left() + ICON + INSIDE)
        used = self._write(painter, room, section.title, colours.text)
        room.setLeft(room.left() + used + RELATED)
        if section.is_list:
            painter.setFont(self._font)
            self._write(painter, room, figure(section.count), colours.dim)

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, *, leads: bool) -> None:
        colours = self._theme.colours
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(colours.selection))
        elif leads and option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, QColor(colours.hover))

    def _paint_fact(self, painter: QPainter, area: QRect, fact: Fact) -> None:
        first = QRect(area.left(), area.top(), area.width(), self._line)
        self._paint_icon(painter, first, fact)
        painter.setFont(self._font)
        colour, dim = self._theme.colours.text, self._theme.colours.dim
        text_right = self._paint_aside(painter, first, fact, dim)
        room = QRect(first.topLeft(), QPoint(text_right, first.bottom()))
        if fact.lead:
            used = self._write(painter, room, fact.lead, dim)
            room.setLeft(room.left() + used + painter.fontMetrics().horizontalAdvance(" "))
        self._write(painter, room, named(fact.text[:_LONGEST]), colour, middle=True)
        if fact.notes:
            painter.setFont(self._small)
            below = QRect(area.left(), first.bottom() - _PAD + 1, area.width(), self._second)
            warning = self._theme.tone(Meaning.WARNING).text
            self._write(painter, below, shown(fact.below[:_LONGEST]), warning if fact.warns else dim)

    def _paint_aside(self, painter: QPainter, area: QRect, fact: Fact, colour: str) -> int:
        """Write what stands at the right end; return where the text before it has to end."""
        if not fact.aside:
            return area.right()
        metrics, aside = painter.fontMetrics(), shown(fact.aside[:_LONGEST])
        left = (
            area.width() - metrics.horizontalAdvance(f"{fact.lead} {shown(fact.text[:_LONGEST])}") - RELATED
        )
        room = max(left, round(area.width() * _ASIDE_MOST))
        width = min(metrics.horizontalAdvance(aside) + 1, room)
        self._write(painter, area.adjusted(area.width() - width, 0, 0, 0), aside, colour)
        return area.right() - width - RELATED

    def _paint_icon(self, painter: QPainter, area: QRect, fact: Fact) -> None:
        if fact.icon is Icon.NONE:
            return
        place = QRect(area.left() - ICON - INSIDE, area.center().y() - ICON // 2 + 1, ICON, ICON)
        icon = (
            self._theme.icon(fact.icon.value, Meaning.WARNING)
            if fact.icon in _COLOURED
            else self._theme.icon_in(fact.icon.value, self._theme.colours.dim)
        )
        icon.paint(painter, place)

    def _write(self, painter: QPainter, area: QRect, text: str, colour: str, *, middle: bool = False) -> int:
        """Write a text as far as there is room; return how wide it is then."""
        mode = Qt.TextElideMode.ElideMiddle if middle else Qt.TextElideMode.ElideRight
        fitting = painter.fontMetrics().elidedText(text, mode, max(0, area.width()))
        painter.setPen(QColor(colour))
        painter.drawText(area, _MIDDLE, fitting)
        return painter.fontMetrics().horizontalAdvance(fitting)


_COLOURED = (Icon.PRIMARY, Icon.PROBLEM)


def _paint_chevron(painter: QPainter, area: QRect, colour: str, *, is_open: bool) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(QColor(colour), 1.5)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.translate(area.center())
    if is_open:
        painter.rotate(90)
    painter.drawPolyline([QPoint(-2, -4), QPoint(2, 0), QPoint(-2, 4)])
    painter.restore()
