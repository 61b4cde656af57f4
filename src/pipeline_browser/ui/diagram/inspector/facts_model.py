"""Sections of facts as a model of two levels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from pipeline_browser.overriding import override
from pipeline_browser.ui.formats import counted
from pipeline_browser.ui.labels import shown, tooltip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline_browser.ui.diagram.inspector.facts import Fact, Section

Index = QModelIndex | QPersistentModelIndex
_SECTION = 0  # the id of a section's index; a fact's is its section's row and 1
_LONGEST = 2_000  # characters of a tooltip


class FactsModel(QAbstractItemModel):
    """Shows sections; only what is seen is asked for."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sections: tuple[Section, ...] = ()

    def show(self, sections: Sequence[Section]) -> None:
        """Show other sections."""
        self.beginResetModel()
        self.sections = tuple(sections)
        self.endResetModel()

    def section_at(self, index: Index) -> Section | None:
        """Return the section of a title's row; None at a fact."""
        return self.sections[index.row()] if index.isValid() and index.internalId() == _SECTION else None

    def fact_at(self, index: Index) -> Fact | None:
        """Return the fact of a row; None at a title and where the rest is counted."""
        if not index.isValid() or index.internalId() == _SECTION:
            return None
        facts = self.sections[index.internalId() - 1].facts
        return facts[index.row()] if index.row() < len(facts) else None

    def index_of(self, fact: Fact) -> QModelIndex:
        """Return where a fact is; an invalid index if nowhere."""
        for at, section in enumerate(self.sections):
            if fact in section.facts:
                return self.createIndex(section.facts.index(fact), 0, at + 1)
        return QModelIndex()

    @override
    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008 - Qt's
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else _SECTION)

    @override
    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]  # QObject's own parent() aside
        if not index.isValid() or index.internalId() == _SECTION:
            return QModelIndex()
        return self.createIndex(index.internalId() - 1, 0, _SECTION)

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's
        if not parent.isValid():
            return len(self.sections)
        section = self.section_at(parent)
        return len(section.facts) + bool(section.hidden) if section else 0

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's
        return 1

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role not in _TEXTS:
            return None
        section, fact = self.section_at(index), self.fact_at(index)
        if section is not None:
            count = counted(section.count, "entry", "entries")
            return section.title if role == Qt.ItemDataRole.DisplayRole else f"{section.title}, {count}"
        if fact is None:
            return f"and {self.sections[index.internalId() - 1].hidden:,} more" if index.isValid() else None
        if role == Qt.ItemDataRole.DisplayRole:
            return shown(fact.text)
        sentence = shown(fact.sentence)
        sentence = sentence if len(sentence) <= _LONGEST else f"{sentence[:_LONGEST]}…"
        return tooltip(sentence) if role == Qt.ItemDataRole.ToolTipRole else sentence


_TEXTS = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
)
