"""An analyst with a real database, whose metrics are empty: from its output files to answers, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from pipeline_browser.model.location import Location
from tests.model.metrics.importing.making import LATE, output, write
from tests.small_pipelines import another_program, read_named, write_small

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from pipeline_browser.app import Parts
    from pipeline_browser.ui.metrics.workbench import Workbench

NAMES = ("alpha", "beta")


def open_metrics(qtbot: QtBot, parts: Parts, file: Path) -> Workbench:
    parts.session.open(Location(file))
    qtbot.waitUntil(lambda: parts.session.state is not None)
    parts.window.tabs.bring_forward("metrics")
    bench = parts.late.metrics().workbench
    settle(qtbot, parts, bench)
    return bench


def settle(qtbot: QtBot, parts: Parts, bench: Workbench) -> None:
    def is_done() -> bool:
        busy = parts.session.worker.busy or bench.importing.busy or parts.late.editor().busy
        return not busy and not bench.details.busy and bench.is_settled

    qtbot.waitUntil(is_done, timeout=20_000)


def write_files(folder: Path, file: Path) -> Path:
    folder.mkdir()
    for name in NAMES:
        write(folder / f"{name}.adapipe", pipeline_id=read_named(file, name).id, processed_at=LATE)
    write(folder / "failed.adapipe", b"")
    write(folder / "cut.adapipe", output()[:-9])
    return folder


def drop(widget: QWidget, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    rest = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(widget, QDragEnterEvent(QPoint(9, 9), Qt.DropAction.CopyAction, data, *rest))
    QApplication.sendEvent(widget, QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, *rest))


def test_files_dropped_on_the_empty_tab_fill_it_and_one_undo_empties_it(
    qtbot: QtBot, parts: Parts, tmp_path: Path
) -> None:
    file = write_small(tmp_path / "small.db")
    bench = open_metrics(qtbot, parts, file)
    tab = parts.late.metrics().tab
    assert tab.stack.currentWidget() is tab.empty
    folder = write_files(tmp_path / "runs", file)

    drop(tab, folder)
    settle(qtbot, parts, bench)
    dialog = bench.importing.dialog
    assert dialog is not None
    assert (dialog.go.text(), dialog.counts.text()) == ("Import 2 runs", "2 new, 1 failed run, 1 damaged")
    dialog.go.click()
    settle(qtbot, parts, bench)
    assert tab.stack.currentWidget() is tab.dashboard
    assert bench.view is not None
    assert len(bench.view.keys) == len(NAMES)

    bench.table.select([bench.view.keys[0]])
    settle(qtbot, parts, bench)
    detail = bench.details.detail
    assert detail is not None
    assert (detail.name in NAMES, detail.status) == (True, "completed")

    another_program(file, f"UPDATE pipelines SET name = 'renamed' WHERE name = '{detail.name}'")
    qtbot.waitUntil(lambda: bench.details.name.whole_text == "renamed", timeout=10_000)
    settle(qtbot, parts, bench)

    bench.actions["undo"].trigger()
    qtbot.waitUntil(lambda: tab.stack.currentWidget() is tab.empty, timeout=10_000)
    settle(qtbot, parts, bench)
