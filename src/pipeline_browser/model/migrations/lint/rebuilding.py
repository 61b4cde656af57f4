"""Indexes and triggers that go with their table when it is rebuilt, and that nobody makes again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline_browser.model.migrations.lint.rules import BY_ID
from pipeline_browser.model.sql_tokens import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline_browser.model.migrations.lint.trial import Trial
    from pipeline_browser.model.migrations.plan import PlanWarning
    from pipeline_browser.model.sql_text import Statement

_KEYS = """
    SELECT group_concat(coalesce(lower(x.name), ''), char(31)) FROM pragma_index_xinfo(m.name, 'main') AS x
    WHERE x.key
"""
_HOOKS = f"""
    SELECT m.type, m.name, m.tbl_name, m.sql IS NULL,
        coalesce(l."unique", 0), coalesce(l.partial, 0), ({_KEYS})
    FROM main.sqlite_master AS m LEFT JOIN pragma_index_list(m.tbl_name, 'main') AS l ON l.name = m.name
    WHERE m.type IN ('index', 'trigger') ORDER BY m.rowid
"""
_DROPS_TAKING_ALONG = (("DROP", "TABLE"), ("DROP", "VIEW"))
_COLUMNS = "SELECT lower(name) FROM pragma_table_xinfo(?, 'main')"


@dataclass(frozen=True, slots=True)
class Hook:
    """An index or a trigger.

    Attributes:
        own: SQLite made it for a constraint.
        columns: of an index, in lower case; an expression is empty.
    """

    kind: str
    name: str
    table: str
    own: bool
    unique: bool
    partial: bool
    columns: tuple[str, ...]

    def replaces(self, other: Hook) -> bool:
        """Whether an index stands in for another one: it has all of its columns, and maybe more.

        A wider key is how such a rebuild often begins: a tenant before every column.
        """
        return (
            self.kind == other.kind == "index"
            and fold(self.table) == fold(other.table)
            and (self.unique or not other.unique)
            and (other.partial or not self.partial)
            and bool(other.columns)
            and all(other.columns)
            and set(other.columns) <= set(self.columns)
        )


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What went with its table, and the statement that dropped that."""

    hook: Hook
    statement: Statement


class Rebuilds:
    """Watches what one file drops with its tables and views; looks at nothing where it drops none."""

    def __init__(self, trial: Trial, statements: Iterable[Statement]) -> None:
        self._trial = trial
        self._start = _hooks(trial) if any(map(_takes_along, statements)) else {}
        self._gone: dict[tuple[str, str], Statement] = {}

    def note(self, statement: Statement) -> None:
        """Note what the statement has dropped: with a table or view, or for its own sake."""
        if not self._start or statement.words[:1] != ("DROP",):
            return
        there = _hooks(self._trial)
        lost = [key for key in self._start if key not in there and key not in self._gone]
        if _takes_along(statement):
            self._gone.update(dict.fromkeys(lost, statement))
        else:
            self._start = {key: hook for key, hook in self._start.items() if key not in lost}

    def forgotten(self) -> tuple[Forgotten, ...]:
        """Return what is missing at the end of the file although its table or view is there."""
        lost = tuple(Forgotten(self._start[key], at) for key, at in self._gone.items() if key in self._start)
        new = (
            frozenset(_hooks(self._trial).values()) - frozenset(self._start.values()) if lost else frozenset()
        )
        # What another trigger does instead, nobody can tell: any will do.
        made = {fold(each.table) for each in new if each.kind == "trigger"}
        kept = [each for each in lost if not (each.hook.kind == "trigger" and fold(each.hook.table) in made)]
        return tuple(still_missing(self._trial, kept))


def still_missing(trial: Trial, found: Sequence[Forgotten]) -> Iterator[Forgotten]:
    """Yield what is missing by now: what a later file makes again, or does without the column, is not."""
    if not found:
        return
    there = _hooks(trial)
    for each in found:
        columns = {name for (name,) in trial.connection.execute(_COLUMNS, (each.hook.table,))}
        on_what_is_gone = not columns or any(name and name not in columns for name in each.hook.columns)
        again = (each.hook.kind, fold(each.hook.name)) in there
        if not (each.hook.own or again or on_what_is_gone or _is_replaced(each.hook, there.values())):
            yield each


def forgetting(found: Forgotten) -> PlanWarning:
    """Return what is to be said about it."""
    hook, at = found.hook, found.statement
    what = f"{'unique ' if hook.unique else ''}{hook.kind} {hook.name}"
    return BY_ID["rebuild-forgets"].says(f"Making {hook.table} anew loses its {what}.", at.line, at.column)


def _is_replaced(hook: Hook, there: Iterable[Hook]) -> bool:
    return any(each.replaces(hook) for each in there)


def _hooks(trial: Trial) -> dict[tuple[str, str], Hook]:
    return {
        (kind, fold(name)): Hook(kind, name, table, bool(own), bool(unique), bool(partial), _split(columns))
        for kind, name, table, own, unique, partial, columns in trial.connection.execute(_HOOKS).fetchall()
    }


def _split(columns: str | None) -> tuple[str, ...]:
    return () if columns is None else tuple(columns.split("\x1f"))


def _takes_along(statement: Statement) -> bool:
    return statement.words[:2] in _DROPS_TAKING_ALONG
