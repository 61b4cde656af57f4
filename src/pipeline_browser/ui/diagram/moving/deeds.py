"""The deeds that put tables elsewhere; the methods are named like the actions that call them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from pipeline_browser.diagram.aligning import Side, aligned, spread
from pipeline_browser.diagram.layout.shapes import Point
from pipeline_browser.ui.diagram.words import called

if TYPE_CHECKING:
    from pipeline_browser.ui.diagram.canvas.focus import Focus
    from pipeline_browser.ui.diagram.loading.history import History
    from pipeline_browser.ui.diagram.loading.redrawer import Redrawer
    from pipeline_browser.ui.diagram.moving.mover import Mover

_NUDGE = 16.0  # pixels at scale 1


class Moving(QObject):
    """Moves the selected tables, or all; each time as one change that can be undone."""

    def __init__(
        self, history: History, mover: Mover, redrawer: Redrawer, focus: Focus, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._history = history
        self._mover = mover
        self._redrawer = redrawer
        self._focus = focus

    @Slot()
    def arrange(self) -> None:
        """Put every table where the arrangement wants it."""
        self._redrawer.arrange()

    @Slot()
    def arrange_selected(self) -> None:
        """Arrange the selected tables among themselves; the others stay."""
        if self._focus.boxes:
            self._redrawer.arrange_some(self._focus.boxes)

    @Slot()
    def align_left(self) -> None:
        """Bring left sides into line."""
        self._align(Side.LEFT)

    @Slot()
    def align_right(self) -> None:
        """Bring right sides into line."""
        self._align(Side.RIGHT)

    @Slot()
    def align_top(self) -> None:
        """Bring upper sides into line."""
        self._align(Side.TOP)

    @Slot()
    def align_bottom(self) -> None:
        """Bring lower sides into line."""
        self._align(Side.BOTTOM)

    @Slot()
    def spread_across(self) -> None:
        """Leave the same gap between tables, from left to right."""
        self._spread(across=True)

    @Slot()
    def spread_down(self) -> None:
        """Leave the same gap between tables, from top to bottom."""
        self._spread(across=False)

    @Slot()
    def nudge_left(self) -> None:
        """Move the selected tables a little to the left."""
        self._mover.move(self._focus.boxes, Point(-_NUDGE, 0.0))

    @Slot()
    def nudge_right(self) -> None:
        """Move the selected tables a little to the right."""
        self._mover.move(self._focus.boxes, Point(_NUDGE, 0.0))

    @Slot()
    def nudge_up(self) -> None:
        """Move the selected tables a little up."""
        self._mover.move(self._focus.boxes, Point(0.0, -_NUDGE))

    @Slot()
    def nudge_down(self) -> None:
        """Move the selected tables a little down."""
        self._mover.move(self._focus.boxes, Point(0.0, _NUDGE))

    def _align(self, side: Side) -> None:
        if (state := self._history.state) and self._focus.boxes:
            picture = state.picture
            places = aligned(picture.layout.positions, picture.sizes, self._focus.boxes, side)
            self._mover.put(places, f"align {called(picture.graph, self._focus.boxes)}")

    def _spread(self, *, across: bool) -> None:
        if (state := self._history.state) and self._focus.boxes:
            picture = state.picture
            places = spread(picture.layout.positions, picture.sizes, self._focus.boxes, across=across)
            self._mover.put(places, f"spread {called(picture.graph, self._focus.boxes)}")
