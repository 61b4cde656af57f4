"""The deeds that go from table to table and select; the methods are named like the actions that call them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, Signal, Slot
from PySide6.QtGui import QActionGroup

from pipeline_browser.diagram.joining import joining
from pipeline_browser.diagram.layout.shapes import Point
from pipeline_browser.diagram.reading import nearest, reading_order
from pipeline_browser.ui.diagram.words import joining_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QAction

    from pipeline_browser.diagram.graph import Line
    from pipeline_browser.diagram.picture import Picture
    from pipeline_browser.ui.diagram.canvas.focus import Focus
    from pipeline_browser.ui.diagram.canvas.scene import DiagramScene
    from pipeline_browser.ui.diagram.canvas.view import DiagramView
    from pipeline_browser.ui.diagram.loading.history import History
    from pipeline_browser.ui.preferences import Preferences

_PAN = 80.0  # pixels of the screen
_LIGHT = "diagram-highlight"  # under which it is remembered how far the highlight reaches
_STEPS = ("1", "2", "3")
_AROUND = 40  # pixels of the screen that a table keeps from the edge


class Walking(QObject):
    """Selects, and keeps what is selected in sight.

    Signals:
        cleared: nothing is to be selected, and nothing looked for.
        left: the same was wanted where nothing was selected any more.
    """

    cleared = Signal()
    left = Signal()

    def __init__(
        self,
        history: History,
        scene: DiagramScene,
        focus: Focus,
        view: DiagramView,
        preferences: Preferences,
    ) -> None:
        super().__init__(view)
        self._history = history
        self._scene = scene
        self._focus = focus
        self._view = view
        self._preferences = preferences
        remembered = preferences.current.view(_LIGHT)
        focus.light(int(remembered) if remembered in _STEPS else 1)
        self._may_leave = False  # Escape was pressed: Tab leads on to what comes after the diagram

    def keep_in_step(self, actions: Mapping[str, QAction]) -> None:
        """Let the switches say how far the highlight reaches."""
        group = QActionGroup(self)
        for steps in _STEPS:
            group.addAction(actions[f"light_{steps}"])
        actions[f"light_{self._focus.steps}"].setChecked(True)

    @Slot()
    def light_1(self) -> None:
        """Highlight the neighbours of what is selected."""
        self._light(1)

    @Slot()
    def light_2(self) -> None:
        """Highlight what is two steps around."""
        self._light(2)

    @Slot()
    def light_3(self) -> None:
        """Highlight what is three steps around."""
        self._light(3)

    @Slot()
    def next_table(self) -> None:
        """Select the next table; after the last one, go on to the next control."""
        if not self._step(forward=True):
            self._view.focusNextChild()

    @Slot()
    def previous_table(self) -> None:
        """Select the table before; before the first one, go back to the control before."""
        if not self._step(forward=False):
            self._view.focusPreviousChild()

    @Slot()
    def go_left(self) -> None:
        """Select the table to the left, or move the view."""
        self._go(Point(-1, 0))

    @Slot()
    def go_right(self) -> None:
        """Select the table to the right, or move the view."""
        self._go(Point(1, 0))

    @Slot()
    def go_up(self) -> None:
        """Select the table above, or move the view."""
        self._go(Point(0, -1))

    @Slot()
    def go_down(self) -> None:
        """Select the table below, or move the view."""
        self._go(Point(0, 1))

    @Slot()
    def select_all(self) -> None:
        """Select every table that is shown."""
        if picture := self._picture:
            self._focus.select(range(len(picture.graph.boxes)))

    @Slot()
    def select_joining(self) -> None:
        """Select the tables on the shortest ways between the selected ones, and show them all."""
        picture = self._picture
        if picture is None or not self._focus.boxes:
            return
        before = self._focus.boxes
        boxes = joining(picture.graph, before)
        self._focus.select(boxes)
        self._view.reveal_whole(self._scene.area_of(boxes))
        self._view.helped.emit(joining_words(picture.graph, before, boxes))

    @Slot()
    def select_nothing(self) -> None:
        """Give up what the pointer does, else select nothing."""
        if not self._view.pointer.cancel():
            is_clear = not self._focus.dims
            self._may_leave = True
            self.cleared.emit()
            self._focus.clear()
            if is_clear:
                self.left.emit()

    @Slot()
    def zoom_to_selection(self) -> None:
        """Show what is selected as large as it can be read."""
        boxes = self._focus.boxes
        if not boxes and (line := self._line()):
            boxes = frozenset({line.child, line.parent})
        if boxes:
            self._view.fit(self._scene.area_of(boxes))

    @Slot()
    def go_to_parent(self) -> None:
        """Select the parent of the selected line, with the rows that are referred to."""
        if line := self._line():
            self._show(line.parent, line.parent_rows)

    @Slot()
    def go_to_child(self) -> None:
        """Select the child of the selected line, with the rows that refer."""
        if line := self._line():
            self._show(line.child, line.child_rows)

    def _light(self, steps: int) -> None:
        self._preferences.remember_text(_LIGHT, str(steps))
        self._focus.light(steps)

    def _line(self) -> Line | None:
        number, picture = self._focus.line, self._scene.picture
        return None if number is None or picture is None else picture.graph.lines[number]

    def _show(self, box: int, rows: Sequence[int | None]) -> None:
        self._focus.select([box], [(box, row) for row in rows if row is not None])
        self._keep_in_sight(box)

    def _step(self, *, forward: bool) -> bool:
        """Select the next table in reading order, or the one before; return whether there is one."""
        leaves, self._may_leave = self._may_leave and not self._focus.boxes, False
        picture = self._picture
        if picture is None or leaves:
            return False
        order = reading_order(picture)
        chosen = [at for at, box in enumerate(order) if box in self._focus.boxes]
        before_all, after_all = [-1], [len(order)]
        at = (chosen or before_all)[-1] + 1 if forward else (chosen or after_all)[0] - 1
        if not 0 <= at < len(order):
            return False
        self._select(order[at])
        return True

    def _go(self, way: Point) -> None:
        picture = self._picture
        if picture is None or not self._focus.boxes:
            self._view.pan(QPointF(way.x * _PAN, way.y * _PAN))
            return
        box = nearest(picture, max(self._focus.boxes, key=lambda each: self._ahead(picture, each, way)), way)
        if box is not None:
            self._select(box)

    def _ahead(self, picture: Picture, box: int, way: Point) -> float:
        place = picture.layout.positions[box]
        return place.x * way.x + place.y * way.y

    def _select(self, box: int) -> None:
        self._focus.select([box])
        self._keep_in_sight(box)

    def _keep_in_sight(self, box: int) -> None:
        self._view.ensureVisible(self._scene.area_of([box]), _AROUND, _AROUND)

    @property
    def _picture(self) -> Picture | None:
        state = self._history.state
        return state.picture if state else None
