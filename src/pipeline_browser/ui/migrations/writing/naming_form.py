"""What a new migration is called, where it goes, and of which kind it is."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QWidget,
)

from pipeline_browser.model.errors import SourceError
from pipeline_browser.model.migrations.writing.new_files import propose_names
from pipeline_browser.ui.elided_label import ElidedLabel
from pipeline_browser.ui.labels import shown
from pipeline_browser.ui.theme import GROUP, RELATED

if TYPE_CHECKING:
    from pipeline_browser.model.migrations.source import MigrationKind, MigrationSource


class NamingForm(QWidget):
    """Description, folder, kind and numbering.

    Signals:
        changed: any of them.
        folder_wanted: somebody wants to choose another folder.
    """

    changed = Signal()
    folder_wanted = Signal()

    def __init__(self, start: QWidget) -> None:
        super().__init__()
        self.description = QLineEdit()
        self.folder = ElidedLabel()
        self.choose = QPushButton("Choose folder…")
        self.simple = QRadioButton("One file")
        self.reversible = QRadioButton("Up and down")
        self.timestamp = QRadioButton("Timestamp")
        self.sequential = QRadioButton("Next number")
        self.source: MigrationSource | None = None
        self._suggested = ""
        self._lay_out(start)
        self.description.textChanged.connect(self.changed)
        self.reversible.toggled.connect(self.changed)
        self.sequential.toggled.connect(self.changed)
        self.choose.clicked.connect(self.folder_wanted)

    @property
    def words(self) -> str:
        """The description."""
        return self.description.text().strip()

    def show_source(self, source: MigrationSource) -> None:
        """Write into this source's folder, the way its files are."""
        self.source = source
        self.folder.show_text(shown(source.folder))
        self._follow_habits(source)
        self.changed.emit()

    def suggest(self, description: str) -> None:
        """Fill in a description, unless a person wrote one."""
        if self.words in ("", self._suggested):
            self._suggested = description
            self.description.setText(description)

    def names(self) -> tuple[tuple[MigrationKind, str], ...]:
        """Return type and name of each file; none without a folder or a description.

        Raises:
            SourceError: the description cannot be part of a file name, or no version is left.
        """
        if self.source is None or not self.words:
            return ()
        return propose_names(
            self.source,
            self.words,
            now=datetime.now(UTC),
            reversible=self.reversible.isChecked(),
            sequential=self.sequential.isChecked(),
        )

    def _follow_habits(self, source: MigrationSource) -> None:
        """Choose kind and numbering as sqlx would guess them from the folder."""
        try:
            guess = propose_names(source, "x", now=datetime.now(UTC))
        except SourceError:
            return
        (self.reversible if len(guess) > 1 else self.simple).setChecked(True)
        by_time = len(guess[0][1].split("_", 1)[0]) == len("YYYYMMDDHHMMSS")
        (self.timestamp if by_time else self.sequential).setChecked(True)

    def _lay_out(self, start: QWidget) -> None:
        self.description.setPlaceholderText("add tags")
        self.description.setAccessibleName("Description")
        self.reversible.setToolTip("Two files, so that the migration can be reverted")
        self.simple.setToolTip("The way back is a comment at the end of the file")
        self.choose.setAutoDefault(False)
        self.simple.setChecked(True)
        self.timestamp.setChecked(True)
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(RELATED)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow("Begin with", start)
        form.addRow("Description", self.description)
        form.addRow("Folder", _row(self.folder, self.choose))
        form.addRow("Files", self._kinds())

    def _kinds(self) -> QWidget:
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GROUP)
        for pair in ((self.simple, self.reversible), (self.timestamp, self.sequential)):
            group = QButtonGroup(self)
            for button in pair:
                group.addButton(button)
                row.addWidget(button)
            row.addSpacing(GROUP)
        row.addStretch(1)
        return whole


def _row(*widgets: QWidget) -> QWidget:
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(RELATED)
    for at, widget in enumerate(widgets):
        row.addWidget(widget, 0 if at else 1)
    return whole
