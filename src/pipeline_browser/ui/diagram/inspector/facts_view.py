"""A list of facts in sections that fold: pointer and keys go where a fact leads, and copy what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTreeView

from pipeline_browser.overriding import override
from pipeline_browser.ui.copy_actions import add_copy_actions, show_copy_menu
from pipeline_browser.ui.copying import raw_text, sql_literal, tab_separated
from pipeline_browser.ui.diagram.inspector.facts_delegate import FactsDelegate
from pipeline_browser.ui.diagram.inspector.facts_model import FactsModel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
    from PySide6.QtWidgets import QWidget

    from pipeline_browser.ui.diagram.inspector.facts import Fact, Section
    from pipeline_browser.ui.theme import Theme

_TITLES = ("Name", "Type", "Notes")


class FactsView(QTreeView):
    """Shows sections of facts.

    Signals:
        followed: the Target of a fact that was clicked, or on which Enter was pressed.
        pointed: the Fact under the pointer; None under none.
    """

    followed = Signal(object)
    pointed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folded: set[str] = set()
        self._pressed = False
        self.facts = FactsModel(self)
        self.setModel(self.facts)
        self._delegate = FactsDelegate(theme, self.facts, self)
        self.setItemDelegate(self._delegate)
        self._dress()
        add_copy_actions(self, self.copy, self.copy_rows, self.copy_literal)
        self.collapsed.connect(self._note_folded)
        self.expanded.connect(self._note_open)
        self.entered.connect(self._point)
        self.viewportEntered.connect(self._point_nowhere)
        self.customContextMenuRequested.connect(self._show_menu)
        theme.changed.connect(self._follow_theme)

    def show_sections(self, sections: Sequence[Section], *, anew: bool) -> None:
        """Show other sections; unless they are of something new, place and current fact stay."""
        if tuple(sections) == self.facts.sections:
            return
        place, current = self.verticalScrollBar().value(), self.facts.fact_at(self.currentIndex())
        self.pointed.emit(None)
        self.facts.show(sections)
        for at, section in enumerate(sections):
            self.setExpanded(self.facts.index(at, 0), section.title not in self._folded)
        if anew:
            self.scrollToTop()
        else:
            if current is not None and (index := self.facts.index_of(current)).isValid():
                self.setCurrentIndex(index)
            self.verticalScrollBar().setValue(place)

    def mark(self, fact: Fact | None) -> None:
        """Make a fact the current one, and bring it into view; None for no fact."""
        index = QModelIndex() if fact is None else self.facts.index_of(fact)
        if index.isValid():
            self.setExpanded(index.parent(), True)
            self.setCurrentIndex(index)
            self.scrollTo(index)
        else:
            self.clearSelection()

    def selected_facts(self) -> list[Fact]:
        """Return the selected facts, in the order shown."""
        indexes = sorted(self.selectedIndexes(), key=lambda index: (index.internalId(), index.row()))
        return [fact for index in indexes if (fact := self.facts.fact_at(index)) is not None]

    @Slot()
    def copy(self) -> None:
        """Copy what the selected fact is about; several as rows with headers."""
        facts = self.selected_facts()
        if len(facts) > 1:
            self.copy_rows()
        elif facts:
            QGuiApplication.clipboard().setText(raw_text(facts[0].value or facts[0].text))

    @Slot()
    def copy_rows(self) -> None:
        """Copy the selected facts as tab-separated text under headers."""
        rows = [fact.row for fact in self.selected_facts()]
        QGuiApplication.clipboard().setText(tab_separated(_TITLES, rows))

    @Slot()
    def copy_literal(self) -> None:
        """Copy what the selected fact is about as SQL literal."""
        if facts := self.selected_facts():
            QGuiApplication.clipboard().setText(sql_literal(facts[0].value or facts[0].text))

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        left = event.button() is Qt.MouseButton.LeftButton and not event.modifiers()
        self._pressed = left and self.facts.fact_at(index) is not None
        if left and self.facts.section_at(index) is not None:
            self.setExpanded(index, not self.isExpanded(index))
            self.setCurrentIndex(index)
            event.accept()
            return
        super().mousePressEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if self._pressed and index == self.currentIndex():
            self._follow(index)
        self._pressed = False

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space} and index.isValid():
            if self.facts.section_at(index) is not None:
                self.setExpanded(index, not self.isExpanded(index))
            else:
                self._follow(index)
            return
        super().keyPressEvent(event)

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._point_nowhere()
        return super().viewportEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.pointed.emit(None)

    @override
    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # type: ignore[override]
        super().currentChanged(current, previous)
        if self.hasFocus():
            self.pointed.emit(self.facts.fact_at(current))

    def _follow(self, index: QModelIndex) -> None:
        fact = self.facts.fact_at(index)
        if fact is not None and fact.target is not None:
            self.followed.emit(fact.target)

    @Slot(QModelIndex)
    def _point(self, index: QModelIndex) -> None:
        fact = self.facts.fact_at(index)
        leads = fact is not None and fact.target is not None
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if leads else Qt.CursorShape.ArrowCursor)
        self.pointed.emit(fact)

    @Slot()
    def _point_nowhere(self) -> None:
        self.viewport().unsetCursor()
        self.pointed.emit(None)

    @Slot(QModelIndex)
    def _note_folded(self, index: QModelIndex) -> None:
        if section := self.facts.section_at(index):
            self._folded.add(section.title)

    @Slot(QModelIndex)
    def _note_open(self, index: QModelIndex) -> None:
        if section := self.facts.section_at(index):
            self._folded.discard(section.title)

    @Slot()
    def _follow_theme(self) -> None:
        self._delegate.follow_theme()
        self.doItemsLayout()

    def _dress(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setMouseTracking(True)
        self.setExpandsOnDoubleClick(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setAccessibleName("Facts")
        self.setStyleSheet("QTreeView { border: none; border-radius: 0; }")

    @Slot("QPoint")
    def _show_menu(self, at: QPoint) -> None:
        if self.selected_facts():
            show_copy_menu(self, at)
