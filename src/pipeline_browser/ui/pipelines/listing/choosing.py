"""Where the cursor goes when the list changes: to what is wanted, what somebody chose, or somewhere near."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline_browser.ui.pipelines.listing.list_table import ListTable
    from pipeline_browser.ui.pipelines.listing.list_view import Place
    from pipeline_browser.ui.pipelines.listing.selection import Key, Selection


class Choosing:
    """Selects in a table.

    Attributes:
        wanted: what is to be selected as soon as it is listed.
    """

    def __init__(self, table: ListTable) -> None:
        self._table = table
        self.wanted: tuple[Key, ...] = ()
        self._chosen: Key | None = None  # where somebody put the cursor
        self._automatic: Key | None = None  # where it was put since it had to be somewhere

    def forget(self) -> None:
        """Forget what concerned another database."""
        self.wanted, self._chosen, self._automatic = (), None, None

    def note(self, selection: Selection) -> None:
        """Remember what somebody chose."""
        if selection.current is not None and selection.current != self._automatic:
            self._chosen = selection.current

    def select_wanted(self) -> bool:
        """Select what is wanted; return whether it is listed."""
        if not self.wanted:
            return False
        for handle in {key.pipeline for key in self.wanted if key.stage is not None}:
            for place in self._table.list.places_of({handle}):
                self._table.expand(place, expanded=True)
        found = self._table.select_keys(self.wanted, self.wanted[0])
        if found:
            self.wanted = ()
            self._show_cursor()
        return found

    def choose_another(self, place: Place, *, goes_to_top: bool) -> None:
        """Put the cursor somewhere, since its row is not shown any more.

        Args:
            place: how it was before.
            goes_to_top: something else was asked for, so there is no place to keep.
        """
        table = self._table
        if not table.list.rowCount():
            return
        if goes_to_top and self._chosen is not None and table.select_keys([self._chosen], self._chosen):
            self._show_cursor()
            return
        if goes_to_top:
            table.select_row(0)
        else:
            table.select_near(place)
        self._automatic = table.list.key_at(table.currentIndex().row())
        self._show_cursor()

    def _show_cursor(self) -> None:
        self._table.scrollTo(self._table.currentIndex())
