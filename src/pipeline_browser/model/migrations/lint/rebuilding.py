"""Indexes and triggers that go with their table when it is rebuilt, and that nobody makes again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline_browser.model.migrations.lint.rules import BY_ID
from pipeline_browser.model.sql_tokens import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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
        """Whether an index does what another one does, under whatever name; a whole one also for a part."""
        return (
            self.kind == other.kind == "index"
            and fold(self.table) == fold(other.table)
            and (self.unique or not other.unique)
            and (other.partial or not self.partial)
            and bool(all(other.columns))
            and self.columns[: len(other.columns)] == other.columns
            and (not other.unique or self.columns == other.columns)
        )


class Rebuilds:
    """Watches what one file drops with its tables and views; looks at nothing where it drops none."""

    def __init__(self, trial: Trial, statements: Iterable[Statement]) -> None:
        self._trial = trial
        self._start = self._hooks() if any(map(_takes_along, statements)) else {}
        self._gone: dict[tuple[str, str], Statement] = {}

    def note(self, statement: Statement) -> None:
        """Note what the statement has dropped: with a table or view, or for its own sake."""
        if not self._start or statement.words[:1] != ("DROP",):
            return
        there = self._hooks()
        lost = [key for key in self._start if key not in there and key not in self._gone]
        if _takes_along(statement):
            self._gone.update(dict.fromkeys(lost, statement))
        else:
            self._start = {key: hook for key, hook in self._start.items() if key not in lost}

    def warnings(self, names: Iterable[str]) -> Iterator[PlanWarning]:
        """Say what is missing at the end of the file, of tables and views (folded names) that are there."""
        if not self._gone:
            return
        there, staying = self._hooks(), set(names)
        for key, statement in self._gone.items():
            hook = self._start.get(key)
            if hook is None or hook.own or key in there or fold(hook.table) not in staying:
                continue
            if not self._is_made_up_for(hook, there.values()):
                what = f"{'unique ' if hook.unique else ''}{hook.kind} {hook.name}"
                text = f"Making {hook.table} anew loses its {what}."
                yield BY_ID["rebuild-forgets"].says(text, statement.line, statement.column)

    def _is_made_up_for(self, hook: Hook, there: Iterable[Hook]) -> bool:
        known = set(self._start.values())
        if hook.kind == "trigger":  # what another one does instead, nobody can tell
            return any(
                each.kind == "trigger" and fold(each.table) == fold(hook.table) and each not in known
                for each in there
            )
        columns = {name for (name,) in self._trial.connection.execute(_COLUMNS, (hook.table,))}
        without = any(name and name not in columns for name in hook.columns)
        return without or any(each.replaces(hook) for each in there)

    def _hooks(self) -> dict[tuple[str, str], Hook]:
        rows = self._trial.connection.execute(_HOOKS).fetchall()
        return {
            (kind, fold(name)): Hook(
                kind,
                name,
                table,
                bool(own),
                bool(unique),
                bool(partial),
                tuple((columns or "").split("\x1f")),
            )
            for kind, name, table, own, unique, partial, columns in rows
        }


def _takes_along(statement: Statement) -> bool:
    return statement.words[:2] in _DROPS_TAKING_ALONG
