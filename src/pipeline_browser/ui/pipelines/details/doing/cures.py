"""Doing what a problem's button says."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from pipeline_browser.model.pipelines.loadability.problem import CureKind
from pipeline_browser.model.pipelines.operations.entries import set_entries
from pipeline_browser.model.pipelines.operations.fields import set_field
from pipeline_browser.model.pipelines.operations.stages import renumber_stages
from pipeline_browser.model.pipelines.shape import CONFIGURATION, PARAMETERS, PIPELINES, STAGES
from pipeline_browser.model.pipelines.timestamps import now_rfc3339
from pipeline_browser.ui.pipelines.details.editors.path_dialog import path_dialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from pipeline_browser.model.pipelines.facts import Entry, Pipeline, Stage
    from pipeline_browser.model.pipelines.loadability.problem import Cure, Place, Problem
    from pipeline_browser.model.pipelines.rows import StoredRow
    from pipeline_browser.model.pipelines.values import Value
    from pipeline_browser.ui.editing.editor import Editor
    from pipeline_browser.ui.pipelines.details.doing.key_deeds import KeyDeeds
    from pipeline_browser.ui.pipelines.details.grids.stage_grid import StageGrid


class Cures(QObject):
    """Cures the problems of the pipeline that is shown."""

    def __init__(self, grid: StageGrid, editor: Editor, keys: KeyDeeds, window: QWidget) -> None:
        super().__init__(window)
        self._grid = grid
        self._editor = editor
        self._keys = keys
        self._window = window
        self._stage: Stage | None = None
        self._parameter = ""

    @Slot(object)
    def cure(self, problem: Problem) -> None:
        """Do what takes the problem away."""
        pipeline, cure = self._grid.pipeline, problem.cure
        if pipeline is None or cure is None:
            return
        stage = stage_at(pipeline, cure.place)
        if cure.kind is CureKind.ADD_STAGE:
            self._grid.begin_new()
        elif cure.kind is CureKind.RENUMBER:
            self._editor.do(partial(renumber_stages, seen=pipeline))
        elif cure.kind is CureKind.GENERATE_KEYS and stage is not None:
            self._keys.generate_for(stage)
        elif cure.kind is CureKind.CHOOSE_PATH and stage is not None:
            self._choose_path(stage, cure)
        elif cure.kind is CureKind.SET_PARAMETER and stage is not None:
            self._set_parameter(stage, cure.column, cure.value)
        elif cure.kind in (CureKind.SET_CELL, CureKind.SET_NOW, CureKind.RENAME):
            self._set_cell(pipeline, cure)

    def _set_cell(self, pipeline: Pipeline, cure: Cure) -> None:
        row, column = row_at(pipeline, cure.place), cure.column
        if cure.kind is CureKind.RENAME:
            row, column = pipeline.row, "name"
        value = now_rfc3339() if cure.kind is CureKind.SET_NOW else cure.value
        if row is not None:
            self._editor.do(partial(set_field, seen=row, column=column, value=value))

    def _set_parameter(self, stage: Stage, key: str, value: Value) -> None:
        cells = [(key, value)]
        self._editor.do(partial(set_entries, owner=stage.row, seen=stage.parameters, cells=cells))

    def _choose_path(self, stage: Stage, cure: Cure) -> None:
        self._stage, self._parameter = stage, cure.column or "output_path"
        dialog = path_dialog(self._window)
        dialog.fileSelected.connect(self._take_path)
        dialog.open()

    @Slot(str)
    def _take_path(self, path: str) -> None:
        if self._stage is not None:
            self._set_parameter(self._stage, self._parameter, path)


def stage_at(pipeline: Pipeline, place: Place) -> Stage | None:
    """Return the stage that a place names, or that the place's parameter belongs to."""
    for stage in pipeline.stages:
        if place.table == STAGES and place.rowid is not None:
            if stage.row.rowid == place.rowid:
                return stage
        elif place.table in (STAGES, PARAMETERS) and place.key[:1] == (stage.id,):
            return stage
    return None


def row_at(pipeline: Pipeline, place: Place) -> StoredRow | None:
    """Return the row that a place names."""
    if place.table == PIPELINES:
        return pipeline.row
    if place.table == CONFIGURATION:
        return _entry_row(pipeline.configuration, place)
    stage = stage_at(pipeline, place)
    if stage is None or place.table == STAGES:
        return stage.row if stage is not None else None
    return _entry_row(stage.parameters, place)


def _entry_row(entries: tuple[Entry, ...], place: Place) -> StoredRow | None:
    return next((each.row for each in entries if place.key[1:] == (each.key,)), None)
