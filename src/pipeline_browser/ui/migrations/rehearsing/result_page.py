"""What a rehearsal found out: the verdict, then schema, rows, checks, times, space on a page each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTabWidget, QVBoxLayout, QWidget

from pipeline_browser.model.migrations.rehearsal.change_words import change_sentences
from pipeline_browser.ui.colours import Meaning
from pipeline_browser.ui.formats import figure
from pipeline_browser.ui.labels import plain_label, shown
from pipeline_browser.ui.migrations.notice import Notice
from pipeline_browser.ui.migrations.rehearsing import words
from pipeline_browser.ui.migrations.rehearsing.fact_table import FactColumn, FactTable
from pipeline_browser.ui.theme import INSIDE, RELATED

if TYPE_CHECKING:
    from pipeline_browser.model.migrations.rehearsal.facts import Rehearsal
    from pipeline_browser.ui.theme import Theme

_ROWS = (
    FactColumn("Table", 28),
    FactColumn("Before", 11, figures=True),
    FactColumn("After", 11, figures=True),
    FactColumn("Change", 11, figures=True),
    FactColumn("What becomes of it", 30),
)
_TIMES = (
    FactColumn("Migration, and its slow statements", 40),
    FactColumn("Time", 12, figures=True),
    FactColumn("Of the whole", 24, bar=True),
)


class ResultPage(QWidget):
    """Shows a Rehearsal, whole."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.notice = Notice(theme)
        self.stale = Notice(theme)
        self.pages = QTabWidget()
        self.schema = FactTable(theme, "Schema changes", (FactColumn("Change", 40),))
        self.rows = FactTable(theme, "Rows of each table", _ROWS)
        self.checks = FactTable(theme, "Checks", (FactColumn("Finding", 40),))
        self.times = FactTable(theme, "Times", _TIMES)
        self.space = FactTable(theme, "Space and what may differ", (FactColumn("Fact", 40),))
        self.copy_report = _small_button("Copy report", "Copy everything that was found out, as text")
        self.on_diagram = _small_button(
            "Show on the diagram", "Show the schema of today against the one after the plan"
        )
        self._no_change = plain_label(role="dim")
        self._lay_out()

    def show_rehearsal(self, rehearsal: Rehearsal, *, backup: bool, why_not: str) -> None:
        """Show what was found out.

        Args:
            backup: one is made before the real run.
            why_not: why the plan cannot be applied whatever it would do; empty if it can.
        """
        paragraphs = [shown(each) for each in (*words.verdict_paragraphs(rehearsal), why_not) if each]
        self.notice.tell(words.verdict_meaning(rehearsal), shown(words.verdict_words(rehearsal)), paragraphs)
        self.tell_stale("")
        self.pages.setVisible(rehearsal.tried)
        if rehearsal.tried:
            self._fill(rehearsal)
            self.space.show_rows(words.space_and_notes(rehearsal, backup=backup))

    def tell_stale(self, why: str) -> None:
        """Say why this is not what would happen now; empty if it is."""
        what = "This is what the plan would have done; rehearse again to see what it would do now."
        self.stale.tell(Meaning.WARNING, why, (what,) if why else ())

    def _fill(self, rehearsal: Rehearsal) -> None:
        changes, tables = words.schema_rows(rehearsal), words.table_rows(rehearsal)
        self.schema.show_rows(changes)
        self.schema.setVisible(bool(changes))
        self._no_change.setVisible(not changes)
        self._no_change.setText(words.no_change_words(rehearsal))
        self.on_diagram.setEnabled(bool(rehearsal.difference.differences))
        self.rows.show_rows(tables)
        self.checks.show_rows(words.check_rows(rehearsal))
        self.times.show_rows(words.time_rows(rehearsal))
        fresh = rehearsal.new_findings
        changed = sum(bool(each.change) for each in rehearsal.tables)
        for at, (title, number) in enumerate(
            (
                ("Schema", len(change_sentences(rehearsal))),
                ("Rows", changed),
                ("Checks", len(fresh.references) + len(fresh.damage)),
            )
        ):
            self.pages.setTabText(at, f"{title} ({figure(number)})" if number else title)

    def _corner(self) -> QWidget:
        corner = QWidget()
        row = QHBoxLayout(corner)
        row.setContentsMargins(0, 0, 0, INSIDE)
        row.setSpacing(RELATED)
        row.addWidget(self.on_diagram)
        row.addWidget(self.copy_report)
        return corner

    def _lay_out(self) -> None:
        schema = QWidget()
        inside = QVBoxLayout(schema)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self._no_change)
        inside.addWidget(self.schema, 1)
        inside.addStretch(0)
        for page, title in (
            (schema, "Schema"),
            (self.rows, "Rows"),
            (self.checks, "Checks"),
            (self.times, "Times"),
            (self.space, "Space and notes"),
        ):
            self.pages.addTab(_padded(page), title)
        self.pages.setAccessibleName("What the rehearsal found out")
        self.pages.setCornerWidget(self._corner())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(RELATED)
        column.addWidget(self.notice, 0, Qt.AlignmentFlag.AlignTop)
        column.addWidget(self.stale, 0, Qt.AlignmentFlag.AlignTop)
        column.addWidget(self.pages, 1)
        column.addStretch(0)


def _small_button(text: str, tip: str) -> QPushButton:
    button = QPushButton(text)
    button.setProperty("small", True)
    button.setAutoDefault(False)
    button.setToolTip(tip)
    return button


def _padded(page: QWidget) -> QWidget:
    around = QWidget()
    column = QVBoxLayout(around)
    column.setContentsMargins(0, RELATED, 0, 0)
    column.addWidget(page)
    return around
