"""Keys lead from part to part of the tab."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.pipelines.at_work import SHIFT, Key

if TYPE_CHECKING:
    from tests.ui.pipelines.at_work import AtWork


def press(work: AtWork, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, held)
    work.settle()


def test_f6_goes_round_the_parts_and_back(work: AtWork) -> None:
    work.go_to("alpha")
    page = work.bench.details.page
    press(work, Key.Key_F6)
    assert page.stages.grid.hasFocus()
    assert [stage.name for stage in page.stages.grid.selected_stages] == ["input_checksum"]
    press(work, Key.Key_F6)
    assert page.entries.parameters.hasFocus()
    press(work, Key.Key_F6)
    assert work.listing.table.hasFocus()
    press(work, Key.Key_F6, SHIFT)
    assert page.entries.current_grid.hasFocus()


def test_return_on_a_stage_leads_to_its_parameters(work: AtWork) -> None:
    work.go_to("alpha", stage=1)
    work.press(Key.Key_Return)
    parameters = work.bench.details.page.entries.parameters
    assert parameters.hasFocus()
    assert parameters.current_row is not None
    assert work.bench.details.page.entries.stage == work.pipeline.stages[1]
