"""What the lint has found, in the history and in the plan, and the page of a rule."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from pipeline_browser.model.errors import SourceError
from pipeline_browser.model.migrations.lint.facts import LintReport
from pipeline_browser.model.migrations.lint.linting import lint_source
from pipeline_browser.model.migrations.lint.rules import BY_ID
from pipeline_browser.model.migrations.plan import Severity
from pipeline_browser.model.migrations.source import MigrationKind
from pipeline_browser.ui.migrations.feature import MigrationsFeature
from pipeline_browser.ui.migrations.history_columns import COLUMNS
from pipeline_browser.ui.migrations.history_tab import MigrationsTab
from pipeline_browser.ui.migrations.linting.marking import marked_entries, marked_offer
from pipeline_browser.ui.migrations.linting.rule_dialog import RuleDialog
from pipeline_browser.ui.migrations.plan_words import dangers
from pipeline_browser.ui.migrations.warning_list import WarningList
from tests.ui.migrations.conftest import open_in
from tests.ui.migrations.facts import migration, row_of, source_of, state_of

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from pipeline_browser.ui.preferences import Preferences
    from pipeline_browser.ui.session import Session
    from pipeline_browser.ui.theme import Theme
    from tests.ui.migrations.conftest import Workshop

NOW = datetime(2026, 6, 1, tzinfo=UTC)
CLEAN = migration(
    1, "clean", "-- Rollback: DROP TABLE a\nCREATE TABLE IF NOT EXISTS a (id INTEGER PRIMARY KEY);\n"
)
UP = migration(2, "pair", "CREATE TABLE b (\n    a_id INTEGER REFERENCES a (id)\n);\n", MigrationKind.UP)
DOWN = migration(2, "pair", "SELECT 1;\nDROP TABLE nothing_of_it;\n", MigrationKind.DOWN)
GRAVE = migration(3, "grave", "-- undo: no\nALTER TABLE a ADD COLUMN x NOT NULL;\n")
FILES = [CLEAN, UP, DOWN, GRAVE]
LINT = next(at for at, column in enumerate(COLUMNS) if column.key == "findings")


@pytest.fixture(scope="module")
def report() -> LintReport:
    return lint_source(source_of(*FILES), now=NOW)


@pytest.fixture
def tab(session: Session, theme: Theme, report: LintReport, qtbot: QtBot) -> MigrationsTab:
    tab = MigrationsTab(session, theme)
    qtbot.addWidget(tab)
    tab.resize(1300, 700)
    tab.show()
    tab.show_state(state_of(FILES, [row_of(CLEAN)]))
    tab.show_report(report)
    return tab


def column(tab: MigrationsTab, role: Qt.ItemDataRole = Qt.ItemDataRole.DisplayRole) -> list[str]:
    shown = tab.page.table.shown
    return [str(shown.index(row, LINT).data(role)) for row in range(shown.rowCount())]


def test_the_history_counts_findings_and_says_the_gravest_in_words(tab: MigrationsTab) -> None:
    assert column(tab) == ["", "4", "1"]
    assert column(tab, Qt.ItemDataRole.AccessibleTextRole) == [
        "Lint: nothing",
        "Lint: 1 danger, 1 warning, 2 notes",
        "Lint: 1 danger",
    ]
    tip = column(tab, Qt.ItemDataRole.ToolTipRole)
    assert not tip[0]
    assert tip[1].index("Danger, line 2: Fails") < tip[1].index("Warning, line 1: No index of b")


def test_the_history_is_filtered_and_sorted_by_findings(tab: MigrationsTab) -> None:
    page, shown = tab.page, tab.page.table.shown
    for words, wanted, versions in (
        ("", Severity.NOTE, [2, 3]),
        ("", Severity.DANGER, [2, 3]),
        ("fails-with", Severity.WARNING, [3]),
        ("idempotent", None, [2]),
        ("", None, [1, 2, 3]),
    ):
        page.filter.setText(words)
        page.state_filter.setCurrentIndex(page.state_filter.findData(wanted))
        page._apply_filter()
        assert [shown.entry_at(row).version for row in range(shown.rowCount())] == versions
    page.table.sortByColumn(LINT, Qt.SortOrder.DescendingOrder)
    assert shown.entry_at(2).version == 1, "the gravest come first"


def test_a_finding_leads_to_its_line_in_its_file(tab: MigrationsTab) -> None:
    tab.go_to(2)
    findings, sql = tab.page.detail.findings, tab.page.detail.sql
    texts = [findings.item(row).text() for row in range(findings.count())]
    assert texts[0].startswith("Danger, line 2: Down file: Fails: no such table")
    assert sql.down.mark_at(2) is not None
    assert sql.up.mark_at(1) is not None
    findings.itemActivated.emit(findings.item(0))
    assert sql.currentWidget() is sql.down
    assert sql.down.textCursor().blockNumber() == 1
    findings.itemActivated.emit(findings.item(1))
    assert sql.currentWidget() is sql.up
    tab.go_to(1)
    assert not findings.isVisible()


def test_what_was_found_in_another_text_is_not_shown(report: LintReport) -> None:
    edited = migration(3, "grave", "CREATE TABLE c (x);")
    state = state_of([CLEAN, edited], None)
    assert [entry.findings for entry in marked_entries(state.entries, report)] == [(), ()]


def test_a_plan_has_findings_among_its_warnings_once_and_the_gravest_first(workshop: Workshop) -> None:
    workshop.write("1_a.sql", "CREATE TABLE p (id INTEGER PRIMARY KEY); INSERT INTO p VALUES (1)")
    workshop.migrate()
    workshop.write("2_b.sql", 'PRAGMA foreign_keys = OFF;\nDROP TABLE p;\nUPDATE p SET id = "id";')
    workshop.write("3_c.sql", "CREATE TABLE c (x);\nVACUUM;")
    found = lint_source(workshop.source, now=NOW)
    offer = marked_offer(workshop.offer(), found)
    assert marked_offer(workshop.offer(), LintReport()) == workshop.offer()
    second, third = offer.together.steps
    assert [(each.rule, each.text) for each in second.warnings if each.rule == "drops-table"] == [
        ("drops-table", "Drops table p with 1 row.")
    ]
    rules = [each.rule for each in third.warnings]
    assert rules == ["vacuum-in-transaction", "no-way-back", "not-idempotent"]
    weights = [each.severity.weight for each in second.warnings]
    assert weights == sorted(weights, reverse=True)


def test_a_short_list_of_warnings_has_no_bar_where_all_fits_without_one(
    theme: Theme, report: LintReport, qtbot: QtBot
) -> None:
    place = QWidget()
    qtbot.addWidget(place)
    warnings = WarningList(theme)
    column = QVBoxLayout(place)
    column.addWidget(warnings)
    column.addWidget(QWidget(), 1)
    place.show()
    for width in range(300, 420, 4):
        place.resize(width, 400)
        warnings.show_warnings([])
        warnings.show_warnings([next(iter(report.of(UP))).warning])
        qtbot.waitUntil(lambda: warnings.height() >= warnings.sizeHint().height())
        qtbot.waitUntil(lambda: not warnings.verticalScrollBar().isVisible(), timeout=500)


def test_the_list_of_warnings_copies_and_asks_for_a_rule(
    theme: Theme, report: LintReport, qtbot: QtBot
) -> None:
    place = QWidget()
    qtbot.addWidget(place)
    warnings = WarningList(theme, parent=place)
    warnings.resize(500, 200)
    place.show()
    warnings.show_warnings([finding.warning for finding in report.findings] * 3)
    qtbot.waitUntil(warnings.verticalScrollBar().isVisible)
    assert warnings.sizeHintForRow(0) == warnings.visualItemRect(warnings.item(0)).height(), (
        "a bar hides no line"
    )
    warnings.show_warnings(finding.warning for finding in report.of(UP))
    place.activateWindow()
    warnings.setFocus()
    qtbot.waitUntil(warnings.hasFocus)
    with qtbot.waitSignal(warnings.rule_wanted) as asked:
        QTest.keyClick(warnings, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    assert asked.args == ["foreign-key-without-index"]
    QTest.keyClick(warnings, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().endswith(" [foreign-key-without-index]")
    warnings.copy_all()
    assert QGuiApplication.clipboard().text().count("\n") == 1
    rect = warnings.visualItemRect(warnings.item(0))
    on_rule = next(
        QPoint(x, rect.bottom() - 8)
        for x in range(rect.right(), 0, -4)
        if warnings._delegate.is_on_rule(
            warnings.indexFromItem(warnings.item(0)), QPoint(x, rect.bottom() - 8)
        )
    )
    with qtbot.waitSignal(warnings.rule_wanted):
        QTest.mouseClick(warnings.viewport(), Qt.MouseButton.LeftButton, pos=on_rule)
    with qtbot.waitSignal(warnings.line_wanted) as line:
        QTest.mouseClick(warnings.viewport(), Qt.MouseButton.LeftButton, pos=rect.topLeft() + QPoint(40, 8))
    assert line.args == [1]


def test_a_rule_has_a_page_with_its_examples_and_its_switch(
    theme: Theme, preferences: Preferences, qtbot: QtBot
) -> None:
    page = RuleDialog(theme, BY_ID["out-of-order"], preferences, None)
    qtbot.addWidget(page)
    assert "-- file: 20250301000000_add_shops.sql, applied" in page.bad.toPlainText()
    assert page.better.toPlainText().startswith("-- file: ")
    page.copy_comment.click()
    assert QGuiApplication.clipboard().text() == "-- lint: allow out-of-order"


def test_the_source_is_linted_in_the_background_and_again_when_it_changes(
    workshop: Workshop, opened: Session, theme: Theme, qtbot: QtBot
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    feature = MigrationsFeature(opened, theme, window)
    tab = feature.build_tab()
    qtbot.addWidget(tab)
    workshop.write("1_a.sql", "CREATE TABLE a (x);")
    workshop.migrate()
    with qtbot.waitSignal(feature.linter.judged):
        open_in(opened, workshop, qtbot)
    qtbot.waitUntil(lambda: column(tab) == ["2"])
    workshop.write("migration-lint.toml", 'off = ["no-way-back"]')
    opened.refresh()
    qtbot.waitUntil(lambda: column(tab) == ["1"])
    with qtbot.waitSignal(feature.failed) as failed:
        workshop.write("migration-lint.toml", "nonsense")
        opened.refresh()
    assert failed.args is not None
    assert isinstance(failed.args[0], SourceError)
    tab.go_to(1)
    tab.page.detail.findings.tell_about_rule()
    page = QApplication.activeModalWidget()
    assert isinstance(page, RuleDialog)
    page.close_button.click()
    assert feature.shut_down()


def test_a_plan_of_several_migrations_names_those_to_look_at_first(workshop: Workshop) -> None:
    workshop.write("1_a.sql", "CREATE TABLE a (x);")
    workshop.write("2_b.sql", "PRAGMA foreign_keys = OFF;\nVACUUM;")
    assert dangers(workshop.offer().together) == ("2 b: 2 dangers",)
    workshop.migrate(1)
    assert dangers(workshop.offer().together) == ()
