"""What the dialog of a new migration says; no Qt."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline_browser.ui.colours import Meaning
from pipeline_browser.ui.migrations.writing.starts import (
    BY_HAND,
    HANDED,
    LIKE_OTHER,
    OTHER_LIKE_THIS,
    TAKE_BACK,
)
from pipeline_browser.ui.sql.line_mark import LineMark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline_browser.model.migrations.writing.trying import Leg, Trial
    from pipeline_browser.model.schema.changing.facts import ChangeScript

_LONGEST = 48  # characters of a suggested name
_REMARKS = {
    "-- Loses:": "Values or rows are destroyed by the statements below",
    "-- Check first:": "The statements below may fail, depending on the rows",
    "-- Not done here:": "No SQL of ours does this",
    "-- This does not bring back": "What the migration destroys stays lost after a rollback",
}


def suggestion(start: str, script: ChangeScript, other: str) -> str:
    """Return what a migration may be called; ``other`` names a database, or what was handed over."""
    if start == TAKE_BACK or (start == HANDED and other == "Drift" and len(script.changes) != 1):
        return "take back changes made by hand"
    if start in (LIKE_OTHER, OTHER_LIKE_THIS) and len(script.changes) != 1:
        return _nameable(f"match {other}") if start == LIKE_OTHER else "match this database"
    if len(script.changes) != 1:
        return "changes made by hand" if start == BY_HAND else _nameable(other.lower()) or "change schema"
    first, _, rest = script.changes[0].sentence.partition(":")[0].partition(" ")
    return _nameable(f"{_imperative(first)} {rest}")


def _imperative(verb: str) -> str:
    return verb.removesuffix("s")


def _nameable(text: str) -> str:
    words = re.sub(r"[^\w-]+", " ", text).split()
    name = ""
    for word in words:
        if name and len(name) + len(word) >= _LONGEST:
            break
        name = f"{name} {word}".strip()
    return name[:_LONGEST]


def write_label(names: Sequence[str], *, record: bool) -> str:
    """Return the words on the button that writes: ``Write 1_a.up.sql and .down.sql``."""
    if not names:
        return "Write the migration"
    first, *others = names
    more = " and .down.sql" if others else ""
    also = ", record it" if record else ""
    return f"Write {_shortened(first)}{more}{also}"


def _shortened(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST // 2]}…{name[-_LONGEST // 2 :]}"


def remark_marks(sql: str) -> dict[int, LineMark]:
    """Return the marks of the lines that say what is lost or open, by line from 1."""
    return {
        number: LineMark(Meaning.WARNING, reason)
        for number, line in enumerate(sql.split("\n"), 1)
        for beginning, reason in _REMARKS.items()
        if line.startswith(beginning)
    }


def failure_mark(leg: Leg | None) -> dict[int, LineMark]:
    """Return the mark of the statement that SQLite refused."""
    if leg is None or leg.failure is None:
        return {}
    return {leg.failure.statement.line: LineMark(Meaning.BAD, leg.failure.message)}


def sentence(text: str) -> str:
    """Return a text as a sentence of its own."""
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."


def is_up_right(trial: Trial) -> bool:
    """Whether the migration itself did what it should."""
    return trial.up.failure is None and (trial.up.difference.equal or not trial.wanted)


HERE = "This database has the change already: running the migration here would fail, or do it twice."
RECORD = "Record it as applied in this database, which has the change already"
PENDING_FIRST = (
    "This database has the change already, but it can be recorded here only while nothing is pending: "
    "apply that first, then write this migration."
)
UNCHANGED = "Nothing was changed by hand: the schema is what the applied migrations promise."
DISCARD = "Write it, or discard it with the button below or Escape."
NO_TABLES = "There is no table yet."
EQUAL = "The two schemas are equal: there is nothing to write."
