"""The filter of each database and the order are remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.metrics.filters import Filter, Period
from pipeline_browser.model.metrics.selecting import Order
from pipeline_browser.ui.metrics.memory import FILTERS, MOST, Memory

if TYPE_CHECKING:
    from pipeline_browser.ui.preferences import Preferences


def test_each_database_has_its_own_filter(preferences: Preferences) -> None:
    memory = Memory(preferences)
    memory.keep_filter("a.db", Filter(Period.WEEK, "log"))
    assert Memory(preferences).filter_of("a.db") == Filter(Period.WEEK, "log")
    assert memory.filter_of("b.db") == Filter()


def test_the_databases_filtered_longest_ago_are_forgotten(preferences: Preferences) -> None:
    memory = Memory(preferences)
    for number in range(MOST + 1):
        memory.keep_filter(f"{number}.db", Filter(text=str(number)))
    assert memory.filter_of("0.db").is_empty
    assert memory.filter_of("1.db").text == "1"


def test_damaged_settings_are_no_filter(preferences: Preferences) -> None:
    for text in ("[", "[]", '{"a.db": "[1]"}', '{"a.db": 3}'):
        preferences.remember_text(FILTERS, text)
        assert Memory(preferences).filter_of("a.db").is_empty


def test_the_order_is_remembered(preferences: Preferences) -> None:
    memory = Memory(preferences)
    assert memory.order == Order()
    memory.keep_order(Order("errors", descending=False))
    assert memory.order == Order("errors", descending=False)
