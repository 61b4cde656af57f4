"""A plan is rehearsed beside the window, which stays usable, and can be applied from there."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QWidget

from pipeline_browser.model.errors import CascadeLoss
from pipeline_browser.model.location import Location
from pipeline_browser.model.migrations import progress as events
from pipeline_browser.model.migrations.ledger import Ledger
from pipeline_browser.model.migrations.plan import Direction, Plan
from pipeline_browser.model.migrations.rehearsal import place
from pipeline_browser.model.migrations.rehearsal.facts import Fate, Rehearsal, Space, Verdict
from pipeline_browser.model.migrations.rehearsal.facts import TableRows as Rows
from pipeline_browser.model.migrations.rehearsal.progress import Copying, Examining
from pipeline_browser.ui.colours import Meaning
from pipeline_browser.ui.comparison import Comparison
from pipeline_browser.ui.migrations.feature import MigrationsFeature
from pipeline_browser.ui.migrations.plan_dialog import Decision
from pipeline_browser.ui.migrations.rehearsing import words
from pipeline_browser.ui.migrations.rehearsing.rehearsing import RehearsalWish
from pipeline_browser.ui.migrations.rehearsing.state import RehearsalState, advance
from tests.ui.migrations.conftest import Workshop, open_in
from tests.ui.migrations.facts import migration, source_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from pipeline_browser.model.database import Database
    from pipeline_browser.model.migrations.rehearsal.progress import RehearsalEvent
    from pipeline_browser.ui.migrations.rehearsing.dialog import RehearsalDialog
    from pipeline_browser.ui.session import Session
    from pipeline_browser.ui.theme import Theme

PARENT_AND_CHILD = (
    "CREATE TABLE p(id INTEGER PRIMARY KEY); CREATE TABLE c(p REFERENCES p(id) ON DELETE CASCADE);"
    "INSERT INTO p VALUES (1); INSERT INTO c VALUES (1), (1);"
)
REBUILD = (
    "CREATE TABLE n(id INTEGER PRIMARY KEY, x);\nINSERT INTO n(id) SELECT id FROM p;\nDROP TABLE p;\n"
    "ALTER TABLE n RENAME TO p;\n"
)
ENDLESS = (
    "CREATE TABLE slow AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x FROM c"
)


@pytest.fixture
def feature(opened: Session, theme: Theme, qtbot: QtBot) -> Iterator[MigrationsFeature]:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    made = MigrationsFeature(opened, theme, window)
    yield made
    assert made.shut_down()


def begin(feature: MigrationsFeature, qtbot: QtBot) -> RehearsalDialog:
    """Rehearse the plan that shows, from its dialog."""
    qtbot.waitUntil(lambda: feature.flow.plan_dialog is not None)
    assert feature.flow.plan_dialog is not None
    feature.flow.plan_dialog.options.rehearse.click()
    assert feature.flow.plan_dialog is None
    dialog = feature.rehearsing.dialog
    assert dialog is not None
    return dialog


def rehearse(feature: MigrationsFeature, qtbot: QtBot) -> RehearsalDialog:
    dialog = begin(feature, qtbot)
    qtbot.waitUntil(lambda: dialog.rehearsal is not None)
    return dialog


def test_a_plan_is_rehearsed_shown_on_the_diagram_and_then_applied(
    feature: MigrationsFeature, opened: Session, workshop: Workshop, qtbot: QtBot
) -> None:
    workshop.write("1_a.sql", "CREATE TABLE a(x); INSERT INTO a VALUES (1)")
    before = workshop.path.read_bytes()
    open_in(opened, workshop, qtbot)
    dialog = rehearse(feature, qtbot)
    page = dialog.result_page
    assert page.notice.heading.startswith("Would succeed in about ")
    assert page.notice.heading.endswith("; 1 table changes; no row is lost")
    assert page.schema.facts.row(0).cells == ("table a is added",)
    assert page.rows.facts.row(0).cells == ("a", "none", "1", "+1", "new")
    assert page.pages.tabText(0) == "Schema (1)"
    QAbstractItemModelTester(page.times.facts, QAbstractItemModelTester.FailureReportingMode.Fatal)
    page.rows.selectAll()
    page.rows.copy_rows()
    assert QGuiApplication.clipboard().text().endswith("\na\tnone\t1\t+1\tnew")
    page.copy_report.click()
    assert "\nSchema\n  table a is added\n" in QGuiApplication.clipboard().text()
    with qtbot.waitSignal(feature.comparison_wanted) as wanted:
        page.on_diagram.click()
    assert isinstance(wanted.args[0], Comparison)
    assert dialog.is_folded, "the diagram behind it is to be seen"
    dialog.foot.details.click()
    assert not page.pages.isHidden()
    assert [table.name for table in wanted.args[0].after.tables if table.name[0] != "_"] == ["a"]
    assert workshop.path.read_bytes() == before
    with qtbot.waitSignal(feature.migrated):
        dialog.foot.apply.click()
    assert workshop.query("SELECT count(*) FROM a") == [(1,)]
    assert feature.rehearsing.dialog is None


def test_the_database_can_be_edited_while_a_plan_is_rehearsed(
    feature: MigrationsFeature, opened: Session, workshop: Workshop, qtbot: QtBot
) -> None:
    workshop.execute("PRAGMA user_version = 1")
    workshop.write("1_a.sql", ENDLESS)
    open_in(opened, workshop, qtbot)
    dialog = begin(feature, qtbot)
    qtbot.waitUntil(lambda: "CREATE TABLE slow" in dialog.running.detail.whole_text)
    edit = opened.submit(partial(_execute, "PRAGMA user_version = 2"), "Editing")
    with qtbot.waitSignal(edit.finished):
        pass
    assert dialog.is_running
    dialog.foot.cancel.click()
    qtbot.waitUntil(lambda: not dialog.trouble.isHidden())
    assert dialog.trouble.heading == "The rehearsal was cancelled"
    dialog.close()
    assert workshop.query("PRAGMA user_version") == [(2,)]


def _execute(sql: str, database: Database, progress: object, cancellation: object) -> None:
    database.execute(sql)


def test_what_cascades_take_is_shown_allowed_rehearsed_again_and_applied(
    feature: MigrationsFeature, opened: Session, workshop: Workshop, qtbot: QtBot
) -> None:
    workshop.write("1_a.sql", PARENT_AND_CHILD)
    workshop.migrate()
    workshop.write("2_b.sql", REBUILD)
    open_in(opened, workshop, qtbot)
    dialog = rehearse(feature, qtbot)
    assert dialog.result_page.notice.heading == "Would fail at migration 2"
    assert "Dropping p deletes 2 rows of c by cascade." in dialog.result_page.notice.text
    assert dialog.foot.apply.isHidden()
    assert dialog.foot.allow.text() == "Rehearse with 2 rows lost by cascade"
    first = dialog.rehearsal
    dialog.foot.allow.click()
    qtbot.waitUntil(lambda: dialog.rehearsal is not first)
    assert dialog.foot.apply.text() == "Apply 1 migration and delete 2 rows"
    assert dialog.foot.leave.isDefault()
    with qtbot.waitSignal(feature.migrated):
        dialog.foot.apply.click()
    assert workshop.query("SELECT count(*) FROM c") == [(0,)]


def test_a_result_is_stale_once_the_plan_is_another_one(
    feature: MigrationsFeature, opened: Session, workshop: Workshop, qtbot: QtBot
) -> None:
    workshop.write("1_a.sql", "CREATE TABLE a(x)")
    open_in(opened, workshop, qtbot)
    dialog = rehearse(feature, qtbot)
    assert dialog.foot.apply.isDefault()
    workshop.write("2_b.sql", "CREATE TABLE b(x)")
    opened.refresh()
    qtbot.waitUntil(lambda: not dialog.result_page.stale.isHidden())
    assert dialog.result_page.stale.heading == "The folder of migrations was changed since"
    assert not dialog.foot.apply.isEnabled()
    dialog.foot.show_plan.click()
    qtbot.waitUntil(lambda: feature.flow.plan_dialog is not None)
    assert feature.flow.plan_dialog is not None
    assert feature.flow.plan_dialog.options.apply.text() == "Apply 2 migrations"
    feature.flow.plan_dialog.reject()


def test_whoever_mends_the_file_rehearses_what_it_is_now(
    feature: MigrationsFeature, opened: Session, workshop: Workshop, qtbot: QtBot
) -> None:
    workshop.write("1_a.sql", PARENT_AND_CHILD)
    workshop.migrate()
    workshop.write("2_b.sql", REBUILD)
    open_in(opened, workshop, qtbot)
    dialog = rehearse(feature, qtbot)
    workshop.write("2_b.sql", "ALTER TABLE p ADD COLUMN x")
    workshop.write("3_c.sql", "CREATE TABLE d(x)")
    opened.refresh()
    qtbot.waitUntil(lambda: not dialog.result_page.stale.isHidden())
    assert dialog.foot.again.isDefault()
    assert not dialog.foot.again.isHidden()
    first = dialog.rehearsal
    dialog.foot.again.click()
    qtbot.waitUntil(lambda: dialog.rehearsal is not first)
    assert dialog.result_page.stale.isHidden()
    assert dialog.windowTitle().startswith("Rehearse 2 migrations on a copy of ")
    with qtbot.waitSignal(feature.migrated):
        dialog.foot.apply.click()
    assert workshop.query("SELECT count(*) FROM c, p WHERE p.x IS NULL") == [(2,)]


def test_a_plan_that_comes_too_late_does_not_take_the_place_of_another_one(
    feature: MigrationsFeature, opened: Session, workshop: Workshop, qtbot: QtBot
) -> None:
    workshop.write("1_a.sql", "CREATE TABLE a(x)")
    open_in(opened, workshop, qtbot)
    qtbot.waitUntil(lambda: feature.flow.plan_dialog is not None)
    assert feature.flow.plan_dialog is not None
    offer = feature.flow.plan_dialog.offer
    dialog = rehearse(feature, qtbot)
    workshop.write("2_b.sql", "CREATE TABLE b(x)")
    dialog.foot.again.click()
    feature.rehearsing.begin(RehearsalWish(Decision(offer.together, backup=False), offer))
    other = feature.rehearsing.dialog
    assert other is not None
    qtbot.waitUntil(lambda: not feature.rehearsing.busy and not opened.worker.busy)
    qtbot.waitUntil(lambda: other.rehearsal is not None)
    assert other.windowTitle().startswith("Rehearse 1 migration on ")
    other.close()


def test_what_may_only_be_read_can_be_rehearsed_but_not_applied(
    feature: MigrationsFeature, opened: Session, workshop: Workshop, qtbot: QtBot
) -> None:
    workshop.write("1_a.sql", "CREATE TABLE a(x)")
    with qtbot.waitSignal(opened.opened):
        opened.open(workshop.location, read_only=True)
    feature.migrate()
    dialog = rehearse(feature, qtbot)
    assert dialog.rehearsal is not None
    assert dialog.rehearsal.verdict is Verdict.SUCCEEDS
    assert not dialog.foot.apply.isEnabled()
    assert "The database is read-only" in dialog.result_page.notice.text
    dialog.close()


def test_without_room_for_the_copy_another_folder_can_be_chosen(
    feature: MigrationsFeature,
    opened: Session,
    workshop: Workshop,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(place, "_usual", lambda original: [tmp_path / "nowhere"])
    workshop.write("1_a.sql", "CREATE TABLE a(x)")
    open_in(opened, workshop, qtbot)
    dialog = begin(feature, qtbot)
    qtbot.waitUntil(lambda: not dialog.trouble.isHidden())
    assert dialog.trouble.heading == "There is no room for the copy that a rehearsal needs"
    dialog.foot.folder.click()
    assert feature.rehearsing.chooser is not None
    feature.rehearsing.chooser.fileSelected.emit(str(tmp_path))
    feature.rehearsing.chooser.close()
    qtbot.waitUntil(lambda: dialog.rehearsal is not None)
    assert dialog.rehearsal is not None
    assert dialog.rehearsal.space.place == tmp_path
    assert dialog.foot.folder.isHidden()
    dialog.close()


def test_a_database_in_memory_is_rehearsed(feature: MigrationsFeature, opened: Session, qtbot: QtBot) -> None:
    with qtbot.waitSignal(opened.opened):
        opened.open(Location(None, mode="memory"))
    dialog = rehearse(feature, qtbot)
    assert dialog.rehearsal is not None
    assert dialog.rehearsal.finished == (20250101000000,)
    with qtbot.waitSignal(opened.changed):
        opened.close()
    assert feature.rehearsing.dialog is None


@pytest.mark.parametrize(
    ("event", "fraction", "what"),
    [
        (Copying(1, 4), 0.0625, "Copying, 25 % done"),
        (Examining("checking foreign keys", before=True), 0.3167, "Checking foreign keys before the plan"),
        (events.MigrationStarted(migration(7), 0, 2, 3), 0.45, "Running 7 add tags on the copy"),
        (Examining("counting rows", before=False), 0.8, "Counting rows after the plan"),
    ],
)
def test_progress_goes_through_the_parts_of_a_rehearsal(
    event: RehearsalEvent, fraction: float, what: str
) -> None:
    state = advance(RehearsalState(2), event)
    assert state.fraction == pytest.approx(fraction, abs=0.001)
    assert state.what == what


@pytest.mark.parametrize(
    ("rows", "icon", "meaning", "remark"),
    [
        (Rows("t", Fate.STAYS, 3, 2), "bad", Meaning.BAD, "lost without a warning of the plan"),
        (
            Rows("t", Fate.DROPPED, 3, None, announced=True),
            "warning",
            Meaning.WARNING,
            "dropped, as the plan warns",
        ),
        (Rows("t", Fate.RENAMED, 3, 3, earlier_name="s"), "table", None, "was s"),
    ],
)
def test_a_table_that_loses_rows_is_marked(
    rows: Rows, icon: str, meaning: Meaning | None, remark: str
) -> None:
    row = words.table_row(rows)
    assert (row.icon, row.meaning, row.cells[-1]) == (icon, meaning, remark)


def test_blanked_references_are_named_on_the_buttons() -> None:
    losses = (CascadeLoss("p", "c", 2, 0, blanked=True),)
    assert words.allow_words(losses) == "Rehearse with 2 rows blanked by cascade"


def test_the_backup_needs_room_too() -> None:
    ledger = Ledger(exists=True, rows=())
    plan = Plan(Direction.RUN, source_of(migration(1)), ledger, "_sqlx_migrations", None, False, ())
    found = Rehearsal(plan, space=Space(before=100, after=100, journal=50, free=149))
    lines = [row.cells[0] for row in words.space_and_notes(found, backup=True)]
    assert "The backup that is made first needs another 100 bytes, and there is no room for both." in lines
    assert not any("backup" in row.cells[0] for row in words.space_and_notes(found, backup=False))
