"""Parameters of a stage, or entries of a configuration, as a grid."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Qt, Signal, Slot

from pipeline_browser.overriding import override
from pipeline_browser.ui.clipboard import clipboard_data
from pipeline_browser.ui.colours import Meaning
from pipeline_browser.ui.pipelines.details.cells.entry_cells import COLUMNS, NEW_ENTRY, Owner, entry_rows
from pipeline_browser.ui.pipelines.details.cells.facts import RowKind
from pipeline_browser.ui.pipelines.details.cells.marks import Marks
from pipeline_browser.ui.pipelines.details.cells.pasting import pasted, refusal, rows_of_text
from pipeline_browser.ui.pipelines.details.grids.grid import Grid

if TYPE_CHECKING:
    from pipeline_browser.model.pipelines.facts import Entry
    from pipeline_browser.ui.pipelines.details.editors.note import Note
    from pipeline_browser.ui.pipelines.details.grids.grid_model import Index
    from pipeline_browser.ui.preferences import Preferences
    from pipeline_browser.ui.theme import Theme

ROWS_KIND = "application/x-pipeline-browser-entries+json"
_VALUE = 1


class EntryGrid(Grid):
    """Shows the entries of one owner.

    Signals:
        pasted: keys and values to be set.
    """

    pasted = Signal(object)

    def __init__(self, name: str, theme: Theme, preferences: Preferences, note: Note) -> None:
        super().__init__(name, COLUMNS, theme, preferences, note)
        self._owner: Owner | None = None
        self._marks = Marks()
        self._revealed: set[str] = set()
        self._new_key = ""
        self.setAccessibleName(name.capitalize())
        self.delegate.reveal_wanted.connect(self._toggle_secret)
        self.delegate.closed.connect(self._forget_new)

    @property
    def owner(self) -> Owner | None:
        """The stage or pipeline whose entries are shown."""
        return self._owner

    @property
    def selected_entries(self) -> tuple[Entry, ...]:
        """The selected rows that are stored."""
        if self._owner is None:
            return ()
        chosen = {id(row.subject) for row in self.selected_rows if row.subject is not None}
        return tuple(entry for entry in self._owner.entries if id(entry) in chosen)

    @property
    def is_on_secret(self) -> bool:
        """Whether the cursor is on a row that holds a secret."""
        row = self.current_row
        return row is not None and row.cells[_VALUE].face.secret

    def show_entries(self, owner: Owner | None, marks: Marks, *, anew: bool) -> None:
        """Show the entries of an owner; ``anew``: of another one than before."""
        self._owner, self._marks = owner, marks
        if anew:
            self._revealed.clear()
            self._new_key = ""
        self._show(anew=anew)

    def allow_adding(self) -> None:
        """Show the row where an entry is added, or do not, as editing is allowed or not."""
        self._show(anew=False)

    def begin_new(self) -> None:
        """Open the field for the key of a new entry."""
        self.edit_cell(NEW_ENTRY, "key")

    def begin_value(self, key: str) -> None:
        """Ask for the value of a key that was just typed: both are written at once."""
        owner = self._owner
        if owner is not None and any(spec.name == key for spec in owner.specs):
            self.edit_cell(("entry", key), "value")  # it is offered above
            return
        self._new_key = key
        self._show(anew=False)
        self.edit_cell(NEW_ENTRY, "value")

    @property
    def new_key(self) -> str:
        """The key that was typed and has no value yet."""
        return self._new_key

    @Slot()
    def toggle_secret(self) -> None:
        """Show or hide the secret of the current row."""
        if self.is_on_secret:
            self._toggle_secret(self.currentIndex())

    @Slot()
    def paste(self) -> None:
        """Take rows from the clipboard; a text without rows goes into the current value."""
        owner, data = self._owner, clipboard_data()
        if owner is None or data is None or self._say_why_not():
            return
        text = data.text()
        rows = _copied_rows(data) or rows_of_text(text)
        if rows:
            found = pasted(owner, rows)
            if found.refused:
                self.say(refusal(found.refused), Meaning.BAD)
            elif found.cells:
                self.pasted.emit(found.cells)
        elif text.strip():
            self._paste_value(text.strip("\r\n"))

    @override
    def add_to_copy(self, data: QMimeData) -> None:
        rows = [(entry.key, entry.value) for entry in self.selected_entries]
        if rows and all(isinstance(part, str) for row in rows for part in row):
            data.setData(ROWS_KIND, json.dumps(rows).encode("utf-8", "surrogatepass"))

    def _paste_value(self, text: str) -> None:
        index = self.currentIndex()
        if not index.isValid() or self.current_row is None:
            return
        if self.current_row.kind is RowKind.NEW or index.column() != _VALUE:
            self.say("Rows of a key, a tab and a value can be pasted here.", Meaning.NEUTRAL)
            return
        if self.open_editor() and self.delegate.editor is not None:
            self.delegate.editor.use(text)
        elif self.model_.flags(index) & Qt.ItemFlag.ItemIsUserCheckable:
            self.say("This is a switch: Space turns it.", Meaning.NEUTRAL)

    def _show(self, *, anew: bool) -> None:
        if self._owner is None:
            self.show_rows((), anew=anew)
            return
        can_add = self.model_.can_edit and self._owner.whole.id is not None
        rows = entry_rows(self._owner, self._marks, self._revealed, new_key=self._new_key, can_add=can_add)
        self.show_rows(rows, anew=anew)

    @Slot(object)
    def _toggle_secret(self, index: Index) -> None:
        row = self.model_.row_at(index)
        if row is not None:
            self._revealed ^= {str(row.cells[0].value)}
            self._show(anew=False)

    @Slot()
    def _forget_new(self) -> None:
        if self._new_key and not self.is_editing:
            self._new_key = ""
            self._show(anew=False)


def _copied_rows(data: QMimeData) -> list[list[str]]:
    """Return the rows that a grid of this program copied; none where it holds something else."""
    if not data.hasFormat(ROWS_KIND):
        return []
    try:
        return [[str(key), str(value)] for key, value in json.loads(bytes(data.data(ROWS_KIND).data()))]
    except (ValueError, TypeError):
        return []
