"""Whatever keys are pressed: nothing breaks, what shows is what is stored, and undo takes it all back."""

from __future__ import annotations

import random
import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget

from pipeline_browser.ui.value_words import cell_text, stand_in
from tests.small_pipelines import NAMES, read_named
from tests.ui.pipelines.details.conftest import Bench, Key, Mod, press, write

if TYPE_CHECKING:
    from pathlib import Path

PLAIN = (
    *(Key.Key_F2, Key.Key_Return, Key.Key_Escape, Key.Key_Tab, Key.Key_Backtab, Key.Key_Up, Key.Key_Down),
    *(Key.Key_Left, Key.Key_Right, Key.Key_Space, Key.Key_Delete, Key.Key_Insert, Key.Key_F4, Key.Key_Home),
    *(Key.Key_End, Key.Key_PageDown, Key.Key_PageUp),
)
WITH_CONTROL = (Key.Key_C, Key.Key_V, Key.Key_D, Key.Key_A, Key.Key_R, Key.Key_X)
TEXTS = ("x", "12", "zstd", "64 KiB", "tee", "true", "compression", "key", "-1", "a b")
Mode = QAbstractItemModelTester.FailureReportingMode


class Somebody:
    """Presses keys as chance has it."""

    def __init__(self, bench: Bench, seed: int) -> None:
        self._bench = bench
        self._chance = random.Random(seed)  # noqa: S311 - no secret

    def act(self) -> None:
        """Do one thing."""
        chance = self._chance
        self._answer_dialogs()
        if not _has_focus() or chance.random() < 0.08:
            self._bench.window.activateWindow()
            self._go_somewhere()
            return
        deed = chance.choices(
            (self._press, self._type, self._go_to_a_stage, self._undo, self._show_another), (60, 12, 10, 6, 4)
        )[0]
        deed()
        if chance.random() < 0.3:
            self._bench.settle()

    def stop(self) -> None:
        """Leave every field and list."""
        for _ in range(4):
            self._answer_dialogs()
            self._bench.window.activateWindow()
            if _has_focus():
                press(Key.Key_Escape)
        self._bench.page.header.copy_button.setFocus()
        self._bench.settle()

    def _press(self) -> None:
        held = self._chance.choices(
            (Mod.NoModifier, Mod.ControlModifier, Mod.AltModifier, Mod.ShiftModifier), (70, 12, 10, 8)
        )[0]
        keys = WITH_CONTROL if held is Mod.ControlModifier else PLAIN
        press(self._chance.choice(keys), held)

    def _type(self) -> None:
        write(self._chance.choice(TEXTS))

    def _go_to_a_stage(self) -> None:
        rows = self._bench.stages.model_.rowCount()
        if rows:
            columns = ("name", "stage_type", "algorithm", "enabled", "chunk_size", "stage_order")
            self._bench.at(self._bench.stages, self._chance.randrange(rows), self._chance.choice(columns))

    def _go_somewhere(self) -> None:
        bench = self._bench
        parts: tuple[QWidget, ...] = (*bench.pane.parts, bench.configuration, bench.page.header.name.label)
        self._chance.choice(parts).setFocus()

    def _undo(self) -> None:
        (self._bench.editor.undo if self._chance.random() < 0.7 else self._bench.editor.redo)()

    def _show_another(self) -> None:
        self._bench.rowid = self._chance.choice((1, 2, 3))
        self._bench.read()

    def _answer_dialogs(self) -> None:
        for dialog in QApplication.topLevelWidgets():
            if isinstance(dialog, QDialog) and dialog.isVisible():
                buttons = [each for each in dialog.findChildren(QPushButton) if each.isVisible()]
                if buttons and self._chance.random() < 0.7:
                    self._chance.choice(buttons).click()
                else:
                    dialog.reject()


def shown_names(bench: Bench) -> list[object]:
    return [bench.text(bench.stages, row, "name") for row in range(bench.stages.model_.rowCount() - 1)]


def stored_names(bench: Bench) -> list[object]:
    pipeline = bench.pane.pipeline
    assert pipeline is not None
    return [stand_in(stage.name) or cell_text(stage.name) for stage in pipeline.stages]


def _has_focus() -> bool:
    found: QWidget | None = QApplication.activePopupWidget() or QApplication.focusWidget()
    return found is not None


@pytest.mark.campaign
@pytest.mark.parametrize("seed", range(20))
def test_undo_brings_everything_back_after_whatever_was_pressed(
    bench: Bench, file: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    errors: list[object] = []
    monkeypatch.setattr(sys, "excepthook", lambda *error: errors.append(error))
    before = [read_named(file, name) for name in NAMES]
    for grid in (bench.stages, bench.parameters, bench.configuration):
        QAbstractItemModelTester(grid.model_, Mode.Fatal, bench)
    somebody = Somebody(bench, seed)
    for _ in range(250):
        somebody.act()
        assert not errors
    somebody.stop()
    bench.qtbot.waitUntil(lambda: shown_names(bench) == stored_names(bench))
    while bench.editor.undo_text:
        bench.editor.undo()
        bench.settle()
    assert [read_named(file, name) for name in NAMES] == before
    assert not errors
