"""A database without a ledger is marked in the window as the version that it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from pipeline_browser.ui.migrations.baselining.baseline_flow import BaselineFlow
from tests.ui.migrations.conftest import Workshop, open_in
from tests.ui.test_accessible_names import nameless, taken_for_markup

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from pipeline_browser.ui.comparison import Comparison
    from pipeline_browser.ui.migrations.baselining.baseline_dialog import BaselineDialog
    from pipeline_browser.ui.session import Session
    from pipeline_browser.ui.theme import Theme


@pytest.fixture
def flow(opened: Session, workshop: Workshop, theme: Theme, qtbot: QtBot) -> Iterator[BaselineFlow]:
    """Two versions, of which none is applied, and the flow over a window of its own."""
    workshop.write("1_a.sql", "CREATE TABLE a(x TEXT);")
    workshop.write("2_b.sql", "CREATE TABLE b(x);")
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1100, 700)
    window.show()
    made = BaselineFlow(opened, theme, window)
    yield made
    assert made.shut_down()


def compared(flow: BaselineFlow, session: Session, workshop: Workshop, qtbot: QtBot) -> BaselineDialog:
    open_in(session, workshop, qtbot)
    flow.begin()
    dialog = flow.dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.offer is not None)
    return dialog


def test_the_version_that_it_is_is_proposed_and_marked(
    flow: BaselineFlow, opened: Session, workshop: Workshop, qtbot: QtBot
) -> None:
    workshop.execute("CREATE TABLE a(x TEXT)")
    dialog = compared(flow, opened, workshop, qtbot)
    assert (nameless(dialog), taken_for_markup(dialog)) == ([], [])
    assert dialog.heading.text() == "shop.db has exactly the schema of version 1"
    assert [dialog.versions.item(at).text() for at in range(2)] == [
        "1 a\nexactly this schema",
        "2 b\n1 difference",
    ]
    assert dialog.mark.text() == "Mark as migrated up to 1"
    assert dialog.mark.isEnabled()
    assert dialog.leave.isDefault()

    dialog.versions.setCurrentRow(1)
    assert not dialog.mark.isEnabled()
    assert dialog.differences.item(0).text() == "table b is missing"
    dialog.versions.setCurrentRow(0)

    with qtbot.waitSignal(opened.changed):
        dialog.mark.click()
    assert dialog.heading.text() == "shop.db is migrated up to 1"
    assert "Backup, complete and verified" in dialog.notice.text
    assert opened.state is not None
    assert opened.state.pending == 1


def test_one_that_is_no_version_gets_its_differences_and_a_migration(
    flow: BaselineFlow, opened: Session, workshop: Workshop, qtbot: QtBot
) -> None:
    workshop.execute("CREATE TABLE a(x)", "CREATE TABLE notes(x)")
    dialog = compared(flow, opened, workshop, qtbot)
    assert dialog.heading.text() == "shop.db has the schema of no version"
    assert not dialog.mark.isEnabled()
    assert dialog.why_not.text() == "Its schema is not that of this version"
    dialog.versions.setCurrentRow(0)
    dialog.copy.click()
    assert "table notes is not expected\n" in QGuiApplication.clipboard().text()

    dialog.extra.click()
    qtbot.waitUntil(lambda: dialog.differences.item(dialog.differences.count() - 1).text().startswith("put"))
    assert not dialog.mark.isEnabled()

    with qtbot.waitSignal(flow.migration_wanted) as wanted:
        dialog.migration.click()
    comparison: Comparison = wanted.args[0]
    assert {table.name for table in comparison.before.user_tables} == {"a", "notes"}
    assert {table.name for table in comparison.after.user_tables} == {"a"}
    assert flow.dialog is None


def test_a_table_that_another_program_adds_meanwhile_is_compared(
    flow: BaselineFlow, opened: Session, workshop: Workshop, qtbot: QtBot
) -> None:
    workshop.execute("CREATE TABLE a(x TEXT)")
    dialog = compared(flow, opened, workshop, qtbot)
    assert dialog.mark.text() == "Mark as migrated up to 1"
    workshop.execute("CREATE TABLE b(x)")
    qtbot.waitUntil(lambda: dialog.mark.text() == "Mark as migrated up to 2")


def test_one_that_has_a_ledger_or_no_tables_is_refused_with_the_reason(
    flow: BaselineFlow, opened: Session, workshop: Workshop, qtbot: QtBot
) -> None:
    dialog = compared(flow, opened, workshop, qtbot)
    assert dialog.heading.text() == "shop.db cannot be marked as migrated"
    assert dialog.means.text().startswith("It has no tables")
    assert dialog.mark.isHidden()
    dialog.reject()
    opened.close()
    assert flow.dialog is None
