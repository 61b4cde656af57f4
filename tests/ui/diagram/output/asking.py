"""Going through the export dialog and the system's file dialog, as a person does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from pipeline_browser.ui.diagram.output.dialog import OutputDialog

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest
    from pytestqt.qtbot import QtBot

    from pipeline_browser.ui.diagram.tab import DiagramTab

FORMATS = ("svg", "png", "pdf", "mmd", "dot", "puml", "dbml")


def open_dialog(qtbot: QtBot, tab: DiagramTab, action: str = "save") -> OutputDialog:
    """Open the dialog of an action and return it."""
    tab.actions_by_name[action].trigger()
    return next(each for each in tab.window().findChildren(OutputDialog) if each.isVisible())


def choose_format(dialog: OutputDialog, suffix: str) -> None:
    """Choose a format in the list."""
    dialog.formats.setCurrentRow(FORMATS.index(suffix))


def answer_file(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    """Let the file dialog be answered with a path."""
    monkeypatch.setattr(QFileDialog, "open", lambda dialog: dialog.fileSelected.emit(str(path)))


def save(
    qtbot: QtBot,
    tab: DiagramTab,
    path: Path,
    monkeypatch: pytest.MonkeyPatch,
    choose: Callable[[OutputDialog], object] = lambda _: None,
) -> None:
    """Save the diagram into a file, whose suffix says the format, and wait until it is there."""
    answer_file(monkeypatch, path)
    dialog = open_dialog(qtbot, tab)
    choose_format(dialog, path.suffix[1:])
    choose(dialog)
    qtbot.waitUntil(dialog.decide.isEnabled)
    with qtbot.waitSignal(tab.exporting.saver.saved):
        dialog.decide.click()
