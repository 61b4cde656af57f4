"""What takes the diagram out of the window; the methods are named like the actions that call them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from pipeline_browser.ui.diagram.count_words import short_count
from pipeline_browser.ui.diagram.output.order import Order

if TYPE_CHECKING:
    from pipeline_browser.ui.diagram.canvas.look import Look
    from pipeline_browser.ui.diagram.loading.history import History
    from pipeline_browser.ui.diagram.loading.loader import Loader
    from pipeline_browser.ui.diagram.loading.row_counter import RowCounter
    from pipeline_browser.ui.diagram.output.exporting import Exporting
    from pipeline_browser.ui.theme import Theme


class OutputDeeds(QObject):
    """Hands the diagram on as it stands now, whatever is selected in it."""

    def __init__(
        self,
        exporting: Exporting,
        history: History,
        loader: Loader,
        counter: RowCounter,
        look: Look,
        theme: Theme,
    ) -> None:
        super().__init__(exporting)
        self._exporting = exporting
        self._history = history
        self._loader = loader
        self._counter = counter
        self._look = look
        self._theme = theme

    @Slot()
    def save(self) -> None:
        """Write the diagram into a file."""
        state, matter = self._history.state, self._loader.matter
        if (order := self.order()) and state and matter:
            self._exporting.export(order, state, matter)

    @Slot()
    def print_diagram(self) -> None:
        """Print the diagram."""
        state, matter = self._history.state, self._loader.matter
        if (order := self.order()) and state and matter:
            self._exporting.print_out(order, state, matter)

    @Slot()
    def copy_image(self) -> None:
        """Copy the diagram as an image."""
        if order := self.order():
            self._exporting.copier.copy_image(order)

    def order(self) -> Order | None:
        """Return the diagram as it stands now; None where there is none."""
        state, location = self._history.state, self._loader.location
        if state is None or location is None:
            return None
        over = self._loader.over
        rows = {} if over else self._counter.counts
        counts = {name: short_count(each) for name, each in rows.items()}
        dark = self._theme.colours.dark
        caption = over.caption if over else ""
        return Order(state.picture, location, self._look.text_font, dark, counts, caption=caption)
