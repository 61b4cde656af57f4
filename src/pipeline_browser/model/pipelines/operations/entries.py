"""Parameters of a stage and entries of a pipeline's configuration: setting several, renaming, removing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.errors import RowConflict
from pipeline_browser.model.pipelines.operations.draft import Draft, counted, drafting, named
from pipeline_browser.model.pipelines.operations.fields import owner_of
from pipeline_browser.model.pipelines.rows import StoredRow, read_again
from pipeline_browser.model.pipelines.shape import CONFIGURATION, PARAMETERS, STAGES
from pipeline_browser.model.pipelines.terms import AS_SEEN, Terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline_browser.model.database import Database
    from pipeline_browser.model.pipelines.changes import Edit
    from pipeline_browser.model.pipelines.facts import Entry
    from pipeline_browser.model.pipelines.values import Value


def set_entries(
    database: Database,
    owner: StoredRow,
    seen: Sequence[Entry],
    cells: Sequence[tuple[str, Value]],
    *,
    words: str = "",
    terms: Terms = AS_SEEN,
) -> Edit:
    """Set keys to values in one step: those that are there change, the others are added.

    Args:
        owner: the row of the stage, or of the pipeline for its configuration.
        seen: what the owner was seen to have; a key that has come since is a conflict.
        words: what the edit is called, in place of what follows from the keys.
    """
    with drafting(database, terms) as draft:
        draft.current(owner)
        known = {entry.key: entry.row for entry in seen}
        found = [_settled(draft, owner, known.get(key), key, value) for key, value in dict(cells).items()]
        draft.check_no_conflict(each for each in found if isinstance(each, RowConflict))
        pipeline = owner_of(draft, owner)
        draft.touch(pipeline)
        return draft.finish(words or _words("set", _kind(owner), [key for key, _ in cells]), pipeline)


def rename_entry(database: Database, seen: Entry, key: str, *, terms: Terms = AS_SEEN) -> Edit:
    """Give an entry another key.

    Raises:
        EditRefused: the owner has that key already.
    """
    with drafting(database, terms) as draft:
        row = draft.current(seen.row, key=key)
        if row.get("key") != key:
            taken = draft.same_key(row.having(key=key))
            if taken is not None and draft.identity(taken) != draft.identity(row):
                raise draft.refused(
                    f"There is an entry named {named(key)} already", "Keys are unique.", "Choose another key."
                )
        draft.change(row, key=key)
        pipeline = owner_of(draft, row)
        draft.touch(pipeline)
        thing = "parameter" if row.table == PARAMETERS else "entry"
        return draft.finish(f"rename {thing} {named(seen.key)}", pipeline)


def remove_entries(database: Database, seen: Sequence[Entry], *, terms: Terms = AS_SEEN) -> Edit:
    """Delete parameters or entries that are still there; their values must be what was seen."""
    with drafting(database, terms) as draft:
        found = [_to_remove(draft, entry.row) for entry in seen]
        draft.check_no_conflict(each for each in found if isinstance(each, RowConflict))
        pipelines = tuple(dict.fromkeys(owner_of(draft, entry.row) for entry in seen))
        for pipeline in pipelines:
            draft.touch(pipeline)
        thing = "parameter" if seen[0].row.table == PARAMETERS else "entry"
        return draft.finish(_words("remove", thing, [entry.key for entry in seen]), *pipelines)


def _settled(
    draft: Draft, owner: StoredRow, known: StoredRow | None, key: str, value: Value
) -> RowConflict | None:
    """Change the entry that was seen, or add one; return what stands in the way."""
    if known is not None:
        now = draft.state(known, value=value)
        if isinstance(now, RowConflict):
            return now
        draft.change(now, value=value)
        return None
    table, column = (PARAMETERS, "stage_id") if owner.table == STAGES else (CONFIGURATION, "pipeline_id")
    row = draft.new_row(table, **{column: owner.get("id"), "key": key, "value": value})
    taken = draft.same_key(row)
    if taken is None:
        draft.insert(table, **{column: owner.get("id"), "key": key, "value": value})
    elif draft.terms.allow(row, taken):
        draft.change(taken, value=value)
    else:
        return RowConflict(None, row, taken)
    return None


def _to_remove(draft: Draft, seen: StoredRow) -> RowConflict | None:
    now = read_again(draft.database, draft.writing.table(seen.table), seen)
    if now is None:
        return None  # somebody else wanted the same
    if "value" in seen.differing(now) and not draft.terms.allow(seen, now):
        return RowConflict(seen, None, now)
    draft.delete(now)
    return None


def _kind(owner: StoredRow) -> str:
    return "parameter" if owner.table == STAGES else "entry"


def _words(deed: str, thing: str, keys: Sequence[Value]) -> str:
    return f"{deed} {thing} {named(keys[0])}" if len(keys) == 1 else f"{deed} {counted(len(keys), thing)}"
