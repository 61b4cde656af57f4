"""Text that acts on a terminal is shown, never obeyed."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline_browser.model.literal_text import escape_for_terminal


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("esc\x1b[31mred\x1b]0;pwn\x07", "esc\\x1b[31mred\\x1b]0;pwn\\x07"),
        ("c1\x9b31m", "c1\\x9b31m"),
        ("bidi\u202etxt\u2066", "bidi\\u202etxt\\u2066"),
        ("zw\u200bsp\ufeff", "zw\\u200bsp\\ufeff"),
        ("tag\U000e0041", "tag\\U000e0041"),
        ("two\nlines\t\x7f\x00", "two\\x0alines\\x09\\x7f\\x00"),
        ("line\u2028paragraph\u2029", "line\\u2028paragraph\\u2029"),
        ("not\udcff utf-8", "not\\udcff utf-8"),
        ("filler\u3164", "filler\\u3164"),
    ],
)
def test_characters_that_act_are_spelt_out(text: str, shown: str) -> None:
    assert escape_for_terminal(text) == shown


@pytest.mark.parametrize(
    "text", ["pipelines", "ünïçødé_日本語_🙂", "a\u00a0b\u3000c", "<img src=x>", "e\u0301", ""]
)
def test_ordinary_text_of_any_script_stays_as_it_is(text: str) -> None:
    assert escape_for_terminal(text) == text


def test_lines_of_ddl_can_be_kept_while_escapes_are_not() -> None:
    assert escape_for_terminal("a\n\tb\x1b\r", keep="\n\t") == "a\n\tb\\x1b\\x0d"


@given(st.text(st.characters()))
def test_nothing_that_acts_is_left_and_all_of_it_can_be_encoded(text: str) -> None:
    shown = escape_for_terminal(text)
    assert all(unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Zl", "Zp"} for character in shown)
    shown.encode("utf-8")
