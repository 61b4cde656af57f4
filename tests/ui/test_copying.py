"""What goes to the clipboard."""

from __future__ import annotations

import pytest

from pipeline_browser.model.database import Database
from pipeline_browser.model.location import Location
from pipeline_browser.ui.copying import RawValue, raw_text, sql_literal, tab_separated

NUMBERS = [2**63 - 1, -(2**63), 0.1, float("inf"), float("-inf")]
TEXTS = ["it's\n", "", "nul\0in", "\udcff\udc80"]


@pytest.mark.parametrize("value", [None, *NUMBERS, *TEXTS, b"\x00\xff", b""])
def test_a_literal_is_read_back_by_sqlite_as_the_value(value: RawValue) -> None:
    database = Database.open(Location(None))
    try:
        assert database.query(f"SELECT {sql_literal(value)}") == [(value,)]
    finally:
        database.close()


def test_rows_are_copied_under_their_headers_one_line_each() -> None:
    text = tab_separated(["Version", "Description"], [[1, "a\tb\r\nc"], [2, None]])
    assert text == "Version\tDescription\n1\ta b c\n2\t"


def test_bytes_are_copied_in_hexadecimal() -> None:
    assert raw_text(b"\x01\xab") == "01ab"
