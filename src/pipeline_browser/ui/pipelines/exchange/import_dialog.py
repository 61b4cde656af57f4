"""What a file holds, beside what is there, and what is to be done with each pipeline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
)

from pipeline_browser.model.pipelines.exchange.importing import Decision
from pipeline_browser.model.pipelines.exchange.planning import Choice, Planned, Standing
from pipeline_browser.ui.colours import Meaning
from pipeline_browser.ui.formats import counted, figure
from pipeline_browser.ui.labels import plain_label, shown, tooltip
from pipeline_browser.ui.pipelines.exchange import import_words as words
from pipeline_browser.ui.theme import GROUP, PAGE, RELATED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from pipeline_browser.model.errors import PipelineBrowserError
    from pipeline_browser.ui.theme import Theme

_SIZE = (820, 460)
_HEADERS = ("Pipeline", "Stages", "In this database", "What to do")
_WIDTHS = (200, 64, 200)
_WHAT = 3


class ImportDialog(QDialog):
    """Asks what is to be imported.

    Signals:
        decided: Decisions; the dialog stays until it is accepted from outside, or told why not.
    """

    decided = Signal(object)

    def __init__(self, plan: Sequence[Planned], theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Import pipelines")
        self.resize(*_SIZE)
        self._plan = tuple(plan)
        self._theme = theme
        self.table = QTableWidget(len(plan), len(_HEADERS))
        self.choices = [self._choice(planned) for planned in plan]
        self.notes = plain_label(role="dim", wrap=True)
        self.go = QPushButton()
        self.cancel = QPushButton("Cancel")
        self._fill()
        self._lay_out()
        self.table.currentCellChanged.connect(self._show_notes)
        self.go.clicked.connect(self._decide)
        self.cancel.clicked.connect(self.reject)
        self._follow()
        if plan:
            self.table.setCurrentCell(0, 0)

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """What was chosen."""
        chosen = (Choice(box.currentData()) for box in self.choices)
        return tuple(Decision(planned, choice) for planned, choice in zip(self._plan, chosen, strict=True))

    def tell(self, error: PipelineBrowserError) -> None:
        """Say why nothing was written; what was chosen stays."""
        self.go.setEnabled(True)
        self.notes.setText(shown(f"{error.summary}. {error.cause} {error.remedy}"))

    def _choice(self, planned: Planned) -> QComboBox:
        box = QComboBox()
        for choice in planned.choices:
            box.addItem(words.CHOICES[choice], choice.value)
        box.setCurrentIndex(box.findData(words.first_choice(planned).value))
        box.setAccessibleName(f"What to do with {shown(planned.content.name)}")
        box.currentIndexChanged.connect(self._follow)
        return box

    def _fill(self) -> None:
        for row, planned in enumerate(self._plan):
            name = QTableWidgetItem(shown(planned.content.name))
            name.setToolTip(tooltip(shown(planned.content.name)))
            stages = QTableWidgetItem(figure(len(planned.content.stages)))
            stages.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            standing = QTableWidgetItem(words.STANDINGS[planned.standing])
            if planned.standing is Standing.TAKEN:
                standing.setIcon(self._theme.icon("warning", Meaning.WARNING))
            for column, item in enumerate((name, stages, standing)):
                self.table.setItem(row, column, item)
            self.table.setCellWidget(row, _WHAT, self.choices[row])

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAGE, PAGE, PAGE, GROUP)
        layout.setSpacing(GROUP)
        title = f"The file holds {counted(len(self._plan), 'pipeline')}"
        layout.addWidget(plain_label(title, font=self._theme.heading_font()))
        self._dress_table()
        layout.addWidget(self.table, 1)
        layout.addWidget(self.notes)
        foot = QHBoxLayout()
        foot.setSpacing(RELATED)
        foot.addStretch(1)
        self.cancel.setAutoDefault(False)
        self.go.setDefault(True)
        foot.addWidget(self.cancel)
        foot.addWidget(self.go)
        layout.addLayout(foot)

    def _dress_table(self) -> None:
        table = self.table
        table.setAccessibleName("Pipelines of the file")
        table.setHorizontalHeaderLabels(_HEADERS)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(table.fontMetrics().height() + 20)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in enumerate(_WIDTHS):
            header.resizeSection(column, width)
        header.setSectionResizeMode(_WHAT, QHeaderView.ResizeMode.Stretch)

    @Slot()
    def _follow(self) -> None:
        chosen = [Choice(box.currentData()) for box in self.choices]
        self.go.setText(words.button_text(chosen))
        self.go.setEnabled(any(choice is not Choice.SKIP for choice in chosen))
        self._show_notes()

    @Slot()
    def _show_notes(self) -> None:
        row = self.table.currentRow()
        if not 0 <= row < len(self._plan):
            return
        planned = self._plan[row]
        notes = list(planned.notes)
        if Choice(self.choices[row].currentData()) is Choice.REPLACE:
            notes.append(words.loses(planned))
        self.notes.setText(shown(" ".join(notes)) or " ")

    @Slot()
    def _decide(self) -> None:
        self.go.setEnabled(False)
        self.decided.emit(self.decisions)
