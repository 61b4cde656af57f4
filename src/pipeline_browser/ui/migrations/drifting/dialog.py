"""What the open database has in place of what its migrations promise, and what would bring it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from pipeline_browser.model.migrations.drift.bringing_back import way_back
from pipeline_browser.ui.colours import Meaning
from pipeline_browser.ui.comparison import Comparison
from pipeline_browser.ui.dialog_size import dialog_size
from pipeline_browser.ui.empty_place import EmptyPlace
from pipeline_browser.ui.labels import plain_label, selectable, shown, title_text
from pipeline_browser.ui.migrations.drifting import words
from pipeline_browser.ui.migrations.drifting.script_pane import ScriptPane
from pipeline_browser.ui.migrations.notice import Notice
from pipeline_browser.ui.side_by_side.table import SideBySideTable
from pipeline_browser.ui.sql.sql_view import SqlView
from pipeline_browser.ui.theme import GROUP, INSIDE, PAGE, RELATED

if TYPE_CHECKING:
    from pipeline_browser.model.migrations.drift.facts import Drift
    from pipeline_browser.model.schema.changing.facts import ChangeScript
    from pipeline_browser.model.schema.difference import Difference
    from pipeline_browser.ui.theme import Theme

_SIZE, _SMALL = (960, 720), (640, 360)
_WHAT_WIDTH, _MARK_WIDTH = 310, 130


class DriftDialog(QDialog):
    """Shows a Drift; it may be shown another one while it is open.

    Signals:
        comparison_wanted: the Comparison of promise and reality that somebody wants to see on the diagram.
        migration_wanted: the Comparison that a new migration is to be made of.
        script_wanted: the Drift whose ChangeScript is to be shown.
    """

    comparison_wanted = Signal(object)
    migration_wanted = Signal(object)
    script_wanted = Signal(object)

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title_text(f"Drift of {shown(name)}"))
        self.drift: Drift | None = None
        self._has_size = False
        self._shown: list[Difference | str] = []  # what each line of the table is about; a table by its name
        self._title = selectable(plain_label(font=theme.heading_font(), wrap=True))
        self._summary = selectable(plain_label(role="dim", wrap=True))
        self.notice = Notice(theme)
        self.table = SideBySideTable("Differences, table by table", theme, mark_width=_MARK_WIDTH)
        self.script = ScriptPane(theme)
        self.sentence = selectable(plain_label(wrap=True))
        self.promised, self.found = SqlView(theme), SqlView(theme)
        self.pages = QTabWidget()
        self.empty = EmptyPlace(theme, "check")
        self.unknown = EmptyPlace(theme, "warning")
        self.copy = _button("Copy as text")
        self.diagram = _button("Show on the diagram")
        self.write = _button("Write as a new migration…")
        self.close_button = QPushButton("Close")
        self._lay_out()
        self._connect()

    @property
    def is_full(self) -> bool:
        """Whether there is more to see than a sentence."""
        return self.drift is not None and bool(self.drift.difference.differences)

    @property
    def heading(self) -> str:
        """The first line."""
        return self._title.text()

    def show_drift(self, drift: Drift) -> None:
        """Show what was found; what brings it back is asked for."""
        self.drift = drift
        lines = words.lines(drift)
        self._title.setText(words.heading(drift))
        self._summary.setText(shown(words.summary(drift)))
        self._summary.setVisible(drift.drifted)
        self._tell_remarks(drift)
        self._shown = list(_differences(drift))
        self.table.show_lines("Promised", "Found", lines, "How")
        place = self.unknown if drift.promised is None else self.empty
        place.tell(*_nothing(drift))
        self._stack.setCurrentWidget(self._body if lines else place)
        self._title.setVisible(bool(lines))
        self.table.setCurrentCell(min(1, len(lines) - 1), 0)
        self.diagram.setEnabled(drift.promised is not None)
        self.write.setVisible(drift.drifted)
        (self.table if lines else self.close_button).setFocus()
        self._fit(whole=bool(lines))
        self.script.show_script(None)
        self.pages.setTabVisible(0, drift.drifted)
        if drift.drifted:
            self.script_wanted.emit(drift)

    def _fit(self, *, whole: bool) -> None:
        """Give the dialog a first size: there is much to see, or one sentence."""
        if not self._has_size:
            self.resize(dialog_size(_SIZE if whole else _SMALL, self.parentWidget()))
            self._has_size = whole

    def show_script(self, script: ChangeScript) -> None:
        """Show what would bring the schema back."""
        self.script.show_script(script)

    def _tell_remarks(self, drift: Drift) -> None:
        remarks = [shown(each) for each in words.remarks(drift)]
        known = drift.promised is not None
        meaning = Meaning.NEUTRAL if known else Meaning.WARNING
        self.notice.tell(meaning, "About this comparison" if remarks and drift.drifted else "", remarks)

    @Slot()
    def _show_difference(self) -> None:
        row, drift = self.table.currentRow(), self.drift
        if drift is None or not 0 <= row < len(self._shown):
            return
        about = self._shown[row]
        if isinstance(about, str):
            texts = words.texts_of(drift, about)
            self.sentence.setText(shown(f"{about}, whole"))
        else:
            texts = about.promised, about.found
            self.sentence.setText(shown(about.sentence()))
        for view, text in zip((self.promised, self.found), texts, strict=True):
            view.show_sql(text)

    @Slot()
    def _copy(self) -> None:
        if self.drift is not None:
            QGuiApplication.clipboard().setText(words.as_text(self.drift))

    @Slot()
    def _show_on_diagram(self) -> None:
        drift = self.drift
        if drift is not None and drift.promised is not None:
            comparison = Comparison("Drift", drift.promised, drift.found, "promised", "found")
            self.accept()
            self.comparison_wanted.emit(comparison)

    @Slot()
    def _write(self) -> None:
        both = way_back(self.drift) if self.drift is not None else None
        if both is not None:
            self.accept()
            self.migration_wanted.emit(Comparison("Take the drift back", *both, "found", "promised"))

    # Building.

    def _connect(self) -> None:
        self.table.itemSelectionChanged.connect(self._show_difference)
        self.copy.clicked.connect(self._copy)
        self.diagram.clicked.connect(self._show_on_diagram)
        self.write.clicked.connect(self._write)
        self.close_button.clicked.connect(self.accept)

    def _lay_out(self) -> None:
        self.table.horizontalHeader().resizeSection(0, _WHAT_WIDTH)
        self.pages.setDocumentMode(True)
        self.pages.addTab(self.script, "What would bring it back")
        self.pages.addTab(self._selected(), "Selected difference")
        self._body = QSplitter(Qt.Orientation.Vertical)
        self._body.addWidget(self.table)
        self._body.addWidget(self.pages)
        self._body.setChildrenCollapsible(False)
        self._body.setSizes([320, 320])
        self._stack = QStackedWidget()
        for page in (self._body, self.empty, self.unknown):
            self._stack.addWidget(page)
        head = QVBoxLayout()
        head.setSpacing(INSIDE)
        head.addWidget(self._title)
        head.addWidget(self._summary)
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE, PAGE, PAGE, GROUP)
        column.setSpacing(GROUP)
        column.addLayout(head)
        column.addWidget(self.notice)
        column.addWidget(self._stack, 1)
        column.addLayout(self._foot())

    def _selected(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, RELATED, 0, 0)
        column.setSpacing(RELATED)
        column.addWidget(self.sentence)
        column.addWidget(self._both_texts(), 1)
        return page

    def _both_texts(self) -> QSplitter:
        both = QSplitter(Qt.Orientation.Horizontal)
        both.setChildrenCollapsible(False)
        sides = (("Promised", self.promised, (0, RELATED)), ("Found", self.found, (RELATED, 0)))
        for title, view, (left, right) in sides:
            view.setAccessibleName(f"{title}, as SQL")
            side = QWidget()
            column = QVBoxLayout(side)
            column.setContentsMargins(left, 0, right, 0)
            column.setSpacing(INSIDE)
            column.addWidget(plain_label(title, role="dim"))
            column.addWidget(view, 1)
            both.addWidget(side)
        return both

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(RELATED)
        for button in (self.copy, self.diagram, self.write):
            foot.addWidget(button)
        foot.addStretch(1)
        self.close_button.setDefault(True)
        foot.addWidget(self.close_button)
        return foot


def _button(text: str) -> QPushButton:
    button = QPushButton(text)
    button.setAutoDefault(False)
    return button


def _differences(drift: Drift) -> list[Difference | str]:
    """Return the difference of each line of the table; for a title, the table's name."""
    found: list[Difference | str] = []
    for title, group in words.grouped(drift.difference.differences):
        found += [title, *group]
    return found


def _nothing(drift: Drift) -> tuple[str, str]:
    """Return what is said where there are no differences."""
    remarks = [words.compared(drift), *words.remarks(drift)]
    return words.heading(drift), "\n".join(shown(each) for each in remarks if each)
