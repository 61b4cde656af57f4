"""Keeps the inspector in step with what is selected, and goes where it leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from pipeline_browser.model.sql_tokens import fold
from pipeline_browser.ui.diagram.inspector.facts import ToColumn, ToKey, ToTable
from pipeline_browser.ui.diagram.inspector.panel import Known
from pipeline_browser.ui.diagram.walking.subject import Names, Subject

if TYPE_CHECKING:
    from pipeline_browser.diagram.graph import Graph
    from pipeline_browser.model.schema import Schema
    from pipeline_browser.ui.diagram.canvas.focus import Focus
    from pipeline_browser.ui.diagram.canvas.scene import DiagramScene
    from pipeline_browser.ui.diagram.canvas.view import DiagramView
    from pipeline_browser.ui.diagram.inspector.facts import Target
    from pipeline_browser.ui.diagram.inspector.panel import Inspector
    from pipeline_browser.ui.diagram.loading.loader import Loader
    from pipeline_browser.ui.diagram.loading.row_counter import RowCounter
    from pipeline_browser.ui.diagram.walking.subject import KeyName


class Inspecting(QObject):
    """Translates between the numbers of a picture and the names of a schema.

    Signals:
        looked_at: the Subject, when it is another one.
        hidden_wanted: folded names of tables that somebody wants to go to and that the picture leaves out.
    """

    looked_at = Signal(object)
    hidden_wanted = Signal(object)

    def __init__(
        self,
        inspector: Inspector,
        loader: Loader,
        counter: RowCounter,
        scene: DiagramScene,
        focus: Focus,
        view: DiagramView,
    ) -> None:
        super().__init__(inspector)
        self._inspector = inspector
        self._loader = loader
        self._counter = counter
        self._scene = scene
        self._focus = focus
        self._view = view
        self._looked_at = Subject()
        self._awaited: Subject | None = None
        self._graph: Graph | None = None
        self._names: Names | None = None
        # At once would be too soon: a new picture first forgets what is selected, and then selects it again.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.show_now)
        for changed in (focus.changed, loader.drawn, loader.left, counter.counted):
            changed.connect(self._soon.start)
        scene.built.connect(self._arrive)
        for read in (loader.confirmed, loader.drawn):
            read.connect(inspector.refresh_rows)
        inspector.rows.count_wanted.connect(counter.count_exactly)
        counter.ended.connect(inspector.rows.tell)
        inspector.left.connect(view.setFocus)
        inspector.followed.connect(self.go)
        inspector.pointed.connect(self._point)
        inspector.show_nothing()

    @property
    def is_settled(self) -> bool:
        """Whether the inspector shows what is selected."""
        return not self._soon.isActive() and not self._inspector.rows.reader.is_busy

    @property
    def names(self) -> Names | None:
        """The names of what the picture shows; None without one."""
        graph = self._scene.picture.graph if self._scene.picture else None
        if graph is not self._graph:
            self._graph = graph
            self._names = Names(graph) if graph else None
        return self._names

    @property
    def subject(self) -> Subject:
        """What is selected."""
        names, focus = self.names, self._focus
        return names.subject(focus.boxes, focus.line, focus.rows) if names else Subject()

    def select(self, subject: Subject) -> bool:
        """Select something and bring it into view; return whether any of it is in the picture."""
        picture = self._scene.picture
        if self.names is None or picture is None:
            return False
        selection = self.names.selection(subject)
        if selection.line is not None and not selection.boxes:
            self._focus.select_line(selection.line)
            line = picture.graph.lines[selection.line]
            self._view.reveal_whole(self._scene.area_of([line.child, line.parent]))
        elif selection.boxes:
            self._focus.select(selection.boxes, selection.rows, selection.line)
            self._view.reveal(self._scene.area_of(selection.boxes))
        return bool(selection.boxes) or selection.line is not None

    @Slot()
    def show_now(self) -> None:
        """Show what is selected."""
        self._soon.stop()
        schema, subject = self._loader.schema, self.subject
        if subject != self._looked_at:
            self._looked_at = subject
            self.looked_at.emit(subject)
        if schema is None:
            self._inspector.show_nothing()
        elif not self._inspector.isHidden():
            self._inspector.show_subject(subject, self._known(schema))

    def _known(self, schema: Schema) -> Known:
        loader = self._loader
        if loader.over is None:
            return Known(schema, self._counter.counts)
        return Known(schema, {}, loader.over, loader.own_schema)

    @Slot(object)
    def go(self, target: Target) -> None:
        """Go to a table, a column, or along a foreign key to its other end."""
        if isinstance(target, ToKey):
            self._go(Subject((target.table,), target.key))
        elif isinstance(target, ToColumn):
            self._mark(target)
        elif isinstance(target, ToTable):
            self._go(Subject((target.table,)))

    def _go(self, subject: Subject) -> None:
        """Select something; what is hidden is shown first."""
        self._awaited = None
        if not self.select(subject):
            self._awaited = subject
            self.hidden_wanted.emit({fold(name) for name in subject.tables})

    @Slot()
    def _arrive(self) -> None:
        if self._awaited is not None and self.select(self._awaited):
            self._awaited = None

    def _mark(self, target: ToColumn) -> None:
        """Mark a column in its box; of a table that is selected, nothing else changes."""
        subject = Subject((target.table,), columns=((target.table, target.column),))
        if self.subject.tables != subject.tables:
            self._go(subject)
        elif self.names is not None:
            selection = self.names.selection(subject)
            self._focus.select(selection.boxes, selection.rows)

    @Slot(object)
    def _point(self, key: KeyName | None) -> None:
        self._focus.hover(self.names.line(key) if self.names and key else None)
