"""What can be done with parameters and configuration entries in their grids."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from pipeline_browser.model.pipelines.operations.entries import remove_entries, rename_entry, set_entries
from pipeline_browser.model.pipelines.operations.fields import set_field
from pipeline_browser.ui.colours import Meaning
from pipeline_browser.ui.formats import counted
from pipeline_browser.ui.pipelines.details.cells.facts import Change, RowKind

if TYPE_CHECKING:
    from pipeline_browser.model.pipelines.facts import Entry
    from pipeline_browser.ui.editing.editor import Editor
    from pipeline_browser.ui.pipelines.details.grids.entry_grid import EntryGrid


class EntryDeeds(QObject):
    """Has a method for each action of a grid, and writes what is entered into its cells."""

    def __init__(self, grid: EntryGrid, editor: Editor) -> None:
        super().__init__(grid)
        self._grid = grid
        self._editor = editor
        grid.entered.connect(self.write)
        grid.pasted.connect(self.set_pasted)

    @Slot()
    def add(self) -> None:
        """Ask for the key of a new one."""
        self._grid.begin_new()

    @Slot()
    def remove(self) -> None:
        """Remove the selected ones."""
        entries = self._grid.selected_entries
        if entries:
            self._editor.do(partial(remove_entries, seen=entries))
        elif self._grid.currentIndex().isValid():
            self._grid.say("Nothing is stored here that could be removed.", Meaning.NEUTRAL)

    @Slot()
    def copy(self) -> None:
        """Copy the value, or the selected rows."""
        self._grid.copying.copy()

    @Slot()
    def copy_rows(self) -> None:
        """Copy the selected rows as text."""
        self._grid.copying.copy_rows()

    @Slot()
    def copy_literal(self) -> None:
        """Copy the value as SQLite writes it."""
        self._grid.copying.copy_literal()

    @Slot()
    def paste(self) -> None:
        """Set what the clipboard holds."""
        self._grid.paste()

    @Slot()
    def reveal(self) -> None:
        """Show or hide the secret of the current row."""
        self._grid.toggle_secret()

    @Slot(object)
    def write(self, change: Change) -> None:
        """Write what was entered into a cell."""
        owner, entry = self._grid.owner, change.row.subject
        if owner is None:
            return
        if change.row.kind is RowKind.NEW and change.column == "key":
            self._grid.begin_value(str(change.value))
        elif entry is None:
            cells = [(str(change.row.cells[0].value), change.value)]
            self._editor.do(partial(set_entries, owner=owner.whole.row, seen=owner.entries, cells=cells))
            self._grid.await_answer(change)
        else:
            self._change(entry, change)  # type: ignore[arg-type]  # rows of these grids hold entries
            self._grid.await_answer(change)

    @Slot(object)
    def set_pasted(self, cells: tuple[tuple[str, str], ...]) -> None:
        """Set several in one step."""
        owner = self._grid.owner
        if owner is not None:
            words = f"paste {counted(len(cells), owner.thing, 'entries' if owner.thing == 'entry' else '')}"
            self._editor.do(
                partial(set_entries, owner=owner.whole.row, seen=owner.entries, cells=cells, words=words)
            )

    def _change(self, entry: Entry, change: Change) -> None:
        if change.column == "key":
            self._editor.do(partial(rename_entry, seen=entry, key=str(change.value)))
        else:
            self._editor.do(partial(set_field, seen=entry.row, column="value", value=change.value))
