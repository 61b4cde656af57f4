"""A read-only view of SQL with line numbers, colours, and lines that are marked with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Slot
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QPainter,
    QResizeEvent,
    QTextBlock,
    QTextCursor,
    QTextFormat,
    QTextOption,
)
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QToolTip, QWidget

from pipeline_browser.overriding import override
from pipeline_browser.ui.colours import Meaning
from pipeline_browser.ui.labels import tooltip
from pipeline_browser.ui.sql.gradual_text import GradualText
from pipeline_browser.ui.sql.gutter import Gutter
from pipeline_browser.ui.sql.line_mark import LineMark
from pipeline_browser.ui.sql.sql_colouring import SqlColouring
from pipeline_browser.ui.theme import ICON, INSIDE, RELATED, Theme

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["LineMark", "SqlView"]

# Characters that a text document takes for line ends or frames of its own: they would shift the line numbers.
_STAND_INS = str.maketrans({"\r": "␍", "\u2029": "␤", "\0": "␀", "\ufdd0": "\ufffd", "\ufdd1": "\ufffd"})


class SqlView(QPlainTextEdit):
    """Shows one file's SQL."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._sql = ""
        self._before = 0
        self._marks: dict[int, LineMark] = {}
        self._gutter = _Gutter(self, theme)
        self._wanted_line = 0
        self._text = GradualText(self.document())
        self._colouring = SqlColouring(self.document(), theme)
        self._text.filled.connect(self._complete)
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        flags = Qt.TextInteractionFlag
        self.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
        self.setWordWrapMode(QTextOption.WrapMode.NoWrap)
        self.setAccessibleName("SQL")
        self.setTabChangesFocus(True)
        self.blockCountChanged.connect(self._fit_gutter)
        theme.changed.connect(self._follow_theme)
        self._follow_theme()

    def show_sql(self, sql: str, marks: Mapping[int, LineMark] | None = None, *, first_line: int = 1) -> None:
        """Show a text from its beginning.

        Args:
            marks: by line of the file, from 1.
            first_line: where in its file the text begins.
        """
        self._before = first_line - 1
        self._sql, self._marks = sql, dict(marks or {})
        self._wanted_line = 0
        self._colouring.stop()
        # The line end of the last line would show as one more line.
        self._text.show(sql.replace("\r\n", "\n").removesuffix("\n").translate(_STAND_INS))
        self.moveCursor(QTextCursor.MoveOperation.Start)
        if not self._text.is_filled:
            self._colouring.restart()  # what shows at first; the rest follows when it is there
        self._paint_marks()

    def show_sql_once(self, sql: str, marks: Mapping[int, LineMark]) -> None:
        """Show a text, but leave it scrolled as it is where it is the one shown already."""
        if sql != self._sql:
            self.show_sql(sql, marks)
        elif marks != self._marks:
            self._marks = dict(marks)
            self._paint_marks()

    def go_to_line(self, line: int) -> None:
        """Put the cursor on a line, from 1, and bring it to the middle."""
        block = self.document().findBlockByNumber(line - 1 - self._before)
        if block.isValid():
            self.setTextCursor(QTextCursor(block))
            self.centerCursor()
        elif not self._text.is_filled:
            self._wanted_line = line

    def is_complete(self) -> bool:
        """Whether the whole text is there and has its colours, or is so long that it stays plain."""
        return self._text.is_filled and self._colouring.is_done

    def mark_at(self, line: int) -> LineMark | None:
        """Return the mark of a line, from 1."""
        return self._marks.get(line)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        inside = self.contentsRect()
        self._gutter.setGeometry(QRect(inside.topLeft(), QSize(self.gutter_width(), inside.height())))

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            self.show_reason(event.pos(), event.globalPos())
            return True
        return super().viewportEvent(event)

    def show_reason(self, place: QPoint, on_screen: QPoint) -> None:
        """Show why the line under ``place`` is marked."""
        line = self.cursorForPosition(QPoint(0, place.y())).blockNumber() + 1 + self._before
        mark = self._marks.get(line)
        QToolTip.showText(on_screen, tooltip(mark.reason) if mark else "", self)

    def gutter_width(self) -> int:
        """Return the width of line numbers and marks."""
        digits = len(str(max(99, self.blockCount() + self._before)))
        icon = ICON + INSIDE if self._marks else 0
        return RELATED + icon + self.fontMetrics().horizontalAdvance("9") * digits + RELATED

    def paint_line_number(self, painter: QPainter, block: QTextBlock, place: QRect) -> None:
        """Draw the number of a line and its mark."""
        line = block.blockNumber() + 1 + self._before
        mark = self._marks.get(line)
        if mark:
            tone = self._theme.tone(mark.meaning)
            painter.fillRect(place, QColor(tone.soft))
            icon = QRect(RELATED // 2, place.center().y() - ICON // 2, ICON, ICON)
            self._theme.icon(_MARK_ICONS[mark.meaning], mark.meaning).paint(painter, icon)
        painter.setPen(QColor(self._theme.tone(mark.meaning).text if mark else self._theme.colours.dim))
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(place.adjusted(0, 0, -RELATED, 0), flags, str(line))

    def _paint_marks(self) -> None:
        self._fit_gutter()
        selections = []
        for line, mark in self._marks.items():
            block = self.document().findBlockByNumber(line - 1 - self._before)
            if not block.isValid():
                continue
            selection = QTextEdit.ExtraSelection()
            selection.cursor = QTextCursor(block)
            selection.format.setBackground(QColor(self._theme.tone(mark.meaning).soft))
            selection.format.setProperty(QTextFormat.Property.FullWidthSelection, True)
            selections.append(selection)
        self.setExtraSelections(selections)
        self._gutter.update()

    @Slot()
    def _complete(self) -> None:
        self._colouring.restart()
        self._paint_marks()
        if self._wanted_line:
            self.go_to_line(self._wanted_line)

    @Slot()
    def _fit_gutter(self) -> None:
        self.setViewportMargins(self.gutter_width(), 0, 0, 0)

    @Slot()
    def _follow_theme(self) -> None:
        self.setFont(self._theme.fixed_font())
        self.setTabStopDistance(4 * self.fontMetrics().horizontalAdvance(" "))
        self._paint_marks()


_MARK_ICONS = {
    Meaning.GOOD: "check",
    Meaning.NEUTRAL: "info",
    Meaning.WAITING: "info",
    Meaning.WARNING: "warning",
    Meaning.BAD: "bad",
}


class _Gutter(Gutter):
    """The strip of line numbers, which says why a line is marked."""

    def __init__(self, view: SqlView, theme: Theme) -> None:
        super().__init__(view, theme, view.paint_line_number)
        self._sql_view = view

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            self._sql_view.show_reason(event.pos(), event.globalPos())
            return True
        return super().event(event)
