"""What to know about a migration file before it runs, read off the first keywords of its statements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.migrations.plan import PlanWarning, Severity
from pipeline_browser.model.migrations.transaction_use import (
    TransactionUse,
    ends,
    is_control,
    own_transaction,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pipeline_browser.model.migrations.plan import PlanStep
    from pipeline_browser.model.sql_text import Statement


def file_warnings(step: PlanStep) -> tuple[PlanWarning, ...]:
    """Return the warnings about the file's transactions, pragmas and other databases, by line."""
    found = [*_about_the_transaction(step), *_about_statements(step)]
    return tuple(sorted(found, key=lambda warning: warning.line or 0))


def _about_the_transaction(step: PlanStep) -> Iterator[PlanWarning]:
    use, statements = step.transaction, step.statements
    if use is TransactionUse.WRAPPED:
        text = "Has its own BEGIN and COMMIT: runs as one transaction here, but sqlx refuses such a file."
        yield PlanWarning("own-transaction", Severity.WARNING, text, _line(statements, is_control))
    elif use is TransactionUse.NONE:
        text = (
            "Runs without a transaction, as its first line asks: if a statement fails, those before it stay."
            " sqlx 0.8 ignores that line; later ones heed it."
        )
        yield PlanWarning("no-transaction", Severity.DANGER, text, 1)
    elif use is TransactionUse.LEAVES:
        text = "Commits in the middle: if a later statement fails, what came before stays, unrecorded."
        yield PlanWarning("leaves-transaction", Severity.DANGER, text, _line(statements, ends))
    elif use is TransactionUse.BROKEN:
        text = "Opens or ends a transaction without closing or opening it again; it will not be run."
        yield PlanWarning("broken-transaction", Severity.DANGER, text, _line(statements, is_control))


def _about_statements(step: PlanStep) -> Iterator[PlanWarning]:
    outside = _outside(step)
    for index, statement in enumerate(step.statements):
        word = statement.words[0] if statement.words else ""
        if word == "DETACH" and index not in outside:
            text = "DETACH fails inside a transaction that has read or written the other database."
            yield PlanWarning("detach-in-transaction", Severity.DANGER, text, statement.line)
        elif word in ("ATTACH", "DETACH"):
            text = f"{word} touches another database, which the backup and the rollback do not cover."
            yield PlanWarning("attach", Severity.DANGER, text, statement.line)
        elif word == "VACUUM" and index not in outside:
            text = "VACUUM cannot run inside a transaction: the migration will fail here and be rolled back."
            yield PlanWarning("vacuum-in-transaction", Severity.DANGER, text, statement.line)
        elif word == "PRAGMA" and index not in outside:
            yield from _about_pragma(statement)


def _about_pragma(statement: Statement) -> Iterator[PlanWarning]:
    pragma = statement.words[1] if len(statement.words) > 1 else ""
    if pragma == "FOREIGN_KEYS" and any(sign in statement.text for sign in "=("):
        text = (
            "PRAGMA foreign_keys does nothing inside a transaction: dropping a parent table here deletes"
            " the rows of its children."
        )
        yield PlanWarning("foreign-keys-in-transaction", Severity.DANGER, text, statement.line)
    elif pragma in _REFUSED_INSIDE:
        text = f"PRAGMA {pragma.lower()} does not work inside a transaction."
        yield PlanWarning("pragma-in-transaction", Severity.WARNING, text, statement.line)


_REFUSED_INSIDE = frozenset({"JOURNAL_MODE", "SYNCHRONOUS", "PAGE_SIZE", "AUTO_VACUUM", "WAL_CHECKPOINT"})


def _outside(step: PlanStep) -> frozenset[int]:
    """Return which statements run outside of a transaction."""
    everything = frozenset(range(len(step.statements)))
    if step.transaction is TransactionUse.NONE:
        return everything
    if step.transaction is TransactionUse.WRAPPED:
        begin, commit = own_transaction(step.statements) or (0, 0)
        return everything - frozenset(range(begin, commit + 1))
    if step.transaction is TransactionUse.LEAVES:
        return frozenset(_outside_of_middle(step.statements))
    return frozenset()


def _outside_of_middle(statements: Sequence[Statement]) -> Iterator[int]:
    inside = True
    for index, statement in enumerate(statements):
        if is_control(statement):
            inside = not ends(statement)
        elif not inside:
            yield index


def _line(statements: Sequence[Statement], condition: Callable[[Statement], bool]) -> int | None:
    return next((each.line for each in statements if condition(each)), None)
