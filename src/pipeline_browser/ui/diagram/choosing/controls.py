"""What tells a person how much is shown, and lets them change it: switches, chip, list of hidden tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Slot
from PySide6.QtGui import QAction, QActionGroup

from pipeline_browser.diagram.graph import Detail
from pipeline_browser.diagram.shown import Shown, loose, views
from pipeline_browser.ui.diagram.choosing import actions as choice_actions
from pipeline_browser.ui.diagram.choosing.hidden_list import HiddenList
from pipeline_browser.ui.diagram.choosing.shown_chip import ShownChip
from pipeline_browser.ui.diagram.words import shown_words
from pipeline_browser.ui.theme import INSIDE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline_browser.ui.diagram.canvas.view import DiagramView
    from pipeline_browser.ui.diagram.choosing.deeds import Choosing
    from pipeline_browser.ui.diagram.loading.history import History
    from pipeline_browser.ui.diagram.loading.redrawer import Redrawer


class ChoiceControls(QObject):
    """Keeps them in step with the diagram."""

    def __init__(
        self,
        history: History,
        redrawer: Redrawer,
        choosing: Choosing,
        view: DiagramView,
        actions: Mapping[str, QAction],
    ) -> None:
        super().__init__(view)
        self._history = history
        self._choosing = choosing
        self._view = view
        self._actions = actions
        self.chip = ShownChip(view)
        details = QActionGroup(self)
        for row in choice_actions.DETAILS:
            details.addAction(actions[row.name])
        redrawer.began.connect(self.chip.begin)
        redrawer.ended.connect(self._end)
        self.chip.cancelled.connect(redrawer.cancel)
        self.chip.everything_wanted.connect(self._show_everything)
        self.chip.list_wanted.connect(self.list_hidden)
        choosing.list_wanted.connect(self.list_hidden)

    def follow(self) -> None:
        """Say what is shown now."""
        state = self._history.state
        choice = state.shown if state else Shown()
        for row, detail in zip(choice_actions.DETAILS, Detail, strict=True):
            self._set(row.name, enabled=state is not None, checked=choice.detail is detail)
        has_views = bool(state and views(state.graph))
        self._set("hide_views", enabled=has_views, checked=not choice.views)
        has_loose = bool(state and loose(state.graph))
        self._set("hide_loose", enabled=has_loose, checked=not choice.loose)
        can_list = bool(state and state.left_out)
        is_whole = state is None or state.is_whole
        self._set("show_everything", enabled=choice != choice.everything or not is_whole)
        self._set("show_hidden", enabled=can_list)
        self.chip.tell(shown_words(state) if state else "", can_list=can_list)
        self._view.covered = self.chip.geometry().bottom() if self.chip.isVisibleTo(self._view) else 0

    @Slot()
    def list_hidden(self) -> None:
        """List the hidden tables below the chip."""
        if state := self._history.state:
            names = [state.graph.boxes[number].name for number in state.left_out]
            hidden = HiddenList(sorted(names, key=str.casefold), self._view)
            hidden.chosen.connect(self._reveal)
            hidden.move(self.chip.mapToGlobal(self.chip.rect().bottomLeft() + QPoint(0, INSIDE)))
            hidden.show()
            hidden.field.setFocus()

    @Slot(str)
    def _reveal(self, name: str) -> None:
        self._choosing.reveal({name})

    @Slot()
    def _show_everything(self) -> None:
        self._view.setFocus()  # the chip goes, and with it the button that had the focus
        self._choosing.show_everything()

    @Slot()
    def _end(self) -> None:
        self.chip.end()
        self.follow()

    def _set(self, name: str, *, enabled: bool, checked: bool | None = None) -> None:
        self._actions[name].setEnabled(enabled)
        if checked is not None:
            self._actions[name].setChecked(checked)
