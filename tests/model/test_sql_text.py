"""Statements are split where SQLite would split them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline_browser.model.engine import sqlite3
from pipeline_browser.model.sql_text import split_statements

TRIGGER = (
    "CREATE TEMP TRIGGER t AFTER INSERT ON a BEGIN\n"
    "  SELECT CASE WHEN 1 THEN 2 END; UPDATE a SET b = 'x;END;'; -- END;\nEND"
)

PIECES = (
    "SELECT 1",
    "INSERT INTO t VALUES ('a;b', \"c;d\", `e;f`, [g;h])",
    "SELECT 'it''s; fine'",
    "SELECT 1 -- no; end\n + 2",
    "SELECT /* not; here */ 3",
    "SELECT 4 - 3 / 2",
    "CREATE TABLE triggers(create_trigger, end)",
    TRIGGER,
    "EXPLAIN QUERY PLAN " + TRIGGER,
    "create /* c */ trigger if not exists u after update on a begin select 1; end",
)
GAPS = ("", " ", "\n", "\n-- comment; with end\n", "/* ; */", ";", "\ufeff", "\r\n\t")


def texts(sql: str) -> list[str]:
    return [statement.text for statement in split_statements(sql)]


def test_comments_and_blanks_alone_are_no_statement() -> None:
    assert texts("") == []
    assert texts(" ;;\n-- only a comment") == []
    assert texts("/* never closed ; ") == []


def test_the_last_statement_needs_no_semicolon() -> None:
    assert texts("SELECT 1; SELECT 2") == ["SELECT 1;", "SELECT 2"]


def test_a_trigger_ends_at_the_semicolon_after_its_end() -> None:
    assert texts(f"{TRIGGER}; SELECT 1;") == [f"{TRIGGER};", "SELECT 1;"]


def test_an_unclosed_quote_runs_to_the_end() -> None:
    assert texts("SELECT 'a; SELECT 2;") == ["SELECT 'a; SELECT 2;"]


def test_line_and_column_point_at_the_first_word() -> None:
    found = list(split_statements("-- head\n\n  SELECT 1;\n/* c */ SELECT\n 2"))
    assert [(each.line, each.column) for each in found] == [(3, 3), (4, 9)]


def test_the_first_keywords_are_in_upper_case_and_end_at_the_first_other_token() -> None:
    (statement,) = split_statements('alter table "x" drop column y')
    assert statement.words == ("ALTER", "TABLE")
    assert statement.begins_with("ALTER", "TABLE")
    assert not statement.begins_with("ALTER", "TABLE", "X")


@given(st.lists(st.tuples(st.sampled_from(GAPS), st.sampled_from(PIECES)), max_size=8), st.sampled_from(GAPS))
def test_pieces_put_together_come_apart_again(pieces: list[tuple[str, str]], tail: str) -> None:
    sql = "".join(f"{gap}{piece};" for gap, piece in pieces) + tail
    assert texts(sql) == [f"{piece};" for _, piece in pieces]


@given(st.text(alphabet="ab;'\"`[]-/* \n\ufeff", max_size=40))
def test_every_statement_is_complete_for_sqlite_and_no_shorter_start_of_it_is(sql: str) -> None:
    for statement in split_statements(sql):
        if not statement.text.endswith(";") or not sqlite3.complete_statement(statement.text):
            continue
        starts = [at for at, character in enumerate(statement.text[:-1], 1) if character == ";"]
        assert not any(sqlite3.complete_statement(statement.text[:at]) for at in starts)


@pytest.mark.parametrize("piece", PIECES)
def test_sqlite_takes_each_piece_for_one_complete_statement(piece: str) -> None:
    assert sqlite3.complete_statement(f"{piece};")
    assert not sqlite3.complete_statement(piece)
