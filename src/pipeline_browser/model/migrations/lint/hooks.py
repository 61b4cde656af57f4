"""Views and triggers after all migrations: what SQLite cannot compile, and functions that sqlx lacks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline_browser.model.engine import quote_identifier
from pipeline_browser.model.migrations.lint.rules import BY_ID
from pipeline_browser.model.migrations.lint.statements import missing_functions
from pipeline_browser.model.migrations.lint.trial import CREATE_TRIGGER, CREATE_VIEW
from pipeline_browser.model.sql_text import Statement
from pipeline_browser.model.sql_tokens import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline_browser.model.migrations.lint.trial import Effect, Trial
    from pipeline_browser.model.migrations.lint.world import Place, World
    from pipeline_browser.model.migrations.plan import PlanWarning
    from pipeline_browser.model.schema.facts import Schema, Trigger

_SAVEPOINT = "hooks_of_lint"
_BROKEN = ("no such table", "no such column", "no such view", "ambiguous column", "table ", "near ")
# What a program may bring itself, and what the lint may not do: no fault of the trigger.
_UNKNOWN = ("no such function", "no such module", "no such collation", "no such tokenizer", "not authorized")


def broken_hooks(trial: Trial, schema: Schema, world: World) -> Iterator[tuple[Place, PlanWarning]]:
    """Yield each view and trigger that does not work, with the statement that made it."""
    yield from _broken_views(trial, schema, world)
    rivals: dict[str, list[Trigger]] = {}
    for trigger in schema.triggers:
        if (CREATE_TRIGGER, fold(trigger.name)) in world.others and (sql := _firing(trigger, schema)):
            rivals.setdefault(sql, []).append(trigger)
    for sql, triggers in rivals.items():
        yield from _about_triggers(trial, sql, triggers, world)


def _broken_views(trial: Trial, schema: Schema, world: World) -> Iterator[tuple[Place, PlanWarning]]:
    for view in schema.views:
        place = world.others.get((CREATE_VIEW, fold(view.name)))
        if place is None:
            continue
        if view.problem.startswith(_BROKEN):
            broke = _what_broke(view.problem, world) or place
            yield broke, _at(broke, "broken-view", f"View {view.name} cannot be read: {view.problem}.")
        elif view.columns:
            effect = _asked(trial, f"SELECT * FROM main.{quote_identifier(view.name)}")
            yield from ((place, each) for each in _missing_functions(effect, place))


def _about_triggers(
    trial: Trial, sql: str, triggers: list[Trigger], world: World
) -> Iterator[tuple[Place, PlanWarning]]:
    """Compile a statement that fires the triggers, and yield what is wrong with which of them."""
    effect = _asked(trial, sql)
    broken = effect.failure and not effect.failure.startswith(_UNKNOWN)
    for trigger in triggers:
        place = world.others[CREATE_TRIGGER, fold(trigger.name)]
        yield from ((place, each) for each in _missing_functions(effect, place, within=trigger.name))
        if broken and _without(trial, trigger, sql) != effect.failure:
            text = f"Trigger {trigger.name} cannot run, so what fires it fails: {effect.failure}."
            broke = _what_broke(effect.failure, world) or place
            yield broke, _at(broke, "broken-trigger", text)


def _what_broke(words: str, world: World) -> Place | None:
    """Return what dropped the table that SQLite misses, if any file did."""
    beginning, _, name = words.partition(": ")
    return world.gone.get(fold(name.removeprefix("main."))) if beginning == "no such table" else None


def _without(trial: Trial, trigger: Trigger, sql: str) -> str:
    """Return why the statement fails where the trigger is not there."""
    trial.begin(_SAVEPOINT)
    try:
        trial.connection.execute(f"DROP TRIGGER main.{quote_identifier(trigger.name)}")
        return _asked(trial, sql).failure
    finally:
        trial.take_back(_SAVEPOINT)


def _missing_functions(effect: Effect, place: Place, within: str | None = None) -> Iterator[PlanWarning]:
    """Yield functions that sqlx lacks, at the statement that made the view or trigger."""
    events = tuple(each for each in effect.events if within is None or each.within == within)
    yield from missing_functions(replace(effect, statement=place.statement, events=events))


def _firing(trigger: Trigger, schema: Schema) -> str:
    """Return a statement that fires the trigger; it is compiled only."""
    name = f"main.{quote_identifier(trigger.table)}"
    if trigger.event == "INSERT":
        return f"INSERT INTO {name} DEFAULT VALUES"
    if trigger.event == "DELETE":
        return f"DELETE FROM {name}"
    columns = trigger.columns or _columns(trigger.table, schema)[:1]
    sets = ", ".join(f"{quote_identifier(column)} = {quote_identifier(column)}" for column in columns)
    return f"UPDATE {name} SET {sets}" if sets else ""


def _columns(name: str, schema: Schema) -> tuple[str, ...]:
    table, view = schema.table(name), schema.view(name)
    if table is not None:
        return tuple(column.name for column in table.columns if column.generated is None)
    return view.columns if view is not None else ()


def _asked(trial: Trial, sql: str) -> Effect:
    return trial.asked(Statement(sql, 1, 1, ()))


def _at(place: Place, rule: str, text: str) -> PlanWarning:
    return BY_ID[rule].says(text, place.statement.line, place.statement.column)
