"""The sample in the window: first its plan, then, once it is migrated, its rows."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from pipeline_browser import initialize_database
from pipeline_browser.model.database import Database
from pipeline_browser.model.errors import PipelineBrowserError
from pipeline_browser.model.location import parse_location
from pipeline_browser.model.sample import fill_sample
from pipeline_browser.ui.sample import SampleGuide

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from pipeline_browser.ui.session import Session


@pytest.fixture
def guide(session: Session) -> SampleGuide:
    return SampleGuide(session, session)


def test_a_new_sample_opens_with_everything_pending(
    qtbot: QtBot, session: Session, guide: SampleGuide, tmp_path: Path
) -> None:
    with qtbot.waitSignal(session.opened) as opened:
        guide.open_new(tmp_path / "demo")

    assert opened.args is not None
    state = opened.args[0]
    assert state.location.path == tmp_path / "demo" / "sample.db"
    assert state.pending == 1


def test_the_rows_are_filled_in_once_the_sample_is_migrated(
    qtbot: QtBot, session: Session, guide: SampleGuide, tmp_path: Path
) -> None:
    with qtbot.waitSignal(session.opened):
        guide.open_new(tmp_path)
    with qtbot.waitSignal(session.plan_run().finished) as planned:
        pass
    assert planned.args is not None

    with qtbot.waitSignal(guide.filled) as filled:
        session.run(planned.args[0], backup=False)

    assert filled.args is not None
    assert filled.args[0].active == 12
    session.close()
    with closing(Database.open(parse_location(tmp_path / "sample.db"), read_only=True)) as database:
        assert database.query("SELECT count(*) FROM processing_metrics") == [(filled.args[0].metrics,)]


def test_a_sample_that_was_only_browsed_is_filled_when_it_is_migrated_later(
    qtbot: QtBot, session: Session, guide: SampleGuide, tmp_path: Path
) -> None:
    path = tmp_path / "kept" / "sample.db"
    with qtbot.waitSignal(session.opened):
        guide.open(path)
    session.close()
    initialize_database(f"sqlite://{path}").close()

    with qtbot.waitSignal(guide.filled) as filled:
        guide.open(path)

    assert filled.args is not None
    assert filled.args[0].active == 12


def test_a_sample_that_somebody_edited_is_opened_as_it_is(
    qtbot: QtBot, session: Session, guide: SampleGuide, tmp_path: Path
) -> None:
    path = tmp_path / "sample.db"
    with initialize_database(f"sqlite://{path}") as database:
        fill_sample(database)
        database.execute("DELETE FROM pipelines WHERE archived")

    with qtbot.waitSignal(session.opened):
        guide.open(path)
    qtbot.waitUntil(lambda: not session.worker.busy)
    with qtbot.waitSignal(session.submit(_count_pipelines, "Counting").finished) as counted:
        pass

    assert counted.args == [12]


def test_another_database_is_never_filled(
    qtbot: QtBot, session: Session, guide: SampleGuide, tmp_path: Path
) -> None:
    with qtbot.waitSignal(session.opened):
        guide.open_new(tmp_path)
    with qtbot.waitSignal(session.created):
        session.create(parse_location(tmp_path / "mine.db"))
    with qtbot.waitSignal(session.plan_run().finished) as planned:
        pass
    assert planned.args is not None
    with qtbot.waitSignal(session.run(planned.args[0], backup=False).over):
        pass
    with qtbot.waitSignal(session.changed):
        session.refresh()

    with qtbot.waitSignal(session.submit(_count_pipelines, "Counting").finished) as counted:
        pass

    assert counted.args == [0]


def test_a_folder_that_cannot_be_written_is_told(qtbot: QtBot, guide: SampleGuide, tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("no folder", "utf-8")

    with qtbot.waitSignal(guide.failed) as failed:
        guide.open_new(in_the_way)

    assert failed.args is not None
    assert isinstance(failed.args[0], PipelineBrowserError)


def _count_pipelines(database: Database, *_: object) -> int:
    return int(database.query("SELECT count(*) FROM pipelines")[0][0])
