"""A file run a second time: what fails then or inserts rows again, and need not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.migrations.lint.rules import BY_ID
from pipeline_browser.model.migrations.lint.trial import INSERT
from pipeline_browser.model.migrations.transaction_use import is_control

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline_browser.model.migrations.lint.trial import Effect, Trial
    from pipeline_browser.model.migrations.plan import PlanWarning
    from pipeline_browser.model.sql_text import Statement

_SAVEPOINT = "again_of_lint"


def not_idempotent(trial: Trial, effects: Sequence[Effect]) -> Iterator[PlanWarning]:
    """Run the statements again, take back what that does, and say what it did."""
    if not any(effect.changed or any(effect.own(INSERT)) for effect in effects):
        return
    filled = {effect.touches(INSERT): effect.statement for effect in reversed(effects)}
    first = {table: statement for table, statement in filled.items() if table}
    before = {table: trial.count(table) for table in first}
    failures, grown = _again(trial, effects, before)
    if any(statement.begins_with("ALTER") for statement, _ in failures):
        return  # SQLite has no form of it that could be repeated
    found = [(statement, text) for statement, words in failures if (text := _avoidable(statement, words))]
    found += [
        (first[table], f"inserts {_rows(number)} into {table} once more") for table, number in grown.items()
    ]
    if found:
        yield _warning(sorted(found, key=lambda each: (each[0].line, each[0].column)))


def _again(
    trial: Trial, effects: Sequence[Effect], before: dict[str, int]
) -> tuple[list[tuple[Statement, str]], dict[str, int]]:
    version, changes = trial.schema_version(), trial.connection.total_changes
    trial.begin(_SAVEPOINT)
    try:
        failures = [
            (effect.statement, words)
            for effect in effects
            if not is_control(effect.statement) and (words := trial.repeat(effect.statement))
        ]
        after = {table: trial.count(table) for table in before}
    finally:
        # Rolling back makes SQLite read the whole schema again: only where there is something to take back.
        if trial.schema_version() != version or trial.connection.total_changes != changes:
            trial.take_back(_SAVEPOINT)
        else:
            trial.keep(_SAVEPOINT)
    return failures, {table: rows - before[table] for table, rows in after.items() if rows > before[table]}


def _avoidable(statement: Statement, words: str) -> str:
    if statement.begins_with("CREATE") and "already exists" in words:
        return f"fails: {words}; IF NOT EXISTS would let it through"
    if statement.begins_with("DROP") and words.startswith("no such"):
        return f"fails: {words}; IF EXISTS would let it through"
    if "constraint failed" in words and statement.words[:1] in (("INSERT",), ("WITH",)):
        return f"fails: {words}; OR IGNORE or ON CONFLICT would let it through"
    return ""


def _warning(found: list[tuple[Statement, str]]) -> PlanWarning:
    statement, text = found[0]
    more = len(found) - 1
    others = f" So do {more} more statements." if more > 1 else " So does 1 more statement." if more else ""
    rule = BY_ID["not-idempotent"]
    return rule.says(f"Run again, it {text}.{others}", statement.line, statement.column)


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count:,} rows"
