"""One file replayed statement by statement, with every rule that looks at statements and their effects."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline_browser.model.migrations.file_warnings import file_warnings, outside, sets_foreign_keys
from pipeline_browser.model.migrations.lint.already_there import hidden_or_needless
from pipeline_browser.model.migrations.lint.losses import dependence_warnings, dependences, drops, read_after
from pipeline_browser.model.migrations.lint.rebuilding import Rebuilds
from pipeline_browser.model.migrations.lint.repeating import not_idempotent
from pipeline_browser.model.migrations.lint.rules import BY_ID
from pipeline_browser.model.migrations.lint.side import refusal_with_a_row
from pipeline_browser.model.migrations.lint.statements import (
    all_rows,
    double_quoted_texts,
    emptied,
    filled,
    missing_functions,
    reads_only,
    replaces_parents,
    unfilled_parameters,
)
from pipeline_browser.model.migrations.lint.trial import ALTER_TABLE, DELETE, INSERT, UPDATE
from pipeline_browser.model.migrations.lint.world import Place
from pipeline_browser.model.migrations.transaction_use import is_control, transaction_use
from pipeline_browser.model.sql_text import split_statements
from pipeline_browser.model.sql_tokens import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline_browser.model.migrations.lint.losses import Dependence
    from pipeline_browser.model.migrations.lint.rebuilding import Forgotten
    from pipeline_browser.model.migrations.lint.trial import Effect, Trial
    from pipeline_browser.model.migrations.lint.world import World
    from pipeline_browser.model.migrations.plan import PlanWarning
    from pipeline_browser.model.migrations.source import Migration
    from pipeline_browser.model.sql_text import Statement

_SAVEPOINT = "file_of_lint"
_WRITING = frozenset({INSERT, UPDATE, DELETE})
# What a program may bring itself, and what the lint does not try: then there is no telling what follows.
_UNKNOWN = (
    "no such function:",
    "no such module:",
    "no such collation sequence:",
    "no such tokenizer:",
    "unknown tokenizer",
)
_FORBIDDEN = "not authorized to use function"  # load_extension and fts3_tokenizer, in sqlx too
_UNTRIED = ("not authorized", "unknown database")


class OneFile:
    """Replays a file on a trial's database and tells what it finds.

    Attributes:
        failed: a statement failed, or could not be tried: what follows is not known.
    """

    def __init__(self, trial: Trial, world: World, migration: Migration) -> None:
        self._trial = trial
        self._world = world
        self._before = world.copy()
        self._migration = migration
        self._effects: list[Effect] = []
        self._dependences: list[Dependence] = []
        self._emptied: frozenset[str] = frozenset()
        self.failed = False
        self.statements = tuple(split_statements(migration.sql))
        self._rebuilds = Rebuilds(trial, self.statements)
        self._use = transaction_use(self.statements, no_transaction=migration.no_transaction)
        self._outside = outside(self.statements, self._use)

    def warnings(self) -> Iterator[PlanWarning]:
        """Replay the file; yield what its statements do that they should not.

        Raises:
            Cancelled: on request.
        """
        yield from file_warnings(self.statements, self._use)
        self._begin()
        for at, statement in enumerate(self.statements):
            if at in self._outside and sets_foreign_keys(statement):
                self._set_outside(statement)
            elif not is_control(statement):
                yield from self._statement(statement)
            if self.failed:
                break
        yield from self._end()

    def losses(self) -> Iterator[PlanWarning]:
        """Yield what the file takes away, after it was replayed."""
        yield from drops(self._before, self._world)
        found = [
            replace(each, read_later=read_after(self._effects, each.statement, each.child))
            for each in self._dependences
        ]
        yield from dependence_warnings(found, self._world)

    def forgotten(self) -> tuple[Forgotten, ...]:
        """Return the indexes and triggers that went with rebuilt tables, after the file was replayed."""
        return self._rebuilds.forgotten()

    def repeated(self) -> Iterator[PlanWarning]:
        """Yield what happens when the file runs a second time; that is taken back."""
        if not self.failed:
            yield from not_idempotent(self._trial, self._effects)

    @property
    def does_something(self) -> bool:
        """Whether any statement changed schema or rows, or could not be tried."""
        return self.failed or any(effect.changed or _writes(effect) for effect in self._effects)

    def _statement(self, statement: Statement) -> Iterator[PlanWarning]:
        yield from double_quoted_texts(self._trial, statement)
        yield from unfilled_parameters(self._trial, statement)
        self._dependences += dependences(self._trial, statement)
        effect = self._trial.run(statement)
        self._rebuilds.note(statement)
        self._effects.append(effect)
        yield from self._after(effect)
        self._world.follow(self._trial, effect, Place(self._migration, statement))

    def _after(self, effect: Effect) -> Iterator[PlanWarning]:
        if effect.failure:
            self.failed = True
            if not any(each.begins_with("ATTACH") for each in self.statements):
                yield from _failure(effect.statement, effect.failure)
            return
        yield from missing_functions(effect)
        yield from reads_only(effect)
        yield from all_rows(effect, self._before, self._world)
        yield from replaces_parents(self._trial, effect)
        yield from hidden_or_needless(self._trial, effect)
        yield from self._refused_by_rows(effect)
        self._emptied = (self._emptied | emptied(effect)) - filled(effect)

    def _refused_by_rows(self, effect: Effect) -> Iterator[PlanWarning]:
        """Try an ALTER TABLE of a table of an earlier file on a copy of it with a row."""
        name = next((event.second for event in effect.own(ALTER_TABLE)), None)
        made = self._before.tables.get(fold(name or ""))
        now = self._world.tables.get(fold(name or ""))
        adds = "ADD" in effect.statement.text.upper()
        if not adds or made is None or now is None or now.number != made.number:
            return
        if fold(now.name) in self._emptied:
            return  # the file itself has deleted every row
        words = refusal_with_a_row(now.name, now.ddl, effect.statement.text)
        if words:
            text = f"Fails as soon as {now.name} has a row: {words}."
            yield BY_ID["fails-with-rows"].says(text, effect.statement.line, effect.statement.column)

    def _begin(self) -> None:
        self._trial.begin(_SAVEPOINT)

    def _set_outside(self, statement: Statement) -> None:
        """Switch foreign keys where that has an effect: between what the file has done and what comes."""
        self._trial.keep(_SAVEPOINT)
        self._trial.run(statement)
        self._begin()

    def _end(self) -> Iterator[PlanWarning]:
        words = "" if self.failed else self._trial.keep(_SAVEPOINT)
        if self.failed or words:
            self._trial.take_back(_SAVEPOINT)
            self._world.become(self._before)
        self.failed = self.failed or bool(words)
        if words and not words.startswith("no such savepoint"):  # then the file has ended it itself
            yield from _failure(self.statements[-1], words, when=" when it is committed")
        self._trial.restore()


def _writes(effect: Effect) -> bool:
    return any(event.action in _WRITING for event in effect.events)


def _failure(statement: Statement, words: str, when: str = "") -> Iterator[PlanWarning]:
    if words.startswith(_UNKNOWN):
        text = f"Needs what SQLite itself does not have: {words}."
        yield BY_ID["unknown-to-sqlite"].says(text, statement.line, statement.column)
    elif words == "interrupted":
        text = "Takes so long that it was given up: what comes after it in the file was not tried."
        yield BY_ID["takes-long"].says(text, statement.line, statement.column)
    elif words.startswith(_FORBIDDEN) or not words.startswith(_UNTRIED):
        yield BY_ID["fails"].says(f"Fails{when}: {words}.", statement.line, statement.column)
