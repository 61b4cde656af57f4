"""Which filter and order were used last: the order for every database, the filter for each one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from pipeline_browser.model.metrics.columns import BY_NAME
from pipeline_browser.model.metrics.filters import Filter, from_json, to_json
from pipeline_browser.model.metrics.selecting import Order

if TYPE_CHECKING:
    from pipeline_browser.ui.preferences import Preferences

FILTERS, ORDER = "metrics/filters", "metrics/order"
MOST = 20  # databases whose filter is remembered


class Memory:
    """Filters and order in the settings."""

    def __init__(self, preferences: Preferences) -> None:
        self._preferences = preferences

    def filter_of(self, database: str) -> Filter:
        """Return the filter that a database was looked at with last."""
        return from_json(self._filters().get(database, ""))

    def keep_filter(self, database: str, wanted: Filter) -> None:
        """Remember a filter; the databases that were filtered longest ago are forgotten."""
        filters = self._filters()
        filters.pop(database, None)
        if not wanted.is_empty:
            filters[database] = to_json(wanted)
        self._preferences.remember_text(FILTERS, json.dumps(dict(list(filters.items())[-MOST:])))

    @property
    def order(self) -> Order:
        """The order that was chosen last."""
        column, _, direction = self._preferences.current.view(ORDER).partition(" ")
        return Order(column, direction == "down") if column in BY_NAME else Order()

    def keep_order(self, order: Order) -> None:
        """Remember an order."""
        self._preferences.remember_text(ORDER, f"{order.column} {'down' if order.descending else 'up'}")

    def _filters(self) -> dict[str, str]:
        try:
            found = json.loads(self._preferences.current.view(FILTERS) or "{}")
        except ValueError:
            return {}
        return {str(key): str(value) for key, value in found.items()} if isinstance(found, dict) else {}
