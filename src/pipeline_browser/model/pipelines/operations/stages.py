"""Adding, copying, removing and moving stages; their orders are 0 to n-1 afterwards, whatever they were."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.pipelines.operations.draft import Draft, counted, drafting, named
from pipeline_browser.model.pipelines.operations.new_rows import NewStage, as_new_stage, insert_stage
from pipeline_browser.model.pipelines.terms import AS_SEEN, Terms

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from pipeline_browser.model.database import Database
    from pipeline_browser.model.pipelines.changes import Edit
    from pipeline_browser.model.pipelines.facts import Pipeline, Stage
    from pipeline_browser.model.pipelines.rows import StoredRow
    from pipeline_browser.model.pipelines.values import Value


def add_stages(
    database: Database,
    seen: Pipeline,
    new: Sequence[NewStage],
    at: int,
    *,
    terms: Terms = AS_SEEN,
) -> Edit:
    """Put new stages before the one at ``at`` (0 to the number of stages)."""
    with drafting(database, terms) as draft:
        _insert(draft, seen, new, at)
        return draft.finish(f"add {_stages([each.name for each in new])}", seen.id)


def duplicate_stages(
    database: Database, seen: Pipeline, stages: Sequence[Stage], *, terms: Terms = AS_SEEN
) -> Edit:
    """Put a copy of each stage, with its parameters, behind the last of them."""
    at = 1 + max(seen.stages.index(stage) for stage in stages)
    with drafting(database, terms) as draft:
        _insert(draft, seen, [as_new_stage(stage) for stage in stages], at)
        return draft.finish(f"duplicate {_stages([each.name for each in stages])}", seen.id)


def remove_stages(
    database: Database, seen: Pipeline, stages: Sequence[Stage], *, terms: Terms = AS_SEEN
) -> Edit:
    """Delete stages with their parameters."""
    with drafting(database, terms) as draft:
        rows = draft.stages(seen)
        gone = {draft.identity(stage.row) for stage in stages}
        left = [row for row in rows if draft.identity(row) not in gone]
        for stage in stages:
            for entry in () if _has_staying_twin(draft, stage.row, gone) else stage.parameters:
                draft.delete(entry.row)
            draft.delete(stage.row)
        _number(draft, left)
        draft.touch(seen.id)
        return draft.finish(f"remove {_stages([each.name for each in stages])}", seen.id)


def move_stages(
    database: Database,
    source: Pipeline,
    stages: Sequence[Stage],
    target: Pipeline,
    at: int,
    *,
    terms: Terms = AS_SEEN,
) -> Edit:
    """Put stages, in their order, before the one that stands at ``at`` in the target now.

    Source and target may be the same pipeline; the stages keep their ids and parameters.
    """
    with drafting(database, terms) as draft:
        draft.all_current([source.row, target.row])
        draft.stages(source, target)
        others = draft.stages_of(target.id)
        moved = draft.all_current([stage.row for stage in stages])
        ids = {draft.identity(row) for row in moved}
        place = _place(draft, others, target, at)
        before = [row for row in others[:place] if draft.identity(row) not in ids]
        behind = [row for row in others[place:] if draft.identity(row) not in ids]
        _number(draft, [*before, *moved, *behind], target)
        left = [each for each in dict.fromkeys(row.get("pipeline_id") for row in moved) if each != target.id]
        for pipeline in left:
            _number(draft, [row for row in draft.stages_of(pipeline) if draft.identity(row) not in ids])
        for pipeline in (*left, target.id):
            draft.touch(pipeline)
        words = f"move {_stages([each.name for each in stages])}"
        return draft.finish(words, *dict.fromkeys((source.id, target.id, *left)))


def renumber_stages(database: Database, seen: Pipeline, *, terms: Terms = AS_SEEN) -> Edit:
    """Number the stages 0 to n-1 in the order in which they run."""
    with drafting(database, terms) as draft:
        draft.current(seen.row)
        _number(draft, draft.stages(seen))
        draft.touch(seen.id)
        return draft.finish(f"renumber the stages of {named(seen.name)}", seen.id)


def _insert(draft: Draft, seen: Pipeline, new: Sequence[NewStage], at: int) -> None:
    draft.current(seen.row)
    rows = draft.stages(seen)
    place = _place(draft, rows, seen, at)
    for order, stage in enumerate(new, place):
        insert_stage(draft, seen.id, stage, order)
    _number(draft, rows[:place])
    _number(draft, rows[place:], start=place + len(new))
    draft.touch(seen.id)


def _has_staying_twin(draft: Draft, row: StoredRow, gone: Collection[tuple[object, ...]]) -> bool:
    """Whether another stage has the same id, as happens where no key is declared: parameters are shared."""
    return any(draft.identity(each) not in gone for each in draft.same_id(row))


def _place(draft: Draft, rows: Sequence[StoredRow], seen: Pipeline, at: int) -> int:
    """Return where the stage is now that was seen at ``at``, or the next one that is still there."""
    places = {draft.identity(row): place for place, row in enumerate(rows)}
    followers = (places.get(draft.identity(stage.row)) for stage in seen.stages[max(at, 0) :])
    return next((place for place in followers if place is not None), len(rows))


def _number(
    draft: Draft, rows: Sequence[StoredRow], owner: Pipeline | None = None, *, start: int = 0
) -> None:
    for order, row in enumerate(rows, start):
        draft.change(
            row, stage_order=order, pipeline_id=row.get("pipeline_id") if owner is None else owner.id
        )


def _stages(names: Sequence[Value]) -> str:
    if len(names) != 1:
        return counted(len(names), "stage")
    return f"stage {named(names[0])}"
