"""What happened between two schemas, in words: of one table, and all together."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pipeline_browser.diagram.comparing.facts import HAPPENED, Thing
from pipeline_browser.diagram.export.literal import named
from pipeline_browser.diagram.graph import State
from pipeline_browser.model.schema.difference import Difference, DifferenceKind, ObjectKind
from pipeline_browser.model.schema.meaning import type_meaning
from pipeline_browser.model.sql_tokens import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipeline_browser.diagram.comparing.facts import Counts
    from pipeline_browser.diagram.graph import Graph
    from pipeline_browser.model.schema.difference import SchemaDifference
    from pipeline_browser.model.schema.facts import Schema, Table

VERBS = {State.ADDED: "adds", State.CHANGED: "changes", State.REMOVED: "removes"}
DRIFT_VERBS = {State.ADDED: "has besides", State.CHANGED: "has otherwise", State.REMOVED: "lacks"}
_PARTICIPLES = {DifferenceKind.EXTRA: "added", DifferenceKind.MISSING: "removed"}
_NAMED = frozenset({ObjectKind.COLUMN, ObjectKind.INDEX, ObjectKind.TRIGGER})
_WHOLE = frozenset({ObjectKind.TABLE, ObjectKind.VIEW})
_BY_TEXT = frozenset({ObjectKind.TRIGGER, ObjectKind.VIEW})


def change_words(difference: Difference) -> str:
    """Return what happened to a part of a table, or to a view: ``column archived added``."""
    kind = difference.object_kind
    if difference.kind is DifferenceKind.ORDER:
        return f"columns in another order: {difference.found}"
    if difference.kind is not DifferenceKind.CHANGED:
        return f"{_what(difference)} {_PARTICIPLES[difference.kind]}"
    if kind in _BY_TEXT:
        return f"{_what(difference)} defined differently"
    aspect = f"{difference.aspect} " if difference.aspect else ""
    place = f"{_what(difference)}: " if kind in _NAMED or kind is ObjectKind.FOREIGN_KEY else ""
    return f"{place}{aspect}{difference.found}, was {difference.promised}"


def _what(difference: Difference) -> str:
    kind = difference.object_kind
    if kind in _NAMED or (kind is ObjectKind.FOREIGN_KEY and difference.kind is DifferenceKind.CHANGED):
        return f"{kind.value} {named(difference.name)}"
    if kind in _WHOLE:
        return str(kind.value)
    return difference.found or difference.promised


def counts_words(counts: Counts, nothing: str = "changes nothing", verbs: Mapping[State, str] = VERBS) -> str:
    """Return all that happened: ``adds 1 table, 3 columns; removes 1 index``."""
    parts = []
    for state in HAPPENED:
        things = ", ".join(
            thing.counted(number)
            for thing, number in counts.in_state(state)
            if (state, thing) != (State.CHANGED, Thing.TABLE) or counts.are_tables_alone
        )
        if things:
            parts.append(f"{verbs[state]} {things}")
    return "; ".join(parts) or nothing


def words_by_table(
    graph: Graph, difference: SchemaDifference, before: Schema, after: Schema
) -> dict[str, tuple[str, ...]]:
    """Return what happened to each table or view, by folded name; nothing for those that stayed the same.

    Args:
        graph: of both, with marks.
    """
    words: defaultdict[str, list[str]] = defaultdict(list)
    for each in difference.differences:
        words[fold(each.table)].append(change_words(each))
    for box in graph.boxes:
        if box.state is State.CHANGED and fold(box.name) not in words:
            words[fold(box.name)].append("its columns follow a table that it shows, or an index came to it")
    for name, sentence in _renamed(graph, before, after):
        words[name].append(sentence)
    return {name: tuple(sentences) for name, sentences in words.items()}


def _renamed(graph: Graph, before: Schema, after: Schema) -> Iterator[tuple[str, str]]:
    """Yield pairs of a table that is gone and one that is new, where both have the same columns."""
    gone = [table for box in graph.boxes if box.state is State.REMOVED and (table := before.table(box.name))]
    new = [table for box in graph.boxes if box.state is State.ADDED and (table := after.table(box.name))]
    for old in gone:
        same = [table for table in new if _columns(table) == _columns(old)]
        if len(same) == 1:
            yield fold(old.name), f"{named(same[0].name)} has the same columns: perhaps renamed"
            yield fold(same[0].name), f"the same columns as {named(old.name)}, which is gone: perhaps renamed"


def _columns(table: Table) -> list[tuple[str, str]]:
    return [(fold(column.name), type_meaning(column.type)) for column in table.columns]
