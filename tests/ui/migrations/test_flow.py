"""From the wish to migrate to the result, with a real session."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QWidget

from pipeline_browser.model.errors import DatabaseDamaged
from pipeline_browser.model.location import Location
from pipeline_browser.model.schema import Column, Schema, Table
from pipeline_browser.ui.comparison import Comparison
from pipeline_browser.ui.migrations.feature import MigrationsFeature
from pipeline_browser.ui.migrations.outcomes import Ending
from tests.ui.migrations.conftest import Workshop, open_in

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from pipeline_browser.ui.migrations.flow import MigrationFlow
    from pipeline_browser.ui.migrations.plan_dialog import PlanDialog
    from pipeline_browser.ui.migrations.run_dialog import RunDialog
    from pipeline_browser.ui.session import Session
    from pipeline_browser.ui.theme import Theme

TABLE = "CREATE TABLE t{0} (id INTEGER PRIMARY KEY);\n"


@pytest.fixture
def feature(opened: Session, theme: Theme, qtbot: QtBot) -> MigrationsFeature:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return MigrationsFeature(opened, theme, window)


@pytest.fixture
def flow(feature: MigrationsFeature) -> MigrationFlow:
    return feature.flow


def plan_dialog(flow: MigrationFlow, qtbot: QtBot) -> PlanDialog:
    qtbot.waitUntil(lambda: flow.plan_dialog is not None)
    assert flow.plan_dialog is not None
    return flow.plan_dialog


def run_dialog(flow: MigrationFlow, qtbot: QtBot) -> RunDialog:
    qtbot.waitUntil(lambda: flow.run_dialog is not None)
    assert flow.run_dialog is not None
    return flow.run_dialog


def settle(session: Session, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not session.worker.busy)


def test_opening_a_database_with_pending_migrations_shows_the_plan(
    flow: MigrationFlow, opened: Session, workshop: Workshop, qtbot: QtBot
) -> None:
    workshop.write("1_step.sql", TABLE.format(1))
    before = workshop.path.read_bytes()
    open_in(opened, workshop, qtbot)
    dialog = plan_dialog(flow, qtbot)
    assert dialog.options.apply.text() == "Apply 1 migration"
    dialog.options.leave.click()
    assert flow.plan_dialog is None
    settle(opened, qtbot)
    assert workshop.path.read_bytes() == before, "browsing never writes"


def test_opening_a_database_that_is_up_to_date_asks_nothing(
    flow: MigrationFlow, opened: Session, workshop: Workshop, qtbot: QtBot
) -> None:
    workshop.write("1_step.sql", TABLE.format(1))
    workshop.migrate()
    open_in(opened, workshop, qtbot)
    settle(opened, qtbot)
    assert not flow.busy


def test_a_database_that_may_not_belong_to_the_migrations_is_left_alone(
    flow: MigrationFlow, opened: Session, workshop: Workshop, qtbot: QtBot
) -> None:
    workshop.write("1_step.sql", TABLE.format(1))
    workshop.execute("CREATE TABLE invoices (id INTEGER PRIMARY KEY)")
    open_in(opened, workshop, qtbot)
    settle(opened, qtbot)
    assert not flow.busy
    flow.migrate()
    dialog = plan_dialog(flow, qtbot)
    assert dialog.notice.heading == "shop.db has 1 table and no record of any migration"
    assert dialog.options.leave.isDefault(), "applying is possible, but not by a mere Return"
    assert dialog.options.apply.isEnabled()


def test_always_apply_runs_the_plan_on_opening_without_asking(
    flow: MigrationFlow, opened: Session, workshop: Workshop, qtbot: QtBot
) -> None:
    opened.preferences.set_always_apply(str(workshop.path), always=True)
    workshop.write("1_step.sql", TABLE.format(1))
    with qtbot.waitSignal(flow.migrated, timeout=10_000) as migrated:
        open_in(opened, workshop, qtbot)
    assert migrated.args is not None
    assert migrated.args[0].ending is Ending.DONE
    run_dialog(flow, qtbot).close()
    settle(opened, qtbot)
    assert opened.state is not None
    assert opened.state.up_to_date


def test_always_apply_still_asks_before_rows_are_dropped(
    flow: MigrationFlow, opened: Session, workshop: Workshop, qtbot: QtBot
) -> None:
    opened.preferences.set_always_apply(str(workshop.path), always=True)
    workshop.write("1_step.sql", TABLE.format(1))
    workshop.migrate()
    workshop.execute("INSERT INTO t1 VALUES (1)")
    workshop.write("2_drop.sql", "DROP TABLE t1;\n")
    open_in(opened, workshop, qtbot)
    assert plan_dialog(flow, qtbot).options.always.isChecked()
    assert flow.run_dialog is None


def test_a_new_database_gets_its_tables_with_the_progress_shown(
    flow: MigrationFlow, opened: Session, workshop: Workshop, qtbot: QtBot
) -> None:
    workshop.write("1_step.sql", TABLE.format(1))
    workshop.path.unlink()
    with qtbot.waitSignal(flow.migrated, timeout=10_000):
        opened.create(workshop.location)
    run_dialog(flow, qtbot).close()
    settle(opened, qtbot)
    assert opened.state is not None
    assert opened.state.up_to_date


def test_a_database_in_memory_is_migrated_without_a_backup(
    flow: MigrationFlow, opened: Session, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(opened.opened):
        opened.open(Location(None))
    options = plan_dialog(flow, qtbot).options
    assert not options.backup.isEnabled()
    assert not options.backup.isChecked()
    assert not options.always.isVisible(), "nothing could be remembered for it"
    with qtbot.waitSignal(flow.migrated, timeout=10_000) as migrated:
        options.apply.click()
    assert migrated.args is not None
    assert migrated.args[0].ending is Ending.DONE


def test_applying_runs_the_plan_and_remembers_to_do_so_always(
    flow: MigrationFlow, opened: Session, workshop: Workshop, qtbot: QtBot
) -> None:
    workshop.write("1_step.sql", TABLE.format(1))
    open_in(opened, workshop, qtbot)
    dialog = plan_dialog(flow, qtbot)
    dialog.options.always.setChecked(True)
    with qtbot.waitSignal(flow.migrated, timeout=10_000):
        dialog.options.apply.click()
    assert opened.preferences.current.database(str(workshop.path)).always_apply
    run_dialog(flow, qtbot).close_button.click()
    qtbot.waitUntil(lambda: flow.run_dialog is None)
    assert not flow.busy


def test_a_standing_wish_is_taken_back_by_unticking_it(
    flow: MigrationFlow, opened: Session, workshop: Workshop, qtbot: QtBot
) -> None:
    opened.preferences.set_always_apply(str(workshop.path), always=True)
    open_in(opened, workshop, qtbot)
    flow.migrate()
    dialog = plan_dialog(flow, qtbot)
    dialog.options.always.setChecked(False)
    dialog.options.leave.click()
    assert not opened.preferences.current.database(str(workshop.path)).always_apply


def test_ticking_the_standing_wish_alone_changes_nothing(
    flow: MigrationFlow, opened: Session, workshop: Workshop, qtbot: QtBot
) -> None:
    workshop.write("1_step.sql", TABLE.format(1))
    open_in(opened, workshop, qtbot)
    dialog = plan_dialog(flow, qtbot)
    dialog.options.always.setChecked(True)
    dialog.options.leave.click()
    assert not opened.preferences.current.database(str(workshop.path)).always_apply


def test_the_size_of_the_plan_dialog_is_remembered(
    flow: MigrationFlow, opened: Session, workshop: Workshop, qtbot: QtBot
) -> None:
    workshop.write("1_step.sql", TABLE.format(1))
    open_in(opened, workshop, qtbot)
    dialog = plan_dialog(flow, qtbot)
    dialog.resize(dialog.width(), 711)
    dialog.options.leave.click()
    flow.migrate()
    assert plan_dialog(flow, qtbot).height() == 711


def test_a_concession_plans_again_in_the_same_dialog(
    flow: MigrationFlow, opened: Session, workshop: Workshop, qtbot: QtBot
) -> None:
    gone = workshop.write("1_gone.sql", TABLE.format(1))
    workshop.migrate()
    gone.unlink()
    workshop.write("2_step.sql", TABLE.format(2))
    open_in(opened, workshop, qtbot)
    dialog = plan_dialog(flow, qtbot)
    assert not dialog.options.apply.isEnabled()
    dialog.ignore_missing.click()
    qtbot.waitUntil(dialog.options.apply.isEnabled)
    assert flow.plan_dialog is dialog


def test_the_plan_follows_the_folder_while_it_is_shown(
    flow: MigrationFlow, opened: Session, workshop: Workshop, qtbot: QtBot
) -> None:
    workshop.write("1_step.sql", TABLE.format(1))
    open_in(opened, workshop, qtbot)
    dialog = plan_dialog(flow, qtbot)
    workshop.write("2_step.sql", TABLE.format(2))
    opened.refresh()
    qtbot.waitUntil(lambda: dialog.options.apply.text() == "Apply 2 migrations")


def test_the_plan_goes_when_another_program_has_applied_it(
    flow: MigrationFlow, opened: Session, workshop: Workshop, qtbot: QtBot
) -> None:
    workshop.write("1_step.sql", TABLE.format(1))
    open_in(opened, workshop, qtbot)
    dialog = plan_dialog(flow, qtbot)
    workshop.migrate()
    qtbot.waitUntil(lambda: not dialog.options.apply.isEnabled(), timeout=3_000)
    assert dialog.options.why_not() == "There is nothing to do"


def test_a_plan_for_a_file_that_is_gone_cannot_be_applied_and_one_without_its_folder_goes(
    flow: MigrationFlow, opened: Session, workshop: Workshop, qtbot: QtBot
) -> None:
    file = workshop.write("1_step.sql", TABLE.format(1))
    open_in(opened, workshop, qtbot)
    dialog = plan_dialog(flow, qtbot)
    workshop.path.rename(workshop.path.with_name("elsewhere.db"))
    qtbot.waitUntil(lambda: not dialog.options.apply.isEnabled(), timeout=3_000)
    assert dialog.options.why_not() == "The file is not there any more"
    file.unlink()
    workshop.folder.rmdir()
    opened.refresh()
    qtbot.waitUntil(lambda: flow.plan_dialog is None)


def test_closing_the_database_takes_the_plan_away(
    flow: MigrationFlow, opened: Session, workshop: Workshop, qtbot: QtBot
) -> None:
    workshop.write("1_step.sql", TABLE.format(1))
    open_in(opened, workshop, qtbot)
    plan_dialog(flow, qtbot)
    opened.close()
    assert flow.plan_dialog is None


def test_one_plan_at_a_time_however_often_it_is_asked_for(
    flow: MigrationFlow, opened: Session, workshop: Workshop, qtbot: QtBot
) -> None:
    workshop.write("1_step.sql", TABLE.format(1))
    open_in(opened, workshop, qtbot)
    flow.migrate()
    flow.migrate()
    first = plan_dialog(flow, qtbot)
    flow.migrate()
    settle(opened, qtbot)
    assert flow.plan_dialog is first


def test_a_database_that_cannot_be_planned_says_why(
    flow: MigrationFlow, opened: Session, workshop: Workshop, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    workshop.write("1_step.sql", TABLE.format(1))
    workshop.migrate()
    open_in(opened, workshop, qtbot)
    settle(opened, qtbot)

    def damaged(*_: object) -> None:
        raise DatabaseDamaged("The file is damaged", path=workshop.path)

    monkeypatch.setattr("pipeline_browser.ui.migrations.flow.make_offer", damaged)
    with qtbot.waitSignal(flow.failed) as failed:
        flow.migrate()
    assert failed.args is not None
    assert failed.args[0].summary == "The file is damaged"
    assert not flow.busy


def test_the_tab_s_wishes_reach_the_plan(
    feature: MigrationsFeature, opened: Session, workshop: Workshop, qtbot: QtBot
) -> None:
    for version in (1, 2, 3):
        workshop.write(f"{version}_step.up.sql", TABLE.format(version))
        workshop.write(f"{version}_step.down.sql", f"DROP TABLE t{version};\n")
    workshop.migrate(target=2)
    tab = feature.build_tab()
    qtbot.addWidget(tab)
    open_in(opened, workshop, qtbot)
    plan_dialog(feature.flow, qtbot).options.leave.click()
    tab.go_to(1)
    tab.actions_by_name["revert_to_here"].trigger()
    dialog = plan_dialog(feature.flow, qtbot)
    assert dialog.options.apply.text() == "Revert 1 migration"
    assert dialog.plan.target == 1


def test_another_folder_is_remembered_and_read(
    feature: MigrationsFeature, opened: Session, workshop: Workshop, qtbot: QtBot
) -> None:
    other = workshop.folder.with_name("other")
    other.mkdir()
    open_in(opened, workshop, qtbot)
    with qtbot.waitSignal(opened.changed):
        feature.source.use_folder(str(other))
    assert opened.state is not None
    assert opened.state.source_folder == other
    with qtbot.waitSignal(opened.changed):
        feature.use_bundled()
    assert opened.state.source_folder is None


def test_a_new_migration_gets_the_cursor_when_it_is_listed(
    feature: MigrationsFeature, opened: Session, workshop: Workshop, qtbot: QtBot
) -> None:
    workshop.write("0001_step.sql", TABLE.format(1))
    workshop.migrate()
    tab = feature.build_tab()
    qtbot.addWidget(tab)
    open_in(opened, workshop, qtbot)
    feature.new_migration()
    assert feature.new.dialog is not None
    feature.new.dialog.open_file.setChecked(False)
    feature.new.dialog.naming.description.setText("add tags")
    feature.new.dialog.write.click()
    qtbot.waitUntil(lambda: [each.version for each in tab.page.table.selected_entries] == [2])


def test_drift_and_a_missing_baseline_lead_to_a_migration_that_is_filled_in(
    feature: MigrationsFeature, opened: Session, workshop: Workshop, qtbot: QtBot
) -> None:
    open_in(opened, workshop, qtbot)
    table = Table("t", columns=(Column("x"),), ddl="CREATE TABLE t (x)")
    wanted = Comparison("Drift", Schema(), Schema((table,)), "found", "promised")
    for part in (feature.drift, feature.baselining):
        part.migration_wanted.emit(wanted)
        dialog = feature.new.dialog
        assert dialog is not None
        qtbot.waitUntil(lambda: "CREATE TABLE IF NOT EXISTS t (x);" in dialog.draft.up.sql)  # noqa: B023
        dialog.reject()
        assert feature.new.dialog is None
