"""CREATE … IF NOT EXISTS of what is there: just so, or another thing of the same name."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipeline_browser.model.migrations.lint.rules import BY_ID
from pipeline_browser.model.migrations.lint.side import difference
from pipeline_browser.model.sql_tokens import fold, tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline_browser.model.migrations.lint.trial import Effect, Trial
    from pipeline_browser.model.migrations.plan import PlanWarning
    from pipeline_browser.model.sql_text import Statement

_KINDS = frozenset({"TABLE", "INDEX", "VIEW", "TRIGGER"})
_CLAUSE = ["IF", "NOT", "EXISTS"]
_MASTER = "SELECT type, tbl_name, sql FROM main.sqlite_master WHERE lower(name) = lower(?)"
_TOLD = 3  # differences; more are counted


class Wanted(NamedTuple):
    """What a CREATE … IF NOT EXISTS names; ``table`` is what an index or a trigger is to hang on."""

    kind: str
    name: str
    table: str


def hidden_or_needless(trial: Trial, effect: Effect) -> Iterator[PlanWarning]:
    """Find a CREATE … IF NOT EXISTS that did nothing, and say whether what is there is the same."""
    if effect.failure or effect.changed or not effect.statement.begins_with("CREATE"):
        return
    wanted = wanted_by(effect.statement)
    found = trial.connection.execute(_MASTER, (wanted.name,)).fetchone() if wanted else None
    if wanted is None or found is None:
        return
    statement, (kind, table, ddl) = effect.statement, found
    if kind.upper() != wanted.kind:
        text = f"Does nothing: {wanted.name} is the name of a {kind}."
        yield BY_ID["if-not-exists-hides"].says(text, statement.line, statement.column)
        return
    bases = _bases(trial, wanted, table)
    differs = difference([*bases, statement.text], [*bases, ddl])
    if differs is not None and differs.equal:
        text = f"Does nothing: {kind} {wanted.name} is there already, just so."
        yield BY_ID["does-nothing"].says(text, statement.line, statement.column)
    elif differs is not None:
        sentences = told(differs.sentences())
        text = f"Does nothing: {kind} {wanted.name} is there already, and differs: {sentences}."
        yield BY_ID["if-not-exists-hides"].says(text, statement.line, statement.column)


def wanted_by(statement: Statement) -> Wanted | None:
    """Return what the statement names, if it says IF NOT EXISTS."""
    tokens = list(tokens_of(statement.text))
    words = [token.upper for token in tokens]
    at = next((at for at in range(3, min(len(words), 8)) if words[at - 2 : at + 1] == _CLAUSE), None)
    if at is None or words[at - 3] not in _KINDS or at + 1 >= len(words):
        return None
    qualified = words[at + 2 : at + 3] == ["."] and at + 3 < len(tokens)
    elsewhere = qualified and fold(tokens[at + 1].value) != "main"
    if elsewhere or "TEMP" in words[:at] or "TEMPORARY" in words[:at]:
        return None
    name = tokens[at + 3 if qualified else at + 1].value
    on = words.index("ON", at) if "ON" in words[at:] else None
    table = tokens[on + 1].value if on is not None and on + 1 < len(tokens) else ""
    return Wanted(words[at - 3], name, table)


def _bases(trial: Trial, wanted: Wanted, table: str) -> list[str]:
    """Return what makes the tables that an index or a trigger hangs on, as it is wanted and as it is."""
    if wanted.kind not in ("INDEX", "TRIGGER"):
        return []
    names = dict.fromkeys(fold(name) for name in (wanted.table, table))
    rows = [trial.connection.execute(_MASTER, (name,)).fetchone() for name in names]
    return [row[2] for row in rows if row is not None]


def told(sentences: tuple[str, ...]) -> str:
    """Return the first few of some sentences, and how many more there are."""
    more = len(sentences) - _TOLD
    return "; ".join(sentences[:_TOLD]) + (f"; and {more} more" if more > 0 else "")
