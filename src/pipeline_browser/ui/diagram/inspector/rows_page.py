"""The first rows of what is selected: read when the page first shows, and why there are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from pipeline_browser.model.tables import Ending
from pipeline_browser.overriding import override
from pipeline_browser.ui.diagram.inspector.rows_reader import RowsReader
from pipeline_browser.ui.diagram.inspector.rows_table import RowsTable
from pipeline_browser.ui.diagram.inspector.value_words import page_words
from pipeline_browser.ui.labels import plain_label, shown_text
from pipeline_browser.ui.theme import GROUP, INSIDE, RELATED

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QShowEvent

    from pipeline_browser.model.errors import PipelineBrowserError
    from pipeline_browser.model.table_counts import TableRows
    from pipeline_browser.model.tables import Page
    from pipeline_browser.ui.session import Session
    from pipeline_browser.ui.theme import Theme

_PATIENCE = 150  # milliseconds without a sign of work


class RowsPage(QWidget):
    """Shows rows of one table or view.

    Signals:
        count_wanted: the name of a table or view whose rows are to be counted, however long it takes.
    """

    count_wanted = Signal(str)

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = ""
        self._is_read = False
        self._rows: TableRows | None = None
        self.reader = RowsReader(session, self)
        self.table = RowsTable(theme)
        self.message = plain_label(role="dim", wrap=True)
        self.again = QPushButton("Try again")
        self.status = plain_label(role="dim")
        self.count = QPushButton("Count all")
        self.count.setProperty("small", "true")
        self.count.clicked.connect(self._ask_for_count)
        self._stack = QStackedWidget()
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE)
        self._patience.timeout.connect(self._lose_patience)
        self.reader.finished.connect(self._show)
        self.reader.failed.connect(self._tell)
        self.again.clicked.connect(self.read)
        self.table.refused.connect(self.status.setText)
        self._lay_out()

    def use(self, name: str) -> None:
        """Show the rows of a table or view from now on; empty for none."""
        if name != self._name:
            self.reader.stop()
            self._patience.stop()
            self._name, self._is_read, self._rows = name, False, None
            self.table.show_page(None)
            self._stack.setCurrentWidget(self.table)
            self._say("")
            self.refresh()

    def show_count(self, rows: TableRows | None) -> None:
        """Say how many rows there are in all."""
        self._rows = rows
        self.tell()

    @Slot()
    def tell(self) -> None:
        """Say how much of all is shown."""
        page = self.table.rows.page
        self._say(page_words(page, self._rows) if page is not None else "")
        if page is not None and page.ending is not Ending.ALL:
            self.count.setVisible(self._rows is None or not self._rows.exact)

    @Slot()
    def refresh(self) -> None:
        """Read again what may be others now, if anybody looks; not what took too long, unless asked to."""
        page = self.table.rows.page
        if page is not None and page.ending is Ending.TIME:
            return
        self._is_read = False
        if self.isVisible():
            self.read()

    @Slot()
    def read(self) -> None:
        """Read the rows; those that are shown stay until then."""
        if self._name:
            self._is_read = True
            self._patience.start()
            self.reader.read(self._name)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._is_read:
            self.read()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self.reader.is_busy:
            self.reader.stop()
            self._is_read = False

    @Slot()
    def _lose_patience(self) -> None:
        if self.reader.is_busy:
            self._say("Reading…")

    @Slot(object)
    def _show(self, page: Page) -> None:
        self._patience.stop()
        self.table.show_page(page)
        self.tell()
        if page.columns:
            self._stack.setCurrentWidget(self.table)
        else:
            self._explain("It takes too long to find the first row.")

    @Slot(object)
    def _tell(self, error: PipelineBrowserError) -> None:
        self._patience.stop()
        self._say("")
        self._explain("\n".join(filter(None, (str(error), error.remedy))))

    @Slot()
    def _ask_for_count(self) -> None:
        self._say("Counting…")
        self.count_wanted.emit(self._name)

    def _say(self, text: str) -> None:
        self.status.setText(text)
        self.count.hide()

    def _explain(self, text: str) -> None:
        self.message.setText(shown_text(text))
        self._stack.setCurrentIndex(1)

    def _lay_out(self) -> None:
        place = QWidget()
        column = QVBoxLayout(place)
        column.setContentsMargins(GROUP, GROUP, GROUP, GROUP)
        column.setSpacing(RELATED)
        column.addWidget(self.message)
        column.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self._stack.addWidget(self.table)
        self._stack.addWidget(place)
        self.status.setContentsMargins(RELATED, INSIDE, RELATED, INSIDE)
        self.status.setAccessibleName("How many rows are shown")
        below = QHBoxLayout()
        below.setContentsMargins(0, 0, RELATED, 0)
        below.addWidget(self.status, 1)
        below.addWidget(self.count)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._stack, 1)
        outer.addLayout(below)
