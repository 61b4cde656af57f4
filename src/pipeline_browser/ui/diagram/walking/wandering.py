"""Back and forward through what was selected; the methods are named like the actions that call them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from pipeline_browser.ui.diagram.walking.trail import Trail

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline_browser.ui.diagram.finding.find_bar import FindBar
    from pipeline_browser.ui.diagram.inspector.inspecting import Inspecting
    from pipeline_browser.ui.diagram.walking.subject import Subject


class Wandering(QObject):
    """Keeps the trail of one database.

    Signals:
        changed: there is more, or less, to go back or forward to.
    """

    changed = Signal()

    def __init__(self, inspecting: Inspecting, find_bar: FindBar, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._inspecting = inspecting
        self._find_bar = find_bar
        self.trail = Trail()
        inspecting.looked_at.connect(self._note)

    @property
    def can_go_back(self) -> bool:
        """Whether there is anything behind; with nothing selected, the last selection is."""
        return bool(self.trail.behind) or (self.trail.here is not None and not self._inspecting.subject)

    @property
    def can_go_forward(self) -> bool:
        """Whether there is anything ahead."""
        return bool(self.trail.ahead)

    @Slot()
    def go_back(self) -> None:
        """Select what was selected before."""
        here = [] if self._inspecting.subject or self.trail.here is None else [self.trail.at]
        self._go([*here, *self.trail.behind])

    @Slot()
    def go_forward(self) -> None:
        """Select again what one came back from."""
        self._go(self.trail.ahead)

    @Slot()
    def forget(self) -> None:
        """Begin anew: another database is looked at."""
        self.trail = Trail()
        self.changed.emit()

    def _go(self, steps: Iterable[int]) -> None:
        """Go to the nearest step of which the diagram shows anything."""
        for at in steps:
            if self._inspecting.select(self.trail.steps[at].subject):
                self.trail = self.trail.go(at)
                break
        self.changed.emit()

    @Slot(object)
    def _note(self, subject: Subject) -> None:
        if subject:
            self.trail = self.trail.visit(subject, passing=self._find_bar.field.hasFocus())
        self.changed.emit()
