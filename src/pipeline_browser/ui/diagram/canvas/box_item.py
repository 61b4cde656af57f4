"""A table of the diagram as an item that paints itself: in full, keys only, or a block with a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from pipeline_browser.diagram.export.literal import named
from pipeline_browser.diagram.graph import BoxKind, State
from pipeline_browser.diagram.layout.shapes import Point
from pipeline_browser.diagram.measuring import elided
from pipeline_browser.overriding import override
from pipeline_browser.ui.diagram.canvas.item import DiagramItem
from pipeline_browser.ui.diagram.canvas.look import TEXT, Emphasis, Ink, Look
from pipeline_browser.ui.diagram.canvas.paths import ROUND, header_path
from pipeline_browser.ui.diagram.canvas.row_painting import BASELINE, KEYS, RowPainter, write_to

if TYPE_CHECKING:
    from pipeline_browser.diagram.graph import Box
    from pipeline_browser.diagram.layout.shapes import Size
    from pipeline_browser.diagram.measuring import BoxShape

KEYS_BELOW = 0.36  # the scale below which only keys are written
NAMES_BELOW = 0.2  # and below which only names are
_EDGE = 3.0  # around the box: the frame of a selected one
_BLOCK_TEXT = 12.0  # pixels on the screen of a name block's text, at most
_LEAST_TEXT = 4.0  # and at least; smaller is only noise


class BoxItem(DiagramItem):
    """One table, view or what stands in for a missing table; (0, 0) is its top left corner."""

    def __init__(self, number: int, box: Box, size: Size, shape: BoxShape, look: Look) -> None:
        super().__init__(look)
        self.number = number
        self.box = box
        self.size = size
        self.marked_rows: frozenset[int | None] = frozenset()
        self._shape = shape
        self._rows = RowPainter(box, size, shape, look)
        self._header = header_path(size.width, shape.header, alone=size.height <= shape.header)
        name_room = size.width - 2 * shape.padding - shape.beside_name(box)
        self._name = elided(named(box.name), name_room, shape.measure, bold=True)
        self.count = ""  # of its rows, in a few characters; there is room for it in any case
        self.setZValue(1_000_000)

    @property
    def place(self) -> Point:
        """The top left corner in the scene."""
        return Point(self.x(), self.y())

    def emphasise(self, emphasis: Emphasis, rows: frozenset[int | None] = frozenset()) -> None:
        """Show how much the box is looked at, and which of its rows are meant; None is its name."""
        self.emphasis, self.marked_rows = emphasis, rows

    def is_live(self, *, dims: bool) -> bool:
        """Whether the box looks different from what it looks like when nothing is emphasised."""
        if self.marked_rows or self.emphasis is Emphasis.SELECTED:
            return True
        return dims and self.emphasis is not Emphasis.DIMMED

    def row_at(self, y: float) -> int | None:
        """Return the row at a height below the box's top; None at the header and the footer."""
        row = int((y - self._shape.header) // self._shape.row)
        return row if y >= self._shape.header and row < len(self.box.rows) else None

    @override
    def boundingRect(self) -> QRectF:
        return QRectF(-_EDGE, -_EDGE, self.size.width + 2 * _EDGE, self.size.height + 2 * _EDGE)

    @override
    def draw(self, painter: QPainter, scale: float, exposed: QRectF, *, alike: bool) -> None:
        emphasis = Emphasis.PLAIN if alike else self.emphasis
        ink = self.look.ink_for(emphasis)
        marked = frozenset() if alike else self.marked_rows
        if scale < NAMES_BELOW:
            self._paint_ground(painter, ink.soft if marked else self._header_colour(ink))
            self._paint_block(painter, ink, scale)
        else:
            self._paint_ground(painter, ink.box)
            self._paint_header(painter, ink, ink.soft if None in marked else self._header_colour(ink))
            self._paint_rows(painter, ink, exposed, marked, keys_only=scale < KEYS_BELOW)
        self._paint_edge(painter, ink, emphasis, 1.0 / min(scale, 1.0))

    def _paint_ground(self, painter: QPainter, colour: QColor) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(QRectF(0, 0, self.size.width, self.size.height), ROUND, ROUND)

    def _paint_block(self, painter: QPainter, ink: Ink, scale: float) -> None:
        """Write the name as large as the block allows."""
        width = self._shape.measure(self._name, bold=True) or 1.0
        room = self.size.width - 2 * self._shape.padding
        pixels = min(_BLOCK_TEXT / scale, TEXT * room / width, self.size.height * 0.7)
        if pixels * scale < _LEAST_TEXT:
            return
        font = QFont(self.look.name_font)
        font.setPixelSize(max(1, int(pixels)))
        painter.setFont(font)
        painter.setPen(ink.text)
        area = QRectF(0, 0, self.size.width, self.size.height)
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine, self._name)

    def _paint_header(self, painter: QPainter, ink: Ink, colour: QColor) -> None:
        painter.setBrush(colour)
        painter.drawPath(self._header)
        baseline = self._shape.header / 2 + BASELINE
        painter.setPen(ink.text)
        painter.setFont(self.look.name_font)
        painter.drawText(QPointF(self._shape.padding, baseline), self._name)
        self._paint_remark(painter, ink, self.size.width - self._shape.padding, baseline)

    def _paint_remark(self, painter: QPainter, ink: Ink, right: float, baseline: float) -> None:
        """Write what happened to the table, else what it is if it is none, else how many rows it has."""
        painter.setFont(self.look.badge_font)
        painter.setPen(ink.dim)
        if self.box.state is not State.SAME:
            painter.setPen(ink.of_state(self.box.state))
            write_to(painter, self.box.state.value, right, baseline)
        elif self.box.kind is not BoxKind.TABLE:
            write_to(painter, self.box.kind.value, right, baseline)
        elif self.count:
            painter.setFont(self.look.text_font)
            write_to(painter, self.count, right, baseline)

    def _paint_rows(
        self, painter: QPainter, ink: Ink, exposed: QRectF, marked: frozenset[int | None], *, keys_only: bool
    ) -> None:
        shape = self._shape
        first = max(0, int((exposed.top() - shape.header) // shape.row))
        last = min(len(self.box.rows), int((exposed.bottom() - shape.header) // shape.row) + 1)
        for number in range(first, last):
            self._rows.paint_ground(painter, ink, number, marked=number in marked)
            if not keys_only or number in marked or self.box.rows[number].marks & KEYS:
                self._rows.paint(painter, ink, number)
            else:
                self._rows.paint_bar(painter, ink, number)
        if self.box.hidden_rows:
            self._paint_footer(painter, ink)

    def _paint_footer(self, painter: QPainter, ink: Ink) -> None:
        top = self.size.height - self._shape.footer
        painter.setPen(ink.rule)
        painter.drawLine(QPointF(0.5, top), QPointF(self.size.width - 0.5, top))
        columns = "column" if self.box.hidden_rows == 1 else "columns"
        painter.setPen(ink.dim)
        painter.setFont(self.look.text_font)
        place = QPointF(self._shape.padding + self._shape.marks, top + self._shape.footer / 2 + BASELINE)
        painter.drawText(place, f"{self.box.hidden_rows:,} more {columns}")

    def _paint_edge(self, painter: QPainter, ink: Ink, emphasis: Emphasis, thinnest: float) -> None:
        """Draw the frame, at least as thick as one pixel of the window (``thinnest``)."""
        pen = QPen(ink.border, max(1.0, thinnest))
        if emphasis is Emphasis.SELECTED:
            pen = QPen(ink.accent, max(2.4, 1.6 * thinnest))
        elif emphasis is Emphasis.FOUND:
            pen = QPen(ink.accent, max(1.0, thinnest))
        elif self.box.state is not State.SAME:
            pen = QPen(ink.of_state(self.box.state), max(1.6, thinnest))
        elif self.box.kind is BoxKind.MISSING:
            pen = QPen(ink.problem, max(1.0, thinnest))
        if self.box.kind is BoxKind.MISSING or self.box.state is State.REMOVED:
            pen.setDashPattern([5, 4])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(0, 0, self.size.width, self.size.height), ROUND, ROUND)

    def _header_colour(self, ink: Ink) -> QColor:
        if self.box.state is not State.SAME:
            return ink.soft_of_state(self.box.state)
        return {
            BoxKind.TABLE: ink.header,
            BoxKind.VIEW: ink.view,
            BoxKind.VIRTUAL: ink.virtual,
            BoxKind.MISSING: ink.missing,
        }[self.box.kind]
