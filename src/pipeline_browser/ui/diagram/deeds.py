"""What can be done in the Diagram tab; the methods are named like the actions that call them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QGuiApplication

from pipeline_browser.model.schema.key_sql import foreign_key_sql
from pipeline_browser.model.sql_tokens import fold

if TYPE_CHECKING:
    from pipeline_browser.model.schema import ForeignKey
    from pipeline_browser.ui.diagram.tab import DiagramTab


class Deeds(QObject):
    """Acts on the parts of one tab."""

    def __init__(self, tab: DiagramTab) -> None:
        super().__init__(tab)
        self._tab = tab

    @Slot()
    def find_something(self) -> None:
        """Let somebody type what to look for."""
        self._tab.find_bar.setFocus()
        self._tab.find_bar.field.selectAll()

    @Slot()
    def zoom_in(self) -> None:
        """Show everything larger."""
        self._tab.view.zoom_in()

    @Slot()
    def zoom_out(self) -> None:
        """Show everything smaller."""
        self._tab.view.zoom_out()

    @Slot()
    def actual_size(self) -> None:
        """Show everything at its own size."""
        self._tab.view.actual_size()

    @Slot(bool)
    def show_inspector(self, shown: bool) -> None:  # noqa: FBT001 - as the signal gives it
        """Show all about what is selected, or leave the room to the diagram."""
        self._tab.beside.show_inspector(shown)

    @Slot()
    def fit(self) -> None:
        """Show the whole diagram."""
        self._tab.view.fit_all()

    @Slot(bool)
    def show_minimap(self, shown: bool) -> None:  # noqa: FBT001 - as the signal gives it
        """Show the minimap where it is of use, or never."""
        self._tab.overlays.show_minimap(shown)

    @Slot(bool)
    def show_legend(self, shown: bool) -> None:  # noqa: FBT001 - as the signal gives it
        """Show the legend or not."""
        self._tab.overlays.show_legend(shown)

    @Slot()
    def fit_near(self) -> None:
        """Show the selected tables and those beside them."""
        self._tab.view.fit(self._tab.scene.area_of(self._tab.focus.neighbours(self._tab.focus.boxes)))

    @Slot()
    def undo(self) -> None:
        """Undo the last move."""
        self._tab.history.undo_stack.undo()

    @Slot()
    def redo(self) -> None:
        """Move again what was undone."""
        self._tab.history.undo_stack.redo()

    @Slot()
    def copy_name(self) -> None:
        """Copy the names of the selected tables, one a line."""
        QGuiApplication.clipboard().setText("\n".join(self._selected_names()))

    @Slot()
    def copy_ddl(self) -> None:
        """Copy the SQL of the selected tables and views."""
        schema = self._tab.loader.schema
        found = [schema.table(name) or schema.view(name) for name in self._selected_names()] if schema else []
        QGuiApplication.clipboard().setText("\n\n".join(f"{each.ddl};" for each in found if each))

    @Slot()
    def copy_sentence(self) -> None:
        """Copy what the selected line means, in words."""
        picture, number = self._tab.scene.picture, self._tab.focus.line
        if picture is not None and number is not None:
            QGuiApplication.clipboard().setText(picture.graph.sentence(picture.graph.lines[number]))

    @Slot()
    def copy_key(self) -> None:
        """Copy the selected foreign key as SQL."""
        if (number := self._tab.focus.line) is not None and (key := self._key_of(number)):
            QGuiApplication.clipboard().setText(foreign_key_sql(key))

    @Slot(int, object)
    def jump(self, box: int, row: int | None) -> None:
        """Go to the parent that a foreign key's row refers to; a name is only brought near."""
        picture = self._tab.scene.picture
        lines = [line for line in picture.graph.lines if line.child == box] if picture else []
        line = next((line for line in lines if row is not None and row in line.child_rows), None)
        if line is not None:
            rows = [(line.parent, each) for each in line.parent_rows if each is not None]
            self._tab.focus.select([line.parent], rows)
            self._tab.view.reveal(self._tab.scene.area_of([line.parent]))
        elif row is None:
            self.fit_near()

    def _key_of(self, number: int) -> ForeignKey | None:
        picture, schema = self._tab.scene.picture, self._tab.loader.schema
        if picture is None or schema is None:
            return None
        line = picture.graph.lines[number]
        table = schema.table(picture.graph.boxes[line.child].name)
        named = (fold(picture.graph.boxes[line.parent].name), line.columns, line.parent_columns)
        keys = table.foreign_keys if table else ()
        return next(
            (key for key in keys if (fold(key.parent), key.columns, key.parent_columns) == named), None
        )

    def _selected_names(self) -> list[str]:
        picture, boxes = self._tab.scene.picture, sorted(self._tab.focus.boxes)
        return [picture.graph.boxes[number].name for number in boxes] if picture else []
