"""Colours a document of SQL in short slices, so that no file, however long, holds up the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Slot
from PySide6.QtGui import QColor, QTextBlock, QTextCharFormat, QTextDocument, QTextLayout

from pipeline_browser.ui.sql.sql_tokens import OUTSIDE, Span, TokenKind, line_spans

if TYPE_CHECKING:
    from pipeline_browser.ui.theme import Theme

SLICE = 8  # milliseconds of colouring before the window has its turn
PLAIN_FROM = 1_000_000  # characters: a longer text stays plain


class SqlColouring(QObject):
    """Colours one document, from its beginning, whenever its text or the theme is new.

    QSyntaxHighlighter would colour the whole text at once: half a second for a megabyte.
    """

    def __init__(self, document: QTextDocument, theme: Theme) -> None:
        super().__init__(document)
        self._document = document
        self._theme = theme
        self._formats: dict[TokenKind, QTextCharFormat] = {}
        self._block = QTextBlock()
        self._state = OUTSIDE
        self._next = QTimer(self)
        self._next.setInterval(0)
        self._next.timeout.connect(self._colour_slice)
        theme.changed.connect(self.restart)

    @property
    def is_done(self) -> bool:
        """Whether the whole text has its colours, or stays plain."""
        return not self._next.isActive()

    def stop(self) -> None:
        """Leave the rest as it is: the text is about to change."""
        self._next.stop()

    @Slot()
    def restart(self) -> None:
        """Colour the document anew; its first lines at once."""
        self.stop()
        if self._document.characterCount() > PLAIN_FROM:
            return
        self._formats = _formats(self._theme)
        self._block, self._state = self._document.begin(), OUTSIDE
        self._colour_slice()

    @Slot()
    def _colour_slice(self) -> None:
        timer = QElapsedTimer()
        timer.start()
        first = self._block
        while self._block.isValid() and timer.elapsed() < SLICE:
            spans, self._state = line_spans(self._block.text(), self._state)
            self._block.layout().setFormats([self._range(span) for span in spans])
            self._block = self._block.next()
        end = self._block.position() if self._block.isValid() else self._document.characterCount()
        self._document.markContentsDirty(first.position(), max(0, end - first.position()))
        if not self._block.isValid():
            self._next.stop()
        elif not self._next.isActive():
            self._next.start()

    def _range(self, span: Span) -> QTextLayout.FormatRange:
        one = QTextLayout.FormatRange()
        one.start, one.length, one.format = span.start, span.length, self._formats[span.kind]
        return one


def _formats(theme: Theme) -> dict[TokenKind, QTextCharFormat]:
    syntax = theme.colours.syntax
    colours = {
        TokenKind.KEYWORD: syntax.keyword,
        TokenKind.TYPE: syntax.keyword,
        TokenKind.STRING: syntax.string,
        TokenKind.NAME: syntax.name,
        TokenKind.NUMBER: syntax.number,
        TokenKind.PARAMETER: syntax.number,
        TokenKind.COMMENT: syntax.comment,
    }
    formats = {}
    for kind, colour in colours.items():
        formats[kind] = QTextCharFormat()
        formats[kind].setForeground(QColor(colour))
    formats[TokenKind.COMMENT].setFontItalic(True)
    return formats
