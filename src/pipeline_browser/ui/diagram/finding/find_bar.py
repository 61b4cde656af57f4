"""The field that finds tables and columns as one types, with the number of hits and a list of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from pipeline_browser.overriding import override
from pipeline_browser.ui.diagram.finding.hit_list import HitList
from pipeline_browser.ui.diagram.finding.hits import Findable, Hit, find
from pipeline_browser.ui.diagram.words import hits_words
from pipeline_browser.ui.labels import plain_label
from pipeline_browser.ui.theme import RELATED

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from PySide6.QtGui import QKeyEvent, QResizeEvent

_WIDTH, _NARROW = 240, 100  # pixels of the field, and where there is hardly any room
_GONE_ON = {Qt.FocusReason.MouseFocusReason, Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}


class _Field(QLineEdit):
    """Would rather be wide than have words beside the buttons at its right."""

    @override
    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(_WIDTH, 0))


class FindBar(QWidget):
    """Goes from hit to hit with Enter and Shift+Enter, or Down and Up.

    Signals:
        began: somebody looks for something, and did not before.
        found: the current Hit; None where there is none, or nothing is looked for any more.
        wanted: a Hit in a hidden table, which is to be shown again.
        left: Escape was pressed.
        kept: somebody went on to something else; what was found is left as it is.

    Attributes:
        hits: in tables that are shown.
        hidden: in others.
    """

    began = Signal()
    found = Signal(object)
    wanted = Signal(object)
    left = Signal()
    kept = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._everything: Sequence[Findable] = ()
        self._shown: Collection[str] = frozenset()
        self.hits: tuple[Hit, ...] = ()
        self.hidden: tuple[Hit, ...] = ()
        self._current = 0
        self._searched = ""
        self._list: HitList | None = None
        self.field = _Field()
        self.field.setPlaceholderText("Find a table or column")
        self.field.setAccessibleName("Find a table or column")
        self.field.setClearButtonEnabled(True)
        self.field.setMinimumWidth(_NARROW)
        self.field.setMaximumWidth(_WIDTH)
        self.field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.field.textChanged.connect(self._search)
        self.field.installEventFilter(self)
        self.count = plain_label(role="dim")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(RELATED)
        row.addWidget(self.field)
        row.addWidget(self.count)
        self.setFocusProxy(self.field)

    @override
    def sizeHint(self) -> QSize:
        return QSize(_WIDTH + self._count_width, self.field.sizeHint().height())

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(_NARROW, self.field.minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @property
    def _count_width(self) -> int:
        return RELATED + self.count.sizeHint().width() if self.count.text() else 0

    def _fit(self) -> None:
        """Leave out the number of hits where there is no room for it."""
        self.count.setVisible(0 < self._count_width <= self.width() - _NARROW)
        self.updateGeometry()

    @property
    def list(self) -> HitList:
        """What was found; made when it is first needed, in the window that there is then."""
        if self._list is None:
            self._list = HitList(self.field)
            self._list.chosen.connect(self.go_to)
        return self._list

    @property
    def current(self) -> Hit | None:
        """The hit that one is at."""
        return self.hits[self._current] if self.hits else None

    def use(self, everything: Sequence[Findable], shown: Collection[str]) -> None:
        """Look in other tables from now on, of which some are shown; what is typed stays."""
        here = self.current
        self._everything, self._shown = everything, shown
        self._look()
        self._current = self.hits.index(here) if here in self.hits else 0
        self._tell()

    def clear(self) -> None:
        """Look for nothing any more."""
        self.field.clear()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, back = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.go(-1 if back else 1)
        elif key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self.go(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFocusEvent) and event.lostFocus():
            if self._list is not None:
                self._list.hide()
            if event.reason() in _GONE_ON:
                self.kept.emit()
        if event.type() is QEvent.Type.FocusIn and self._searched:
            self._tell()
        return super().eventFilter(watched, event)

    def go(self, steps: int) -> None:
        """Go to another hit, round and round."""
        if self.hits:
            self._current = (self._current + steps) % len(self.hits)
            self._tell()
            self.found.emit(self.current)
        elif self.hidden:
            self.wanted.emit(self.hidden[0])

    @Slot(str)
    def _search(self, text: str) -> None:
        begins = not self._searched and bool(text.strip())
        self._searched = text.strip()
        if begins:
            self.began.emit()
        self._look()
        self._current = 0
        self._tell()
        self.found.emit(self.current)

    def _look(self) -> None:
        found = find(self._everything, self._searched)
        self.hits = tuple(hit for hit in found if hit.table in self._shown)
        self.hidden = tuple(hit for hit in found if hit.table not in self._shown)

    def _tell(self) -> None:
        words = hits_words(len(self.hits), self._current, len(self.hidden)) if self._searched else ""
        self.count.setText(words)
        self._fit()
        if self.field.hasFocus():
            self.list.list_hits(self.hits, self.hidden)
            self.list.mark(self._current)
        elif self._list is not None:
            self._list.hide()

    @Slot(object)
    def go_to(self, hit: Hit) -> None:
        """Go to a hit, or ask for its table to be shown again."""
        if hit in self.hits:
            self._current = self.hits.index(hit)
            self._tell()
            self.found.emit(hit)
        else:
            self.wanted.emit(hit)
