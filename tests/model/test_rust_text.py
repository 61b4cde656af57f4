from __future__ import annotations

import pytest

from pipeline_browser.model.rust_text import debug_duration, debug_string


@pytest.mark.parametrize(
    ("nanoseconds", "text"),
    [
        (0, "0ns"),
        (999, "999ns"),
        (1_000, "1µs"),
        (1_001, "1.001µs"),
        (242_930, "242.93µs"),
        (1_000_001, "1.000001ms"),
        (15_600_000, "15.6ms"),
        (999_999_999, "999.999999ms"),
        (1_000_000_000, "1s"),
        (61_234_567_891, "61.234567891s"),
    ],
)
def test_a_duration_reads_as_rust_prints_it(nanoseconds: int, text: str) -> None:
    assert debug_duration(nanoseconds) == text


def test_a_text_is_quoted_and_escaped_as_rust_prints_it() -> None:
    assert debug_string('a"b\\\n\0\u202e\u0301ü\x7f') == '"a\\"b\\\\\\n\\0\\u{202e}\\u{301}ü\\u{7f}"'
