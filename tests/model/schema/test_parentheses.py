"""Parentheses that change nothing are left out, and no others: SQLite says what expressions are worth."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline_browser.model.engine import sqlite3
from pipeline_browser.model.schema.parentheses import without_redundant_parentheses
from pipeline_browser.model.sql_tokens import normalised_tokens, tokens_of

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn

_SIGNS = "OR AND = <> IS LIKE < <= & | << + - * / % ||"
_WORDS = ("IS NOT", "IN", "NOT IN", "NOT LIKE", "BETWEEN", "NOT BETWEEN", "COLLATE")
_BINARY = (*_SIGNS.split(), *_WORDS)
_VALUES = ("a", "b", "2", "-1", "'x'", "NULL", "0.5", "abs(a)", "(SELECT 3)")


def spelt(sql: str) -> str:
    return normalised_tokens(without_redundant_parentheses(tokens_of(sql)))


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("((a))", "a"),
        ("(a = 1) AND (b = 2)", "a = 1 and b = 2"),
        ("a AND (b AND c)", "a and b and c"),
        ("(a + b) - c", "a + b - c"),
        ("a - (b - c)", "a - ( b - c )"),
        ("a * (b + c)", "a * ( b + c )"),
        ("(a BETWEEN 1 AND 2) AND (b)", "a between 1 and 2 and b"),
        ("a BETWEEN 1 AND (b = 3)", "a between 1 and ( b = 3 )"),
        (
            "a BETWEEN CASE WHEN b AND c THEN 1 END AND (b AND c)",
            "a between case when b and c then 1 end and ( b and c )",
        ),
        ("NOT (a AND b)", "not ( a and b )"),
        ("NOT (a = b)", "not a = b"),
        ("(NOT a) = b", "( not a ) = b"),
        ("(a, b) = (1, 2)", "( a , b ) = ( 1 , 2 )"),
        ("a IN ((1), (2))", "a in ( 1 , 2 )"),
        ("a IN ((SELECT 1))", "a in ( ( select 1 ) )"),
        ("lower((a))", "lower ( a )"),
        ("CASE WHEN (a OR b) THEN (1) ELSE ((2)) END + (3)", "case when a or b then 1 else 2 end + 3"),
        ("(CASE a WHEN 1 THEN 2 OR 3 END) * 4", "case a when 1 then 2 or 3 end * 4"),
        ("SELECT (a) x FROM (SELECT 1) JOIN t ON (a = b)", "select a x from ( select 1 ) join t on a = b"),
        ("INSERT INTO t (a) VALUES (1)", "insert into t ( a ) values ( 1 )"),
        ("a - (CASE WHEN a THEN b END + c)", "a - ( case when a then b end + c )"),
        ("a - (b ISNULL + c)", "a - ( b isnull + c )"),
        ("(a || b) COLLATE NOCASE", "( a || b ) collate nocase"),
        ("a = (b", "a = ( b"),
        ("a)", "a )"),
    ],
)
def test_what_stays_and_what_goes(written: str, kept: str) -> None:
    assert spelt(written) == kept


def test_nesting_may_be_as_deep_as_it_likes() -> None:
    assert spelt("(" * 5_000 + "a" + ")" * 5_000) == "a"


@st.composite
def expressions(draw: DrawFn, depth: int = 3) -> str:
    if depth == 0 or draw(st.integers(0, 5)) == 0:
        return draw(st.sampled_from(_VALUES))
    inner = expressions(depth - 1)
    kind = draw(st.integers(0, 9))
    if kind == 0:
        return f"NOT {draw(inner)}" if draw(st.booleans()) else f"- {draw(inner)}"
    if kind == 1:
        return f"CASE WHEN {draw(inner)} THEN {draw(inner)} ELSE {draw(inner)} END"
    left, right = (f"({draw(inner)})" if draw(st.integers(0, 2)) else draw(inner) for _ in range(2))
    operator = draw(st.sampled_from(_BINARY))
    if operator.endswith("IN"):
        return f"{left} {operator} ({right}, {draw(inner)})"
    if operator.endswith("BETWEEN"):
        return f"{left} {operator} {right} AND ({draw(inner)})"
    return f"{left} COLLATE NOCASE" if operator == "COLLATE" else f"{left} {operator} {right}"


def _means_the_same(expression: str) -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        rows = ("SELECT 1 AS a, 'X' AS b", "SELECT NULL, 0", "SELECT -3, '1'", "SELECT 0, 2")
        table = f"({' UNION ALL '.join(rows)})"
        try:
            before = connection.execute(f"SELECT {expression} FROM {table}").fetchall()
        except sqlite3.OperationalError:
            return  # no expression at all
        assert connection.execute(f"SELECT {spelt(expression)} FROM {table}").fetchall() == before


@settings(max_examples=60)
@given(expressions())
def test_sqlite_finds_the_same_value_without_them(expression: str) -> None:
    _means_the_same(expression)


@pytest.mark.campaign
@settings(max_examples=30_000)
@given(expressions(depth=4))
def test_sqlite_finds_the_same_value_without_them_in_many_expressions(expression: str) -> None:
    _means_the_same(expression)
