"""What a plan may not do on a copy: reach other files, or change how the copy keeps its journal."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pipeline_browser.model.connection.authorizer import DENY, IGNORE, OK, PRAGMA
from pipeline_browser.model.engine import sqlite3
from pipeline_browser.model.errors import RehearsalFailed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline_browser.model.database import Database
    from pipeline_browser.model.migrations.plan import Plan, PlanStep
    from pipeline_browser.model.sql_text import Statement

_FIXED = frozenset({"locking_mode", "journal_mode", "journal_size_limit"})
_IN_MEMORY = re.compile(r"ATTACH\s+(DATABASE\s+)?'(:memory:)?'\s", re.IGNORECASE)
_ATTACH: int = sqlite3.SQLITE_ATTACH
_NO_FILES = frozenset({"", ":memory:"})  # VACUUM attaches the first of them


@contextmanager
def alone_on_copy(database: Database) -> Iterator[None]:
    """Deny other files to the statements of the block, and keep the copy's journal as it is."""
    with database.authorizer.rule(_Isolation(database).rule):
        yield


class _Isolation:
    """A rule for the authorizer of a copy."""

    def __init__(self, database: Database) -> None:
        self._connection = database.connection
        ((mode,),) = database.query("PRAGMA journal_mode")
        self._is_wal = mode == "wal"

    def rule(self, action: int, first: str | None, second: str | None, *_: object) -> int:
        if action == _ATTACH and first not in _NO_FILES:
            return DENY
        if action == PRAGMA and second is not None and first is not None and first.lower() in _FIXED:
            return OK if self._is_an_error(first, second) else IGNORE
        return OK

    def _is_an_error(self, pragma: str, value: str) -> bool:
        """Whether SQLite refuses it: within a transaction nothing can change to or from WAL."""
        changes = (value.lower() == "wal") is not self._is_wal
        return pragma.lower() == "journal_mode" and changes and self._connection.in_transaction


def refuse_other_files(plan: Plan) -> None:
    """Refuse a plan that would reach another database, which a rehearsal would change for real.

    Raises:
        RehearsalFailed: it attaches a file, or writes one by VACUUM INTO.
    """
    for step in plan.to_apply:
        for statement in step.statements:
            if _opens_another(statement):
                raise _reaches_out(step, statement)


def _opens_another(statement: Statement) -> bool:
    if statement.begins_with("VACUUM"):
        return "INTO" in statement.words[1:3]
    return statement.begins_with("ATTACH") and not _IN_MEMORY.match(statement.text)


def _reaches_out(step: PlanStep, statement: Statement) -> RehearsalFailed:
    deed = "attaches another database" if statement.begins_with("ATTACH") else "writes another file"
    return RehearsalFailed(
        f"Migration {step.migration.version} {deed}, so it cannot be rehearsed",
        path=step.migration.path,
        cause=f"Line {statement.line}: {statement.first_line} A rehearsal has a copy of this database alone;"
        " what the plan does to the other file would be done for real.",
        remedy="Rehearse up to the version before it, or try the plan by hand on copies of both.",
    )


def differing_notes(plan: Plan) -> tuple[str, ...]:
    """Return what of the plan is not carried out on a copy, as sentences."""
    return tuple(
        f"Migration {step.migration.version}, line {statement.line}: PRAGMA {statement.words[1].lower()} is"
        " left out of the rehearsal; the copy keeps the journal that the database has now."
        for step in plan.to_apply
        for statement in step.statements
        if statement.begins_with("PRAGMA") and statement.words[1:2] and statement.words[1].lower() in _FIXED
    )
