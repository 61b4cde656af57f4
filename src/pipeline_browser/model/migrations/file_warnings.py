"""What to know about a migration file's transactions, read off the first keywords of its statements.

SQLite's grammar lets BEGIN, COMMIT, VACUUM, ATTACH, DETACH and PRAGMA stand only at the start of a statement.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.migrations.lint.rules import BY_ID
from pipeline_browser.model.migrations.plan import Severity
from pipeline_browser.model.migrations.transaction_use import (
    TransactionUse,
    ends,
    is_control,
    own_transaction,
)
from pipeline_browser.model.sql_tokens import tokens_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pipeline_browser.model.migrations.plan import PlanWarning
    from pipeline_browser.model.sql_text import Statement


def file_warnings(statements: Sequence[Statement], use: TransactionUse) -> tuple[PlanWarning, ...]:
    """Return the warnings about the file's transactions, pragmas and other databases, by line."""
    found = [*_about_the_transaction(statements, use), *_about_statements(statements, use)]
    return tuple(sorted(found, key=lambda warning: warning.line or 0))


def outside(statements: Sequence[Statement], use: TransactionUse) -> frozenset[int]:
    """Return which statements of a file run outside of a transaction."""
    everything = frozenset(range(len(statements)))
    if use is TransactionUse.NONE:
        return everything
    if use is TransactionUse.WRAPPED:
        begin, commit = own_transaction(statements) or (0, 0)
        return everything - frozenset(range(begin, commit + 1))
    if use is TransactionUse.LEAVES:
        return frozenset(_outside_of_middle(statements))
    return frozenset()


def sets_foreign_keys(statement: Statement) -> bool:
    """Whether the statement switches foreign keys on or off; asking for the switch does nothing."""
    return _foreign_keys_set_to(statement) is not None


def switches_foreign_keys_off(statement: Statement) -> bool:
    """Whether the statement would switch foreign keys off, where that has an effect."""
    return _foreign_keys_set_to(statement) not in _ON | {None}


def _foreign_keys_set_to(statement: Statement) -> str | None:
    """Return the value that the statement gives the switch of foreign keys, None if it gives none."""
    if not statement.begins_with("PRAGMA"):
        return None
    tokens = [token for token in tokens_of(statement.text) if token.upper != ";"]
    at = next((at for at, token in enumerate(tokens) if token.upper in ("=", "(")), None)
    if at is None or tokens[at - 1].value.upper() != "FOREIGN_KEYS":
        return None
    return tokens[at + 1].value.upper() if at + 1 < len(tokens) else ""


def _about_the_transaction(statements: Sequence[Statement], use: TransactionUse) -> Iterator[PlanWarning]:
    if use is TransactionUse.WRAPPED:
        text = "Has its own BEGIN and COMMIT: runs as one transaction here, but sqlx refuses such a file."
        yield _at_first(statements, is_control, "own-transaction", text)
    elif use is TransactionUse.NONE:
        yield _without_transaction(statements)
    elif use is TransactionUse.LEAVES:
        text = "Commits in the middle: if a later statement fails, what came before stays, unrecorded."
        yield _at_first(statements, ends, "leaves-transaction", text)
    elif use is TransactionUse.BROKEN:
        text = "Opens or ends a transaction without closing or opening it again; it will not be run."
        yield _at_first(statements, is_control, "broken-transaction", text)


def _without_transaction(statements: Sequence[Statement]) -> PlanWarning:
    """Say what a file without a transaction risks: of a single statement nothing can be half done."""
    several = _number_of_deeds(statements) > 1
    without_keys = any(map(switches_foreign_keys_off, statements))
    half = ": if a statement fails, those before it stay." if several else "."
    later = "; later ones heed it."
    if without_keys:
        later = ", so foreign keys stay on there: dropping a parent table deletes the rows of its children."
    text = f"Runs without a transaction, as its first line asks{half} sqlx 0.8 ignores that line{later}"
    severity = Severity.DANGER if several or without_keys else Severity.WARNING
    return BY_ID["no-transaction"].says(text, 1, 1, as_=severity)


def _number_of_deeds(statements: Sequence[Statement]) -> int:
    return sum(not each.begins_with("PRAGMA") for each in statements)


def _about_statements(statements: Sequence[Statement], use: TransactionUse) -> Iterator[PlanWarning]:
    free = outside(statements, use)
    for index, statement in enumerate(statements):
        word = statement.words[0] if statement.words else ""
        if word == "DETACH" and index not in free:
            text = "DETACH fails inside a transaction that has read or written the other database."
            yield _at(statement, "detach-in-transaction", text)
        elif word in ("ATTACH", "DETACH"):
            text = f"{word} touches another database, which the backup and the rollback do not cover."
            yield _at(statement, "attach", text)
        elif word == "VACUUM" and index not in free:
            text = "VACUUM cannot run inside a transaction: the migration will fail here and be rolled back."
            yield _at(statement, "vacuum-in-transaction", text)
        elif word == "PRAGMA" and index not in free:
            yield from _about_pragma(statement)


def _about_pragma(statement: Statement) -> Iterator[PlanWarning]:
    pragma = statement.words[1] if len(statement.words) > 1 else ""
    if switches_foreign_keys_off(statement):  # they are on already: sqlx and this program see to that
        text = (
            "PRAGMA foreign_keys does nothing inside a transaction: dropping a parent table here deletes"
            " the rows of its children."
        )
        yield _at(statement, "foreign-keys-in-transaction", text)
    elif pragma in _REFUSED_INSIDE:
        text = f"PRAGMA {pragma.lower()} does not work inside a transaction."
        yield _at(statement, "pragma-in-transaction", text)


_ON = frozenset({"ON", "1", "TRUE", "YES"})
_REFUSED_INSIDE = frozenset({"JOURNAL_MODE", "SYNCHRONOUS", "PAGE_SIZE", "AUTO_VACUUM", "WAL_CHECKPOINT"})


def _outside_of_middle(statements: Sequence[Statement]) -> Iterator[int]:
    inside = True
    for index, statement in enumerate(statements):
        if is_control(statement):
            inside = not ends(statement)
        elif not inside:
            yield index


def _at(statement: Statement, rule: str, text: str) -> PlanWarning:
    return BY_ID[rule].says(text, statement.line, statement.column)


def _at_first(
    statements: Sequence[Statement], condition: Callable[[Statement], bool], rule: str, text: str
) -> PlanWarning:
    return _at(next(each for each in statements if condition(each)), rule, text)
