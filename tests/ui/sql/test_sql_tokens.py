"""SQLite's tokens, as far as they get a colour."""

from __future__ import annotations

import pytest

from pipeline_browser.ui.sql.sql_tokens import OUTSIDE, TokenKind, line_spans

Coloured = list[tuple[str, TokenKind]]


def coloured(text: str) -> Coloured:
    found: Coloured = []
    state = OUTSIDE
    for line in text.split("\n"):
        spans, state = line_spans(line, state)
        found += [(line[span.start : span.start + span.length], span.kind) for span in spans]
    return found


@pytest.mark.parametrize(
    ("sql", "kind"),
    [
        ("PRAGMA", TokenKind.KEYWORD),
        ("without", TokenKind.KEYWORD),
        ("Integer", TokenKind.TYPE),
        ("'it''s'", TokenKind.STRING),
        ("x'00fF'", TokenKind.STRING),
        ('"a table"', TokenKind.NAME),
        ("[a table]", TokenKind.NAME),
        ("`a table`", TokenKind.NAME),
        ("0x1F", TokenKind.NUMBER),
        ("1.5e-3", TokenKind.NUMBER),
        (".5", TokenKind.NUMBER),
        ("?1", TokenKind.PARAMETER),
        (":name", TokenKind.PARAMETER),
        ("-- to the end", TokenKind.COMMENT),
        ("/* in between */", TokenKind.COMMENT),
    ],
)
def test_each_kind_of_token_is_recognised_whole(sql: str, kind: TokenKind) -> None:
    spans = coloured(f"id , {sql}")
    assert "".join(text for text, _ in spans) == sql
    assert {found for _, found in spans} == {kind}


def test_names_and_keywords_inside_of_names_have_no_colour() -> None:
    assert coloured("selected, order_id, tables") == []


def test_a_comment_goes_on_over_lines_until_its_end() -> None:
    assert coloured("/* one\nSELECT\nend */ SELECT") == [
        ("/* one", TokenKind.COMMENT),
        ("SELECT", TokenKind.COMMENT),
        ("end */", TokenKind.COMMENT),
        ("SELECT", TokenKind.KEYWORD),
    ]


def test_a_comment_sign_inside_of_a_string_opens_nothing() -> None:
    assert coloured("'-- /*' NULL") == [("'-- /*'", TokenKind.STRING), ("NULL", TokenKind.KEYWORD)]


def test_an_open_string_goes_on_over_an_empty_line() -> None:
    assert coloured("'a\n\nb' 1") == [
        ("'a", TokenKind.STRING),
        ("b'", TokenKind.STRING),
        ("1", TokenKind.NUMBER),
    ]
