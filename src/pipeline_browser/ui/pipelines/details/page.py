"""The details of one pipeline: head, problems, stages, parameters and configuration."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from pipeline_browser.model.pipelines.operations.pipelines import rename_pipeline, restore_pipelines
from pipeline_browser.model.pipelines.reading import handle_of
from pipeline_browser.model.pipelines.values import same_value
from pipeline_browser.overriding import override
from pipeline_browser.ui.colours import Meaning
from pipeline_browser.ui.elided_label import ElidedLabel
from pipeline_browser.ui.pipelines.details.cells.facts import Row, RowKind
from pipeline_browser.ui.pipelines.details.cells.marks import Marks
from pipeline_browser.ui.pipelines.details.doing.cures import Cures
from pipeline_browser.ui.pipelines.details.doing.key_deeds import KeyDeeds
from pipeline_browser.ui.pipelines.details.doing.key_dialog import CLEAR_TEXT
from pipeline_browser.ui.pipelines.details.doing.places import Places
from pipeline_browser.ui.pipelines.details.editors.note import Note
from pipeline_browser.ui.pipelines.details.entry_section import CONFIGURATION, PARAMETERS, EntrySection
from pipeline_browser.ui.pipelines.details.head.header import Header
from pipeline_browser.ui.pipelines.details.head.problem_list import ProblemList
from pipeline_browser.ui.pipelines.details.hint_line import HintLine
from pipeline_browser.ui.pipelines.details.older_words import quiet_words
from pipeline_browser.ui.pipelines.details.stage_section import StageSection
from pipeline_browser.ui.theme import RELATED

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from pipeline_browser.model.pipelines.facts import Pipeline, Stage
    from pipeline_browser.model.pipelines.loadability.verdict import PipelineVerdict
    from pipeline_browser.model.pipelines.reading import Handle
    from pipeline_browser.model.pipelines.rows import StoredRow
    from pipeline_browser.ui.editing.editor import Editor
    from pipeline_browser.ui.pipelines.deleting.flow import Deleting
    from pipeline_browser.ui.pipelines.details.grids.grid import Grid
    from pipeline_browser.ui.preferences import Preferences
    from pipeline_browser.ui.theme import Theme

_SPLITTER = "pipelines/details-splitter"
_KEYS = "F2 or typing edits · Insert adds · Delete removes · Alt and an arrow move stages"
_MOST_OF_STAGES = 0.55  # of the room of both grids


class PipelinePage(QWidget):
    """Shows one pipeline.

    Signals:
        stages_chosen: the handles of the stages that somebody selected in the grid.
        editing_ended: no field is open any more.
    """

    stages_chosen = Signal(object)
    editing_ended = Signal()

    def __init__(self, theme: Theme, preferences: Preferences, editor: Editor, deleting: Deleting) -> None:
        super().__init__()
        self._preferences = preferences
        self._editor = editor
        self._pipeline: Pipeline | None = None
        self._chosen: tuple[Handle, ...] = ()
        self._why_not: str | None = None
        self._marks = Marks()
        self.note = Note(theme, self)
        self.keys = KeyDeeds(theme, editor, self)
        self.header = Header(theme, preferences, self.note)
        self.problems = ProblemList(theme)
        self.quiet = ElidedLabel(elide=Qt.TextElideMode.ElideRight)
        self.stages = StageSection(theme, preferences, self.note, editor, deleting)
        self.entries = EntrySection(theme, preferences, self.note, editor, self.keys)
        self.hint = HintLine(theme)
        self.cures = Cures(self.stages.grid, editor, self.keys, self)
        self.places = Places(self.stages.grid, self.entries)
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self._lay_out()
        self._connect()
        self._follow_editor()

    @property
    def pipeline(self) -> Pipeline | None:
        """What is shown."""
        return self._pipeline

    @property
    def is_editing(self) -> bool:
        """Whether a field is open."""
        return self.header.name.is_editing or any(grid.is_editing for grid in self._grids)

    def show_pipeline(self, pipeline: Pipeline, stages: tuple[Handle, ...]) -> None:
        """Show a pipeline; of the same one, what is open, selected and scrolled stays.

        Args:
            stages: those that are selected elsewhere; none for the pipeline itself.
        """
        anew = not self.shows(pipeline)
        self._pipeline = pipeline
        if anew:
            self.note.hide()
            self.problems.show_verdict(None)
            self._marks = Marks()
        self.header.show_pipeline(pipeline)
        self.quiet.show_text(quiet_words(pipeline))
        self.quiet.setVisible(bool(self.quiet.whole_text))
        self._show_all(anew=anew)
        if anew or stages != self._chosen:
            self._choose(stages)

    def shows(self, pipeline: Pipeline | None) -> bool:
        """Whether this very pipeline is shown, in whatever state."""
        mine = self._pipeline
        if mine is None or pipeline is None:
            return False
        # Rows of another file may lie in the same place.
        return handle_of(mine.row) == handle_of(pipeline.row) and same_value(mine.id, pipeline.id)

    def forget(self) -> None:
        """Show nothing, and know nothing of what was shown: revealed secrets least of all."""
        self._pipeline = None
        self._marks = Marks()
        self.note.hide()
        self._show_all(anew=True)

    def show_verdict(self, verdict: PipelineVerdict | None) -> None:
        """Show what the program would make of the pipeline."""
        self.problems.show_verdict(verdict)
        self._marks = Marks(verdict)
        self._show_all(anew=False)

    def _choose(self, stages: tuple[Handle, ...]) -> None:
        self._chosen = stages
        found = self.stages.grid.select_handles(stages)
        self.entries.turn_to(PARAMETERS if found else CONFIGURATION)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.problems.set_room(self.height())
        self._share_room()

    def _share_room(self) -> None:
        """Give the stages the room that they need, up to a share, until somebody has moved the handle."""
        if not self._is_arranged:
            room = self.splitter.height() - self.splitter.handleWidth()
            upper = min(self.stages.wanted_height, round(room * _MOST_OF_STAGES))
            self.splitter.setSizes([upper, room - upper])

    def _show_all(self, *, anew: bool) -> None:
        self.stages.show_stages(self._pipeline, self._marks, anew=anew)
        self.entries.show_configuration(self._pipeline, self._marks, anew=anew)
        self._show_parameters(anew=anew)
        self._share_room()

    def _show_parameters(self, *, anew: bool) -> None:
        """Show the parameters of the current stage; they stay while a new stage is being typed."""
        grid, before = self.stages.grid, self.entries.stage
        stage, row = grid.current_stage, grid.current_row
        new = row is not None and row.kind is RowKind.NEW
        # What is typed for a stage stays, also where that stage is gone and the cursor on another one.
        if not anew and (new or self.entries.parameters.is_editing):
            stage = self._again(before)
        other = before is None or stage is None or handle_of(before.row) != handle_of(stage.row)
        self.entries.show_stage(stage, self._marks, anew=anew or other)

    def _again(self, stage: Stage | None) -> Stage | None:
        """Return a stage as it is now; as it was, where it is gone."""
        stages = self._pipeline.stages if self._pipeline is not None else ()
        same = (each for each in stages if stage and handle_of(each.row) == handle_of(stage.row))
        return next(same, stage)

    @property
    def _grids(self) -> tuple[Grid, ...]:
        return self.stages.grid, *self.entries.grids

    # What somebody does here.

    @Slot(object)
    def _follow_stage(self, _row: Row | None) -> None:
        self._show_parameters(anew=False)
        if self.stages.grid.hasFocus() and self.stages.grid.current_stage is not None:
            self.entries.turn_to(PARAMETERS)

    @Slot(object, str)
    def _rename(self, seen: StoredRow, name: str) -> None:
        self._editor.do(partial(rename_pipeline, seen=seen, name=name))

    @Slot()
    def _restore(self) -> None:
        if self._pipeline is not None:
            self._editor.do(partial(restore_pipelines, seen=(self._pipeline.row,)))

    @Slot()
    def _go_to_stages(self) -> None:
        self.stages.grid.setFocus(Qt.FocusReason.TabFocusReason)

    @Slot()
    def _tell_keys(self) -> None:
        """Say where the new key lies, once."""
        grid = self.entries.parameters
        below = grid.model_.index(grid.model_.place_of(("entry", "salt")), 1)
        grid.say(f"Key, nonce and salt are written. {CLEAR_TEXT}", Meaning.NEUTRAL, below)

    @Slot(object, str)
    def _tell_reverted(self, _index: object, words: str) -> None:
        """Say it here as well: the note goes when another pipeline comes."""
        self.hint.tell(words, Meaning.BAD)

    @Slot()
    def _end_editing(self) -> None:
        if not self.is_editing:
            self._show_parameters(anew=False)
            self.editing_ended.emit()

    # Following the editor.

    @Slot()
    def _follow_editor(self) -> None:
        why_not = self._editor.why_not
        if why_not == self._why_not:
            return
        self._why_not = why_not
        self.header.allow(why_not)
        self.problems.allow(why_not)
        self.stages.allow(why_not)
        self.entries.allow(why_not)
        self.hint.tell(f"Not editable. {why_not}" if why_not else _KEYS)

    @Slot()
    def _fall_back(self) -> None:
        """What was entered was not written: show what is stored."""
        for grid in self._grids:
            grid.model_.forget_awaited()
        if self._pipeline is not None:
            self.header.show_pipeline(self._pipeline)

    def _tell_hint(self, grid: Grid) -> None:
        if grid.hasFocus() or grid.is_editing:
            cell, index = grid.model_.cell_at(grid.currentIndex()), grid.currentIndex()
            if cell is None:
                return
            face = cell.face
            if face.reason:
                self.hint.tell(face.reason, face.meaning or Meaning.NEUTRAL)
            else:
                self.hint.tell(cell.spec.hint or grid.model_.columns[index.column()].tip)

    def _connect(self) -> None:
        self.header.name.entered.connect(self._rename)
        self.header.restore_wanted.connect(self._restore)
        self.problems.cure_wanted.connect(self.cures.cure)
        self.problems.place_wanted.connect(self.places.show_problem)
        self.problems.emptied.connect(self._go_to_stages)
        self.stages.grid.current_row_changed.connect(self._follow_stage)
        self.stages.grid.chosen.connect(self.stages_chosen)
        self.keys.written.connect(self._tell_keys)
        for grid in self._grids:
            grid.delegate.closed.connect(self._end_editing)
            grid.delegate.reverted.connect(self._tell_reverted)
            grid.cell_changed.connect(self._tell_hint)
        self.header.name.closed.connect(self._end_editing)
        self._editor.availability_changed.connect(self._follow_editor)
        self._editor.failed.connect(self._fall_back)
        self._editor.clashed.connect(self._fall_back)
        self.splitter.splitterMoved.connect(self._remember)

    @Slot()
    def _remember(self) -> None:
        self._is_arranged = True
        self._preferences.remember_view(_SPLITTER, self.splitter.saveState())

    def _lay_out(self) -> None:
        self.setAccessibleName("Pipeline")
        self.quiet.setProperty("role", "dim")
        self.quiet.setContentsMargins(RELATED, 0, RELATED, RELATED // 2)
        self.splitter.addWidget(self.stages)
        self.splitter.addWidget(self.entries)
        self.splitter.setChildrenCollapsible(False)
        state = self._preferences.view(_SPLITTER)
        self._is_arranged = not state.isEmpty() and self.splitter.restoreState(state)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.header, self.problems, self.quiet):
            column.addWidget(widget)
        column.addWidget(self.splitter, 1)
        column.addWidget(self.hint)
