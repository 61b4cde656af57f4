"""Two runs side by side in the window: the verdict, the cause, the figures with their ratios."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from pipeline_browser.model.location import Location
from pipeline_browser.ui.metrics.comparing.comparing import Comparing
from tests.small_runs import write_runs

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from pipeline_browser.ui.metrics.comparing.comparing_dialog import ComparingDialog
    from pipeline_browser.ui.session import Session
    from pipeline_browser.ui.theme import Theme

TIMES = "\N{MULTIPLICATION SIGN}"
SLOW = {"processing_duration_ms": 4_900, "throughput_bytes_per_second": 2_040_816.0}


class Bench:
    """Comparing over a bare window."""

    def __init__(self, qtbot: QtBot, session: Session, theme: Theme, file: Path) -> None:
        self.qtbot = qtbot
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.window.show()
        session.open(Location(file))
        qtbot.waitUntil(lambda: session.state is not None)
        self.comparing = Comparing(session, theme, self.window)

    def compare(self, *keys: int) -> ComparingDialog:
        self.comparing.compare(keys)
        self.qtbot.waitUntil(lambda: self.comparing.dialog is not None)
        assert self.comparing.dialog is not None
        return self.comparing.dialog


@pytest.fixture
def bench(qtbot: QtBot, session: Session, theme: Theme, tmp_path: Path) -> Bench:
    file = write_runs(
        tmp_path / "runs.db",
        {"name": "fast"},
        {"name": "slow<b>", "algorithm": "brotli", **SLOW},
        {"name": "same", "output_file_checksum": "b" * 64},
        {"name": "unknown", "processing_duration_ms": None, "throughput_bytes_per_second": 0.0},
        {"name": "plain", "algorithm": None, "input_file_size_bytes": 90_000_000, **SLOW},
    )
    return Bench(qtbot, session, theme, file)


def rows(dialog: ComparingDialog) -> list[list[str]]:
    table = dialog.table
    cells = [[table.item(row, column) for column in range(4)] for row in range(table.rowCount())]
    return [["" if cell is None else cell.text().strip() for cell in row] for row in cells]


def test_the_slower_one_is_named_with_its_factor_and_the_one_cause(bench: Bench) -> None:
    dialog = bench.compare(1, 2)
    assert dialog.verdict.text() == (
        "slow<b> is slower by a factor of 4.90: 2.04 MB/s, while fast makes 10.0 MB/s."
    )
    assert dialog.cause.text == (
        "Likely cause, since nothing else differs that matters: "
        "algorithm of zstd is zstd on the left, brotli on the right."
    )
    assert dialog.notes.text() == "Both runs read the same input."
    assert ["Duration", "1.00 s", "4.90 s", f"{TIMES} 4.90"] in rows(dialog)
    assert ["Errors", "0", "0", ""] not in rows(dialog)
    dialog.only.setChecked(False)
    assert ["Errors", "0", "0", ""] in rows(dialog)
    dialog.accept()


def test_sides_can_be_swapped_and_everything_copied(bench: Bench) -> None:
    dialog = bench.compare(1, 2)
    dialog._swap()
    assert ["Duration", "4.90 s", "1.00 s", f"{TIMES} 0.204"] in rows(dialog)
    dialog.table.copy()
    assert QApplication.clipboard().text().startswith("\tslow<b>\tfast\tRight by left\nFigures\t")
    dialog.accept()


@pytest.mark.parametrize(
    ("keys", "verdict", "cause"),
    [
        ((1, 3), "Both runs are about as fast: 10.0 MB/s and 10.0 MB/s.", "The pipelines do not differ"),
        (
            (1, 4),
            "Nobody can say which run is slower. The run of unknown has neither a duration nor a throughput.",
            "The pipelines do not differ",
        ),
        (
            (1, 5),
            "plain is slower by a factor of 4.90: 2.04 MB/s, while fast makes 10.0 MB/s.",
            "2 things differ, so none of them is named the cause: the input has 9.5 MiB on the left, ",
        ),
    ],
)
def test_what_cannot_be_said_is_not(bench: Bench, keys: tuple[int, int], verdict: str, cause: str) -> None:
    dialog = bench.compare(*keys)
    assert dialog.verdict.text() == verdict
    assert dialog.cause.text.startswith(cause)
    dialog.accept()


def test_only_two_runs_that_are_there_are_compared(bench: Bench, qtbot: QtBot, session: Session) -> None:
    bench.comparing.compare([1])
    bench.comparing.compare([1, 99])
    qtbot.waitUntil(lambda: not session.worker.busy)
    assert bench.comparing.dialog is None
