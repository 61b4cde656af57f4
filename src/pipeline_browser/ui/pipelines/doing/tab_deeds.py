"""What can be done in the tab that asks for something first: a name in the list, a stage of a menu."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Slot

from pipeline_browser.model.errors import EditRefused
from pipeline_browser.model.pipelines.catalogue.columns import judge_pipeline_name, judge_stage_name
from pipeline_browser.model.pipelines.operations.fields import set_field

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from pipeline_browser.model.pipelines.operations.new_rows import NewStage
    from pipeline_browser.ui.editing.editor import Editor
    from pipeline_browser.ui.pipelines.creating.flow import Creating
    from pipeline_browser.ui.pipelines.doing.stage_deeds import StageDeeds
    from pipeline_browser.ui.pipelines.doing.stage_menu import StageMenu
    from pipeline_browser.ui.pipelines.doing.subject import Subject
    from pipeline_browser.ui.pipelines.listing.panel import ListingPanel
    from pipeline_browser.ui.pipelines.listing.selection import Key


class TabDeeds(QObject):
    """Has a method for each such action."""

    def __init__(
        self,
        listing: ListingPanel,
        subject: Subject,
        editor: Editor,
        creating: Creating,
        stages: StageDeeds,
        menu: StageMenu,
    ) -> None:
        super().__init__(listing)
        self._listing = listing
        self._subject = subject
        self._editor = editor
        self._creating = creating
        self._stages = stages
        self._menu = menu
        menu.chosen.connect(self._add)
        listing.rename_asked.connect(self._take_name)

    @Slot()
    def new_pipeline(self) -> None:
        """Ask for a new pipeline."""
        self._creating.ask()

    @Slot()
    def rename(self) -> None:
        """Let the name be typed in its place."""
        self._listing.rename()

    @Slot()
    def add_stage(self) -> None:
        """Show the stages that can be added, beside the current row."""
        table = self._listing.table
        place = table.visualRect(table.currentIndex())
        self._menu.popup(table.viewport().mapToGlobal(QPoint(place.left(), place.bottom())))

    @Slot(object)
    def _add(self, stage: NewStage) -> None:
        self._subject.soon(partial(self._stages.add, [stage]))

    @Slot(object, str)
    def _take_name(self, key: Key, text: str) -> None:
        self._subject.soon(partial(self._rename, key, text))

    def _rename(self, key: Key, text: str) -> None:
        pipeline = self._subject.pipeline
        if pipeline is None:
            return
        if key.stage is None:
            judgement, row = judge_pipeline_name(text), pipeline.row
        else:
            stage = next((each for each in self._subject.stages), None)
            if stage is None:
                return
            judgement, row = judge_stage_name(text), stage.row
        if judgement.can_be_stored:
            self._editor.do(partial(set_field, seen=row, column="name", value=judgement.value))
        else:
            self._editor.failed.emit(EditRefused("Not renamed", cause=judgement.reason))


def copying_actions(listing: ListingPanel) -> list[QAction]:
    """Return the list's own actions that copy."""
    names = ("copy", "copy_rows", "copy_literal")
    return [each for each in listing.table.actions() if each.objectName() in names]
