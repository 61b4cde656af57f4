"""A difference between two texts: what went and what came, with the numbers of both in the margin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, Slot
from PySide6.QtGui import QColor, QPainter, QResizeEvent, QTextCursor, QTextFormat, QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from pipeline_browser.model.migrations.detective.texts.difference import LineKind
from pipeline_browser.overriding import override
from pipeline_browser.ui.colours import Meaning
from pipeline_browser.ui.labels import shown_text
from pipeline_browser.ui.sql.gutter import Gutter
from pipeline_browser.ui.theme import INSIDE, RELATED

if TYPE_CHECKING:
    from PySide6.QtGui import QTextBlock

    from pipeline_browser.model.migrations.detective.texts.difference import DiffLine, TextDifference
    from pipeline_browser.ui.theme import Theme

_LONGEST = 2_000  # characters of a line: a text view lays one out in time by the square of its length
_MEANINGS = {LineKind.REMOVED: Meaning.BAD, LineKind.ADDED: Meaning.GOOD}


class DifferenceView(QPlainTextEdit):
    """Shows one TextDifference; its text can be marked and copied without the margin."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._lines: tuple[DiffLine, ...] = ()
        self._digits = 2
        self._gutter = Gutter(self, theme, self._paint_margin)
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        flags = Qt.TextInteractionFlag
        self.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
        self.setWordWrapMode(QTextOption.WrapMode.NoWrap)
        self.setTabChangesFocus(True)
        self.setAccessibleName("Difference between the applied text and the file")
        theme.changed.connect(self._follow_theme)
        self._follow_theme()

    def show_difference(self, difference: TextDifference | None) -> None:
        """Show a difference from its beginning; None shows nothing."""
        self._lines = difference.lines if difference else ()
        numbers = (number for line in self._lines for number in (line.old, line.new) if number)
        self._digits = len(str(max(numbers, default=10)))
        self.setPlainText("\n".join(map(_text, self._lines)))
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self._paint_lines()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        inside = self.contentsRect()
        self._gutter.setGeometry(QRect(inside.topLeft(), QSize(self._gutter_width(), inside.height())))

    def _paint_margin(self, painter: QPainter, block: QTextBlock, place: QRect) -> None:
        """Draw the numbers of both texts and the sign beside a line."""
        if block.blockNumber() >= len(self._lines):
            return
        line = self._lines[block.blockNumber()]
        tone = self._theme.tone(_MEANINGS[line.kind]) if line.kind in _MEANINGS else None
        if tone:
            painter.fillRect(place, QColor(tone.soft))
        painter.setPen(QColor(tone.text if tone else self._theme.colours.dim))
        number = self.fontMetrics().horizontalAdvance("9") * self._digits
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        left = INSIDE
        for value in (line.old, line.new):
            painter.drawText(QRect(left, place.y(), number, place.height()), right, str(value or ""))
            left += number + RELATED
        painter.drawText(
            QRect(left, place.y(), self.fontMetrics().horizontalAdvance("9"), place.height()),
            Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter,
            line.kind.value.strip(),
        )

    def _gutter_width(self) -> int:
        digit = self.fontMetrics().horizontalAdvance("9")
        return INSIDE + 2 * (digit * self._digits + RELATED) + digit + RELATED

    def _paint_lines(self) -> None:
        self.setViewportMargins(self._gutter_width(), 0, 0, 0)
        selections = []
        for at, line in enumerate(self._lines):
            if line.kind is LineKind.SAME:
                continue
            selection = QTextEdit.ExtraSelection()
            selection.cursor = QTextCursor(self.document().findBlockByNumber(at))
            if line.kind is LineKind.SKIPPED:
                selection.format.setForeground(QColor(self._theme.colours.dim))
                selection.cursor.select(QTextCursor.SelectionType.LineUnderCursor)
            else:
                selection.format.setBackground(QColor(self._theme.tone(_MEANINGS[line.kind]).soft))
                selection.format.setProperty(QTextFormat.Property.FullWidthSelection, True)
            selections.append(selection)
        self.setExtraSelections(selections)
        self._gutter.update()

    @Slot()
    def _follow_theme(self) -> None:
        self.setFont(self._theme.fixed_font())
        self.setTabStopDistance(4 * self.fontMetrics().horizontalAdvance(" "))
        self._paint_lines()


def _text(line: DiffLine) -> str:
    text = shown_text(line.text)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]} …"
