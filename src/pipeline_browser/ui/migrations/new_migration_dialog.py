"""A new migration: description, kind and numbering, with the names and the texts that would be written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from pipeline_browser.model.errors import PipelineBrowserError, SourceError
from pipeline_browser.model.migrations.writing.new_files import NewFile, propose_files
from pipeline_browser.ui.colours import Meaning
from pipeline_browser.ui.elided_label import ElidedLabel
from pipeline_browser.ui.labels import button_text, plain_label, shown, tooltip
from pipeline_browser.ui.migrations.notice import Notice
from pipeline_browser.ui.sql.sql_view import SqlView
from pipeline_browser.ui.theme import GROUP, PAGE, RELATED

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline_browser.model.migrations.source import MigrationSource
    from pipeline_browser.ui.theme import Theme


@dataclass(frozen=True, slots=True)
class NewMigration:
    """What is to be written.

    Attributes:
        use_folder: take this database's migrations from the folder from now on.
        open_file: show the written file in the system's editor.
    """

    folder: Path
    description: str
    reversible: bool
    sequential: bool
    template: bool
    use_folder: bool
    open_file: bool


class NewMigrationDialog(QDialog):
    """Asks for a NewMigration.

    Signals:
        folder_wanted: somebody wants to choose another folder.
        decided: a NewMigration; the dialog stays until it is told that the files are written.
    """

    folder_wanted = Signal()
    decided = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("New migration")
        self._theme = theme
        self._source: MigrationSource | None = None
        self._files: tuple[NewFile, ...] = ()
        self.description = QLineEdit()
        self.folder = ElidedLabel()
        self.choose = QPushButton("Choose folder…")
        self.simple = QRadioButton("One file")
        self.reversible = QRadioButton("Up and down, so that it can be reverted")
        self.timestamp = QRadioButton("Timestamp")
        self.sequential = QRadioButton("Next number")
        self.template = QCheckBox("Begin with a head: name, description, rollback")
        self.use_folder = QCheckBox("Take this database's migrations from this folder")
        self.open_file = QCheckBox("Open the file afterwards")
        self.notice = Notice(theme)
        self.preview = QTabWidget()
        self.create_button = QPushButton()
        self.cancel = QPushButton("Cancel")
        self._lay_out(theme)
        self._connect()
        self._show_proposal()
        self.description.setFocus()

    @property
    def file_names(self) -> list[str]:
        """The names of the files that would be written."""
        return [file.path.name for file in self._files]

    def show_source(self, source: MigrationSource, *, in_use: bool) -> None:
        """Write into this source's folder, the way its files are; ``in_use`` says it is this database's."""
        self._source = source
        self.folder.show_text(shown(source.folder))
        self.use_folder.setVisible(not in_use)
        self.use_folder.setChecked(not in_use)
        self._follow_habits(source)
        self._show_proposal()

    def tell(self, error: PipelineBrowserError) -> None:
        """Say why nothing was written."""
        self.notice.tell(Meaning.BAD, shown(error.summary), (error.cause, error.remedy))

    @Slot()
    def _show_proposal(self) -> None:
        self._files = ()
        self.notice.tell(Meaning.BAD, "")
        if self._source is None:
            why = "The bundled migrations belong to Pipeline Browser and are not added to."
            self.notice.tell(Meaning.NEUTRAL, "Choose a folder for the new migration", (why,))
        elif self.description.text().strip():
            self._propose(self._source)
        self._show_files()

    def _propose(self, source: MigrationSource) -> None:
        try:
            self._files = propose_files(
                source,
                self.description.text().strip(),
                now=datetime.now(UTC),
                reversible=self.reversible.isChecked(),
                sequential=self.sequential.isChecked(),
                template=self.template.isChecked(),
            )
        except SourceError as error:
            self.tell(error)

    def _show_files(self) -> None:
        at = max(0, self.preview.currentIndex())
        while (page := self.preview.widget(0)) is not None:
            self.preview.removeTab(0)
            page.deleteLater()
        for file in self._files:
            view = SqlView(self._theme)
            view.show_sql(file.text)
            tab = self.preview.addTab(view, button_text(shown(file.path.name)))
            self.preview.setTabToolTip(tab, tooltip(shown(file.path)))
        self.preview.setCurrentIndex(min(at, self.preview.count() - 1))
        self._placeholder.setVisible(not self._files)
        self.preview.setVisible(bool(self._files))
        self.create_button.setEnabled(bool(self._files))
        self.create_button.setText("Create 2 files" if self.reversible.isChecked() else "Create 1 file")

    def _follow_habits(self, source: MigrationSource) -> None:
        """Choose kind and numbering as sqlx would guess them from the folder."""
        try:
            guess = propose_files(source, "x", now=datetime.now(UTC))
        except SourceError:
            return
        (self.reversible if len(guess) > 1 else self.simple).setChecked(True)
        by_time = len(guess[0].path.name.split("_", 1)[0]) == len("YYYYMMDDHHMMSS")
        (self.timestamp if by_time else self.sequential).setChecked(True)

    @Slot()
    def _decide(self) -> None:
        if self._source is None:
            return
        wanted = NewMigration(
            self._source.folder,
            self.description.text().strip(),
            reversible=self.reversible.isChecked(),
            sequential=self.sequential.isChecked(),
            template=self.template.isChecked(),
            use_folder=self.use_folder.isChecked(),
            open_file=self.open_file.isChecked(),
        )
        self.decided.emit(wanted)

    def _connect(self) -> None:
        self.description.textChanged.connect(self._show_proposal)
        for button in (self.reversible, self.sequential, self.template):
            button.toggled.connect(self._show_proposal)
        self.choose.clicked.connect(self.folder_wanted)
        self.create_button.clicked.connect(self._decide)
        self.cancel.clicked.connect(self.reject)

    def _lay_out(self, theme: Theme) -> None:
        self.description.setPlaceholderText("add tags")
        self.description.setAccessibleName("Description")
        for switch in (self.simple, self.timestamp, self.template, self.open_file):
            switch.setChecked(True)
        form = QFormLayout()
        form.setHorizontalSpacing(GROUP)
        form.setVerticalSpacing(RELATED)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight)
        form.addRow("Description", self.description)
        form.addRow("Folder", _row(self.folder, self.choose))
        form.addRow("Kind", _choice(self, self.simple, self.reversible))
        form.addRow("Numbered by", _choice(self, self.timestamp, self.sequential))
        form.addRow("", self.template)
        form.addRow("", self.use_folder)
        form.addRow("", self.open_file)
        self._placeholder = plain_label("The file's name and text are shown here.", role="dim")
        self.preview.setDocumentMode(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE, PAGE, PAGE, GROUP)
        column.setSpacing(GROUP)
        column.addWidget(plain_label("New migration", font=theme.heading_font()))
        column.addLayout(form)
        column.addWidget(self.notice)
        column.addWidget(self._placeholder)
        column.addWidget(self.preview, 1)
        column.addStretch(0)
        column.addLayout(self._buttons())
        self.resize(620, 520)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(RELATED)
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self.create_button)
        self.cancel.setAutoDefault(False)
        self.create_button.setDefault(True)
        self.choose.setAutoDefault(False)
        return row


def _row(*widgets: QWidget) -> QWidget:
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(RELATED)
    for at, widget in enumerate(widgets):
        row.addWidget(widget, 0 if at else 1)
    return whole


def _choice(owner: QWidget, *buttons: QRadioButton) -> QWidget:
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(GROUP)
    group = QButtonGroup(owner)
    for button in buttons:
        group.addButton(button)
        row.addWidget(button)
    row.addStretch(1)
    return whole
