"""What a report is to be: of which runs, in which format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from pipeline_browser.overriding import override
from pipeline_browser.ui.formats import counted, figure
from pipeline_browser.ui.labels import plain_label
from pipeline_browser.ui.metrics.reporting.options import MOST_ROWS, Format, Options
from pipeline_browser.ui.theme import GROUP, INSIDE, PAGE, RELATED

if TYPE_CHECKING:
    from pipeline_browser.ui.theme import Theme

_WIDTH = 480
_STEP = 100  # rows


@dataclass(frozen=True, slots=True)
class Subject:
    """What the report is about.

    Attributes:
        fitting, total: how many runs, of how many.
        filters: what was asked for, in words.
    """

    fitting: int
    total: int
    filters: tuple[str, ...]


class ReportDialog(QDialog):
    """Asks, and shows that it is being written.

    Signals:
        decided: the Options.
        stopped: somebody does not want it any more while it is being written.
    """

    decided = Signal(object)
    stopped = Signal()

    def __init__(
        self, subject: Subject, options: Options, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Save report")
        self._is_writing = False
        self.formats = {each: QRadioButton(f"{each.title} (*{each.value})") for each in Format}
        self.explanation = plain_label(role="dim", wrap=True)
        self.dark = QCheckBox("Light on dark")
        self.rows = QSpinBox()
        self.bar = QProgressBar()
        self.close_button = QPushButton("Cancel")
        self.save = QPushButton("Save report…")
        self._form = QFormLayout()
        self._lay_out(subject, theme)
        self._take(options)
        self._connect()
        self._follow()

    @property
    def options(self) -> Options:
        """What was chosen."""
        chosen = next(each for each, button in self.formats.items() if button.isChecked())
        return Options(chosen, self.dark.isChecked(), self.rows.value())

    def show_writing(self, doing: str) -> None:
        """Show what is being done; nothing is where it is empty."""
        self._is_writing = bool(doing)
        for widget in (*self.formats.values(), self.dark, self.rows, self.save):
            widget.setEnabled(not self._is_writing)
        self.close_button.setText("Stop" if self._is_writing else "Cancel")
        self.bar.setVisible(self._is_writing)
        self.bar.setFormat(doing)

    @override
    def reject(self) -> None:
        """Stop what is being written; nothing of it stays."""
        if self._is_writing:
            self.stopped.emit()
        else:
            super().reject()

    @Slot()
    def _decide(self) -> None:
        self.decided.emit(self.options)

    @Slot()
    def _follow(self) -> None:
        chosen = self.options.format
        self.explanation.setText(chosen.explanation)
        self._form.setRowVisible(self.rows, chosen.lists_runs)

    def _take(self, options: Options) -> None:
        self.formats[options.format].setChecked(True)
        self.dark.setChecked(options.dark)
        self.rows.setValue(options.rows)

    def _connect(self) -> None:
        for button in self.formats.values():
            button.toggled.connect(self._follow)
        self.save.clicked.connect(self._decide)
        self.close_button.clicked.connect(self.reject)

    def _lay_out(self, subject: Subject, theme: Theme) -> None:
        self.rows.setRange(0, MOST_ROWS)
        self.rows.setSingleStep(_STEP)
        self.rows.setGroupSeparatorShown(True)
        self.rows.setAccessibleName("Runs in the table")
        form = self._form
        form.setHorizontalSpacing(GROUP)
        form.setVerticalSpacing(GROUP)
        form.addRow("Runs", self._subject(subject))
        form.addRow("Format", self._choices())
        form.addRow("Table", self.rows)
        self.rows.setSuffix(" newest runs")
        form.addRow("Colours", self.dark)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAGE, PAGE, PAGE, GROUP)
        layout.setSpacing(GROUP)
        layout.addWidget(plain_label("Save report", font=theme.heading_font()))
        layout.addLayout(form)
        layout.addStretch(1)
        layout.addWidget(self.bar)
        layout.addLayout(self._buttons())
        self.bar.setRange(0, 0)
        self.bar.hide()
        self.setMinimumWidth(_WIDTH)
        self.save.setFocus()

    def _subject(self, subject: Subject) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(INSIDE)
        everything = subject.fitting == subject.total
        words = f"All {counted(subject.total, 'run')}"
        if not everything:
            words = f"The {counted(subject.fitting, 'run')} that fit the filters, of {figure(subject.total)}"
        column.addWidget(plain_label(words))
        if not everything:
            column.addWidget(plain_label("; ".join(subject.filters), role="dim", wrap=True))
        return column

    def _choices(self) -> QVBoxLayout:
        group = QButtonGroup(self)
        column = QVBoxLayout()
        column.setSpacing(INSIDE)
        for button in self.formats.values():
            group.addButton(button)
            column.addWidget(button)
        column.addWidget(self.explanation)
        return column

    def _buttons(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(RELATED)
        foot.addStretch(1)
        self.close_button.setAutoDefault(False)
        foot.addWidget(self.close_button)
        self.save.setDefault(True)
        foot.addWidget(self.save)
        return foot
