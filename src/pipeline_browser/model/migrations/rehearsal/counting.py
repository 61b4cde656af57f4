"""The rows of every table before and after a plan, and what becomes of each table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.errors import Cancelled, PipelineBrowserError
from pipeline_browser.model.migrations.plan import Severity
from pipeline_browser.model.migrations.rehearsal.facts import Fate, TableRows
from pipeline_browser.model.schema import count_rows
from pipeline_browser.model.schema.token_cursor import TokenCursor
from pipeline_browser.model.sql_tokens import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.errors import CascadeLoss
    from pipeline_browser.model.migrations.plan import Plan
    from pipeline_browser.model.migrations.rehearsal.facts import Moment
    from pipeline_browser.model.schema.facts import Schema


def counted_rows(
    database: Database, schema: Schema, ledger: str, cancellation: Cancellation
) -> dict[str, int | None]:
    """Return the exact number of rows of every table but the ledger; None where it cannot be counted.

    Raises:
        Cancelled: on request.
    """
    tables = [table.name for table in schema.user_tables if fold(table.name) != fold(ledger)]
    return {name: _count(database, name, cancellation) for name in tables}


def _count(database: Database, table: str, cancellation: Cancellation) -> int | None:
    try:
        return count_rows(database, table, cancellation=cancellation)
    except Cancelled:
        raise
    except PipelineBrowserError:
        return None


def table_rows(
    plan: Plan, before: Moment, after: Moment, losses: tuple[CascadeLoss, ...]
) -> tuple[TableRows, ...]:
    """Return every table of both moments: those that change first, each in the order of the schema."""
    tables = [*_tables(plan, before, after, _Announced(plan, losses))]
    return tuple(sorted(tables, key=lambda each: each.fate is Fate.STAYS and not each.change))


class _Announced:
    """What the plan says itself about rows that go."""

    def __init__(self, plan: Plan, losses: tuple[CascadeLoss, ...]) -> None:
        self._warnings = [
            f"{warning.text} "
            for step in plan.to_apply
            for warning in step.warnings
            if warning.severity is Severity.DANGER
        ]
        self._cascades: dict[str, int] = {}
        for loss in losses:
            if not loss.blanked:
                taken = self._cascades.get(fold(loss.table), 0)
                self._cascades[fold(loss.table)] = max(taken, loss.before - loss.after)

    def drop(self, table: str) -> bool:
        """Whether a warning names the table that goes."""
        return any(f" {table} " in text or f" {table}." in text for text in self._warnings)

    def cascade(self, table: str, lost: int) -> bool:
        """Whether so many rows were allowed to go along with a parent."""
        return self._cascades.get(fold(table), 0) >= lost


def _tables(plan: Plan, before: Moment, after: Moment, announced: _Announced) -> Iterator[TableRows]:
    names = {fold(name): name for name in after.rows}
    renamed = {**_renamed(before, after), **_renamed_by(plan, before, after)}
    for name, rows in before.rows.items():
        new = names.get(fold(name)) or renamed.get(name)
        if new is None:
            known = announced.drop(name) or not rows
            yield TableRows(name, Fate.DROPPED, rows, None, announced=known)
        else:
            yield _stayed(name, new, rows, after.rows[new], announced)
    kept = {fold(name) for name in before.rows} | {fold(name) for name in renamed.values()}
    for name, rows in after.rows.items():
        if fold(name) not in kept:
            yield TableRows(name, Fate.ADDED, None, rows)


def _stayed(
    earlier: str, name: str, before: int | None, after: int | None, announced: _Announced
) -> TableRows:
    lost = max(0, (before or 0) - (after or 0))
    renamed = fold(earlier) != fold(name)
    return TableRows(
        name,
        Fate.RENAMED if renamed else Fate.STAYS,
        before,
        after,
        earlier_name=earlier if renamed else "",
        announced=announced.cascade(earlier, lost),
    )


def _renamed(before: Moment, after: Moment) -> Mapping[str, str]:
    """Return earlier and later names where one table is gone and a new one has the very same columns."""
    known = {fold(name) for name in before.rows}
    there = {fold(name) for name in after.rows}
    added = {name: _columns(after.schema, name) for name in after.rows if fold(name) not in known}
    found: dict[str, str] = {}
    for name in before.rows:
        if fold(name) in there:
            continue
        columns = _columns(before.schema, name)
        same = next((new for new, its in added.items() if its == columns and columns), None)
        if same is not None:
            found[name] = same
            del added[same]
    return found


def _renamed_by(plan: Plan, before: Moment, after: Moment) -> Mapping[str, str]:
    """Return earlier and later names of tables that the plan renames, whatever else it does to them."""
    now = {fold(name): fold(name) for name in before.rows}  # what each is called by now
    for statement in (each for step in plan.to_apply for each in step.statements):
        cursor = TokenCursor(statement.text)
        if not cursor.take("ALTER", "TABLE"):
            continue
        old = cursor.advance().value
        if cursor.take("."):
            old = cursor.advance().value
        if cursor.take("RENAME", "TO"):
            new = fold(cursor.advance().value)
            now = {first: new if name == fold(old) else name for first, name in now.items()}
    there = {fold(name): name for name in after.rows}
    known = {fold(name) for name in before.rows}
    return {
        name: there[now[fold(name)]]
        for name in before.rows
        if fold(name) not in there and now[fold(name)] in there.keys() - known
    }


def _columns(schema: Schema, name: str) -> frozenset[str]:
    table = schema.table(name)
    return frozenset(fold(column.name) for column in table.columns) if table is not None else frozenset()
