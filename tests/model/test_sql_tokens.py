"""SQL is taken apart as SQLite's tokenizer does it."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline_browser.model.schema.ddl import (
    read_index_text,
    read_module,
    read_table_text,
    read_trigger_text,
    read_view_body,
)
from pipeline_browser.model.sql_tokens import TokenKind, fold, normalised, tokens_of


@pytest.mark.parametrize(
    ("sql", "values"),
    [
        ("a--b\nc", ["a", "c"]),
        ("a/* b */c/* d", ["a", "c"]),
        ('\'it\'\'s\' "q""q" `t``t` [b"r]', ["it's", 'q"q', "t`t", 'b"r']),
        ("x'0F' X'' 0x1F 1.5e-3 .5 1_000", ["x'0F'", "X''", "0x1F", "1.5e-3", ".5", "1_000"]),
        ("a->>'b'||c<>d", ["a", "->>", "b", "||", "c", "<>", "d"]),
        ("naïve$1 日本 a\u00a0b", ["naïve$1", "日本", "a\u00a0b"]),
        ("'open", ["open"]),
        ('"', [""]),
    ],
)
def test_tokens_have_the_values_that_sqlite_sees(sql: str, values: list[str]) -> None:
    assert [token.value for token in tokens_of(sql)] == values


def test_quoted_keywords_are_no_keywords() -> None:
    assert [token.upper for token in tokens_of("check \"check\" 'check' [check]")] == ["CHECK", "", "", ""]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("SELECT  A FROM [T]", 'select a\nfrom "t" -- x'),
        ("a == 1 AND b != 2", "A=1 and B<>2"),
    ],
)
def test_texts_of_one_meaning_have_one_spelling(one: str, other: str) -> None:
    assert normalised(one) == normalised(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("'A'", "'a'"), ("'a'", '"a"'), ("null", '"null"'), ("a b", "ab"), ('"a b"', "a b"), ("É", "é")],
)
def test_texts_of_two_meanings_stay_two(one: str, other: str) -> None:
    assert normalised(one) != normalised(other)


def test_names_are_folded_as_sqlite_folds_them() -> None:
    assert fold("ÄBC") == "Äbc"


@given(st.text(st.sampled_from("a1 '\"`[]()-*/.,;\n\u00e9xX+<>=|")))
@example("/*/")
@example("''''")
def test_tokens_cover_any_text_in_order_without_overlap(sql: str) -> None:
    end = 0
    for token in tokens_of(sql):
        assert token.start >= end
        assert token.end > token.start
        assert token.upper == "" or token.kind in {TokenKind.WORD, TokenKind.SIGN}
        end = token.end
    assert end <= len(sql)


_WORDS = """create table index view trigger on using where primary key unique check not null references
    collate generated always as constraint foreign deferrable initially deferred match conflict default of
    update asc autoincrement without strict rowid ( ) , . a "b" 1"""


@given(st.lists(st.sampled_from(_WORDS.split())).map(" ".join))
def test_texts_that_make_no_sense_yield_less_but_never_an_error(sql: str) -> None:
    for read in (read_table_text, read_index_text, read_module, read_trigger_text, read_view_body):
        read(sql)
