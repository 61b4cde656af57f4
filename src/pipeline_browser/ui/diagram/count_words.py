"""How many rows a table has, in words: in a few characters, and in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.ui.formats import counted, short_figure

if TYPE_CHECKING:
    from pipeline_browser.model.table_counts import TableRows

WIDEST_COUNT = "~88.8\u00a0M"
"""What a box leaves room for."""


def short_count(rows: TableRows) -> str:
    """Return ``394``, ``12.3 k``, ``~1.2 M``."""
    return short_figure(rows.rows) if rows.exact else f"~{short_figure(rows.rows)}"


def count_words(rows: TableRows) -> str:
    """Return ``1 row``, ``1,204 rows``, ``about 1.2 M rows``."""
    return counted(rows.rows, "row") if rows.exact else f"about {short_figure(rows.rows)} rows"
