"""What the program insists on in the row of a pipeline, and in the row of its stages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.pipelines.catalogue.names import (
    refused_in_commands,
    suggested_name,
    too_long_for_commands,
)
from pipeline_browser.model.pipelines.catalogue.secret_keys import is_secret
from pipeline_browser.model.pipelines.loadability import words
from pipeline_browser.model.pipelines.loadability.cells import as_text, fault_in_text
from pipeline_browser.model.pipelines.loadability.finding import Finding, Remedy
from pipeline_browser.model.pipelines.loadability.loading_rules import text_fault, timestamp_faults
from pipeline_browser.model.pipelines.loadability.problem import CureKind, Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline_browser.model.pipelines.loadability.identifiers_as_read import IdReader, IdReading
    from pipeline_browser.model.pipelines.loadability.loading_rules import Findings
    from pipeline_browser.model.pipelines.loadability.stage_cells import PipelineCells
    from pipeline_browser.model.pipelines.values import Value

_STOPS = Severity.STOPS_LIST
_FAULTS = {
    "length": words.ID_LENGTH,
    "character": words.ID_CHARACTER,
    "zero": words.ID_ZERO,
    "future": words.ID_FUTURE,
}


def id_faults(value: Value, reader: IdReader) -> Findings:
    """Yield why the program would end at the id (pipeline_id.rs, generic_id.rs)."""
    fault = fault_in_text(value)
    if fault:
        yield Finding(_STOPS, "id", value, fault, words.NEW_ID)
    elif value is None:
        yield Finding(_STOPS, "id", value, words.ID_NULL, words.NEW_ID)
    else:
        reading = reader.read(as_text(value))
        if reading.normalised is None:
            yield Finding(_STOPS, "id", value, _FAULTS[reading.fault], words.NEW_ID)


def left_out(value: Value, reading: IdReading, *, another: bool) -> Finding:
    """Return that the program looks for another id than the one that is stored, and what it finds there."""
    text = words.ID_ANOTHER if another else words.ID_ELSEWHERE
    return Finding(Severity.LEFT_OUT, "id", value, text.format(reading.normalised), words.NEW_ID)


def row_faults(pipeline: PipelineCells) -> Findings:
    """Yield what is wrong with name and timestamps (sqlite_pipeline.rs; from_database(): not empty)."""
    yield from text_fault("name", pipeline.name)
    if pipeline.name is None or pipeline.name == "":
        yield Finding(_STOPS, "name", pipeline.name, words.NAME_EMPTY, words.NAME_IT)
    yield from timestamp_faults("created_at", pipeline.created_at)
    yield from timestamp_faults("updated_at", pipeline.updated_at)


def name_faults(name: str) -> Findings:
    """Yield why no command of the program could be given the name (cli/validator.rs)."""
    part = refused_in_commands(name)
    if part:
        reason = words.name_unnamable(part)
    elif too_long_for_commands(name):
        reason = words.NAME_TOO_LONG
    else:
        return
    yield Finding(Severity.CANNOT_RUN, "name", name, reason, words.RENAME, _rename(name))


def same_name(name: str) -> Finding:
    """Return that another pipeline of the name is the one that runs (find_by_name(), the first row)."""
    return Finding(Severity.CANNOT_RUN, "name", name, words.NAME_TWICE, words.RENAME)


def _rename(name: str) -> Remedy | None:
    better = suggested_name(name)
    return None if better is None else Remedy(CureKind.RENAME, f"Rename to {better}", "name", better)


def no_stage() -> Finding:
    """Return that the pipeline has none (from_database())."""
    cure = Remedy(CureKind.ADD_STAGE, "Add a stage…")
    return Finding(_STOPS, "", None, words.NO_STAGE, words.ADD_STAGE, cure)


def hidden_oddly(pipeline: PipelineCells) -> Findings:
    """Yield that ``archived`` hides the pipeline without being 1, which the program's restore needs."""
    if pipeline.archived != 1:
        cure = Remedy(CureKind.SET_CELL, "Set archived to 1", "archived", 1)
        yield Finding(
            Severity.NOTE, "archived", pipeline.archived, words.HIDDEN_ODDLY, words.SET_ARCHIVED, cure
        )


def configuration_faults(entries: Sequence[tuple[Value, Value]]) -> Findings:
    """Yield what is wrong with the configuration; it must be text, and is not used."""
    for key, value in entries:
        fault = fault_in_text(key) or fault_in_text(value)
        if fault:
            shown = None if is_secret(key) or fault_in_text(key) else value
            yield Finding(_STOPS, as_text(key), shown, fault, words.TYPE_IT_ANEW, parameter=True)


def stage_id_faults(value: Value) -> Findings:
    """Yield what is wrong with a stage's id: any text will do, and NULL counts as an empty one."""
    fault = fault_in_text(value)
    if fault:
        yield Finding(_STOPS, "id", value, fault, "Duplicate the stage and remove this one.")
