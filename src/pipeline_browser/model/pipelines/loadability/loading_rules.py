"""What the program insists on when it loads a stage (sqlite_pipeline.rs, load_pipeline_from_db…)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline_browser.model.pipelines.catalogue.as_read import is_timestamp
from pipeline_browser.model.pipelines.catalogue.numbers import judged_switch
from pipeline_browser.model.pipelines.catalogue.secret_keys import is_secret
from pipeline_browser.model.pipelines.catalogue.sizes import NotASize, parse_size
from pipeline_browser.model.pipelines.catalogue.stages import fitting_stage_type, stage_type_as_read
from pipeline_browser.model.pipelines.loadability import words
from pipeline_browser.model.pipelines.loadability.cells import (
    as_text,
    fault_in_number,
    fault_in_order,
    fault_in_switch,
    fault_in_text,
)
from pipeline_browser.model.pipelines.loadability.finding import Finding, Remedy
from pipeline_browser.model.pipelines.loadability.mended_timestamps import mended
from pipeline_browser.model.pipelines.loadability.problem import CureKind, Severity

if TYPE_CHECKING:
    from pipeline_browser.model.pipelines.loadability.stage_cells import StageCells
    from pipeline_browser.model.pipelines.values import Value

Findings = Iterator[Finding]
_STOPS = Severity.STOPS_LIST


def loading_faults(stage: StageCells) -> Findings:
    """Yield everything at which loading the stage would end; orders and ids are looked at apart."""
    yield from _name(stage)
    yield from _type(stage)
    yield from text_fault("algorithm", stage.algorithm)
    yield from _switch("enabled", stage.enabled)
    yield from _switch("parallel_processing", stage.parallel_processing)
    yield from _chunk_size(stage.chunk_size)
    yield from timestamp_faults("created_at", stage.created_at)
    yield from timestamp_faults("updated_at", stage.updated_at)
    yield from _parameters(stage)


def text_fault(column: str, value: Value) -> Findings:
    """Yield what is wrong with a cell that must be text; a blob that holds text can be made it."""
    fault = fault_in_text(value)
    if not fault:
        return
    text = _text_within(value)
    cure = None if text is None else Remedy(CureKind.SET_CELL, "Store it as text", column, text)
    yield Finding(_STOPS, column, value, fault, words.TYPE_IT_ANEW, cure)


def _text_within(value: Value) -> str | None:
    """Return the text that a number or a blob could have been meant to be."""
    if isinstance(value, (int, float)):
        return str(value)
    try:
        return (value.decode("utf-8") or None) if isinstance(value, bytes) else None
    except UnicodeDecodeError:
        return None


def order_fault(value: Value) -> Findings:
    """Yield what is wrong with a stage's order."""
    fault = fault_in_order(value)
    if fault:
        cure = Remedy(CureKind.RENUMBER, "Renumber the stages")
        yield Finding(_STOPS, "stage_order", value, fault, words.RENUMBER, cure)


def timestamp_faults(column: str, value: Value) -> Findings:
    """Yield what is wrong with a timestamp of a pipeline or a stage (chrono, parse_from_rfc3339)."""
    fault = fault_in_text(value)
    text = as_text(value)
    if not fault and is_timestamp(text):
        return
    better = mended(text)
    if better is None:
        cure = Remedy(CureKind.SET_NOW, "Set it to now", column)
        advice = "Set it to a timestamp, for example to now."
    else:
        cure = Remedy(CureKind.SET_CELL, f"Set it to {better}", column, better)
        advice = f"Write it as {better}."
    yield Finding(_STOPS, column, value, fault or words.timestamp(text), advice, cure)


def _name(stage: StageCells) -> Findings:
    yield from text_fault("name", stage.name)
    if stage.name is None or stage.name == "":  # pipeline_stage.rs, new()
        kind = as_text(stage.algorithm) or as_text(stage.stage_type)
        cure = Remedy(CureKind.SET_CELL, f"Name it {kind}", "name", kind) if kind else None
        yield Finding(_STOPS, "name", stage.name, words.STAGE_NAME_EMPTY, words.NAME_IT, cure)


def _type(stage: StageCells) -> Findings:
    fault = fault_in_text(stage.stage_type)
    text = as_text(stage.stage_type)
    if not fault and stage_type_as_read(text) is not None:  # pipeline_stage.rs, FromStr
        return
    better = stage_type_as_read(text.strip())
    better = better or fitting_stage_type(as_text(stage.name), as_text(stage.algorithm))
    cure = (
        None if better is None else Remedy(CureKind.SET_CELL, f"Set type to {better}", "stage_type", better)
    )
    reason = fault or words.unknown_type(text)
    yield Finding(_STOPS, "stage_type", stage.stage_type, reason, words.set_type(better), cure)


def _switch(column: str, value: Value) -> Findings:
    fault = fault_in_switch(value)
    if not fault:
        return
    meant = judged_switch(value if isinstance(value, str) else None)
    meant = 1 if meant is None else int(bool(meant))
    word = "on" if meant else "off"
    cure = Remedy(CureKind.SET_CELL, f"Switch it {word}", column, meant)
    yield Finding(_STOPS, column, value, fault, f"Set it to {meant}.", cure)


def _chunk_size(value: Value) -> Findings:
    fault = fault_in_number(value)
    if not fault:
        return
    try:
        meant = parse_size(value) if isinstance(value, str) else None
    except NotASize:
        meant = None
    if meant is None:
        cure = Remedy(CureKind.SET_CELL, "Let the program decide", "chunk_size", None)
    else:
        cure = Remedy(CureKind.SET_CELL, f"Set chunk size to {meant} bytes", "chunk_size", meant)
    yield Finding(_STOPS, "chunk_size", value, fault, words.SET_CHUNK_SIZE, cure)


def _parameters(stage: StageCells) -> Findings:
    for key, value, _ in stage.parameters:
        fault = fault_in_text(key) or fault_in_text(value)
        if fault:
            name = as_text(key)
            text = None if fault_in_text(key) else _text_within(value)
            cure = None if text is None else Remedy(CureKind.SET_PARAMETER, "Store it as text", name, text)
            # What could be a secret is not carried around.
            shown = None if is_secret(name) or fault_in_text(key) else value
            yield Finding(_STOPS, name, shown, fault, words.TYPE_IT_ANEW, cure, parameter=True)
