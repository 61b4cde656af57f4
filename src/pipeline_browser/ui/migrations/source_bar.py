"""The tab's head: where the migrations come from, what the ledger says, how many are in which state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from pipeline_browser.model.migrations.sqlx_config import LEDGER_TABLE
from pipeline_browser.model.migrations.verdict import ReasonKind
from pipeline_browser.ui.elided_label import ElidedLabel
from pipeline_browser.ui.formats import counted, figure
from pipeline_browser.ui.labels import plain_label, shown
from pipeline_browser.ui.marks import IconLabel
from pipeline_browser.ui.migrations.state_words import state_summary
from pipeline_browser.ui.theme import GROUP, INSIDE, RELATED

if TYPE_CHECKING:
    from pipeline_browser.model.migrations.verdict import Verdict
    from pipeline_browser.ui.snapshot import DatabaseState
    from pipeline_browser.ui.theme import Theme

BUNDLED = "Bundled migrations"


class SourceBar(QWidget):
    """Facts about source and ledger, with the buttons that choose another source."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choose = QPushButton("Choose folder…")
        self.choose.setToolTip("Take the migrations from another folder; remembered for this database")
        self.use_bundled = QPushButton("Use bundled")
        self.use_bundled.setToolTip("Take the migrations that come with Pipeline Browser")
        self._counts = ""
        self._drifted = 0
        self._folder = ElidedLabel()
        self._facts = plain_label(role="dim")
        self._summary = plain_label(font=theme.heading_font(1.0))
        self._summary.setAccessibleName("Summary of the migrations")
        self._lay_out(IconLabel(theme, "folder"))

    def show_state(self, state: DatabaseState) -> None:
        """Show the facts of a database; the buttons are off where nothing could be remembered."""
        bundled = state.source_folder is None
        self._folder.show_text(BUNDLED if bundled else shown(state.source_folder))
        self._facts.setText(_ledger_facts(state))
        self._counts = state_summary(state.entries) if state.source else ""
        self._summarise()
        self.use_bundled.setVisible(not bundled)

    def show_verdict(self, verdict: Verdict | None) -> None:
        """Add whether the schema has drifted, once that is known."""
        self._drifted = verdict.count(ReasonKind.DRIFTED) if verdict else 0
        self._summarise()

    def _summarise(self) -> None:
        drift = f"drifted ({figure(self._drifted)})" if self._drifted else ""
        self._summary.setText(", ".join(filter(None, (self._counts, drift))))

    def texts(self) -> tuple[str, str, str]:
        """Return folder, facts and summary as shown."""
        return self._folder.whole_text, self._facts.text(), self._summary.text()

    def _lay_out(self, icon: QLabel) -> None:
        words = QVBoxLayout()
        words.setSpacing(INSIDE // 2)
        first = QHBoxLayout()
        first.setSpacing(RELATED)
        first.addWidget(icon)
        first.addWidget(self._folder, 1)
        words.addLayout(first)
        words.addWidget(self._facts)
        row = QHBoxLayout(self)
        row.setContentsMargins(GROUP, RELATED, GROUP, RELATED)
        row.setSpacing(RELATED)
        row.addLayout(words, 1)
        row.addWidget(self._summary)
        row.addSpacing(RELATED)
        row.addWidget(self.choose)
        row.addWidget(self.use_bundled)


def _ledger_facts(state: DatabaseState) -> str:
    if state.ledger is None:
        return "The ledger could not be read"
    table = state.source.config.table_name if state.source else LEDGER_TABLE
    if not state.ledger.exists:
        return f"No ledger yet: the first migration creates {table}"
    return f"Ledger {table}, {counted(len(state.ledger.rows), 'row')}"
