"""Writing the pipelines of a file in one transaction, as one step that can be undone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline_browser.model.errors import RowConflict
from pipeline_browser.model.pipelines.exchange.planning import Choice, Planned
from pipeline_browser.model.pipelines.operations.draft import Draft, counted, drafting, named
from pipeline_browser.model.pipelines.operations.new_rows import insert_below, insert_pipeline
from pipeline_browser.model.pipelines.operations.pipelines import all_rows, check_name_is_free
from pipeline_browser.model.pipelines.reading import whole
from pipeline_browser.model.pipelines.shape import METRICS, PIPELINES
from pipeline_browser.model.pipelines.terms import AS_SEEN, Terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline_browser.model.database import Database
    from pipeline_browser.model.pipelines.changes import Edit
    from pipeline_browser.model.pipelines.facts import Pipeline
    from pipeline_browser.model.pipelines.operations.new_rows import NewEntry
    from pipeline_browser.model.pipelines.rows import StoredRow
    from pipeline_browser.model.pipelines.values import Value


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person chose for one pipeline of a file.

    Attributes:
        name: for RENAME; empty for the one that the plan found free.
    """

    planned: Planned
    choice: Choice
    name: str = ""


def import_pipelines(database: Database, decisions: Sequence[Decision], *, terms: Terms = AS_SEEN) -> Edit:
    """Write what was decided, in one transaction.

    What is replaced keeps its id, its metrics and the moment of its creation.

    Raises:
        EditConflict: a pipeline that is to be replaced is not as the plan showed it.
        EditRefused: a name is taken by now.
    """
    with drafting(database, terms) as draft:
        ids = [_write(draft, each) for each in decisions if each.choice is not Choice.SKIP]
        return draft.finish(_words(decisions), *ids)


def _write(draft: Draft, decision: Decision) -> Value:
    content = decision.planned.content
    if decision.choice is Choice.REPLACE and decision.planned.existing is not None:
        return _replace(draft, decision.planned, decision.planned.existing)
    if decision.choice is Choice.RENAME:
        content = replace(content, name=decision.name or decision.planned.free_name)
    check_name_is_free(draft, content.name)
    return insert_pipeline(draft, content)


def _replace(draft: Draft, planned: Planned, existing: Pipeline) -> Value:
    content = planned.content
    row = draft.current(existing.row, archived=content.archived, **dict(content.others))
    now = whole(draft.database, draft.shape, [row])[0]
    draft.check_no_conflict(_changed_below(draft, existing, now))
    for stage in now.stages:
        for entry in stage.parameters:
            draft.delete(entry.row)
        draft.delete(stage.row)
    draft.change(row, archived=content.archived, **dict(content.others))
    configuration = _replace_configuration(draft, now, content.configuration)
    insert_below(draft, existing.id, replace(content, configuration=configuration))
    draft.touch(existing.id)
    return existing.id


def _replace_configuration(draft: Draft, now: Pipeline, wanted: Sequence[NewEntry]) -> tuple[NewEntry, ...]:
    """Change the entries whose keys stay, delete the others, and return those that are to be added."""
    there = {entry.key: entry.row for entry in now.configuration}
    keys = {entry.key: entry for entry in wanted}
    if len(there) < len(now.configuration) or len(keys) < len(wanted):  # a key twice, where none is declared
        there, keys = {}, {}
    for old in now.configuration:
        if old.key not in keys:
            draft.delete(old.row)
    for entry in wanted:
        if entry.key in there:
            cells = {"value": entry.value, "archived": entry.archived, **dict(entry.others)}
            draft.change(there[entry.key], **cells)
    return tuple(entry for entry in wanted if entry.key not in there)


def _changed_below(draft: Draft, seen: Pipeline, now: Pipeline) -> list[RowConflict]:
    """Return what is not as the plan showed it: all of it would go."""
    known = {draft.identity(row): row for row in _rows_below(seen)}
    conflicts = []
    for row in _rows_below(now):
        before = known.pop(draft.identity(row), None)
        if (before is None or not before.holds_same(row)) and not draft.terms.allow(row, row):
            conflicts.append(RowConflict(before, None, row))
    gone = [row for row in known.values() if not draft.terms.allow(row, None)]
    return [*conflicts, *(RowConflict(row, None, None) for row in gone)]


def _rows_below(pipeline: Pipeline) -> list[StoredRow]:
    return [row for row in all_rows(pipeline) if row.table not in {PIPELINES, METRICS}]


def _words(decisions: Sequence[Decision]) -> str:
    names = [each.planned.content.name for each in decisions if each.choice is not Choice.SKIP]
    return (
        f"import pipeline {named(names[0])}"
        if len(names) == 1
        else f"import {counted(len(names), 'pipeline')}"
    )
