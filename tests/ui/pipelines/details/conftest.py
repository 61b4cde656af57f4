"""The details on a real database, followed by as much of a tab as they need."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from pipeline_browser.model.location import Location
from pipeline_browser.model.pipelines.loadability.checking import check_pipeline
from pipeline_browser.model.pipelines.loadability.foundation import Foundation, read_foundation
from pipeline_browser.model.pipelines.reading import read_pipeline
from pipeline_browser.ui.editing.editor import Editor
from pipeline_browser.ui.pipelines.deleting.flow import Deleting
from pipeline_browser.ui.pipelines.details.pane import DetailsPane
from tests.small_pipelines import read_named, write_small

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from pipeline_browser.model.database import Database
    from pipeline_browser.model.pipelines.facts import Pipeline
    from pipeline_browser.ui.pipelines.details.grids.entry_grid import EntryGrid
    from pipeline_browser.ui.pipelines.details.grids.grid import Grid
    from pipeline_browser.ui.pipelines.details.grids.stage_grid import StageGrid
    from pipeline_browser.ui.preferences import Preferences
    from pipeline_browser.ui.session import Session
    from pipeline_browser.ui.theme import Theme

Key, Mod = Qt.Key, Qt.KeyboardModifier


class Bench(QObject):
    """Reads the pipeline of a rowid again after every edit, as the tab does, and shows it."""

    def __init__(self, qtbot: QtBot, theme: Theme, preferences: Preferences, session: Session) -> None:
        super().__init__()
        self.qtbot = qtbot
        self.session = session
        self.editor = Editor(session)
        self.window = QWidget()
        self.deleting = Deleting(session, self.editor, theme, self.window)
        self.pane = DetailsPane(theme, preferences, self.editor, self.deleting, self.window)
        self.pane.resize(620, 640)
        self.window.resize(620, 640)
        self.page = self.pane.page
        self.path: Path | None = None
        self.rowid = 1
        self.foundation: Foundation | None = None
        self.editor.edited.connect(self.read)
        qtbot.addWidget(self.window)

    @property
    def stages(self) -> StageGrid:
        return self.page.stages.grid

    @property
    def parameters(self) -> EntryGrid:
        return self.page.entries.parameters

    @property
    def configuration(self) -> EntryGrid:
        return self.page.entries.configuration

    def open(self, path: Path, rowid: int = 1, *, read_only: bool = False) -> None:
        self.path, self.rowid = path, rowid
        with self.qtbot.waitSignal(self.session.opened):
            self.session.open(Location(path), read_only=read_only)
        self.window.show()
        self.window.activateWindow()
        self.read()
        self.settle()

    @Slot()
    def read(self) -> None:
        self.job = self.session.submit(self._read, "Reading", quiet=True)
        self.job.finished.connect(self._show)

    def settle(self) -> None:
        """Wait until what was edited is written, read and shown."""
        self.qtbot.waitUntil(lambda: not self.editor.busy and not self.session.worker.busy)

    def now(self, name: str = "alpha") -> Pipeline:
        """Return the pipeline as it is in the file."""
        self.settle()
        assert self.path is not None
        return read_named(self.path, name)

    def at(self, grid: Grid, row: int | str, column: str) -> None:
        """Put the cursor on a cell, of a row by its number or its key, and the focus there."""
        if isinstance(row, str):
            row = grid.model_.place_of(("entry", row))
        grid.setFocus()
        grid.put_cursor(grid.model_.index(row, grid.model_.column_of(column)))

    def of_stage(self, number: int) -> None:
        """Show the parameters of a stage."""
        self.at(self.stages, number, "name")

    def text(self, grid: Grid, row: int | str, column: str) -> str:
        if isinstance(row, str):
            row = grid.model_.place_of(("entry", row))
        return str(grid.model_.index(row, grid.model_.column_of(column)).data())

    def _read(self, database: Database, *_: object) -> object:
        if self.foundation is None:
            self.foundation = read_foundation(database)  # it takes longer than all else
        verdict = check_pipeline(database, self.rowid, self.foundation)
        return read_pipeline(database, self.rowid), verdict

    @Slot(object)
    def _show(self, read: tuple[Pipeline | None, object]) -> None:
        pipeline, verdict = read
        self.pane.show_pipeline(pipeline)
        self.pane.show_verdict(verdict)  # type: ignore[arg-type]


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Mod.NoModifier) -> None:
    """Press a key where the keyboard goes now: the list that is open, else what has the focus."""
    QTest.keyClick(_listener(), key, modifier)


def write(text: str) -> None:
    """Type a text where the keyboard goes now."""
    for letter in text:
        QTest.keyClicks(_listener(), letter)


def _listener() -> QWidget:
    popup = QApplication.activePopupWidget()
    found: QWidget | None = QApplication.focusWidget() if popup is None else popup.focusWidget()
    found = popup if found is None else found
    assert found is not None
    return found


@pytest.fixture(scope="session")
def small_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small database that nobody opens."""
    return write_small(tmp_path_factory.mktemp("small") / "small.db")


@pytest.fixture
def file(small_file: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(small_file, tmp_path / "small.db"))


@pytest.fixture
def empty_bench(qtbot: QtBot, theme: Theme, preferences: Preferences, session: Session) -> Bench:
    return Bench(qtbot, theme, preferences, session)


@pytest.fixture
def bench(empty_bench: Bench, file: Path) -> Bench:
    empty_bench.open(file)
    return empty_bench
