"""The log of a run: time-stamped lines that can be marked and copied."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from pipeline_browser.overriding import override
from pipeline_browser.ui.labels import shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QResizeEvent

    from pipeline_browser.ui.theme import Theme

MOST_LINES = 20_000  # the first ones go when there are more


class RunLog(QPlainTextEdit):
    """Appends lines; follows the last one unless somebody has scrolled up."""

    def __init__(self, theme: Theme, *, utc: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._utc = utc
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setFont(theme.fixed_font())
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setMaximumBlockCount(MOST_LINES)
        self.setAccessibleName("Log")

    def add(self, lines: Iterable[str]) -> None:
        """Append lines with the time of now."""
        now = datetime.now(UTC)
        stamp = f"{now:%H:%M:%S}Z" if self._utc else f"{now.astimezone():%H:%M:%S}"
        text = "\n".join(f"{stamp}  {shown(line)}" for line in lines)
        if text:
            self.appendPlainText(text)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        bar = self.verticalScrollBar()
        follows = bar.value() == bar.maximum()
        super().resizeEvent(event)
        if follows:
            bar.setValue(bar.maximum())
