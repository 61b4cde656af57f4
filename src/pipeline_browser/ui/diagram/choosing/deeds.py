"""The deeds that choose what is shown; the methods are named like the actions that call them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from pipeline_browser.diagram.graph import Detail
from pipeline_browser.diagram.shown import FAR, Direction, Near, hiding, names_of, revealing
from pipeline_browser.ui.diagram.words import called, near_words

if TYPE_CHECKING:
    from collections.abc import Collection

    from pipeline_browser.ui.diagram.canvas.focus import Focus
    from pipeline_browser.ui.diagram.loading.history import History
    from pipeline_browser.ui.diagram.loading.redrawer import Redrawer


class Choosing(QObject):
    """Changes what is shown, each time as one change that can be undone.

    Signals:
        list_wanted: hidden tables are to be listed, so that some can be shown again.
    """

    list_wanted = Signal()

    def __init__(
        self, history: History, redrawer: Redrawer, focus: Focus, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._history = history
        self._redrawer = redrawer
        self._focus = focus

    @Slot()
    def detail_columns(self) -> None:
        """Show every column."""
        self._show_detail(Detail.COLUMNS, "show all columns")

    @Slot()
    def detail_keys(self) -> None:
        """Show the columns of keys only."""
        self._show_detail(Detail.KEYS, "show keys only")

    @Slot()
    def detail_names(self) -> None:
        """Show tables without columns."""
        self._show_detail(Detail.NAMES, "show names only")

    @Slot()
    def hide(self) -> None:
        """Hide the selected tables."""
        if (state := self._history.state) and self._focus.boxes:
            text = f"hide {called(state.picture.graph, self._focus.boxes)}"
            self._redrawer.show(text, hiding(state.shown, self._focus.names))

    @Slot()
    def hide_others(self) -> None:
        """Hide all tables but the selected ones; those stay where they are."""
        if (state := self._history.state) and self._focus.boxes:
            others = set(range(len(state.picture.graph.boxes))) - self._focus.boxes
            text = f"hide all but {called(state.picture.graph, self._focus.boxes)}"
            self._redrawer.show(text, hiding(state.shown, names_of(state.picture.graph, others)))

    @Slot()
    def show_selected(self) -> None:
        """Show the selected tables alone."""
        self._show_near(0)

    @Slot()
    def near_1(self) -> None:
        """Show the selected tables and their neighbours alone."""
        self._show_near(1)

    @Slot()
    def near_2(self) -> None:
        """Show the selected tables and two steps around them."""
        self._show_near(2)

    @Slot()
    def near_3(self) -> None:
        """Show the selected tables and three steps around them."""
        self._show_near(3)

    @Slot()
    def show_parents(self) -> None:
        """Show the selected tables and all that they depend on."""
        self._show_near(FAR, Direction.PARENTS)

    @Slot()
    def show_children(self) -> None:
        """Show the selected tables and all that depend on them."""
        self._show_near(FAR, Direction.CHILDREN)

    @Slot()
    def show_everything(self) -> None:
        """Show all tables and views."""
        if state := self._history.state:
            self._redrawer.show("show everything", state.shown.everything)

    @Slot()
    def show_hidden(self) -> None:
        """Let somebody choose hidden tables to be shown again."""
        self.list_wanted.emit()

    @Slot(bool)
    def hide_views(self, hidden: bool) -> None:  # noqa: FBT001 - as the signal gives it
        """Hide or show views."""
        if state := self._history.state:
            text = "hide views" if hidden else "show views"
            self._redrawer.show(text, replace(state.shown, views=not hidden))

    @Slot(bool)
    def hide_loose(self, hidden: bool) -> None:  # noqa: FBT001 - as the signal gives it
        """Hide or show what no foreign key joins with anything."""
        if state := self._history.state:
            text = f"{'hide' if hidden else 'show'} tables without relations"
            self._redrawer.show(text, replace(state.shown, loose=not hidden))

    def reveal(self, names: Collection[str]) -> None:
        """Show hidden tables again, by folded name."""
        if state := self._history.state:
            boxes = [number for number in state.left_out if names_of(state.graph, [number]) & set(names)]
            if boxes:
                text = f"show {called(state.graph, boxes)}"
                self._redrawer.show(text, revealing(state.graph, state.shown, names))

    def _show_detail(self, detail: Detail, text: str) -> None:
        if state := self._history.state:
            self._redrawer.show(text, replace(state.shown, detail=detail))

    def _show_near(self, steps: int, direction: Direction = Direction.BOTH) -> None:
        if (state := self._history.state) and self._focus.boxes:
            only = Near(self._focus.names, steps, direction)
            text = f"show only {near_words(called(state.picture.graph, self._focus.boxes), only)}"
            self._redrawer.show(text, replace(state.shown, only=only), anew=True)
