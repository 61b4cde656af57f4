"""What is to be exported: the runs that are shown or selected, which columns, in which format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from pipeline_browser.model.metrics.columns import COLUMNS
from pipeline_browser.model.metrics.exporting.exporting import Wanted
from pipeline_browser.model.metrics.exporting.formats import Format
from pipeline_browser.overriding import override
from pipeline_browser.ui.formats import counted, figure
from pipeline_browser.ui.labels import plain_label
from pipeline_browser.ui.theme import GROUP, INSIDE, PAGE, RELATED

if TYPE_CHECKING:
    from array import array

    from pipeline_browser.model.metrics.columns import Column
    from pipeline_browser.model.metrics.exporting.exporting import Exported
    from pipeline_browser.ui.theme import Theme

_WIDTH = 460


@dataclass(frozen=True, slots=True)
class Offered:
    """What could be exported.

    Attributes:
        shown: keys of the runs that fit the filter, in the table's order.
        selected: keys of those that are selected.
        total: how many runs there are.
        columns: those that show, in their order.
    """

    shown: array[int]
    selected: array[int]
    total: int
    columns: tuple[Column, ...]


class ExportDialog(QDialog):
    """Asks, and shows how far it is.

    Signals:
        decided: a Wanted.
        stopped: somebody does not want it any more while it is being written.
    """

    decided = Signal(object)
    stopped = Signal()

    def __init__(
        self, offered: Offered, format_: Format, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Export runs")
        self._offered = offered
        self._is_writing = False
        self.shown = QRadioButton(_shown_words(offered))
        self.selected = QRadioButton(f"The {counted(len(offered.selected), 'selected run')}")
        self.some = QRadioButton(f"The {counted(len(offered.columns), 'column')} that the table shows")
        self.every = QRadioButton(f"All {figure(len(COLUMNS))} columns")
        self.format = QComboBox()
        self.explanation = plain_label(role="dim", wrap=True)
        self.timestamps = QCheckBox("With the time of each run, as a backfill needs it")
        self.bar = QProgressBar()
        self.close_button = QPushButton("Cancel")
        self.save = QPushButton()
        self._lay_out(theme)
        self._connect()
        self.format.setCurrentIndex(list(Format).index(format_))
        self._follow()

    @property
    def keys(self) -> array[int]:
        """The runs that are to be exported."""
        return self._offered.selected if self.selected.isChecked() else self._offered.shown

    @property
    def wanted(self) -> Wanted:
        """What was chosen."""
        columns = self._offered.columns if self.some.isChecked() else COLUMNS
        format_ = Format(self.format.currentData())
        return Wanted(format_, columns, format_ is Format.OPENMETRICS and self.timestamps.isChecked())

    def show_progress(self, exported: Exported | None) -> None:
        """Show how far it is; None: nothing is being written."""
        self._is_writing = exported is not None
        for widget in (
            self.shown,
            self.selected,
            self.some,
            self.every,
            self.format,
            self.timestamps,
            self.save,
        ):
            widget.setEnabled(not self._is_writing)
        self.selected.setEnabled(not self._is_writing and len(self._offered.selected) > 0)
        self.close_button.setText("Stop" if self._is_writing else "Cancel")
        self.bar.setVisible(self._is_writing)
        if exported is not None:
            self.bar.setMaximum(max(1, exported.total))
            self.bar.setValue(exported.done)
            self.bar.setFormat(f"{figure(exported.done)} of {counted(exported.total, 'run')}")

    @override
    def reject(self) -> None:
        """Stop what is being written; nothing of it stays."""
        if self._is_writing:
            self.stopped.emit()
        else:
            super().reject()

    @Slot()
    def _decide(self) -> None:
        self.decided.emit(self.wanted)

    @Slot()
    def _follow(self) -> None:
        format_ = Format(self.format.currentData())
        self.explanation.setText(format_.explanation)
        self.timestamps.setVisible(format_ is Format.OPENMETRICS)
        self.save.setText(f"Export {counted(len(self.keys), 'run')}…")

    def _connect(self) -> None:
        self.format.currentIndexChanged.connect(self._follow)
        self.shown.toggled.connect(self._follow)
        self.save.clicked.connect(self._decide)
        self.close_button.clicked.connect(self.reject)

    def _lay_out(self, theme: Theme) -> None:
        for format_ in Format:
            self.format.addItem(f"{format_.title} (*{format_.suffix})", format_.value)
        self.format.setAccessibleName("Format")
        form = QFormLayout()
        form.setHorizontalSpacing(GROUP)
        form.setVerticalSpacing(GROUP)
        form.addRow("Runs", self._choices("runs", self.shown, self.selected))
        form.addRow("Columns", self._choices("columns", self.some, self.every))
        format_box = QVBoxLayout()
        format_box.setSpacing(INSIDE)
        for widget in (self.format, self.explanation, self.timestamps):
            format_box.addWidget(widget)
        form.addRow("Format", format_box)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAGE, PAGE, PAGE, GROUP)
        layout.setSpacing(GROUP)
        layout.addWidget(plain_label("Export runs", font=theme.heading_font()))
        layout.addLayout(form)
        layout.addStretch(1)
        layout.addWidget(self.bar)
        layout.addLayout(self._buttons())
        self.bar.hide()
        self.shown.setChecked(len(self._offered.selected) < 2)
        self.selected.setChecked(len(self._offered.selected) > 1)
        self.selected.setEnabled(len(self._offered.selected) > 0)
        self.some.setChecked(True)
        self.setMinimumWidth(_WIDTH)
        self.save.setFocus()

    def _choices(self, name: str, *buttons: QRadioButton) -> QVBoxLayout:
        group = QButtonGroup(self)
        group.setObjectName(name)
        column = QVBoxLayout()
        column.setSpacing(INSIDE)
        for button in buttons:
            group.addButton(button)
            column.addWidget(button)
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


def _shown_words(offered: Offered) -> str:
    shown = len(offered.shown)
    if shown == offered.total:
        return f"All {counted(shown, 'run')}"
    return f"The {counted(shown, 'run')} that fit the filters, of {figure(offered.total)}"
