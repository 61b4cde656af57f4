"""The bar above the tabs: rows that can be dismissed and come back only for something new."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from pipeline_browser.ui.labels import plain_label, shown, tooltip
from pipeline_browser.ui.theme import GROUP, ICON, INSIDE, RADIUS, RELATED

if TYPE_CHECKING:
    from pipeline_browser.ui.notice import Notice
    from pipeline_browser.ui.theme import Theme


class NoticeBar(QWidget):
    """Shows notices that were not dismissed.

    Signals:
        asked: the name of an action that a notice offers.
        dismissed: a Notice.
    """

    asked = Signal(str)
    dismissed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._notices: list[Notice] = []
        self._dismissed: set[tuple[object, ...]] = set()
        self._rows: list[_Row] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(GROUP, RELATED, GROUP, RELATED)
        self._layout.setSpacing(INSIDE)
        theme.changed.connect(self._redraw)
        self.setAccessibleName("Notices")
        self.hide()

    @property
    def texts(self) -> list[str]:
        """What the visible rows say."""
        return [row.notice.text for row in self._rows]

    def show_notices(self, notices: list[Notice]) -> None:
        """Show these in place of those before; rows that stay the same are left alone."""
        if notices != self._notices:
            self._notices = notices
            self._redraw()

    def forget(self) -> None:
        """Forget what was dismissed: another database is open now."""
        self._dismissed.clear()
        self.show_notices([])

    @Slot()
    def _redraw(self) -> None:
        for row in self._rows:
            self._layout.removeWidget(row)
            row.hide()
            row.deleteLater()
        wanted = [notice for notice in self._notices if notice.key not in self._dismissed]
        self._rows = [self._row(notice) for notice in wanted]
        self.setVisible(bool(self._rows))

    def _row(self, notice: Notice) -> _Row:
        row = _Row(notice, self._theme, self)
        row.asked.connect(self.asked)
        row.dismissed.connect(self._dismiss)
        self._layout.addWidget(row)
        return row

    @Slot(object)
    def _dismiss(self, notice: Notice) -> None:
        self._dismissed.add(notice.key)
        self._redraw()
        self.dismissed.emit(notice)


class _Row(QFrame):
    """One notice: icon, words, what it offers, and a cross."""

    asked = Signal(str)
    dismissed = Signal(object)

    def __init__(self, notice: Notice, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.notice = notice
        self._theme = theme
        tone = theme.tone(notice.meaning)
        self.setObjectName("notice")
        self.setStyleSheet(f"#notice {{ background: {tone.soft}; border-radius: {RADIUS}px; }}")
        self.setAccessibleName(notice.text)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(RELATED + INSIDE, INSIDE, INSIDE, INSIDE)
        layout.setSpacing(RELATED)
        layout.addWidget(self._mark())
        layout.addWidget(self._words(), 1)
        for name, text in notice.offers:
            layout.addWidget(self._offer(name, text))
        layout.addWidget(self._cross())

    def _mark(self) -> QLabel:
        mark = QLabel()
        mark.setPixmap(self._theme.icon(self.notice.icon, self.notice.meaning).pixmap(ICON, ICON))
        return mark

    def _words(self) -> QLabel:
        words = plain_label(shown(self.notice.text), wrap=True)
        words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        words.setToolTip(tooltip(self.notice.more))
        return words

    def _offer(self, name: str, text: str) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(f"offer-{name}")
        button.setAutoDefault(False)
        button.setProperty("asks", name)
        button.clicked.connect(self._ask)
        return button

    def _cross(self) -> QToolButton:
        cross = QToolButton()
        cross.setIcon(self._theme.icon("close"))
        cross.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        cross.setAccessibleName("Dismiss")
        cross.setToolTip("Dismiss until there is something new")
        cross.clicked.connect(self._dismiss)
        return cross

    @Slot()
    def _ask(self) -> None:
        self.asked.emit(self.sender().property("asks"))

    @Slot()
    def _dismiss(self) -> None:
        self.dismissed.emit(self.notice)
