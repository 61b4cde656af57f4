"""Differences that a person can read."""

from __future__ import annotations

from pipeline_browser.model.migrations.detective.texts.difference import difference_of


def test_a_line_that_was_changed_stands_among_its_neighbours_with_numbers() -> None:
    old = "".join(f"line {number}\n" for number in range(1, 21))
    difference = difference_of(old, old.replace("line 9\n", "line nine\nand more\n"))
    assert list(difference.unified()) == [
        "… 5 lines",
        "   6  6 line 6",
        "   7  7 line 7",
        "   8  8 line 8",
        "-  9    line 9",
        "+     9 line nine",
        "+    10 and more",
        "  10 11 line 10",
        "  11 12 line 11",
        "  12 13 line 12",
        "… 8 lines",
    ]
    assert (difference.removed, difference.added, difference.blanks_only) == (1, 2, False)


def test_blanks_are_spelt_out_where_nothing_else_differs() -> None:
    difference = difference_of("\ufeffa b\r\nc\n", "a\tb\nc")
    assert difference.blanks_only
    assert list(difference.unified()) == ["- 1   [BOM]a·b[CRLF]", "+   1 a→b[LF]", "- 2   c[LF]", "+   2 c"]


def test_line_endings_do_not_hide_what_else_was_changed() -> None:
    difference = difference_of("a\nb\nc\n", "a\r\nB\r\nc\r\n")
    assert list(difference.unified()) == ["  1 1 a", "- 2   b", "+   2 B", "  3 3 c"]


def test_other_separators_of_unicode_end_no_line() -> None:
    assert list(difference_of("a\u2028b\x0cc", "a\u2028b\x0cd").unified()) == [
        "- 1   a\u2028b\x0cc",
        "+   1 a\u2028b\x0cd",
    ]


def test_texts_of_four_thousand_lines_are_compared_at_once() -> None:
    old = [f"INSERT INTO a VALUES ({number});" for number in range(4_000)]
    new = [*old[:2_000], "-- here", *old[2_001:]]
    difference = difference_of("\n".join(old), "\n".join(new))
    assert (difference.removed, difference.added) == (1, 1)
    every = difference_of("\n".join(old), "\r\n".join(old).replace("a", "b"))
    assert every.cut
