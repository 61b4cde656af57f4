"""The open database as the window knows it."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.database import Database, OutsideChange
from pipeline_browser.model.errors import Cancelled, DatabaseExists, DatabaseNotFound, NotADatabase
from pipeline_browser.model.location import Location, parse_location
from pipeline_browser.ui.session import NothingOpen, Refusal, Session
from tests.model.making_files import HOLD_EXCLUSIVE, make, other_program, run

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from pipeline_browser.ui.snapshot import DatabaseState

INSERT = """
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("INSERT INTO t (b) VALUES ('theirs')")
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make(tmp_path / "one.db", "PRAGMA journal_mode = WAL")


def opened(qtbot: QtBot, session: Session, path: Path, *, read_only: bool = False) -> DatabaseState:
    with qtbot.waitSignal(session.opened):
        session.open(parse_location(path), read_only=read_only)
    assert session.state is not None
    return session.state


def refused(qtbot: QtBot, session: Session, location: Location) -> Refusal:
    with qtbot.waitSignal(session.refused) as signal:
        session.open(location)
    assert signal.args is not None
    refusal: Refusal = signal.args[0]
    return refusal


def test_opening_shows_facts_and_pending_migrations_and_writes_nothing(
    qtbot: QtBot, session: Session, path: Path
) -> None:
    before = path.read_bytes()
    state = opened(qtbot, session, path)
    assert state.facts.journal_mode == "wal"
    assert state.pending == 1
    assert path.read_bytes() == before


def test_creating_makes_a_wal_database_with_everything_pending(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    with qtbot.waitSignal(session.created):
        session.create(parse_location(tmp_path / "new.db"))
    assert session.state is not None
    assert session.state.facts.journal_mode == "wal"
    assert session.state.pending == 1


def test_a_database_in_memory_is_migrated_on_the_same_worker(qtbot: QtBot, session: Session) -> None:
    with qtbot.waitSignal(session.opened):
        session.open(Location(None, mode="memory"))
    with qtbot.waitSignal(session.plan_run().finished) as planned:
        pass
    assert planned.args is not None
    session.run(planned.args[0], backup=False)
    qtbot.waitUntil(lambda: session.state is not None and session.state.up_to_date)


def test_a_refused_opening_leaves_open_what_was(qtbot: QtBot, session: Session, path: Path) -> None:
    opened(qtbot, session, path)
    refusal = refused(qtbot, session, parse_location(path.with_name("missing.db")))
    assert isinstance(refusal.error, DatabaseNotFound)
    assert session.state is not None
    assert session.state.location.path == path


def test_creating_over_a_file_is_refused_and_leaves_it_alone(
    qtbot: QtBot, session: Session, path: Path
) -> None:
    before = path.read_bytes()
    with qtbot.waitSignal(session.refused) as signal:
        session.create(parse_location(path))
    assert signal.args is not None
    assert isinstance(signal.args[0].error, DatabaseExists)
    assert path.read_bytes() == before


def test_a_url_that_may_create_does(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    with qtbot.waitSignal(session.opened):
        session.open(parse_location(f"sqlite://{tmp_path}/new.db?mode=rwc"))
    assert (tmp_path / "new.db").exists()


def test_no_database_is_told_as_such(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    text = tmp_path / "text.db"
    text.write_text("select 1; " * 50)
    assert isinstance(refused(qtbot, session, parse_location(text)).error, NotADatabase)
    assert session.state is None


def test_the_last_of_two_openings_wins_and_the_other_database_is_closed(
    qtbot: QtBot, session: Session, path: Path
) -> None:
    other = make(path.with_name("other.db"))
    session.open(parse_location(path))
    with qtbot.waitSignal(session.opened):
        session.open(parse_location(other))
    assert session.state is not None
    assert session.state.location.path == other
    qtbot.waitUntil(lambda: not session.worker.busy)
    run("connection = sqlite3.connect(sys.argv[1]); connection.execute('PRAGMA journal_mode = DELETE')", path)
    assert not path.with_name("one.db-wal").exists()  # nobody else holds it


def test_opening_the_same_file_for_reading_only_reopens_it(
    qtbot: QtBot, session: Session, path: Path
) -> None:
    opened(qtbot, session, path)
    assert opened(qtbot, session, path, read_only=True).facts.read_only


def test_nothing_shows_any_more_of_a_file_that_could_not_be_opened_again(
    qtbot: QtBot, session: Session, path: Path
) -> None:
    with qtbot.waitSignal(session.opened):
        session.open(Location(path))
    path.write_bytes(b"no database at all" * 100)
    with qtbot.waitSignals([session.refused, session.changed]):
        session.open(Location(path))
    assert session.state is None


def test_a_wait_for_a_lock_can_be_called_off(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    path = make(tmp_path / "locked.db")
    with other_program(HOLD_EXCLUSIVE, path), qtbot.waitSignal(session.refused) as signal:
        session.open(parse_location(path))
        session.cancel_opening()
    assert signal.args is not None
    assert isinstance(signal.args[0].error, Cancelled)
    assert not session.is_opening


def test_rows_that_another_program_commits_are_noticed_within_a_second(
    qtbot: QtBot, session: Session, path: Path
) -> None:
    opened(qtbot, session, path)
    run(INSERT, path)
    with qtbot.waitSignal(session.changed, timeout=1_000):
        pass
    assert session.state is not None
    assert session.state.changed_outside is not None
    assert session.state.outside is OutsideChange.NONE


def test_what_we_write_ourselves_is_no_outside_change(qtbot: QtBot, session: Session, path: Path) -> None:
    opened(qtbot, session, path)
    job = session.submit(lambda database, p, c: database.execute("DELETE FROM t"), "Deleting", refresh=True)
    with qtbot.waitSignal(session.changed):
        qtbot.waitUntil(lambda: job.is_over)
    outside = session.submit(lambda database, p, c: database.outside_change(), "Looking")
    with qtbot.waitSignal(outside.finished) as signal:
        pass
    assert signal.args == [OutsideChange.NONE]
    assert session.state is not None
    assert session.state.changed_outside is None


def test_a_replaced_file_is_noticed_told_once_and_no_longer_written(
    qtbot: QtBot, session: Session, path: Path
) -> None:
    opened(qtbot, session, path)
    new = make(path.with_name("new.db"))
    new.replace(path)
    with qtbot.waitSignal(session.changed, timeout=1_000):
        pass
    assert session.state is not None
    assert session.state.outside is OutsideChange.REPLACED
    assert not session.state.writable
    told: list[object] = []
    session.changed.connect(told.append)
    looks: list[object] = []
    session.worker.ended.connect(looks.append)
    qtbot.waitUntil(lambda: len(looks) >= 3)
    assert told == []


def test_a_file_that_comes_back_is_writable_again(qtbot: QtBot, session: Session, path: Path) -> None:
    opened(qtbot, session, path)
    aside = path.with_name("aside.db")
    path.rename(aside)
    qtbot.waitUntil(lambda: session.state is not None and session.state.outside is OutsideChange.GONE)
    aside.rename(path)
    qtbot.waitUntil(lambda: session.state is not None and session.state.writable)


def test_a_copy_is_complete_with_what_is_still_in_the_log(
    qtbot: QtBot, session: Session, tmp_path: Path, shared: Path
) -> None:
    shutil.copytree(shared / "data" / "real-fresh", tmp_path / "fresh")
    for file in (tmp_path / "fresh").iterdir():
        file.chmod(0o644)
    opened(qtbot, session, tmp_path / "fresh" / "pipeline.db")
    with qtbot.waitSignal(session.save_copy(tmp_path / "copy.db").finished):
        pass
    copy = Database.open(parse_location(tmp_path / "copy.db"))
    tables = copy.query("SELECT count(*) FROM sqlite_master WHERE name = 'pipelines'")
    copy.close()
    assert tables == [(1,)]


def test_a_chosen_folder_of_migrations_is_remembered_for_this_database(
    qtbot: QtBot, session: Session, path: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "migrations"
    folder.mkdir()
    (folder / "1_one.sql").write_text("CREATE TABLE one (a);")
    (folder / "2_two.sql").write_text("CREATE TABLE two (a);")
    opened(qtbot, session, path)
    with qtbot.waitSignal(session.changed):
        session.set_source(folder)
    assert session.state is not None
    assert session.state.pending == 2
    session.close()
    assert opened(qtbot, session, path).source_folder == folder


def test_a_folder_that_cannot_be_read_is_a_problem_and_the_rest_still_shows(
    qtbot: QtBot, session: Session, path: Path, tmp_path: Path
) -> None:
    opened(qtbot, session, path)
    with qtbot.waitSignal(session.changed):
        session.set_source(tmp_path / "nowhere")
    assert session.state is not None
    assert session.state.source is None
    assert session.state.problem is not None
    assert session.state.facts.journal_mode == "wal"


def test_closing_cancels_what_runs_and_shows_nothing(qtbot: QtBot, session: Session, path: Path) -> None:
    opened(qtbot, session, path)
    job = session.submit(lambda database, p, cancellation: cancellation.wait(60), "Waiting")
    with qtbot.waitSignal(session.changed) as signal:
        session.close()
    assert signal.args == [None]
    qtbot.waitUntil(lambda: job.is_over and not session.worker.busy)
    with pytest.raises(NothingOpen):
        session.save_copy(path)


def test_many_refreshes_are_one_look_and_one_after_it(qtbot: QtBot, session: Session, path: Path) -> None:
    opened(qtbot, session, path)
    looks: list[object] = []
    session.changed.connect(looks.append)
    for _ in range(50):
        session.refresh()
    qtbot.waitUntil(lambda: len(looks) == 2)
    qtbot.waitUntil(lambda: not session.worker.busy)
    assert len(looks) == 2
