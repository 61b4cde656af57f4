"""What the files of a plan would drop, found out on an empty copy of the schema."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline_browser.model.engine import quote_identifier
from pipeline_browser.model.errors import PipelineBrowserError, UnversionedDatabase
from pipeline_browser.model.migrations.cascade_guard import CascadeGuard
from pipeline_browser.model.migrations.file_warnings import switches_foreign_keys_off
from pipeline_browser.model.migrations.lint.already_there import hidden_or_needless, wanted_by
from pipeline_browser.model.migrations.lint.losses import losses, read_after
from pipeline_browser.model.migrations.lint.rules import BY_ID
from pipeline_browser.model.migrations.lint.trial import Trial
from pipeline_browser.model.migrations.lint.world import Place, World
from pipeline_browser.model.migrations.plan import Severity
from pipeline_browser.model.migrations.replay import scratch
from pipeline_browser.model.migrations.transaction_use import is_control
from pipeline_browser.model.sql_tokens import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.errors import CascadeLoss
    from pipeline_browser.model.migrations.lint.losses import Loss
    from pipeline_browser.model.migrations.lint.trial import Effect
    from pipeline_browser.model.migrations.plan import Plan, PlanStep, PlanWarning
    from pipeline_browser.model.sql_text import Statement


def foresee(database: Database, plan: Plan, cancellation: Cancellation | None = None) -> Plan:
    """Return the plan with warnings about what it would drop, and what it would take for done."""
    statements = [each for step in plan.to_apply for each in step.statements]
    hiding = _may_hide(database, plan, statements)
    if not any(map(_may_drop, statements)) and not hiding:
        return plan
    applied = {id(step) for step in plan.to_apply}
    with scratch(cancellation) as copy:
        copy.copy_schema(database)
        ahead = _Ahead(database, Trial(copy), hiding=hiding)
        steps = [ahead.look_at(step) if id(step) in applied else step for step in plan.steps]
    return replace(plan, steps=tuple(steps))


class _Ahead:
    """Replays the steps of a plan on an empty copy of the schema, and counts in the database itself."""

    def __init__(self, database: Database, trial: Trial, *, hiding: bool) -> None:
        self._database = database
        self._hiding = hiding
        self._trial = trial
        self._world = World()
        self._world.begin_with(trial)

    def look_at(self, step: PlanStep) -> PlanStep:
        before, effects, hidden = self._world.copy(), [], []
        for statement in step.statements:
            if not is_control(statement):
                effect = self._trial.run(statement)
                effects.append(effect)
                hidden += self._hidden(effect)
                self._world.follow(self._trial, effect, Place(step.migration, statement))
        drops = [each for each in step.statements if _may_drop(each)]
        cascades = _cascades(self._database, step, drops, effects, staying=_names(self._world))
        lost = [*_lost(self._database, losses(before, self._world)), *cascades]
        return replace(step, warnings=(*step.warnings, *hidden, *lost))

    def _hidden(self, effect: Effect) -> list[PlanWarning]:
        """Return what a statement says about a table that is there already, and another one."""
        found = hidden_or_needless(self._trial, effect) if self._hiding else ()
        return [each for each in found if each.rule == "if-not-exists-hides"]


def _names(world: World) -> frozenset[str]:
    return frozenset(table.name for table in world.tables.values())


def _may_hide(database: Database, plan: Plan, statements: Iterable[Statement]) -> bool:
    """Whether a CREATE … IF NOT EXISTS names something that the database has, and nobody has said so yet."""
    if isinstance(plan.refusal, UnversionedDatabase):
        return False
    wanted = {fold(found.name) for each in statements if (found := wanted_by(each)) is not None}
    if not wanted:
        return False
    return any(fold(str(name)) in wanted for (name,) in database.query("SELECT name FROM sqlite_master"))


def _may_drop(statement: Statement) -> bool:
    return bool(statement.words) and statement.words[0] in ("DROP", "ALTER")


def _lost(database: Database, found: Iterable[Loss]) -> Iterator[PlanWarning]:
    for loss in found:
        if loss.column is None:
            rows = _count(database, loss.table)
            if rows is not None:
                yield _warn("drops-table", f"Drops table {loss.table} with {_rows(rows)}.", rows, loss)
            continue
        values = _count(database, loss.table, loss.column)
        if values is not None:
            text = f"Drops column {loss.table}.{loss.column} with {_values(values)}."
            yield _warn("drops-column", text, values, loss)


def _warn(rule: str, text: str, rows: int, loss: Loss) -> PlanWarning:
    weight = Severity.DANGER if rows else Severity.NOTE
    line, column = (loss.statement.line, loss.statement.column) if loss.statement else (None, None)
    return BY_ID[rule].says(text, line, column, as_=weight)


def _cascades(
    database: Database,
    step: PlanStep,
    drops: list[Statement],
    effects: Sequence[Effect],
    staying: Collection[str],
) -> Iterator[PlanWarning]:
    if _switches_foreign_keys_off(step):
        return
    guard = CascadeGuard(database.connection)
    for statement in drops:
        for loss in guard.foresee(statement):
            # A child that the file drops as well is told of by its own warning, unless it copies its rows.
            if loss.table in staying or read_after(effects, statement, loss.table):
                text = cascade_sentence(loss)
                yield BY_ID["cascade"].says(text, statement.line, statement.column)


def cascade_sentence(*losses: CascadeLoss) -> str:
    """Say what dropping one parent does to the rows of the other tables: deletes all, or blanks all."""
    parent, blanked = losses[0].parent, losses[0].blanked
    rows = [f"{_rows(loss.before - loss.after)} of {loss.table}" for loss in losses]
    told = f"{', '.join(rows[:-1])} and {rows[-1]}" if len(rows) > 1 else rows[0]
    if blanked:
        return f"Dropping {parent} blanks the reference of {told}."
    return f"Dropping {parent} deletes {told} by cascade."


def _switches_foreign_keys_off(step: PlanStep) -> bool:
    """Whether a pragma outside of the file's own transaction does it, where it has an effect."""
    inside = any(warning.rule == "foreign-keys-in-transaction" for warning in step.warnings)
    return not inside and any(switches_foreign_keys_off(each) for each in step.statements)


def _count(database: Database, table: str, column: str = "*") -> int | None:
    counted = column if column == "*" else quote_identifier(column)
    try:
        return int(database.query(f"SELECT count({counted}) FROM {quote_identifier(table)}")[0][0])
    except PipelineBrowserError:
        return None  # not there yet: an earlier file of the plan creates it


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count:,} rows"


def _values(count: int) -> str:
    return "1 value" if count == 1 else f"{count:,} values"
