"""What needs a decision: told once, and again only when there is something new."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QPushButton, QToolButton

from pipeline_browser.model.database import Database
from pipeline_browser.model.errors import MigrationModified, UnversionedDatabase
from pipeline_browser.model.files.outside_change import OutsideChange
from pipeline_browser.model.location import Location
from pipeline_browser.model.migrations.bundled import UPSTREAM_TEXTS
from pipeline_browser.model.migrations.history import MigrationState
from pipeline_browser.model.migrations.ledger import LedgerRow
from pipeline_browser.ui.colours import Meaning
from pipeline_browser.ui.notice import Notice
from pipeline_browser.ui.notice_bar import NoticeBar
from pipeline_browser.ui.notices import notices
from pipeline_browser.ui.schema_words import schema_words
from pipeline_browser.ui.snapshot import DatabaseState, look
from pipeline_browser.ui.state_line import StateLine
from tests.ui.finding import child

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from pipeline_browser.ui.background import Worker
    from pipeline_browser.ui.theme import Theme

NOW = datetime(2026, 1, 2, 12, 3, 10, tzinfo=UTC)


@pytest.fixture
def pending() -> DatabaseState:
    """The state of an empty database, whose one bundled migration is pending."""
    database = Database.open(Location(None, mode="memory"))
    state = look(database, None)
    database.close()
    return state


@pytest.fixture
def applied(pending: DatabaseState) -> DatabaseState:
    entries = tuple(replace(entry, state=MigrationState.APPLIED) for entry in pending.entries)
    return replace(pending, entries=entries, problem=None)


def texts(state: DatabaseState) -> list[str]:
    return [notice.text for notice in notices(state, "12:03:10")]


def test_nothing_is_told_when_everything_is_applied(applied: DatabaseState) -> None:
    assert texts(applied) == []


def test_pending_migrations_are_counted_and_their_plan_is_offered(pending: DatabaseState) -> None:
    (notice,) = notices(pending, "")
    assert notice.text == "1 migration is pending"
    assert notice.offers == (("migrate", "Show plan…"),)


def test_modified_migrations_are_told_with_what_to_do(applied: DatabaseState) -> None:
    entries = tuple(replace(entry, state=MigrationState.MODIFIED) for entry in applied.entries)
    error = MigrationModified("It was modified", cause="The file changed.", remedy="Restore it.")
    (notice,) = notices(replace(applied, entries=entries, problem=error), "")
    assert notice.text == "1 migration modified after being applied"
    assert "Restore it." in notice.more
    assert notice.offers == (("show-problem", "Show"), ("why-problem", "Why…"))


def test_a_checksum_of_an_older_release_is_told_although_it_counts_here(applied: DatabaseState) -> None:
    (entry,) = applied.entries
    assert entry.migration is not None
    row = LedgerRow(
        entry.version, entry.description, "2026-01-01 00:00:00", True, UPSTREAM_TEXTS[0].checksum, 5
    )
    (notice,) = notices(replace(applied, entries=(replace(entry, row=row),)), "")
    assert notice.text.startswith("1 migration is applied under an older checksum")
    assert notice.offers == (("why-problem", "Why…"),)


def test_tables_without_a_ledger_can_be_marked_as_migrated(applied: DatabaseState) -> None:
    error = UnversionedDatabase("It has no ledger", differences=("a lacks column x",))
    (notice,) = notices(replace(applied, problem=error), "")
    assert notice.offers == (("explain-problem", "Details…"), ("mark-migrated", "Mark as migrated…"))


def test_an_outside_change_is_told_with_its_time_and_comes_back_only_when_migrations_changed(
    applied: DatabaseState, pending: DatabaseState
) -> None:
    first = notices(applied.noticed(OutsideChange.NONE, NOW), "12:03:10")[-1]
    later = notices(applied.noticed(OutsideChange.NONE, NOW), "12:09:00")[-1]
    migrated = notices(pending.noticed(OutsideChange.NONE, NOW), "12:09:00")[-1]
    assert first.text == "Changed outside, refreshed 12:03:10"
    assert first.key == later.key != migrated.key


def test_a_replaced_file_can_be_opened_or_what_was_open_be_saved(applied: DatabaseState) -> None:
    (notice,) = notices(applied.noticed(OutsideChange.REPLACED, NOW), "")
    assert notice.meaning is Meaning.BAD
    assert [name for name, _ in notice.offers] == ["reopen", "save-copy"]
    (notice,) = notices(applied.noticed(OutsideChange.GONE, NOW), "")
    assert [name for name, _ in notice.offers] == ["save-copy"]


def test_read_only_says_why(applied: DatabaseState) -> None:
    facts = replace(applied.facts, read_only=True, read_only_reason="the file may not be written")
    assert texts(replace(applied, facts=facts)) == ["Read-only: the file may not be written"]


def test_a_dismissed_notice_stays_away_until_there_is_something_new(qtbot: QtBot, theme: Theme) -> None:
    bar = NoticeBar(theme)
    qtbot.addWidget(bar)
    one, two = (Notice(("pending", n), Meaning.WAITING, "pending", f"{n} pending") for n in (1, 2))
    bar.show_notices([one])
    child(bar, QToolButton).click()
    assert bar.texts == []
    assert bar.isHidden()
    bar.show_notices([])
    bar.show_notices([one])
    assert bar.texts == []
    bar.show_notices([two])
    assert bar.texts == ["2 pending"]
    bar.forget()
    bar.show_notices([one])
    assert bar.texts == ["1 pending"]


def test_a_notice_asks_for_the_action_that_it_offers(qtbot: QtBot, theme: Theme) -> None:
    bar = NoticeBar(theme)
    qtbot.addWidget(bar)
    bar.show_notices([Notice(("x",), Meaning.GOOD, "check", "text", offers=(("migrate", "Do"),))])
    with qtbot.waitSignal(bar.asked) as asked:
        child(bar, QPushButton, "offer-migrate").click()
    assert asked.args == ["migrate"]


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (MigrationState.APPLIED, "up to date"),
        (MigrationState.PENDING, "1 pending"),
        (MigrationState.OUT_OF_ORDER, "1 pending"),
        (MigrationState.MODIFIED, "1 modified"),
        (MigrationState.MISSING, "1 missing"),
        (MigrationState.DIRTY, "1 failed"),
    ],
)
def test_the_state_line_says_how_the_schema_stands(
    applied: DatabaseState, kind: MigrationState, words: str
) -> None:
    entries = tuple(replace(entry, state=kind) for entry in applied.entries)
    assert schema_words(replace(applied, entries=entries))[2] == words


def test_the_state_line_shows_journal_mode_access_and_last_refresh(
    qtbot: QtBot, theme: Theme, worker: Worker, applied: DatabaseState
) -> None:
    line = StateLine(theme, worker)
    qtbot.addWidget(line)
    line.show_state(replace(applied, taken_at=NOW), utc=True)
    assert line.journal.text() == "journal memory"
    assert line.access.text() == "read and write"
    assert line.refreshed.text() == "refreshed 12:03:10 UTC"


def test_a_job_shows_its_name_soon_and_its_cancel_when_it_lasts(
    qtbot: QtBot, theme: Theme, worker: Worker
) -> None:
    line = StateLine(theme, worker)
    qtbot.addWidget(line)
    line.show()
    job = worker.run(lambda progress, cancellation: cancellation.wait(60), "Reading <b>bold</b>")
    qtbot.waitUntil(line.job.title.isVisible)
    assert line.job.title.text() == "Reading <b>bold</b>"
    assert line.job.cancel.isHidden()
    qtbot.waitUntil(line.job.cancel.isVisible)
    line.job.cancel.click()
    qtbot.waitUntil(lambda: job.is_over)
    assert line.job.title.isHidden()
