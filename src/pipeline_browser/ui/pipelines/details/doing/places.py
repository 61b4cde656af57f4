"""Going to the place of a problem: a cell of the stages, a parameter, an entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from pipeline_browser.model.pipelines.reading import handle_of
from pipeline_browser.model.pipelines.shape import CONFIGURATION, STAGES
from pipeline_browser.ui.pipelines.details.cells.marks import names_parameter
from pipeline_browser.ui.pipelines.details.doing.cures import stage_at
from pipeline_browser.ui.pipelines.details.entry_section import CONFIGURATION as CONFIGURATION_PAGE
from pipeline_browser.ui.pipelines.details.entry_section import PARAMETERS as PARAMETERS_PAGE

if TYPE_CHECKING:
    from pipeline_browser.model.pipelines.facts import Stage
    from pipeline_browser.model.pipelines.loadability.problem import Problem
    from pipeline_browser.ui.pipelines.details.entry_section import EntrySection
    from pipeline_browser.ui.pipelines.details.grids.stage_grid import StageGrid

_VALUE = 1  # the column of an entry's value


class Places(QObject):
    """Of the pipeline that is shown."""

    def __init__(self, grid: StageGrid, entries: EntrySection) -> None:
        super().__init__(grid)
        self._grid = grid
        self._entries = entries

    @Slot(object)
    def show_problem(self, problem: Problem) -> None:
        """Put the cursor where a problem is."""
        pipeline = self._grid.pipeline
        if pipeline is None:
            return
        stage = stage_at(pipeline, problem.place)
        if stage is not None:
            self._show_stage(stage, problem)
        elif problem.place.table == CONFIGURATION:
            self._entries.turn_to(CONFIGURATION_PAGE)
            self._entries.configuration.go_to(("entry", problem.column), _VALUE)
            self._entries.configuration.setFocus()

    def _show_stage(self, stage: Stage, problem: Problem) -> None:
        self._grid.select_handles((handle_of(stage.row),))
        self._grid.setFocus()
        columns = [each.key for each in self._grid.model_.columns]
        of_row = problem.place.table == STAGES and not names_parameter(problem)
        if of_row and problem.column in columns:
            row = self._grid.currentIndex().row()
            self._grid.put_cursor(self._grid.model_.index(row, columns.index(problem.column)))
            return
        self._entries.turn_to(PARAMETERS_PAGE)
        if self._entries.parameters.go_to(("entry", problem.column), _VALUE):
            self._entries.parameters.setFocus()
