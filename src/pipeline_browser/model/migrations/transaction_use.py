"""How a migration file stands to the transaction that it runs in.

SQLite's grammar lets BEGIN, COMMIT, END and ROLLBACK stand only at the start of a statement, so the first
keyword of each statement decides it.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline_browser.model.sql_text import Statement


class TransactionUse(Enum):
    """How a file stands to the transaction that it runs in; the value is what a person reads."""

    OURS = "one transaction"
    WRAPPED = "one transaction, its own"  # BEGIN; …; COMMIT, perhaps with pragmas before and after
    NONE = "no transaction"  # declared by -- no-transaction
    LEAVES = "leaves the transaction in the middle"  # COMMIT; …; BEGIN;
    BROKEN = "opens or ends a transaction that it does not close or open again"


def transaction_use(statements: Sequence[Statement], *, no_transaction: bool) -> TransactionUse:
    """Return how these statements of one file stand to the transaction around them."""
    if no_transaction:
        return (
            TransactionUse.NONE if _ends_inside(statements, inside=False) is False else TransactionUse.BROKEN
        )
    if not any(is_control(each) for each in statements):
        return TransactionUse.OURS
    if own_transaction(statements) is not None:
        return TransactionUse.WRAPPED
    return TransactionUse.LEAVES if _ends_inside(statements, inside=True) else TransactionUse.BROKEN


def own_transaction(statements: Sequence[Statement]) -> tuple[int, int] | None:
    """Return where the file's only BEGIN and its COMMIT stand, if nothing but pragmas is outside of them."""
    controls = [index for index, each in enumerate(statements) if is_control(each)]
    if len(controls) != 2:
        return None
    begin, commit = controls
    if not opens(statements[begin]) or statements[commit].words[0] == "ROLLBACK":
        return None
    outside = (*statements[:begin], *statements[commit + 1 :])
    return (begin, commit) if all(each.begins_with("PRAGMA") for each in outside) else None


def has_outside(statements: Sequence[Statement]) -> bool:
    """Whether pragmas stand before or after the file's own transaction, where they take effect at once."""
    own = own_transaction(statements)
    return own is not None and own != (0, len(statements) - 1)


def is_control(statement: Statement) -> bool:
    """Whether the statement opens or ends a transaction; savepoints do neither inside of one."""
    return opens(statement) or ends(statement)


def opens(statement: Statement) -> bool:
    """Whether the statement is a BEGIN."""
    return statement.begins_with("BEGIN")


def ends(statement: Statement) -> bool:
    """Whether the statement is a COMMIT, END, or a ROLLBACK that is not one to a savepoint."""
    words = statement.words
    if not words or words[0] not in ("COMMIT", "END", "ROLLBACK"):
        return False
    return not (words[0] == "ROLLBACK" and "TO" in words[1:3])


def makes_lasting(statement: Statement) -> bool:
    """Whether the statement can make what went before it last: a COMMIT, or the end of a savepoint."""
    return statement.begins_with("RELEASE") or (ends(statement) and not statement.begins_with("ROLLBACK"))


def _ends_inside(statements: Sequence[Statement], *, inside: bool) -> bool | None:
    """Return whether a transaction is open after the last statement; None where SQLite would refuse one."""
    for statement in statements:
        if not is_control(statement):
            continue
        if opens(statement) is inside:
            return None
        inside = opens(statement)
    return inside
