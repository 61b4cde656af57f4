"""Finding in the diagram: every hit is marked, the current one selected, and leaving brings back what was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from pipeline_browser.model.sql_tokens import fold
from pipeline_browser.ui.diagram.finding.hits import Findable, Hit, findable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline_browser.diagram.graph import Graph
    from pipeline_browser.model.schema import Schema
    from pipeline_browser.ui.diagram.canvas.focus import Focus, Mark
    from pipeline_browser.ui.diagram.canvas.scene import DiagramScene
    from pipeline_browser.ui.diagram.canvas.view import DiagramView, Outlook
    from pipeline_browser.ui.diagram.choosing.deeds import Choosing
    from pipeline_browser.ui.diagram.finding.find_bar import FindBar
    from pipeline_browser.ui.diagram.loading.history import History
    from pipeline_browser.ui.diagram.loading.loader import Loader


class Search(QObject):
    """Joins the field to what the view shows."""

    def __init__(
        self,
        find_bar: FindBar,
        loader: Loader,
        history: History,
        choosing: Choosing,
        focus: Focus,
        view: DiagramView,
        scene: DiagramScene,
    ) -> None:
        super().__init__(find_bar)
        self._find_bar = find_bar
        self._loader = loader
        self._history = history
        self._choosing = choosing
        self._focus = focus
        self._view = view
        self._scene = scene
        self._searched: tuple[Schema | None, Graph | None] = (None, None)
        self._everything: Sequence[Findable] = ()
        self._graph: Graph | None = None  # whose boxes have these numbers
        self._numbers: dict[str, int] = {}
        self._before: tuple[Outlook, frozenset[str]] | None = None
        self._awaited: Hit | None = None
        find_bar.began.connect(self._begin)
        find_bar.found.connect(self.go_to)
        find_bar.wanted.connect(self._show_again)
        find_bar.left.connect(self._leave)
        find_bar.kept.connect(self._keep)
        scene.built.connect(self._arrive)

    def follow(self) -> None:
        """Look in what is shown now."""
        state, schema = self._history.state, self._loader.schema
        graph = state.graph if state else None
        if (schema, graph) != self._searched:
            self._searched = schema, graph
            self._everything = findable(graph, schema) if graph and schema else ()
        shown = frozenset(box.name for box in state.picture.graph.boxes) if state else frozenset()
        self._find_bar.use(self._everything, shown)

    @Slot(object)
    def go_to(self, hit: Hit | None) -> None:
        """Select what was found and bring it into view."""
        self._mark()
        mark = self._mark_of(hit) if hit else None
        if mark is None:
            self._focus.clear()
            return
        box, row = mark
        self._focus.select([box], [] if row is None else [(box, row)])
        if self._scene.is_built:
            self._view.reveal(self._scene.area_of([box], row))

    @Slot()
    def end(self) -> None:
        """Look for nothing any more; what is seen stays."""
        self._find_bar.clear()

    @Slot()
    def _begin(self) -> None:
        self._before = self._view.outlook, self._focus.names

    @Slot()
    def _keep(self) -> None:
        self._before = None

    @Slot()
    def _leave(self) -> None:
        before = self._before if self._find_bar.field.text() else None
        self._find_bar.clear()
        if before is not None:
            outlook, names = before
            self._view.look_back(outlook)
            self._focus.select_names(names)
        self._view.setFocus()

    @Slot(object)
    def _show_again(self, hit: Hit) -> None:
        """Show a hidden table in which something was found, and go there."""
        self._awaited = None
        self._choosing.reveal({fold(hit.table)})
        if hit in self._find_bar.hits:
            self._find_bar.go_to(hit)
        else:
            self._awaited = hit  # the picture takes a while

    @Slot()
    def _arrive(self) -> None:
        """Mark what was found in the new picture, and go to what it was made for."""
        self._mark()
        hit, self._awaited = self._awaited, None
        if hit is not None and hit in self._find_bar.hits:
            self._find_bar.go_to(hit)

    @Slot()
    def _mark(self) -> None:
        """Mark everything that was found and is shown."""
        marks = (self._mark_of(hit) for hit in self._find_bar.hits)
        self._focus.find(mark for mark in marks if mark is not None)

    def _mark_of(self, hit: Hit) -> Mark | None:
        """Return a hit as box and row; a column that the box leaves out is meant by its name."""
        graph = self._scene.picture.graph if self._scene.picture else None
        if graph is not self._graph:
            self._graph = graph
            self._numbers = {box.name: number for number, box in enumerate(graph.boxes)} if graph else {}
        box = self._numbers.get(hit.table)
        if box is None or graph is None:
            return None
        rows = enumerate(graph.boxes[box].rows)
        return box, next((number for number, row in rows if row.name == hit.column), None)
