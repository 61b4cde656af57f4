"""Drift in the window: the bar, the state line, and the dialog with what would bring it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QToolButton

from pipeline_browser.model.database import Database
from pipeline_browser.model.migrations.drift.facts import Basis, Drift
from pipeline_browser.model.migrations.drift.finding import find_drift
from pipeline_browser.model.schema import Schema
from pipeline_browser.model.schema.difference import (
    Difference,
    DifferenceKind,
    ObjectKind,
    SchemaDifference,
)
from pipeline_browser.ui.migrations.drifting import news
from pipeline_browser.ui.migrations.drifting.dialog import DriftDialog
from tests.ui.finding import child

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from pipeline_browser.app import Parts
    from pipeline_browser.ui.comparison import Comparison
    from pipeline_browser.ui.main_window import MainWindow
    from pipeline_browser.ui.theme import Theme
    from tests.ui.migrations.conftest import Workshop

MISSING, EXTRA, CHANGED = DifferenceKind.MISSING, DifferenceKind.EXTRA, DifferenceKind.CHANGED


def differing(*differences: Difference, basis: Basis = Basis.APPLIED) -> Drift:
    return Drift((1,), Schema(), Schema(), SchemaDifference(differences), basis=basis)


def column(kind: DifferenceKind, name: str, aspect: str = "") -> Difference:
    return Difference(kind, ObjectKind.COLUMN, "t", name, aspect)


# Words.


def test_the_bar_counts_what_is_missing_different_and_not_expected() -> None:
    index = Difference(EXTRA, ObjectKind.INDEX, "t", "i")
    drift = differing(index, column(MISSING, "a"), column(MISSING, "b"))
    notice = news.notice_of(drift)
    assert notice is not None
    assert notice.text == (
        "The schema differs from what its migrations promise: 2 columns are missing, 1 index is not expected"
    )
    assert notice.more.splitlines() == ["index i is not expected", "t lacks column a", "t lacks column b"]
    both = differing(index, column(CHANGED, "a", "type"), column(CHANGED, "a", "COLLATE"), column(EXTRA, "c"))
    assert news.counts(both.differences) == "1 column is different, 1 column and 1 index are not expected"


def test_the_bar_says_nothing_of_an_order_and_of_what_it_tells_anyway() -> None:
    order = Difference(DifferenceKind.ORDER, ObjectKind.TABLE, "t", "t", "columns in the order", "a", "b")
    assert news.notice_of(differing(order)) is None
    assert news.notice_of(differing(column(MISSING, "a"), basis=Basis.WHOLE)) is None


def test_the_same_drift_has_the_same_key_and_another_one_has_another() -> None:
    one, same, other = (news.notice_of(differing(column(MISSING, name))) for name in "aab")
    assert one is not None
    assert same is not None
    assert other is not None
    assert one.key == same.key != other.key


# The dialog.


@pytest.fixture
def dialog(theme: Theme, qtbot: QtBot) -> DriftDialog:
    dialog = DriftDialog(theme, "shop.db")
    qtbot.addWidget(dialog)
    return dialog


def drift_of(workshop: Workshop) -> Drift:
    with Database.open(workshop.location, read_only=True) as database:
        return find_drift(database, workshop.source)


def cells(dialog: DriftDialog, row: int) -> list[str]:
    texts = []
    for at in range(4):
        item = dialog.table.item(row, at)
        assert item is not None
        texts.append(item.text())
    return texts


def test_the_dialog_shows_both_sides_table_by_table(dialog: DriftDialog, workshop: Workshop) -> None:
    workshop.write("1_a.sql", "CREATE TABLE t (a TEXT, b); CREATE INDEX i ON t (a);")
    workshop.migrate()
    workshop.execute("ALTER TABLE t DROP COLUMN b", "DROP INDEX i", "CREATE INDEX i ON t (a DESC)")
    wanted: list[Drift] = []
    dialog.script_wanted.connect(wanted.append)
    drift = drift_of(workshop)
    dialog.show_drift(drift)
    assert wanted == [drift]
    assert dialog.heading == "The schema is not what 1 applied migration promises"
    assert [cells(dialog, row) for row in range(3)] == [
        ["t", "", "", ""],
        ["column b", "b", "—", "missing"],
        ["index i", "ON t(a)", "ON t(a DESC)", "different"],
    ]
    dialog.table.setCurrentCell(2, 0)
    assert dialog.sentence.text() == "index i: ON t(a DESC) instead of ON t(a)"
    assert (dialog.promised.toPlainText(), dialog.found.toPlainText()) == ("ON t(a)", "ON t(a DESC)")
    dialog.table.setCurrentCell(0, 0)
    assert dialog.promised.toPlainText() == "CREATE TABLE t (a TEXT, b)"
    dialog.copy.click()
    assert QGuiApplication.clipboard().text() == (
        "The schema is not what 1 applied migration promises\n"
        "- t lacks column b\n- index i: ON t(a DESC) instead of ON t(a)\n"
    )


def test_the_dialog_says_that_nothing_differs_or_that_there_is_no_telling(
    dialog: DriftDialog, workshop: Workshop
) -> None:
    workshop.write("1_a.sql", "CREATE TABLE t (a)")
    workshop.migrate()
    dialog.show_drift(drift_of(workshop))
    assert dialog.empty.heading == "The schema is exactly what 1 applied migration promises"
    assert dialog.empty.text == "1 table, compared by what they mean."
    (workshop.folder / "1_a.sql").unlink()
    dialog.show_drift(drift_of(workshop))
    assert dialog.unknown.heading == "There is no telling whether the schema has drifted"
    assert "the source lacks its file" in dialog.unknown.text
    assert not dialog.diagram.isEnabled()


# The window.


def bar(window: MainWindow) -> list[str]:
    return [text for text in window.notice_bar.texts if text.startswith("The schema differs")]


def test_drift_is_told_shown_taken_up_and_gone_when_it_is_mended(
    parts: Parts, workshop: Workshop, qtbot: QtBot
) -> None:
    window, feature = parts.window, parts.migrations
    workshop.write("1_a.sql", "CREATE TABLE t (a, b)")
    workshop.migrate()
    workshop.execute("ALTER TABLE t DROP COLUMN b")
    parts.session.preferences.set_source(str(workshop.path), str(workshop.folder))
    parts.session.open(workshop.location)
    qtbot.waitUntil(lambda: bool(bar(window)), timeout=10_000)
    assert bar(window)[0].endswith("1 column is missing")
    assert window.state_line.schema.text() == "drifted (1)"
    window.tabs.bring_forward("migrations")
    assert feature.tab is not None
    assert feature.tab.page.source.texts()[2] == "1 applied, drifted (1)"

    child(window.notice_bar, QPushButton, "offer-show-drift").click()
    qtbot.waitUntil(lambda: feature.drift.dialog is not None)
    dialog = feature.drift.dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.script.script is not None)
    dialog.script.copy.click()
    assert "ALTER TABLE t ADD COLUMN b" in QGuiApplication.clipboard().text()

    wanted: list[Comparison] = []
    feature.drift.migration_wanted.connect(wanted.append)
    dialog.write.click()
    (comparison,) = wanted
    sides = [schema.table("t") for schema in (comparison.before, comparison.after)]
    assert [len(table.columns) if table else 0 for table in sides] == [1, 2]

    window.actions_table["show-drift"].trigger()
    qtbot.waitUntil(lambda: feature.drift.dialog is not None)
    again = feature.drift.dialog
    assert again is not None
    workshop.execute("ALTER TABLE t ADD COLUMN b")
    qtbot.waitUntil(lambda: again.drift is not None and not again.drift.drifted, timeout=10_000)
    assert (bar(window), window.state_line.schema.text()) == ([], "up to date")
    again.close_button.click()


def test_what_was_found_of_a_database_that_was_closed_meanwhile_is_not_told(
    parts: Parts, workshop: Workshop, qtbot: QtBot
) -> None:
    watch = parts.migrations.watch
    workshop.write("1_a.sql", "CREATE TABLE t (a)")
    workshop.migrate()
    parts.session.preferences.set_source(str(workshop.path), str(workshop.folder))
    with qtbot.waitSignal(parts.session.opened):
        parts.session.open(workshop.location)
    job = watch.search(background=True)
    with qtbot.waitSignal(watch.found) as found:
        pass
    parts.session.close()
    assert watch.finding is None
    job.finished.emit(found.args[0])  # as if it had been on its way
    assert watch.finding is None


def test_drift_that_was_asked_for_shows_though_a_change_comes_in_between(
    parts: Parts, workshop: Workshop, qtbot: QtBot
) -> None:
    feature = parts.migrations
    feature.show_drift()
    workshop.write("1_a.sql", "CREATE TABLE t (a)")
    workshop.migrate()
    parts.session.preferences.set_source(str(workshop.path), str(workshop.folder))
    with qtbot.waitSignal(parts.session.opened):
        parts.session.open(workshop.location)
    feature.show_drift()
    parts.session.changed.emit(parts.session.state)
    qtbot.waitUntil(lambda: feature.drift.dialog is not None)
    dialog = feature.drift.dialog
    assert dialog is not None
    dialog.close_button.click()


def test_a_bar_that_was_dismissed_comes_back_for_another_drift_only(
    parts: Parts, workshop: Workshop, qtbot: QtBot
) -> None:
    window, watch = parts.window, parts.migrations.watch
    workshop.write("1_a.sql", "CREATE TABLE t (a)")
    workshop.migrate()
    workshop.execute("CREATE TABLE more (a)")
    parts.session.preferences.set_source(str(workshop.path), str(workshop.folder))
    parts.session.open(workshop.location)
    qtbot.waitUntil(lambda: bool(bar(window)), timeout=10_000)
    for cross in window.notice_bar.findChildren(QToolButton):
        cross.click()
    workshop.execute("ANALYZE", "INSERT INTO more VALUES (1)")
    with qtbot.waitSignal(parts.session.changed):
        parts.session.refresh()
    qtbot.waitUntil(lambda: not watch.is_searching, timeout=10_000)
    assert bar(window) == []
    workshop.execute("CREATE TABLE one_more (a)")
    qtbot.waitUntil(lambda: bool(bar(window)), timeout=10_000)
    assert bar(window)[0].endswith("2 tables are not expected")
