"""Leaving out the parentheses that change nothing: around a whole, around a value, where precedence does it.

Where it is not certain that they change nothing, they stay. Source of the precedences:
https://www.sqlite.org/lang_expr.html#operators_and_parse_affecting_attributes
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.sql_tokens import Token

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_EDGE = 0  # a comma, a keyword of SELECT or CASE, the end of the text: binds nothing
_OR, _AND, _NOT, _EQUAL = 1, 2, 3, 4
_PREFIX = 11  # - + ~ before a value, COLLATE after one
_VALUE = 12
_STRENGTHS = {
    "OR": _OR, "AND": _AND, "NOT": _NOT,
    "=": _EQUAL, "==": _EQUAL, "<>": _EQUAL, "!=": _EQUAL, "IS": _EQUAL, "BETWEEN": _EQUAL, "IN": _EQUAL,
    "MATCH": _EQUAL, "LIKE": _EQUAL, "REGEXP": _EQUAL, "GLOB": _EQUAL, "ISNULL": _EQUAL, "NOTNULL": _EQUAL,
    "<": 5, "<=": 5, ">": 5, ">=": 5, "ESCAPE": 6, "&": 7, "|": 7, "<<": 7, ">>": 7, "+": 8, "-": 8,
    "*": 9, "/": 9, "%": 9, "||": 10, "->": 10, "->>": 10, "~": _PREFIX, "COLLATE": _PREFIX, ".": _VALUE,
}  # fmt: skip
_SIGNED = frozenset({"+", "-"})
_NEGATED = frozenset({"IN", "LIKE", "GLOB", "REGEXP", "MATCH", "BETWEEN"})  # NOT is a part of these
_ENDING_A_VALUE = frozenset({"END", "ISNULL", "NOTNULL"})
_EDGES_WRITTEN = """
    , ; case when then else end select distinct all from where group order by having limit offset on as asc
    desc nulls union except intersect join left right full inner cross natural window values with set begin
    returning using
"""
_EDGES = frozenset(_EDGES_WRITTEN.upper().split())
_LEAVING_WRITTEN = """
    and or not is between like glob regexp match escape case when then else where having on by select distinct
    limit offset , ; = == <> != < <= > >= & | << >> + - * / % || -> ->> ~
"""
# What stands before a parenthesis and leaves it an expression; after all else it is a list, a call, a query.
_LEAVING = frozenset(_LEAVING_WRITTEN.upper().split())


class _Group:
    """What stands between two parentheses."""

    def __init__(self, opening: Token) -> None:
        self.opening = opening
        self.closing: Token | None = None
        self.items: list[_Item] = []


_Item = Token | _Group


def without_redundant_parentheses(tokens: Iterable[Token]) -> list[Token]:
    """Return the tokens of an expression or a query without the parentheses that change nothing."""
    whole: list[_Item] = []
    opened: list[_Group] = []
    for token in tokens:
        if token.upper == "(":
            opened.append(_Group(token))
        elif token.upper == ")" and opened:
            group = opened.pop()
            group.closing = token
            group.items = _simplified(group.items)
            (opened[-1].items if opened else whole).append(group)
        else:
            (opened[-1].items if opened else whole).append(token)
    for group in reversed(opened):  # never closed: no text of SQLite's
        whole += [group.opening, *group.items]
    return list(_flat(_simplified(whole)))


def _flat(items: list[_Item]) -> Iterator[Token]:
    left: list[_Item] = list(reversed(items))  # nested as deep as a hostile text likes: no recursion
    while left:
        item = left.pop()
        if isinstance(item, Token):
            yield item
            continue
        yield item.opening
        if item.closing is not None:
            left.append(item.closing)
        left += reversed(item.items)


def _simplified(items: list[_Item]) -> list[_Item]:
    """Return one level without its redundant parentheses; what is inside of them has been simplified."""
    if not any(isinstance(item, _Group) for item in items):
        return items
    strengths = _strengths(items)
    kept: list[_Item] = []
    for at, item in enumerate(items):
        if isinstance(item, _Group) and _is_redundant(items, strengths, at, item):
            kept += item.items
        else:
            kept.append(item)
    return kept


def _is_redundant(items: list[_Item], strengths: list[int], at: int, group: _Group) -> bool:
    before = items[at - 1] if at else None
    after = items[at + 1] if at + 1 < len(items) else None
    if before is not None and (isinstance(before, _Group) or before.upper not in _LEAVING):
        return False
    if isinstance(after, _Group) or (after is not None and after.upper == "."):
        return False
    inside = _weakest(group.items)
    left = strengths[at - 1] if at else _EDGE
    right = strengths[at + 1] if after is not None and strengths[at + 1] != _VALUE else _EDGE  # an alias
    if inside > left and inside > right:
        return True
    if inside in {_OR, _AND}:  # both are associative
        return inside >= left and inside >= right
    return inside == right > max(left, _EQUAL)  # the others go from left to right


def _weakest(items: list[_Item]) -> int:
    """Return the strength of what binds least in an expression; _EDGE for what is none."""
    weakest = _VALUE if items else _EDGE
    cases = 0
    for item, strength in zip(items, _strengths(items), strict=True):
        word = item.upper if isinstance(item, Token) else ""
        cases += word == "CASE"
        if not cases:
            weakest = min(weakest, strength)
        cases -= word == "END" and cases > 0
    return weakest


def _strengths(items: list[_Item]) -> list[int]:
    """Return how strongly each item binds what is beside it; a value is _VALUE."""
    found: list[int] = []
    betweens = [0]  # waiting for their AND, in each CASE that is open
    after_value = False
    for at, item in enumerate(items):
        word = item.upper if isinstance(item, Token) else ""
        after = items[at + 1] if at + 1 < len(items) else None
        strength = _EDGE if word in _EDGES else _STRENGTHS.get(word, _VALUE)
        if word in _SIGNED and not after_value:
            strength = _PREFIX
        elif word == "NOT" and _is_part(items[at - 1] if at else None, after, after_value=after_value):
            strength = _EQUAL
        elif word == "AND" and betweens[-1]:
            betweens[-1] -= 1
            strength = _EQUAL
        elif word == "CASE":
            betweens.append(0)
        elif word == "END" and len(betweens) > 1:
            betweens.pop()
        betweens[-1] += word == "BETWEEN"
        after_value = strength == _VALUE or word in _ENDING_A_VALUE
        found.append(strength)
    return found


def _is_part(before: _Item | None, after: _Item | None, *, after_value: bool) -> bool:
    """Whether a NOT is part of IS NOT, NOT IN or a NOT NULL behind a value."""
    if isinstance(before, Token) and before.upper == "IS":
        return True
    word = after.upper if isinstance(after, Token) else ""
    return word in _NEGATED or (word == "NULL" and after_value)
