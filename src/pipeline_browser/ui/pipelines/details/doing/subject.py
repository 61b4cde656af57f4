"""What the deeds of the stage grid are about: its selection, in the pipeline as it was shown last."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline_browser.model.pipelines.facts import Pipeline, Stage
    from pipeline_browser.ui.editing.editor import Editor
    from pipeline_browser.ui.pipelines.details.grids.stage_grid import StageGrid


class GridSubject(QObject):
    """The grid's counterpart of the tab's own subject."""

    def __init__(self, grid: StageGrid, editor: Editor) -> None:
        super().__init__(grid)
        self._grid = grid
        self._editor = editor
        self._outdated = False
        self._later: deque[Callable[[], object]] = deque()
        editor.edited.connect(self._expect)
        editor.busy_changed.connect(self._catch_up)
        editor.clashed.connect(self._forget_later)
        editor.failed.connect(self._forget_later)

    @property
    def pipeline(self) -> Pipeline | None:
        """The pipeline that is shown."""
        return self._grid.pipeline

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The stages that are selected in the grid."""
        return self._grid.selected_stages

    def soon(self, deed: Callable[[], object]) -> None:
        """Do something now, or once the edits before it are committed and shown."""
        self._later.append(deed)
        self._catch_up()

    def shown_anew(self) -> None:
        """Note that the pipeline is shown as it is now."""
        self._outdated = False
        self._catch_up()

    @Slot()
    def _expect(self) -> None:
        self._outdated = True

    @Slot()
    def _catch_up(self) -> None:
        while self._later and not self._editor.busy and not self._outdated:
            self._later.popleft()()

    @Slot()
    def _forget_later(self) -> None:
        self._later.clear()
