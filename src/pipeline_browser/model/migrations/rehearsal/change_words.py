"""What a plan changes in the schema, as sentences about the plan: what it adds, drops, alters."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline_browser.model.migrations.rehearsal.facts import Fate
from pipeline_browser.model.schema.difference import DifferenceKind, ObjectKind
from pipeline_browser.model.schema.table_diff import TableComparison
from pipeline_browser.model.sql_tokens import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline_browser.model.migrations.rehearsal.facts import Rehearsal
    from pipeline_browser.model.schema.difference import Difference

_ALONE = frozenset({ObjectKind.TABLE, ObjectKind.INDEX, ObjectKind.VIEW, ObjectKind.TRIGGER})
_BY_TEXT = frozenset({ObjectKind.VIEW, ObjectKind.TRIGGER})


def change_sentences(rehearsal: Rehearsal) -> tuple[str, ...]:
    """Return every change of the schema, without a full stop: ``runs gains column archived``."""
    return tuple(_sentences(rehearsal))


def _sentences(rehearsal: Rehearsal) -> Iterator[str]:
    renamed = {each.earlier_name: each.name for each in rehearsal.tables if each.fate is Fate.RENAMED}
    told = {fold(name) for pair in renamed.items() for name in pair}
    for earlier, name in renamed.items():
        yield f"table {earlier} becomes {name}"
        before, after = rehearsal.before.schema.table(earlier), rehearsal.after.schema.table(name)
        if before is not None and after is not None:
            differences = TableComparison(replace(before, name=after.name), after).differences()
            yield from map(change_sentence, differences)
    for each in rehearsal.difference.differences:
        if not (each.object_kind is ObjectKind.TABLE and fold(each.name) in told):
            yield change_sentence(each)


def change_sentence(change: Difference) -> str:
    """Return one difference between before and after as what was done."""
    what = f"{change.object_kind.value} {change.name}"
    if change.kind is DifferenceKind.EXTRA:
        return f"{what} is added" if change.object_kind in _ALONE else f"{change.table} gains {_part(change)}"
    if change.kind is DifferenceKind.MISSING:
        return (
            f"{what} is dropped" if change.object_kind in _ALONE else f"{change.table} loses {_part(change)}"
        )
    if change.object_kind in _BY_TEXT:
        return f"{what} is defined anew"
    aspect = f"{change.aspect} " if change.aspect else ""
    return f"{_place(change)}: {aspect}{change.promised or 'none'} becomes {change.found or 'none'}"


def _part(change: Difference) -> str:
    if change.object_kind is ObjectKind.COLUMN:
        return f"column {change.name}"
    return change.found or change.promised


def _place(change: Difference) -> str:
    if change.object_kind is ObjectKind.INDEX:
        return f"index {change.name}"
    if change.object_kind is ObjectKind.COLUMN:
        return f"{change.table}.{change.name}"
    if change.object_kind is ObjectKind.FOREIGN_KEY:
        return f"{change.table} ({change.name})"
    return change.table
