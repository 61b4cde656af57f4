"""Two programs edit the same rows: nothing is overwritten silently."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableWidget

from tests.small_pipelines import another_program, read_named
from tests.ui.pipelines.at_work import AtWork, Key

if TYPE_CHECKING:
    from pathlib import Path


def cells(table: QTableWidget) -> list[list[str]]:
    def text(row: int, column: int) -> str:
        item = table.item(row, column)
        return item.text() if item else ""

    return [[text(row, column) for column in range(table.columnCount())] for row in range(table.rowCount())]


def rename_while_another_program_does(work: AtWork, file: Path) -> None:
    """Begin to rename; before that is done, the same pipeline gets another name from outside."""
    work.go_to("beta")
    QTest.keyClick(work.listing.table, Key.Key_F2)
    field = QApplication.focusWidget()
    assert field is not None
    QTest.keyClicks(field, "mine")
    another_program(file, "UPDATE pipelines SET name = 'theirs' WHERE name = 'beta'")
    QTest.keyClick(field, Key.Key_Return)


def test_a_conflict_shows_base_mine_and_theirs(work: AtWork, file: Path) -> None:
    rename_while_another_program_does(work, file)
    dialog = work.conflict_dialog()
    assert cells(dialog.table) == [["Pipeline beta", "name", "beta", "mine", "theirs"]]
    assert QApplication.focusWidget() is dialog.keep, "the safe choice has the focus"
    assert read_named(file, "theirs").name == "theirs"
    dialog.keep.click()
    work.settle()
    assert read_named(file, "theirs").name == "theirs"
    work.qtbot.waitUntil(lambda: "theirs" in work.names)


def test_mine_can_be_written_all_the_same_and_undone(work: AtWork, file: Path) -> None:
    rename_while_another_program_does(work, file)
    work.conflict_dialog().insist.click()
    work.settle()
    assert read_named(file, "mine").name == "mine"
    work.bench.actions["undo"].trigger()
    work.settle()
    assert read_named(file, "theirs").name == "theirs"


def test_undoing_what_another_program_changed_since_is_asked_about(work: AtWork, file: Path) -> None:
    work.go_to("alpha", stage=1)
    work.bench.actions["switch_enabled"].trigger()
    work.settle()
    another_program(file, "UPDATE pipeline_stages SET chunk_size = 4096 WHERE name = 'zstd'")
    work.bench.actions["undo"].trigger()
    dialog = work.conflict_dialog()
    assert ["Stage zstd", "chunk size", "NULL", "left as it is", "4096"] in cells(dialog.table)
    dialog.insist.click()
    work.settle()
    row = read_named(file, "alpha").stages[1].row
    assert (row["enabled"], row["chunk_size"]) == (1, 4096), "mine is undone, theirs stays"


def test_a_change_from_outside_shows_and_keeps_the_selection(work: AtWork, file: Path) -> None:
    work.go_to("beta", stage=1)
    another_program(file, "UPDATE pipelines SET name = 'aaa' WHERE name = 'gamma'")
    work.qtbot.waitUntil(lambda: "aaa" in work.names)
    work.settle()
    assert (work.pipeline.name, work.selected) == ("beta", ["zstd"])


def test_stages_that_another_program_deletes_leave_the_grid_that_has_the_focus(
    work: AtWork, file: Path
) -> None:
    work.go_to("alpha")
    grid = work.bench.details.page.stages.grid
    grid.setFocus()
    grid.selectAll()
    work.settle()
    assert work.selected == ["input_checksum", "zstd", "aes256gcm"]
    another_program(file, "DELETE FROM pipeline_stages")
    work.qtbot.waitUntil(lambda: work.stages == [])
    work.settle()
    assert grid.selected_stages == ()
