"""What lies over the view: legend and minimap, as somebody likes it, and the frame of its focus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Slot

from pipeline_browser.overriding import override
from pipeline_browser.ui.diagram.canvas.focus_frame import FocusFrame
from pipeline_browser.ui.diagram.canvas.legend_card import LegendCard
from pipeline_browser.ui.diagram.canvas.minimap import Minimap

if TYPE_CHECKING:
    from pipeline_browser.diagram.graph import Graph
    from pipeline_browser.ui.diagram.canvas.scene import DiagramScene
    from pipeline_browser.ui.diagram.canvas.view import DiagramView
    from pipeline_browser.ui.preferences import Preferences

_EDGE = 12  # pixels between an overlay and the sides of the view
_MINIMAP, _LEGEND = "diagram-minimap", "diagram-legend"
_ON, _OFF = "on", "off"


class Overlays(QObject):
    """Keeps both in their corners."""

    def __init__(self, view: DiagramView, scene: DiagramScene, preferences: Preferences) -> None:
        super().__init__(view)
        self._view = view
        self._preferences = preferences
        self.minimap = Minimap(view, scene)
        self.legend = LegendCard(scene.look, view)
        self.frame = FocusFrame(scene.look, view)
        self.shows_minimap = preferences.current.view(_MINIMAP) != _OFF
        self.shows_legend = preferences.current.view(_LEGEND) == _ON
        self._has_content = False
        self.minimap.set_wanted(wanted=self.shows_minimap)
        self.minimap.installEventFilter(self)
        view.installEventFilter(self)

    def explain(self, graph: Graph | None) -> None:
        """Let the legend explain another graph."""
        self._has_content = bool(graph and graph.boxes)
        self.legend.explain(graph)
        self._show_legend()
        self.minimap.follow()
        self._place()

    @Slot(bool)
    def show_minimap(self, shown: bool) -> None:  # noqa: FBT001 - as the signal gives it
        """Show the minimap where it is of use, or never."""
        self.shows_minimap = shown
        self._preferences.remember_text(_MINIMAP, _ON if shown else _OFF)
        self.minimap.set_wanted(wanted=shown)

    @Slot(bool)
    def show_legend(self, shown: bool) -> None:  # noqa: FBT001 - as the signal gives it
        """Show the legend or not."""
        self.shows_legend = shown
        self._preferences.remember_text(_LEGEND, _ON if shown else _OFF)
        self._show_legend()

    @Slot()
    def repaint(self) -> None:
        """Paint in other colours."""
        self.legend.update()
        self.frame.update()
        self.minimap.update()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _show_legend(self) -> None:
        is_shown = self.shows_legend and self._has_content
        self.legend.setVisible(is_shown)
        self._view.keep_free(self.legend.size() + QSize(_EDGE, _EDGE) if is_shown else QSize())

    def _place(self) -> None:
        bottom = self._view.height() - _EDGE
        self.legend.move(_EDGE, bottom - self.legend.height())
        right = self._view.width() - _EDGE - self.minimap.width()
        self.minimap.move(right, bottom - self.minimap.height())
