"""The stages of a pipeline as a grid: edited in their cells, dragged into another order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QPoint, QRect, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractItemView

from pipeline_browser.model.pipelines.operations.new_rows import as_new_stage
from pipeline_browser.model.pipelines.reading import handle_of
from pipeline_browser.overriding import override
from pipeline_browser.ui.pipelines.details.cells.marks import Marks
from pipeline_browser.ui.pipelines.details.cells.stage_cells import COLUMNS, NEW_STAGE, key_of, stage_rows
from pipeline_browser.ui.pipelines.details.grids.grid import Grid
from pipeline_browser.ui.pipelines.details.older_words import NO_STAGES, WITHOUT_ID
from pipeline_browser.ui.pipelines.doing.stage_clipboard import (
    KIND,
    stages_from_clipboard,
    stages_to_clipboard,
)
from pipeline_browser.ui.pipelines.dragging.dragged import dragged_within, dragging
from pipeline_browser.ui.pipelines.dragging.drops import Goal, adding, copying, moving
from pipeline_browser.ui.theme import PAGE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QItemSelection

    from pipeline_browser.model.pipelines.facts import Pipeline, Stage
    from pipeline_browser.model.pipelines.reading import Handle
    from pipeline_browser.ui.editing.editor import Operation
    from pipeline_browser.ui.pipelines.details.editors.note import Note
    from pipeline_browser.ui.preferences import Preferences
    from pipeline_browser.ui.theme import Theme

_BESIDE = QPoint(-14, -6)  # of the pointer: the picture leaves free where the drop lands
_WIDEST_PICTURE = 280  # pixels
_NAME = next(at for at, column in enumerate(COLUMNS) if column.key == "name")


class StageGrid(Grid):
    """Shows the stages of one pipeline.

    Signals:
        chosen: somebody selected other stages; a tuple of their handles.
        moved: the dragged stages, and before which place (0 to the number of stages) they were dropped.
        dropped: the operation that takes what came from elsewhere.
    """

    chosen = Signal(object)
    moved = Signal(object, int)
    dropped = Signal(object)

    def __init__(self, theme: Theme, preferences: Preferences, note: Note) -> None:
        super().__init__("stages", COLUMNS, theme, preferences, note)
        self._pipeline: Pipeline | None = None
        self._marks = Marks()
        self._new_at: int | None = None
        self._drop_at: int | None = None
        self._wanted: Handle | None = None
        self._is_showing = False
        self.setAccessibleName("Stages")
        self.model_.can_drag = True
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(False)  # a line across all columns is painted instead
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.delegate.closed.connect(self._forget_new)

    @property
    def pipeline(self) -> Pipeline | None:
        """The pipeline whose stages are shown."""
        return self._pipeline

    @property
    def current_stage(self) -> Stage | None:
        """The stage that has the cursor."""
        return self._stage_of(self.current_row.key) if self.current_row is not None else None

    @property
    def selected_stages(self) -> tuple[Stage, ...]:
        """The selected stages, in order."""
        found = (self._stage_of(row.key) for row in self.selected_rows)
        return tuple(stage for stage in found if stage is not None)

    def show_stages(self, pipeline: Pipeline | None, marks: Marks, *, anew: bool) -> None:
        """Show the stages of a pipeline; ``anew``: of another one than before."""
        self._pipeline, self._marks = pipeline, marks
        if anew:
            self._new_at = None
        self._show(anew=anew)
        if self._wanted is not None and self.select_handles((self._wanted,)):
            self._wanted = None

    def select_handles(self, handles: Sequence[Handle]) -> bool:
        """Select stages; none of them is selected where there is none of these; return whether there is."""
        chosen = [stage for stage in self._stages if handle_of(stage.row) in handles]
        if not chosen:
            if self.selected_stages:  # else the cursor may stand where a new stage is being typed
                self.selectionModel().clear()
        elif tuple(chosen) != self.selected_stages:
            self.select_keys([key_of(stage) for stage in chosen])
        return bool(chosen)

    def select_when_there(self, handle: Handle) -> None:
        """Select a stage as soon as it is shown."""
        self._wanted = handle

    def begin_new(self) -> None:
        """Open the field for the word of a new stage, below the selected ones."""
        if not self.model_.can_edit or self._pipeline is None:
            return
        chosen = self.selected_stages
        self._new_at = 1 + self._stages.index(chosen[-1]) if chosen else len(self._stages)
        self._show(anew=False)
        self.edit_cell(NEW_STAGE, "name")

    @property
    def place_of_new(self) -> int:
        """Before which place a new stage goes."""
        return len(self._stages) if self._new_at is None else self._new_at

    @property
    @override
    def first_column(self) -> int:
        return _NAME

    @property
    @override
    def wanted_height(self) -> int:
        words = 0 if self._stages else 3 * self.verticalHeader().defaultSectionSize()
        return super().wanted_height + words

    @override
    def add_to_copy(self, data: QMimeData) -> None:
        stages = [as_new_stage(stage) for stage in self.selected_stages]
        if stages:
            data.setData(KIND, stages_to_clipboard(stages).data(KIND))

    @override
    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        # Rows that come and go select others: nobody chose that, and who is told would show rows again.
        if self.hasFocus() and not self._is_showing:
            self.chosen.emit(tuple(handle_of(stage.row) for stage in self.selected_stages))

    def allow_adding(self) -> None:
        """Show the row where a stage is added, or do not, as editing is allowed or not."""
        self._show(anew=False)

    # Dragging.

    @override
    def startDrag(self, supportedActions: Qt.DropAction) -> None:
        stages = self.selected_stages
        if not stages or self._pipeline is None or not self.model_.can_edit:
            return
        drag = QDrag(self)
        drag.setMimeData(dragging(handle_of(self._pipeline.row), stages))
        drag.setPixmap(self.viewport().grab(self._rows_area()))
        drag.setHotSpot(_BESIDE)
        drag.exec(Qt.DropAction.MoveAction | Qt.DropAction.CopyAction, Qt.DropAction.MoveAction)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._follow_drag(event)

    @override
    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        super().dragMoveEvent(event)  # scrolls near the edges
        self._follow_drag(event)

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._mark_drop(None)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        at = self.place_at(event.position().toPoint())
        self._mark_drop(None)
        if not self._takes(event):
            event.ignore()
            return
        event.acceptProposedAction()
        if event.source() is self and event.dropAction() is not Qt.DropAction.CopyAction:
            self.moved.emit(self.selected_stages, at)
        else:
            self.dropped.emit(self._operation(event, at))

    def _operation(self, event: QDropEvent, at: int) -> Operation:
        assert self._pipeline is not None  # noqa: S101 - else nothing was taken
        stage = self._stages[at].row if at < len(self._stages) else None
        goal = Goal(handle_of(self._pipeline.row), None if stage is None else handle_of(stage))
        within = dragged_within(event.mimeData()) if event.source() is not None else None
        if within is None:
            return adding(stages_from_clipboard(event.mimeData()), goal)
        return (copying if event.dropAction() is Qt.DropAction.CopyAction else moving)(within, goal)

    def place_at(self, point: QPoint) -> int:
        """Return before which stage something lands that is dropped at a point of the viewport."""
        index = self.indexAt(point)
        if not index.isValid():
            return len(self._stages)
        below = point.y() > self.visualRect(index).center().y()
        return min(index.row() + below, len(self._stages))

    def _follow_drag(self, event: QDragMoveEvent) -> None:
        if self._takes(event):
            event.acceptProposedAction()
            self._mark_drop(self.place_at(event.position().toPoint()))
        else:
            event.ignore()
            self._mark_drop(None)

    def _takes(self, event: QDropEvent) -> bool:
        if not self.model_.can_edit or self._pipeline is None or self._pipeline.id is None:
            return False
        within = event.source() is not None and dragged_within(event.mimeData()) is not None
        return within or event.mimeData().hasFormat(KIND)

    def _mark_drop(self, at: int | None) -> None:
        if at != self._drop_at:
            self._drop_at = at
            self.viewport().update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._pipeline is not None and not self._stages:
            self._paint_why_empty(WITHOUT_ID if self._pipeline.id is None else NO_STAGES)
        if self._drop_at is None:
            return
        painter = QPainter(self.viewport())
        painter.setPen(QPen(QColor(self._theme.colours.accent), 2))
        height = self.rowViewportPosition(self._drop_at)
        if height < 0:
            height = self.rowViewportPosition(self._drop_at - 1) + self.rowHeight(0)
        painter.drawLine(0, max(1, height), self.viewport().width(), max(1, height))
        painter.end()

    def _paint_why_empty(self, words: str) -> None:
        painter = QPainter(self.viewport())
        painter.setPen(QColor(self._theme.colours.dim))
        area = self.viewport().rect().adjusted(PAGE, self.model_.rowCount() * self.rowHeight(0), -PAGE, 0)
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, words)
        painter.end()

    def _rows_area(self) -> QRect:
        areas = [self.visualRect(index) for index in self.selectedIndexes()]
        area = QRect()
        for each in areas:
            area = area.united(each)
        area = area.intersected(self.viewport().rect())
        area.setWidth(min(area.width(), _WIDEST_PICTURE))
        return area

    # Rows.

    @property
    def _stages(self) -> tuple[Stage, ...]:
        return self._pipeline.stages if self._pipeline is not None else ()

    def _stage_of(self, key: object) -> Stage | None:
        return next((stage for stage in self._stages if key_of(stage) == key), None)

    def _show(self, *, anew: bool) -> None:
        can_add = self.model_.can_edit and self._pipeline is not None and self._pipeline.id is not None
        rows = stage_rows(self._stages, self._marks, new_at=self.place_of_new if can_add else None)
        before, self._is_showing = self._is_showing, True
        try:
            self.show_rows(rows, anew=anew)
        finally:
            self._is_showing = before

    @Slot()
    def _forget_new(self) -> None:
        if self._new_at is not None and not self.is_editing:
            self._new_at = None
            self._show(anew=False)
