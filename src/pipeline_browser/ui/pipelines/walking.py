"""Going from part to part of the tab by keys: the list, the stages, what is below them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot

from pipeline_browser.ui.action_row import TabAction

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from pipeline_browser.ui.pipelines.details.pane import DetailsPane
    from pipeline_browser.ui.pipelines.listing.list_table import ListTable

NEXT = TabAction("next_part", "Next part", "Go on to the stages, their parameters, the list", keys=("F6",))
PREVIOUS = TabAction(
    "previous_part", "Previous part", "Go back to the list, the parameters, the stages", keys=("Shift+F6",)
)
ACTIONS = (NEXT, PREVIOUS)


class Walking(QObject):
    """Has a method for each action."""

    def __init__(self, table: ListTable, details: DetailsPane, parent: QObject) -> None:
        super().__init__(parent)
        self._table = table
        self._details = details

    @Slot()
    def next_part(self) -> None:
        """Give the next part the keys."""
        self._step(1)

    @Slot()
    def previous_part(self) -> None:
        """Give the part before the keys."""
        self._step(-1)

    @Slot(object)
    def go_in(self, _stage: object = None) -> None:
        """Go from a stage in the list to its parameters."""
        if self._details.pipeline is not None:
            self._details.go_to_parameters()

    def _step(self, by: int) -> None:
        parts: list[QWidget] = [self._table, *self._details.parts]
        here = next((at for at, part in enumerate(parts) if _has_focus(part)), 0)
        parts[(here + by) % len(parts)].setFocus(Qt.FocusReason.TabFocusReason)


def _has_focus(part: QWidget) -> bool:
    """Whether a part has the focus, or a field that is open in it."""
    focused: QWidget | None = part.window().focusWidget()
    return focused is part or (focused is not None and part.isAncestorOf(focused))
