"""What can be done with the time slider once it is open; the methods are named like the actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from pipeline_browser.diagram.graph import State
from pipeline_browser.diagram.reading import reading_order
from pipeline_browser.ui.diagram.time.player import Player

if TYPE_CHECKING:
    from pipeline_browser.ui.diagram.tab import DiagramTab
    from pipeline_browser.ui.diagram.time.sliding import Sliding


class TimeDeeds(QObject):
    """Goes through versions, and through what changed in one."""

    def __init__(self, tab: DiagramTab, sliding: Sliding) -> None:
        super().__init__(tab)
        self._tab = tab
        self._sliding = sliding
        self.player = Player(self._go_on, self._is_ready, self)

    @Slot()
    def previous_version(self) -> None:
        """Go to the version before."""
        self.go(self._sliding.at - 1)

    @Slot()
    def next_version(self) -> None:
        """Go to the version after."""
        self.go(self._sliding.at + 1)

    @Slot()
    def first_version(self) -> None:
        """Go to the first version."""
        self.go(0)

    @Slot()
    def last_version(self) -> None:
        """Go to the last version."""
        self.go(self._last)

    @Slot(int)
    def go(self, at: int) -> None:
        """Go to a stop; it plays no further by itself."""
        if self._sliding.comparison is None:
            self.player.pause()
            self._sliding.go(at)

    @Slot(bool)
    def play_history(self, wanted: bool) -> None:  # noqa: FBT001 - as the signal gives it
        """Go through the versions by itself, from the first one where the last one shows."""
        if not wanted or self._sliding.comparison is not None or self._last < 1:
            self.player.pause()
            self._tab.actions_by_name["play_history"].setChecked(False)
            return
        if self._sliding.at == self._last:
            self._sliding.go(0)
        self.player.play()

    @Slot()
    def toggle_play(self) -> None:
        """Play, or stay where it is."""
        self._tab.actions_by_name["play_history"].trigger()

    @Slot()
    def previous_change(self) -> None:
        """Go to the table before that changed."""
        self._go_to_change(forward=False)

    @Slot()
    def next_change(self) -> None:
        """Go to the next table that changed."""
        self._go_to_change(forward=True)

    @Slot(bool)
    def changes_only(self, wanted: bool) -> None:  # noqa: FBT001 - as the signal gives it
        """Show only what changed."""
        if self._sliding.is_open:
            self._sliding.show_changes_only(wanted=wanted)

    @property
    def _last(self) -> int:
        return len(self._sliding.timeline.stops) - 1

    def _go_on(self) -> bool:
        return self._sliding.go(self._sliding.at + 1)

    def _is_ready(self) -> bool:
        return not self._sliding.is_busy and self._tab.scene.is_built

    def _go_to_change(self, *, forward: bool) -> None:
        state = self._tab.history.state
        if state is None or not self._sliding.is_open:
            return
        boxes = state.picture.graph.boxes
        order = [box for box in reading_order(state.picture) if boxes[box].state is not State.SAME]
        if not order:
            self._tab.strip.say("Nothing that is shown has changed")
            return
        chosen = [at for at, box in enumerate(order) if box in self._tab.focus.boxes]
        start = chosen[0] if chosen else (-1 if forward else 0)
        box = order[(start + (1 if forward else -1)) % len(order)]
        self._tab.focus.select([box])
        self._tab.view.reveal(self._tab.scene.area_of([box]))
