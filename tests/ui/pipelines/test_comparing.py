"""Two pipelines side by side: what differs is said in a word, secrets are not shown."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel

from pipeline_browser.model.pipelines.comparison import compare
from pipeline_browser.model.pipelines.facts import Entry
from pipeline_browser.ui.pipelines.comparing.lines import lines_of, verdict_words
from pipeline_browser.ui.side_by_side.lines import MASK
from tests.small_pipelines import another_program, read_named

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.pipelines.at_work import AtWork

_Select = QItemSelectionModel.SelectionFlag


def test_two_selected_pipelines_are_compared(work: AtWork, file: Path) -> None:
    another_program(
        file,
        "UPDATE stage_parameters SET value = '3' WHERE key = 'level' AND stage_id IN "
        "(SELECT id FROM pipeline_stages WHERE pipeline_id = (SELECT id FROM pipelines WHERE name = 'beta'))",
    )
    table = work.listing.table
    work.go_to("alpha")
    assert not work.bench.actions["compare"].isEnabled()
    table.selectionModel().select(table.list.index(1, 1), _Select.Select | _Select.Rows)
    work.settle()
    work.bench.actions["compare"].trigger()
    comparing = work.bench.files.comparing
    work.qtbot.waitUntil(lambda: comparing.dialog is not None)
    dialog = comparing.dialog
    assert dialog is not None
    assert dialog.verdict.text() == "They differ in 1 stage."
    rows = [
        [item.text() if (item := dialog.table.item(row, column)) else "" for column in range(4)]
        for row in range(dialog.table.rowCount())
    ]
    assert ["level", "9", "3", "differs"] in [[cell.strip() for cell in row] for row in rows]
    dialog.accept()


def test_what_is_the_same_can_be_left_out_and_secrets_always_are(file: Path) -> None:
    alpha = read_named(file, "alpha")
    last = alpha.stages[-1]
    row = last.parameters[0].row.having(key="key", value="c2VjcmV0")
    keyed = replace(alpha, stages=(*alpha.stages[:-1], replace(last, parameters=(Entry(row),))))
    comparison = compare(alpha, keyed)
    assert verdict_words(comparison) == "They differ in 1 stage."
    lines = lines_of(comparison, differences_only=True)
    assert [(line.what, line.right) for line in lines if line.mark == "right only"] == [("key", MASK)]
    assert "input_checksum" not in [line.what for line in lines]
    assert verdict_words(compare(alpha, alpha)).startswith("Both do the same")
