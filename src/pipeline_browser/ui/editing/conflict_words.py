"""What a conflict is about, in words: which row, which field, what it was, mine and theirs; no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline_browser.model.pipelines.catalogue.secret_keys import is_secret
from pipeline_browser.model.pipelines.shape import CONFIGURATION, METRICS, PARAMETERS, PIPELINES, STAGES
from pipeline_browser.ui.editing.editor import Clash, Kind
from pipeline_browser.ui.value_words import cell_text, stand_in

if TYPE_CHECKING:
    from pipeline_browser.model.errors import RowConflict
    from pipeline_browser.model.pipelines.rows import StoredRow
    from pipeline_browser.model.pipelines.values import Value

MOST = 200  # lines; the rest is counted
LEFT_ALONE = "left as it is"
_NOTHING = "\N{EM DASH}"
_THINGS = {
    PIPELINES: "Pipeline",
    STAGES: "Stage",
    PARAMETERS: "Parameter",
    CONFIGURATION: "Entry",
    METRICS: "Metrics",
}
FIELDS = {
    "stage_type": "type",
    "parallel_processing": "parallel",
    "chunk_size": "chunk size",
    "stage_order": "order",
    "created_at": "created",
    "updated_at": "updated",
    "pipeline_id": "pipeline",
    "stage_id": "stage",
    "start_time_rfc3339": "start",
    "end_time_rfc3339": "end",
    "processing_duration_ms": "duration (ms)",
    "throughput_bytes_per_second": "bytes per second",
    "error_count": "errors",
    "warning_count": "warnings",
    "input_file_size_bytes": "input (bytes)",
    "output_file_size_bytes": "output (bytes)",
    "input_file_checksum": "input checksum",
    "output_file_checksum": "output checksum",
    "bytes_processed": "processed (bytes)",
    "bytes_total": "total (bytes)",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One field of one row in its three states."""

    row: str
    field: str
    base: str
    mine: str
    theirs: str


def sentence(clash: Clash) -> str:
    """Return what happened, and that nothing was written."""
    happened = "Another program or window changed the same rows meanwhile. Nothing was written."
    if clash.request.kind is Kind.DO:
        return happened
    deed = "undone" if clash.request.kind is Kind.UNDO else "done again"
    return f"“{clash.words}” cannot be {deed} as it was. {happened}"


def can_insist(clash: Clash) -> bool:
    """Whether mine can be written all the same: not over what is gone."""
    return not any(each.final for each in clash.conflict.conflicts)


def insist_text(clash: Clash) -> str:
    """Return what the button says that writes mine."""
    deletes = any(each.mine is None for each in clash.conflict.conflicts)
    if clash.request.kind is Kind.DO:
        return "Delete all the same" if deletes else "Write mine"
    return "Undo all the same" if clash.request.kind is Kind.UNDO else "Do it all the same"


def give_up_text(clash: Clash) -> str:
    """Return what the button says that leaves theirs."""
    if clash.request.kind is Kind.DO:
        return "Keep theirs"
    return "Keep theirs and forget this step"


def what_insisting_does(clash: Clash) -> str:
    """Return what would be written and what would stay; empty where that is no choice."""
    if not can_insist(clash):
        return "What this edit needs is gone or taken, so mine cannot be written."
    if any(each.mine is None for each in clash.conflict.conflicts):
        return "Deleting all the same takes the rows as they are now; that can be undone."
    return "Writing mine sets only the fields of this edit; what others changed besides stays."


def lines(conflicts: tuple[RowConflict, ...]) -> list[Line]:
    """Return the fields that differ, at most MOST."""
    return [line for conflict in conflicts for line in _lines(conflict)][:MOST]


def _lines(conflict: RowConflict) -> list[Line]:
    row = row_words(conflict.row)
    if conflict.theirs is None:
        what = "the row" if conflict.base else "what it belongs to"
        return [Line(row, what, _there(conflict.base), _there(conflict.mine), "gone")]
    if conflict.base is None:
        mine = "free" if conflict.mine else "nothing"
        return [Line(row, "the row", mine, _there(conflict.mine), _came(conflict))]
    columns = conflict.columns
    if conflict.mine is not None:
        columns = tuple(dict.fromkeys((*columns, *conflict.mine.differing(conflict.base))))
    shown = [column for column in columns if column != "updated_at"] or list(columns)
    return [
        Line(
            row,
            FIELDS.get(column, column),
            _value(conflict.base, column),
            _mine(conflict, column),
            _value(conflict.theirs, column),
        )
        for column in shown
    ]


def _mine(conflict: RowConflict, column: str) -> str:
    """Return what writing mine would leave in a column."""
    if conflict.mine is None:
        return "deleted"
    if conflict.base is not None and column not in conflict.mine.differing(conflict.base):
        return LEFT_ALONE
    return _value(conflict.mine, column)


def row_words(row: StoredRow) -> str:
    """Return what a row is and what it is called: ``Stage zstd``; metrics have only their pipeline's id."""
    name = row.get("name", row.get("key", row.get("pipeline_id") if row.table == METRICS else None))
    return f"{_THINGS.get(row.table, row.table)} {_NOTHING if name is None else value_words(name)}"


def _came(conflict: RowConflict) -> str:
    if conflict.mine is None:
        return "was added"
    return "taken by an archived one" if conflict.row.get("archived", 0) != 0 else "taken"


def _there(row: StoredRow | None) -> str:
    return "deleted" if row is None else "there"


def _value(row: StoredRow, column: str) -> str:
    if column == "value" and is_secret(row.get("key")):
        return "•••• (a secret)"
    return value_words(row.get(column))


def value_words(value: Value) -> str:
    """Return a value as it can be read in one line."""
    return stand_in(value) or cell_text(value)
