"""The Pipelines tab of a real window on a real file, with waits for everything to be done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pipeline_browser.model.location import Location
from pipeline_browser.ui.editing.conflict_dialog import ConflictDialog
from pipeline_browser.ui.pipelines.deleting.dialog import DeleteDialog

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QDialog
    from pytestqt.qtbot import QtBot

    from pipeline_browser.app import Parts
    from pipeline_browser.model.pipelines.facts import Pipeline
    from pipeline_browser.ui.pipelines.listing.panel import ListingPanel
    from pipeline_browser.ui.pipelines.workbench import Workbench

Key = Qt.Key
CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
_NONE = Qt.KeyboardModifier.NoModifier


@dataclass(frozen=True, slots=True)
class AtWork:
    """What a test looks at and types into."""

    qtbot: QtBot
    parts: Parts
    bench: Workbench
    listing: ListingPanel

    @property
    def pipeline(self) -> Pipeline:
        """The selected pipeline, as it was read last."""
        pipeline = self.bench.subject.pipeline
        assert pipeline is not None
        return pipeline

    @property
    def stages(self) -> list[object]:
        """The names of its stages."""
        return [stage.name for stage in self.pipeline.stages]

    @property
    def selected(self) -> list[object]:
        """The names of the selected stages."""
        return [stage.name for stage in self.bench.subject.stages]

    @property
    def names(self) -> list[object]:
        """The names of all that is listed."""
        table = self.listing.table
        return [table.list.index(row, 1).data() for row in range(table.list.rowCount())]

    def settle(self) -> None:
        """Wait until nothing is being read, written or checked any more."""
        session, tab = self.parts.session, self.parts.late.pipelines().tab

        def is_done() -> bool:
            return tab.is_settled and not self.bench.editor.busy and not session.worker.busy

        self.qtbot.waitUntil(lambda: is_done() and not self.listing.table.is_telling, timeout=10_000)

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = _NONE, *, times: int = 1) -> None:
        """Press a key in the list, as fast as it goes, and wait for what follows."""
        self.be_active()
        for _ in range(times):
            QTest.keyClick(self.listing.table, key, held)
        self.settle()

    def be_active(self) -> None:
        """Let the window have the keys, also after a dialog was closed where no desktop gives them back."""
        self.parts.window.activateWindow()
        self.qtbot.waitUntil(self.parts.window.isActiveWindow)

    def go_to(self, name: str, stage: int | None = None) -> None:
        """Select a pipeline, or one of its stages by number."""
        table = self.listing.table
        table.select_row(self.names.index(name))
        self.settle()
        if stage is not None:
            self.press(Key.Key_Right)
            self.press(Key.Key_Down, times=stage + 1)

    def dialog(self, kind: type[QDialog]) -> QDialog:
        """Wait for a dialog and return it."""
        self.qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), kind))
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, kind)
        return dialog

    def delete_dialog(self) -> DeleteDialog:
        """Wait for the question what may be deleted."""
        dialog = self.dialog(DeleteDialog)
        assert isinstance(dialog, DeleteDialog)
        return dialog

    def conflict_dialog(self) -> ConflictDialog:
        """Wait for a conflict."""
        dialog = self.dialog(ConflictDialog)
        assert isinstance(dialog, ConflictDialog)
        return dialog


def open_pipelines(qtbot: QtBot, parts: Parts, path: Path, *, read_only: bool = False) -> AtWork:
    """Open a file and go to its pipelines."""
    parts.session.preferences.remember_text("tab", "pipelines")
    with qtbot.waitSignal(parts.session.opened):
        parts.session.open(Location(path), read_only=read_only)
    parts.window.tabs.bring_forward("pipelines")
    feature = parts.late.pipelines()
    feature.workbench.checker.begin()  # at once: nobody looks at the window, so nothing has to be quick first
    at_work = AtWork(qtbot, parts, feature.workbench, feature.tab.listing)
    qtbot.waitUntil(lambda: feature.workbench.checker.verdict is not None, timeout=10_000)
    at_work.settle()
    at_work.be_active()
    feature.tab.enter()
    return at_work
