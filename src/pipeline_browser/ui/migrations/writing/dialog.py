"""A new migration: what it begins with, its files with their texts, a trial of both ways."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from pipeline_browser.model.errors import SourceError
from pipeline_browser.overriding import override
from pipeline_browser.ui.colours import Meaning
from pipeline_browser.ui.dialog_size import dialog_size
from pipeline_browser.ui.labels import button_text, shown
from pipeline_browser.ui.migrations.notice import Notice
from pipeline_browser.ui.migrations.writing.draft_pane import DraftPane
from pipeline_browser.ui.migrations.writing.naming_form import NamingForm
from pipeline_browser.ui.migrations.writing.start_row import StartRow
from pipeline_browser.ui.migrations.writing.starts import BY_HAND, EMPTY
from pipeline_browser.ui.migrations.writing.trial_row import TrialRow
from pipeline_browser.ui.migrations.writing.writing_words import (
    DISCARD,
    EQUAL,
    HERE,
    PENDING_FIRST,
    RECORD,
    UNCHANGED,
    sentence,
    write_label,
)
from pipeline_browser.ui.theme import PAGE, RELATED

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline_browser.model.errors import PipelineBrowserError
    from pipeline_browser.model.migrations.source import MigrationKind, MigrationSource
    from pipeline_browser.model.migrations.writing.new_files import NewFile
    from pipeline_browser.model.migrations.writing.trying import Trial
    from pipeline_browser.ui.migrations.writing.filling import Filling, Ground
    from pipeline_browser.ui.theme import Theme

_SIZE = (900, 760)


@dataclass(frozen=True, slots=True)
class NewMigration:
    """What is to be written.

    Attributes:
        record: the open database has the change already: record the migration as applied there.
        use_folder: take this database's migrations from the folder from now on.
        open_file: show the written file in the system's editor.
    """

    folder: Path
    files: tuple[NewFile, ...]
    record: bool
    use_folder: bool
    open_file: bool


class NewMigrationDialog(QDialog):
    """Asks for a NewMigration.

    Signals:
        folder_wanted: somebody wants to choose another folder.
        trial_wanted: the Draft to try.
        decided: a NewMigration; the dialog stays until it is told that the files are written.
    """

    folder_wanted = Signal()
    trial_wanted = Signal(object)
    decided = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("New migration")
        self.start = StartRow()
        self.naming = NamingForm(self.start)
        self.notice = Notice(theme)
        self.draft = DraftPane(theme)
        self.trial = TrialRow(theme)
        self.record = QCheckBox(RECORD)
        self.use_folder = QCheckBox("Take this database's migrations from this folder")
        self.open_file = QCheckBox("Open the file afterwards")
        self.write = QPushButton()
        self.cancel = QPushButton("Cancel")
        self._names: tuple[str, ...] = ()
        self._filling: Filling | None = None
        self._error: PipelineBrowserError | None = None
        self._pending = 0
        self._writable = False
        self._discards = False
        self._lay_out()
        self._connect()
        self.resize(dialog_size(_SIZE, parent))
        self._show_names()
        self.naming.description.setFocus()

    @property
    def file_names(self) -> list[str]:
        """The names of the files that would be written."""
        return list(self._names)

    def show_source(self, source: MigrationSource, *, in_use: bool) -> None:
        """Write into this source's folder, the way its files are; ``in_use`` says it is this database's."""
        self.use_folder.setVisible(not in_use)
        self.use_folder.setChecked(not in_use)
        self.naming.show_source(source)

    def show_ground(self, ground: Ground, *, writable: bool) -> None:
        """Offer what can be made of this."""
        self._pending, self._writable = ground.pending, writable
        self.start.show_ground(ground)

    def show_filling(self, filling: Filling) -> None:
        """Show the texts of another beginning."""
        self._filling = filling
        if filling.draft.up or filling.after is not None or not self.draft.is_edited:
            self.draft.show_filling(filling)
        self.trial.setVisible(filling.wish.start != EMPTY or filling.trial is not None)
        self.trial.show_trial(filling.trial)
        can_record = filling.here and not self._pending and self._writable
        self.record.setVisible(can_record)
        self.record.setChecked(can_record)
        if filling.suggestion:
            self.naming.suggest(filling.suggestion)
        self._show_names()

    def show_trial(self, trial: Trial) -> None:
        """Say how the texts did."""
        self.trial.show_trial(trial)
        self.draft.show_trial(trial)

    def tell(self, error: PipelineBrowserError) -> None:
        """Say why nothing was written or read, until somebody changes something."""
        self._error = error
        self.notice.tell(Meaning.BAD, shown(error.summary), (error.cause, error.remedy))

    @override
    def reject(self) -> None:
        """Close, but not at once where a text would be lost that somebody edited."""
        if self.draft.is_edited and not self._discards:
            self._discards = True
            self.cancel.setText("Discard the edited text")
            self.notice.tell(Meaning.WARNING, "The text was edited", (DISCARD,))
        else:
            super().reject()

    @Slot()
    def _note_change(self) -> None:
        self._error = None
        self._show_names()

    @Slot()
    def _show_names(self) -> None:
        self._tell_filling()
        names: tuple[tuple[MigrationKind, str], ...] = ()
        try:
            names = self.naming.names()
        except SourceError as error:
            self.tell(error)
        self._names = tuple(name for _kind, name in names)
        folder = self.naming.source.folder if self.naming.source else None
        self.draft.show_names(names, self.naming.words, folder)
        self._show_label()

    @Slot()
    def _show_label(self) -> None:
        self.write.setText(button_text(shown(write_label(self._names, record=self._records))))
        self.write.setEnabled(bool(self._names))

    @property
    def _records(self) -> bool:
        return not self.record.isHidden() and self.record.isChecked()

    def _tell_filling(self) -> None:
        """Say what is lost, what is open, and what the migration would do here."""
        filling = self._filling
        if self._error is not None:
            self.tell(self._error)
        elif self.naming.source is None:
            why = "The bundled migrations belong to Pipeline Browser and are not added to."
            self.notice.tell(Meaning.NEUTRAL, "Choose a folder for the new migration", (why,))
        elif filling is None:
            self.notice.tell(Meaning.NEUTRAL, "")
        elif filling.after is not None and not filling.draft.up:
            self.notice.tell(Meaning.NEUTRAL, UNCHANGED if filling.wish.start == BY_HAND else EQUAL)
        else:
            self._tell_costs(filling)

    def _tell_costs(self, filling: Filling) -> None:
        costs = [*filling.losses, *filling.doubts]
        here = filling.here and not self._records
        if here:
            costs.append(PENDING_FIRST if self._pending else HERE)
        headings = [
            "Destroys something" if filling.losses else "",
            "May fail" if filling.doubts else "",
            "Not to be run here" if here else "",
        ]
        said = [each for each in headings if each]
        heading = " · ".join(said)
        self.notice.tell(Meaning.WARNING, heading, [sentence(cost) for cost in costs])

    @Slot()
    def _note_edit(self) -> None:
        if self._discards:
            self._discards = False
            self.cancel.setText("Cancel")
            self._tell_filling()
        self.trial.setVisible(True)
        self.trial.show_trial(None)

    @Slot()
    def _try(self) -> None:
        self.trial.show_busy()
        self.trial_wanted.emit(self.draft.draft)

    @Slot()
    def _decide(self) -> None:
        source = self.naming.source
        if source is None:
            return
        wanted = NewMigration(
            source.folder,
            self.draft.files(source.folder),
            record=self._records,
            use_folder=self.use_folder.isChecked() and not self.use_folder.isHidden(),
            open_file=self.open_file.isChecked(),
        )
        self.decided.emit(wanted)

    @Slot()
    def _note_record(self) -> None:
        self._tell_filling()
        self._show_label()

    def _connect(self) -> None:
        self.naming.changed.connect(self._note_change)
        self.start.wished.connect(self._note_change)
        self.naming.folder_wanted.connect(self.folder_wanted)
        self.draft.edited.connect(self._note_edit)
        self.trial.button.clicked.connect(self._try)
        self.record.toggled.connect(self._note_record)
        self.write.clicked.connect(self._decide)
        self.cancel.clicked.connect(self.reject)

    def _lay_out(self) -> None:
        for switch in (self.record, self.trial):
            switch.hide()
        self.open_file.setChecked(True)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(PAGE, PAGE, PAGE, PAGE)
        whole.setSpacing(RELATED)
        whole.addWidget(self.naming)
        whole.addWidget(self.notice)
        whole.addWidget(self.draft, 1)
        whole.addWidget(self.trial)
        for switch in (self.record, self.use_folder, self.open_file):
            whole.addWidget(switch)
        whole.addLayout(self._buttons())

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(RELATED)
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self.write)
        self.cancel.setAutoDefault(False)
        self.write.setDefault(True)
        return row
