"""The dialog of an import: what was found in the files, what would be written, and how far it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from pipeline_browser.model.metrics.importing.plan import Standing, word_for
from pipeline_browser.overriding import override
from pipeline_browser.ui.dialog_size import dialog_size
from pipeline_browser.ui.elided_label import ElidedLabel
from pipeline_browser.ui.empty_place import EmptyPlace
from pipeline_browser.ui.formats import counted, figure
from pipeline_browser.ui.labels import plain_label, shown
from pipeline_browser.ui.metrics.importing import import_words as words
from pipeline_browser.ui.metrics.importing.dropping import Drops
from pipeline_browser.ui.metrics.importing.files_table import FilesTable
from pipeline_browser.ui.theme import GROUP, PAGE, RELATED

if TYPE_CHECKING:
    from pipeline_browser.model.metrics.importing.plan import ImportPlan, PlannedFile
    from pipeline_browser.ui.metrics.importing.import_words import Doing
    from pipeline_browser.ui.preferences import Preferences
    from pipeline_browser.ui.theme import Theme

_SIZE = (1080, 620)
_NO_HASHING = "metrics/import-without-checksums"
_WRITTEN = "written"
_SHARES = 1000


class ImportDialog(QDialog):
    """Shows what there is to import; whoever opened it does what is asked for.

    Signals:
        files_wanted: more files are to be chosen.
        folder_wanted: a folder is to be chosen.
        dropped: a list of paths.
        agreed: the PlannedFiles that are to be written.
        stopped: what is being done is to end; the dialog stays.
    """

    files_wanted = Signal()
    folder_wanted = Signal()
    dropped = Signal(object)
    agreed = Signal(object)
    stopped = Signal()

    def __init__(self, preferences: Preferences, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Import runs")
        self.resize(dialog_size(_SIZE, parent))
        self._preferences = preferences
        self._plan: ImportPlan | None = None
        self._is_busy = False
        self._why_not = ""
        self.heading = plain_label(font=theme.heading_font(), wrap=True)
        self.counts = plain_label(role="dim", wrap=True)
        self.what = plain_label(words.WHAT_IS_WRITTEN, role="dim", wrap=True)
        self.only = QComboBox()
        self.table = FilesTable(theme, preferences)
        self.empty = EmptyPlace(theme, "import")
        self.hashing = QCheckBox()
        self.undated = QCheckBox()
        self.bar = QProgressBar()
        self.note = ElidedLabel()
        self.files = QPushButton("Add files…")
        self.folder = QPushButton("Add folder…")
        self.cancel = QPushButton("Cancel")
        self.go = QPushButton()
        self._middle = QStackedWidget()
        self._lay_out()
        self._connect()
        self.show_doing(None)
        self._follow()

    # What is shown.

    @property
    def hashes(self) -> bool:
        """Whether checksums of the output files are wanted."""
        return self.hashing.isChecked()

    @property
    def chosen(self) -> tuple[PlannedFile, ...]:
        """What would be written as things are."""
        if self._plan is None:
            return ()
        return self._plan.written(undated=self.undated.isChecked(), hashing=self.hashes)

    def show_plan(self, plan: ImportPlan) -> None:
        """Show what was found."""
        self._plan = plan
        self.undated.setText(words.undated_words(plan))
        self.undated.setVisible(bool(plan.counts[Standing.UNDATED]))
        self._fill_only(plan)
        self._follow()
        self._show_files()
        if self.table.files.rowCount():
            self.table.setCurrentIndex(self.table.files.index(0, 0))
        self._lead_on()

    def show_doing(self, doing: Doing | None) -> None:
        """Show how far something is; None where nothing is being done."""
        was_busy, self._is_busy = self._is_busy, doing is not None
        if doing is not None:
            self.bar.setRange(0, 0 if doing.share is None else _SHARES)
            self.bar.setValue(doing.share or 0)
            self.note.show_text(shown(doing.words))
        if was_busy is not self._is_busy or doing is None:
            self.bar.setVisible(self._is_busy)
            self.cancel.setText("Stop" if self._is_busy and self._plan is not None else "Cancel")
            if self._is_busy:
                self.cancel.setFocus()  # before what has it now cannot be used any more
            self._follow()
            self._lead_on()

    def _lead_on(self) -> None:
        """Give the focus to what comes next; a button that could not be used is no default any more."""
        if self._plan is not None and not self._is_busy:
            self.go.setDefault(True)
            (self.go if self.go.isEnabled() else self.cancel).setFocus()

    def tell(self, text: str) -> None:
        """Say something on the line below the files."""
        self.note.show_text(shown(text))

    def forbid(self, why: str) -> None:
        """Say why nothing can be written; empty where it can."""
        self._why_not = why
        self._follow()

    @override
    def reject(self) -> None:
        if self._is_busy and self._plan is not None:
            self.stopped.emit()
        else:
            super().reject()

    # Built once.

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAGE, PAGE, PAGE, GROUP)
        layout.setSpacing(GROUP)
        layout.addWidget(self._middle, 1)
        self._middle.addWidget(self.empty)
        self._middle.addWidget(self._preview())
        layout.addLayout(self._progress_line())
        layout.addLayout(self._foot())
        first = self._first_choices()
        self.empty.tell(
            "Choose output files, or drop them here",
            "Each .adapipe file says at its end which pipeline ran, on what, and when.",
            first,
        )
        first[0].setFocus()

    def _first_choices(self) -> list[QPushButton]:
        """The same two ways as in the foot, where the eye is while there is nothing else."""
        buttons = [QPushButton("Choose files…"), QPushButton("Choose folder…")]
        for button, signal in zip(buttons, (self.files_wanted, self.folder_wanted), strict=True):
            button.setAutoDefault(False)
            button.clicked.connect(signal)
        buttons[0].setDefault(True)
        return buttons

    def _preview(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(RELATED)
        top = QHBoxLayout()
        top.addWidget(self.heading, 1)
        top.addWidget(self.only)
        self.only.setAccessibleName("Which files are shown")
        self.only.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        column.addLayout(top)
        column.addWidget(self.counts)
        column.addWidget(self.table, 1)
        column.addWidget(self.what)
        column.addWidget(self.hashing)
        column.addWidget(self.undated)
        return page

    def _progress_line(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(RELATED)
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(160)
        self.bar.setAccessibleName("How far it is")
        self.note.setMinimumHeight(self.note.fontMetrics().height())
        line.addWidget(self.bar)
        line.addWidget(self.note, 1)
        return line

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(RELATED)
        for button in (self.files, self.folder, self.cancel):
            button.setAutoDefault(False)
        self.go.setDefault(True)
        foot.addWidget(self.files)
        foot.addWidget(self.folder)
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.go)
        return foot

    def _connect(self) -> None:
        self.hashing.setChecked(not self._preferences.current.view(_NO_HASHING))
        self.hashing.toggled.connect(self._remember_hashing)
        self.hashing.toggled.connect(self._follow)
        self.undated.toggled.connect(self._follow)
        self.only.currentIndexChanged.connect(self._show_files)
        self.files.clicked.connect(self.files_wanted)
        self.folder.clicked.connect(self.folder_wanted)
        self.cancel.clicked.connect(self.reject)
        self.go.clicked.connect(self._agree)
        Drops(self).dropped.connect(self.dropped)

    # Following.

    def _fill_only(self, plan: ImportPlan) -> None:
        before = self.only.currentData()
        self.only.blockSignals(True)
        self.only.clear()
        self.only.addItem(f"All {counted(len(plan.files), 'file')}", "")
        self.only.addItem("To be written", _WRITTEN)
        for standing in Standing:
            if plan.counts[standing]:
                self.only.addItem(
                    f"{figure(plan.counts[standing])} {word_for(plan.counts[standing], standing.value)}",
                    standing.value,
                )
        self.only.setCurrentIndex(max(0, self.only.findData(before)))
        self.only.blockSignals(False)

    @Slot()
    def _show_files(self) -> None:
        if self._plan is None:
            return
        wanted = self.only.currentData()
        files = self.chosen if wanted == _WRITTEN else self._plan.files
        if wanted not in {"", _WRITTEN}:
            files = tuple(each for each in files if each.standing.value == wanted)
        self.table.files.show_files(files)

    @Slot()
    def _follow(self) -> None:
        plan, chosen = self._plan, self.chosen
        self._middle.setCurrentIndex(0 if plan is None else 1)
        if plan is not None:
            self.heading.setText(words.heading(plan))
            self.counts.setText(words.counts_words(plan))
            self.what.setText(f"{words.WHAT_IS_WRITTEN} {words.lacking_words(plan)}".strip())
        self.hashing.setText(words.hashing_words(chosen))
        self.go.setText(words.button_words(chosen))
        self.go.setVisible(plan is not None)
        self.go.setEnabled(bool(chosen) and not self._is_busy and not self._why_not)
        for each in (self.files, self.folder, self.hashing, self.undated):
            each.setEnabled(not self._is_busy)
        for each in (self.files, self.folder):
            each.setVisible(plan is not None)
        if not self._is_busy:
            self.note.show_text(shown(self._why_not))
        if self.only.currentData() == _WRITTEN:
            self._show_files()

    @Slot(bool)
    def _remember_hashing(self, wanted: bool) -> None:  # noqa: FBT001 - Qt's own way
        self._preferences.remember_text(_NO_HASHING, "" if wanted else "yes")

    @Slot()
    def _agree(self) -> None:
        self.agreed.emit(self.chosen)
