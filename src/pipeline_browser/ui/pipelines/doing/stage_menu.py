"""The menu of stages that can be added: every type with its algorithms, from the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from pipeline_browser.model.pipelines.catalogue.stages import STAGE_TYPES, algorithms_of
from pipeline_browser.model.pipelines.operations.from_words import stage_of
from pipeline_browser.ui.labels import tooltip

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from pipeline_browser.model.pipelines.catalogue.stages import Algorithm


class StageMenu(QMenu):
    """Offers stages.

    Signals:
        chosen: a NewStage.
    """

    chosen = Signal(object)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self.setObjectName("add-stage-menu")
        for stage_type in STAGE_TYPES:
            algorithms = algorithms_of(stage_type.name)
            if len(algorithms) == 1:
                self.addAction(self._action(stage_type.name, algorithms[0]))
                continue
            menu = self.addMenu(stage_type.name.capitalize())
            menu.setToolTip(tooltip(f"{stage_type.hint} {stage_type.place}"))
            menu.setToolTipsVisible(True)
            for algorithm in algorithms:
                menu.addAction(self._action(algorithm.name, algorithm))
        self.setToolTipsVisible(True)

    def _action(self, text: str, algorithm: Algorithm) -> QAction:
        action = QAction(text if algorithm.implemented else f"{text} (cannot run yet)", self)
        action.setToolTip(tooltip(algorithm.hint))
        action.setData((algorithm.stage_type, algorithm.name))
        action.triggered.connect(self._choose)
        return action

    @Slot()
    def _choose(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            stage_type, algorithm = action.data()
            self.chosen.emit(stage_of(stage_type, algorithm))
