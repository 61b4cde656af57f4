"""What the files of a plan would drop, found out on an empty copy of the schema."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline_browser.model.engine import quote_identifier
from pipeline_browser.model.errors import PipelineBrowserError
from pipeline_browser.model.migrations.cascade_guard import CascadeGuard
from pipeline_browser.model.migrations.plan import PlanWarning, Severity
from pipeline_browser.model.migrations.replay import scratch

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.errors import CascadeLoss
    from pipeline_browser.model.migrations.plan import Plan, PlanStep
    from pipeline_browser.model.migrations.replay import Scratch
    from pipeline_browser.model.sql_text import Statement

_ColumnsByTable = dict[str, frozenset[str]]


def foresee(database: Database, plan: Plan, cancellation: Cancellation | None = None) -> Plan:
    """Return the plan with warnings about the tables, columns and rows that it would drop."""
    if not any(_may_drop(each) for step in plan.to_apply for each in step.statements):
        return plan
    applied = {id(step) for step in plan.to_apply}
    with scratch(cancellation) as copy:
        copy.copy_schema(database)
        columns = _Columns(copy.database)
        steps = [
            _look_at(database, copy, columns, step) if id(step) in applied else step for step in plan.steps
        ]
    return replace(plan, steps=tuple(steps))


def _look_at(database: Database, copy: Scratch, columns: _Columns, step: PlanStep) -> PlanStep:
    drops = [each for each in step.statements if _may_drop(each)]
    before = columns.now() if drops else {}
    copy.replay(step.statements)
    if not drops:
        return step
    after = columns.now()
    cascades = _cascades(database, step, drops, staying=after.keys())
    losses = [*_lost(database, before, after), *cascades]
    return replace(step, warnings=(*step.warnings, *losses))


class _Columns:
    """The columns of every table; only tables whose text has changed are asked again."""

    def __init__(self, copy: Database) -> None:
        self._copy = copy
        self._texts: dict[str, str] = {}
        self._columns: _ColumnsByTable = {}

    def now(self) -> _ColumnsByTable:
        texts: dict[str, str] = dict(
            self._copy.query("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
        )
        changed = [name for name, text in texts.items() if self._texts.get(name) != text]
        kept = {name: self._columns[name] for name in texts.keys() - changed}
        self._texts, self._columns = texts, kept | {name: self._of(name) for name in changed}
        return self._columns

    def _of(self, table: str) -> frozenset[str]:
        return frozenset(
            name for (name,) in self._copy.query("SELECT name FROM pragma_table_xinfo(?)", (table,))
        )


def _may_drop(statement: Statement) -> bool:
    return bool(statement.words) and statement.words[0] in ("DROP", "ALTER")


def _lost(database: Database, before: _ColumnsByTable, after: _ColumnsByTable) -> Iterator[PlanWarning]:
    for table, columns in before.items():
        if table not in after:
            rows = _count(database, table)
            if rows is not None and not _renamed(before, after, columns):
                yield PlanWarning("drops-table", _weight(rows), f"Drops table {table} with {_rows(rows)}.")
            continue
        for column in sorted(columns - after[table]):
            values = _count(database, table, column)
            if values is not None:
                text = f"Drops column {table}.{column} with {_values(values)}."
                yield PlanWarning("drops-column", _weight(values), text)


def _renamed(before: _ColumnsByTable, after: _ColumnsByTable, columns: frozenset[str]) -> bool:
    """Whether a new table has the very same columns: ALTER TABLE … RENAME TO keeps the rows."""
    return any(columns == found for name, found in after.items() if name not in before)


def _cascades(
    database: Database, step: PlanStep, drops: list[Statement], staying: Collection[str]
) -> Iterator[PlanWarning]:
    if _switches_foreign_keys_off(step):
        return
    guard = CascadeGuard(database.connection)
    for statement in drops:
        for loss in guard.foresee(statement):
            # A child that the file drops as well is told of by its own warning.
            if loss.table in staying:
                yield PlanWarning("cascade", Severity.DANGER, cascade_sentence(loss), statement.line)


def cascade_sentence(loss: CascadeLoss) -> str:
    """Say what dropping the parent does to the rows of the other table."""
    rows = _rows(loss.before - loss.after)
    if loss.blanked:
        return f"Dropping {loss.parent} blanks the reference of {rows} of {loss.table}."
    return f"Dropping {loss.parent} deletes {rows} of {loss.table} by cascade."


def _switches_foreign_keys_off(step: PlanStep) -> bool:
    """Whether a pragma outside of the file's own transaction does it, where it has an effect."""
    inside = any(warning.rule == "foreign-keys-in-transaction" for warning in step.warnings)
    return not inside and any(each.begins_with("PRAGMA", "FOREIGN_KEYS") for each in step.statements)


def _count(database: Database, table: str, column: str = "*") -> int | None:
    counted = column if column == "*" else quote_identifier(column)
    try:
        return int(database.query(f"SELECT count({counted}) FROM {quote_identifier(table)}")[0][0])
    except PipelineBrowserError:
        return None  # not there yet: an earlier file of the plan creates it


def _weight(rows: int) -> Severity:
    return Severity.DANGER if rows else Severity.NOTE


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count:,} rows"


def _values(count: int) -> str:
    return "1 value" if count == 1 else f"{count:,} values"
