"""The newest question is answered; what others write shows by itself; nothing is read in vain."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.location import Location
from pipeline_browser.model.metrics.filters import Between, Filter, Period
from pipeline_browser.model.metrics.selecting import Order
from pipeline_browser.ui.metrics.reader import Reader
from tests.small_pipelines import another_program
from tests.small_runs import write_runs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from pipeline_browser.ui.metrics.view import View
    from pipeline_browser.ui.session import Session


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return write_runs(tmp_path / "x.db", *({"error_count": number} for number in range(4)))


@pytest.fixture
def reader(qtbot: QtBot, session: Session, path: Path) -> Iterator[Reader]:
    reader = Reader(session)
    with qtbot.waitSignal(session.opened):
        session.open(Location(path))
    yield reader
    reader.hide()
    session.worker.cancel_all()
    qtbot.waitUntil(lambda: not session.worker.busy)


def settle(qtbot: QtBot, reader: Reader) -> View:
    qtbot.waitUntil(lambda: not reader.is_busy and reader.view is not None)
    assert reader.view is not None
    return reader.view


def test_runs_are_read_ahead_but_not_shown_before_somebody_looks(qtbot: QtBot, reader: Reader) -> None:
    qtbot.waitUntil(lambda: not reader.is_busy)
    assert reader.view is None
    reader.show()
    view = settle(qtbot, reader)
    assert len(view.every) == 4
    assert view.dashboard.tiles.failed == 3


def test_a_filter_and_an_order_make_another_view_of_the_same_runs(qtbot: QtBot, reader: Reader) -> None:
    reader.show()
    first = settle(qtbot, reader)
    reader.set_filter(Filter(conditions=(Between("errors", 1, None),)))
    reader.set_order(Order("errors", descending=False))
    second = settle(qtbot, reader)
    assert second.runs.errors.tolist() == [1, 2, 3]
    assert second.every is first.every  # nothing was read again
    assert len(first.keys) == 4  # a view never changes


def test_only_the_newest_of_quick_questions_is_answered_last(qtbot: QtBot, reader: Reader) -> None:
    reader.show()
    for low in (1, 2, 3):
        reader.set_filter(Filter(conditions=(Between("errors", low, None),)))
    assert settle(qtbot, reader).runs.errors.tolist() == [3]


def test_what_another_program_writes_shows_by_itself(qtbot: QtBot, reader: Reader, path: Path) -> None:
    reader.show()
    settle(qtbot, reader)
    another_program(path, "UPDATE processing_metrics SET error_count = 9")
    qtbot.waitUntil(lambda: reader.view is not None and set(reader.view.runs.errors.tolist()) == {9})


def test_a_hidden_tab_reads_again_when_it_is_shown(
    qtbot: QtBot, reader: Reader, path: Path, session: Session
) -> None:
    reader.show()
    settle(qtbot, reader)
    reader.hide()
    with qtbot.waitSignal(session.changed):
        another_program(path, "DELETE FROM processing_metrics WHERE error_count < 3")
    assert reader.view is not None
    assert len(reader.view.every) == 4
    reader.show()
    qtbot.waitUntil(lambda: reader.view is not None and len(reader.view.every) == 1)


def test_another_database_takes_the_place_of_the_first_one(
    qtbot: QtBot, reader: Reader, session: Session, tmp_path: Path
) -> None:
    reader.show()
    settle(qtbot, reader)
    other = write_runs(tmp_path / "other.db", {"error_count": 7})
    with qtbot.waitSignal(reader.left):
        session.open(Location(other))
    qtbot.waitUntil(lambda: reader.view is not None and reader.view.runs.errors.tolist() == [7])


def test_nothing_fits_a_period_that_ends_now_long_after_the_runs(qtbot: QtBot, reader: Reader) -> None:
    reader.show()
    settle(qtbot, reader)
    reader.set_filter(Filter(Period.DAY))
    view = settle(qtbot, reader)
    assert len(view.keys) == 0
    assert view.last > view.first - 1  # what the tab says instead: when the newest run was


def test_a_failure_that_nobody_waits_for_is_told_once(qtbot: QtBot, reader: Reader, path: Path) -> None:
    failures: list[object] = []
    reader.failed.connect(failures.append)
    reader.show()
    settle(qtbot, reader)
    another_program(path, "ALTER TABLE processing_metrics RENAME TO kept")
    another_program(path, "CREATE VIEW processing_metrics AS SELECT * FROM nowhere")
    qtbot.waitUntil(lambda: bool(failures) and not reader.is_busy)
    another_program(path, "UPDATE pipelines SET name = name || '+'")
    qtbot.waitUntil(lambda: reader.is_busy)
    qtbot.waitUntil(lambda: not reader.is_busy)
    assert len(failures) == 1
    assert reader.view is not None, "what was shown stays"
