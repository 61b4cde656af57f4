"""What a single statement does that it should not, seen before and after it runs."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline_browser.model.migrations.lint.rules import BY_ID
from pipeline_browser.model.migrations.lint.sqlx_functions import NOT_IN_SQLX
from pipeline_browser.model.migrations.lint.trial import (
    DELETE,
    FUNCTION,
    INSERT,
    READ,
    RECURSIVE,
    SELECT,
    UPDATE,
)
from pipeline_browser.model.sql_tokens import TokenKind, fold, tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline_browser.model.migrations.lint.trial import Effect, Trial
    from pipeline_browser.model.migrations.lint.world import World
    from pipeline_browser.model.migrations.plan import PlanWarning
    from pipeline_browser.model.sql_text import Statement
    from pipeline_browser.model.sql_tokens import Token

# Long texts are passed over quickly: taking a megabyte of rows apart would take a second.
_TEXTS_AND_COMMENTS = re.compile(r"'[^']*+'|--[^\n]*+|/\*(?s:.*?)\*/")


def double_quoted_texts(trial: Trial, statement: Statement) -> Iterator[PlanWarning]:
    """Find names in double quotes that SQLite takes for texts, by asking it with backticks instead."""
    if '"' not in statement.text or '"' not in _TEXTS_AND_COMMENTS.sub("", statement.text):
        return
    quoted = [token for token in tokens_of(statement.text) if _in_double_quotes(statement.text, token)]
    if not quoted or _refuses_a_column(trial, statement.text, quoted) is None:
        return
    if trial.compiles(statement.text):
        return  # it fails anyhow
    for token in quoted:
        if _refuses_a_column(trial, statement.text, [token]) is not None:
            text = f"Takes {statement.text[token.start : token.end]} for a text: there is no such column."
            yield _within(statement, token.start, "double-quoted-text", text)


def _in_double_quotes(text: str, token: Token) -> bool:
    return token.kind is TokenKind.QUOTED and text[token.start] == '"' and "`" not in token.value


def _refuses_a_column(trial: Trial, text: str, tokens: list[Token]) -> str | None:
    """Return SQLite's words if it knows no column of the name once that cannot be a text."""
    for token in reversed(tokens):
        text = f"{text[: token.start]}`{token.value}`{text[token.end :]}"
    words = trial.compiles(text)
    return words if words.startswith("no such column") else None


def _within(statement: Statement, offset: int, rule: str, text: str) -> PlanWarning:
    """Return a warning at a place inside of the statement."""
    before = statement.text[:offset]
    line = statement.line + before.count("\n")
    column = offset - before.rfind("\n") if "\n" in before else statement.column + offset
    return BY_ID[rule].says(text, line, column)


def _at(statement: Statement, rule: str, text: str) -> PlanWarning:
    return BY_ID[rule].says(text, statement.line, statement.column)


def missing_functions(effect: Effect) -> Iterator[PlanWarning]:
    """Find functions that the SQLite of sqlx does not have."""
    names = {fold(event.second or "") for event in effect.events if event.action == FUNCTION}
    for name in sorted(names & NOT_IN_SQLX):
        text = f"Uses {name}(), which SQLite 3.46, as sqlx 0.8 brings it, does not have."
        yield _at(effect.statement, "not-in-sqlx", text)


def unfilled_parameters(trial: Trial, statement: Statement) -> Iterator[PlanWarning]:
    """Find parameters, for which a migration has no values."""
    if not any(sign in statement.text for sign in "?:@$"):
        return
    if "bindings" in trial.compiles(statement.text):  # the module's own words
        text = "Has a parameter, for which a migration has no value: it is NULL."
        yield _at(statement, "parameter", text)


def reads_only(effect: Effect) -> Iterator[PlanWarning]:
    """Find a SELECT, whose rows nobody sees; one that calls what SQLite does not bring may do anything."""
    actions = {event.action for event in effect.events}
    if effect.failure or SELECT not in actions or not actions <= {SELECT, READ, FUNCTION, RECURSIVE}:
        return
    yield _at(effect.statement, "does-nothing", "Reads only: nobody sees the rows that a migration selects.")


def all_rows(effect: Effect, before: World, now: World) -> Iterator[PlanWarning]:
    """Find DELETE and UPDATE without WHERE of what was there ``before`` the file, and is ``now``."""
    verb = _main_verb(effect.statement)
    if effect.failure or verb not in ("DELETE", "UPDATE") or _has_where(effect.statement):
        return
    table = effect.touches(DELETE) if verb == "DELETE" else None
    if table is not None and _same_table(table, before, now):
        yield _at(effect.statement, "deletes-all-rows", f"Deletes every row of {table}.")
    changed = [(event.first or "", event.second or "") for event in effect.own(UPDATE)]
    columns = [f"{name}.{column}" for name, column in changed if _same_column(name, column, before, now)]
    if verb == "UPDATE" and columns:
        text = f"Overwrites {_list(columns)} in every row."
        yield _at(effect.statement, "updates-all-rows", text)


def emptied(effect: Effect) -> frozenset[str]:
    """Return the table, by folded name, that the statement leaves without a row."""
    whole = _main_verb(effect.statement) == "DELETE" and not _has_where(effect.statement)
    table = effect.touches(DELETE) if whole and not effect.failure else None
    return frozenset() if table is None else frozenset({fold(table)})


def filled(effect: Effect) -> frozenset[str]:
    """Return the tables, by folded name, that the statement or what it fires puts rows into."""
    return frozenset(fold(event.first or "") for event in effect.events if event.action == INSERT)


def _same_table(name: str, before: World, now: World) -> bool:
    there, here = before.tables.get(fold(name)), now.tables.get(fold(name))
    return there is not None and here is not None and there.number == here.number


def _same_column(table: str, name: str, before: World, now: World) -> bool:
    if not _same_table(table, before, now):
        return False
    numbers = {each.number for each in before.tables[fold(table)].columns}
    columns = now.tables[fold(table)].columns
    return any(each.number in numbers and fold(each.name) == fold(name) for each in columns)


def _main_verb(statement: Statement) -> str:
    """Return what the statement does: its first word, or the one after its WITH clause."""
    verbs = ("DELETE", "UPDATE", "INSERT", "REPLACE", "SELECT", "VALUES")
    if statement.words[:1] != ("WITH",):
        return statement.words[0] if statement.words else ""
    return next((token.upper for token in _on_top(statement) if token.upper in verbs), "")


def _has_where(statement: Statement) -> bool:
    return any(token.upper in ("WHERE", "LIMIT") for token in _on_top(statement))


def _on_top(statement: Statement) -> Iterator[Token]:
    """Yield the tokens that stand in no parentheses."""
    depth = 0
    for token in tokens_of(statement.text):
        depth += (token.upper == "(") - (token.upper == ")")
        if depth == 0:
            yield token


def replaces_parents(trial: Trial, effect: Effect) -> Iterator[PlanWarning]:
    """Find REPLACE into a table whose rows take those of others with them."""
    if effect.failure or "REPLACE" not in effect.statement.text.upper():
        return
    words = [token.upper for token in _on_top(effect.statement)]
    pairs = set(pairwise(words))
    if ("OR", "REPLACE") not in pairs and _main_verb(effect.statement) != "REPLACE":
        return
    table = effect.touches(INSERT) or effect.touches(UPDATE)
    children = sorted({name for name, action in children_of(trial, table or "") if action in CASCADING})
    if table is not None and children:
        text = f"Replacing a row of {table} deletes or blanks the rows of {_list(children)} that refer to it."
        yield _at(effect.statement, "replace-cascades", text)


CASCADING = ("CASCADE", "SET NULL", "SET DEFAULT")


def children_of(trial: Trial, parent: str) -> list[tuple[str, str]]:
    """Return the other tables that refer to a table, each with what happens on deletion."""
    rows = trial.connection.execute(
        "SELECT m.name, upper(f.on_delete) FROM main.sqlite_master AS m, pragma_foreign_key_list(m.name) AS f"
        " WHERE m.type = 'table' AND m.rootpage > 0 AND lower(f.\"table\") = lower(?)"
        " AND lower(m.name) <> lower(?) AND f.seq = 0 ORDER BY m.name",
        (parent, parent),
    )
    return [(str(name), str(action)) for name, action in rows]


def _list(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
