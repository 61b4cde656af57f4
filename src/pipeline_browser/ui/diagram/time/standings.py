"""Where everything stands at all versions, for each detail; what somebody moves stands elsewhere at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF

from pipeline_browser.diagram.comparing.stepping import moved_between, with_moves
from pipeline_browser.diagram.standing import Standing, standing_of

if TYPE_CHECKING:
    from pipeline_browser.diagram.graph import Detail
    from pipeline_browser.diagram.shown import Shown
    from pipeline_browser.diagram.state import DiagramState

_AROUND = 12.0  # pixels around all versions: more than anything is drawn beside its place


class Standings:
    """Known from the first picture of a detail on.

    Attributes:
        part: where those tables stand that alone are shown.
    """

    def __init__(self) -> None:
        self._common: dict[Detail, Standing] = {}
        self.part = Standing()
        self._framed = Standing(), QRectF()

    def of(self, detail: Detail) -> Standing | None:
        """Return where everything stands; None where that has to be found."""
        return self._common.get(detail)

    def keep(self, detail: Detail, common: Standing) -> None:
        """Remember where everything stands."""
        self._common[detail] = common

    def forget(self, detail: Detail | None = None) -> None:
        """Forget what stands where in a detail, or in all of them."""
        if detail is None:
            self._common = {}
        else:
            self._common.pop(detail, None)
        self.part = Standing()

    def begin_part(self, state: DiagramState | None, shown: Shown) -> None:
        """Arrange tables anew that are to be shown alone."""
        if state is not None and shown.only != state.shown.only:
            self.part = Standing()

    def note(self, state: DiagramState) -> None:
        """Let tables that alone are shown stay where they are now."""
        if state.shown.only is not None:
            self.part = self.part.with_picture(state.picture)

    def follow(self, before: DiagramState, after: DiagramState) -> bool:
        """Follow what somebody did to the picture; return whether tables stand elsewhere now."""
        shown = after.shown
        if before.shown != shown:
            if shown.only is not None:
                self.part = standing_of(after.picture)
            return False
        self.note(after)
        common = self._common.get(shown.detail)
        if shown.only is None and common is not None:
            moved = moved_between(before, after)
            self._common[shown.detail] = with_moves(common, after.picture, moved)
        return True

    def frame(self, shown: Shown) -> QRectF:
        """Return the room of all versions, so that the view need not change from one to the next."""
        common = self._common.get(shown.detail)
        if shown.only is not None or common is None:
            return QRectF()
        if self._framed[0] is not common:
            self._framed = common, _around(common)
        return self._framed[1]


def _around(common: Standing) -> QRectF:
    """Return the area of all boxes and lines of a standing, and a little more."""
    corners = [(x, y) for x, y, _, _ in common.places.values()]
    corners += [(x + width, y + height) for x, y, width, height in common.places.values()]
    points = [*corners, *(point for route in common.routes.values() for point in route)]
    if not points:
        return QRectF()
    xs, ys = zip(*points, strict=True)
    area = QRectF(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
    return area.adjusted(-_AROUND, -_AROUND, _AROUND, _AROUND)
