"""The stages that would be written, as a small table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from pipeline_browser.model.pipelines.catalogue.stages import algorithm_named
from pipeline_browser.ui.colours import Meaning
from pipeline_browser.ui.formats import figure
from pipeline_browser.ui.labels import shown, tooltip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from pipeline_browser.model.pipelines.operations.new_rows import NewStage
    from pipeline_browser.ui.theme import Theme

_HEADERS = ("Order", "Name", "Type", "Algorithm", "Before it can run")
_WIDTHS = (56, 140, 100, 120)
_NEEDS = {
    "encryption": "needs key material",
    "tee": "needs an output path",
}


class StagePreview(QTableWidget):
    """Shows stages; nothing can be changed here."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(0, len(_HEADERS), parent)
        self._theme = theme
        self.setAccessibleName("Stages that would be written")
        self.setHorizontalHeaderLabels(_HEADERS)
        self.verticalHeader().hide()
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in enumerate(_WIDTHS):
            header.resizeSection(column, width)
        header.setSectionResizeMode(len(_HEADERS) - 1, QHeaderView.ResizeMode.Stretch)

    def show_stages(self, stages: Sequence[NewStage]) -> None:
        """Show these."""
        self.setRowCount(len(stages))
        for row, stage in enumerate(stages):
            cells = (figure(row), stage.name, stage.stage_type, stage.algorithm, _need(stage))
            for column, text in enumerate(cells):
                self.setItem(row, column, self._item(column, shown(text)))

    def _item(self, column: int, text: str) -> QTableWidgetItem:
        item = QTableWidgetItem(text)
        item.setToolTip(tooltip(text))
        if column == 0:
            item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if column == len(_HEADERS) - 1 and text:
            item.setIcon(self._theme.icon("warning", Meaning.WARNING))
        return item


def _need(stage: NewStage) -> str:
    known = algorithm_named(str(stage.algorithm))
    if stage.stage_type != "checksum" and (known is None or not known.registered):
        return "the program knows no such algorithm"
    if known is not None and not known.implemented:
        return "the program cannot run it yet"
    return _NEEDS.get(str(stage.stage_type), _NEEDS.get(str(stage.algorithm), ""))
