"""The upper half of the details: the stages of the pipeline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from pipeline_browser.ui.action_making import make_actions
from pipeline_browser.ui.formats import figure
from pipeline_browser.ui.pipelines.details.doing import actions as rows
from pipeline_browser.ui.pipelines.details.doing.stage_grid_deeds import StageGridDeeds
from pipeline_browser.ui.pipelines.details.doing.subject import GridSubject
from pipeline_browser.ui.pipelines.details.grids.section_bar import SectionBar
from pipeline_browser.ui.pipelines.details.grids.stage_grid import StageGrid
from pipeline_browser.ui.pipelines.doing.stage_menu import StageMenu

if TYPE_CHECKING:
    from pipeline_browser.model.pipelines.facts import Pipeline
    from pipeline_browser.ui.editing.editor import Editor
    from pipeline_browser.ui.pipelines.deleting.flow import Deleting
    from pipeline_browser.ui.pipelines.details.cells.marks import Marks
    from pipeline_browser.ui.pipelines.details.editors.note import Note
    from pipeline_browser.ui.preferences import Preferences
    from pipeline_browser.ui.theme import Theme

_OF_SOME = ("duplicate", "delete", "move_up", "move_down", "cut_stages")


class StageSection(QWidget):
    """A grid of stages with its actions and the bar of their buttons."""

    def __init__(
        self, theme: Theme, preferences: Preferences, note: Note, editor: Editor, deleting: Deleting
    ) -> None:
        super().__init__()
        self.grid = StageGrid(theme, preferences, note)
        self.subject = GridSubject(self.grid, editor)
        self.deeds = StageGridDeeds(self.grid, self.subject, editor, deleting)
        everything = (*rows.STAGES, *rows.COPYING)
        self.actions_ = make_actions(everything, self.grid, self.grid, (self.deeds,))
        self.menu = StageMenu("Add stage", self)
        self.menu.chosen.connect(self.deeds.add_behind)
        self.bar = SectionBar(
            theme,
            self.actions_,
            everything,
            title="Stages",
            words=("add_stage",),
            alone=("duplicate", "delete", "move_up", "move_down"),
        )
        self.grid.offer(
            [
                *(self.actions_[row.name] for row in rows.STAGES),
                None,
                *(self.actions_[row.name] for row in rows.COPYING),
            ]
        )
        self._lay_out()
        self.grid.selectionModel().selectionChanged.connect(self.follow_selection)

    def show_stages(self, pipeline: Pipeline | None, marks: Marks, *, anew: bool) -> None:
        """Show the stages of a pipeline."""
        self.grid.show_stages(pipeline, marks, anew=anew)
        self.bar.count.setText(figure(len(pipeline.stages)) if pipeline is not None else "")
        self.subject.shown_anew()
        self.follow_selection()

    @property
    def wanted_height(self) -> int:
        """The height at which every row shows."""
        return self.bar.sizeHint().height() + self.grid.wanted_height

    def allow(self, why_not: str) -> None:
        """Let stages be edited, or say why not."""
        self.grid.allow(why_not)
        self.grid.allow_adding()
        self.follow_selection()

    @Slot()
    def follow_selection(self) -> None:
        """Enable what can be done with what is selected."""
        chosen, pipeline = self.grid.selected_stages, self.grid.pipeline
        can_edit = self.grid.model_.can_edit and pipeline is not None and pipeline.id is not None
        for name in rows.WRITING & self.actions_.keys():
            self.actions_[name].setEnabled(can_edit and (bool(chosen) or name not in _OF_SOME))
        if chosen and pipeline is not None:
            up, down = self.actions_["move_up"], self.actions_["move_down"]
            up.setEnabled(can_edit and chosen[0] is not pipeline.stages[0])
            down.setEnabled(can_edit and chosen[-1] is not pipeline.stages[-1])

    def _lay_out(self) -> None:
        self.setAccessibleName("Stages of the pipeline")
        for add in self.bar.findChildren(QToolButton, "bar-add_stage"):
            add.setMenu(self.menu)
            add.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.grid, 1)
