"""What is worth knowing about a stage that loads and runs all the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.pipelines.catalogue import Fitness
from pipeline_browser.model.pipelines.catalogue.as_read import COMPRESSIONS, ENCRYPTIONS
from pipeline_browser.model.pipelines.catalogue.entries import judge_parameter
from pipeline_browser.model.pipelines.catalogue.secret_keys import is_secret
from pipeline_browser.model.pipelines.catalogue.stages import algorithm_named, stage_type_as_read
from pipeline_browser.model.pipelines.loadability import words
from pipeline_browser.model.pipelines.loadability.cells import as_text
from pipeline_browser.model.pipelines.loadability.finding import Finding, Remedy
from pipeline_browser.model.pipelines.loadability.problem import CureKind, Severity
from pipeline_browser.model.pipelines.loadability.running_rules import parameters_as_read

if TYPE_CHECKING:
    from pipeline_browser.model.pipelines.loadability.loading_rules import Findings
    from pipeline_browser.model.pipelines.loadability.stage_cells import StageCells

_NOTE = Severity.NOTE
# Read by version 2.0.0, with an effect, and never a reason to fail.
_LENIENT = ("level", "mask_char", "preserve_format", "enabled")


def notes_on_stage(stage: StageCells) -> Findings:
    """Yield what a person might not expect of the stage."""
    # sqlite_pipeline.rs reads ``enabled`` into ``_enabled`` and asks for no ``archived`` of a stage.
    if stage.enabled is None or stage.enabled == 0:
        yield Finding(_NOTE, "enabled", stage.enabled, words.DISABLED, words.REMOVE_STAGE)
    if stage.archived not in (0, None):
        yield Finding(
            _NOTE, "archived", stage.archived, words.STAGE_ARCHIVED, words.REMOVE_STAGE, while_active=True
        )
    for key, value, archived in stage.parameters:
        if archived not in (0, None):
            shown = None if is_secret(key) else value
            yield Finding(
                _NOTE,
                as_text(key),
                shown,
                words.PARAMETER_ARCHIVED,
                words.REMOVE_PARAMETER,
                parameter=True,
                while_active=True,
            )
    algorithm = as_text(stage.algorithm)
    if stage_type_as_read(as_text(stage.stage_type)) == "checksum":
        yield from _checksum(algorithm)
        return
    parameters = parameters_as_read(stage)
    yield from _difference(algorithm, parameters.get("algorithm"))
    for key in _LENIENT:
        if key in parameters:
            yield from _lenient(stage, key, parameters[key])


def _checksum(algorithm: str) -> Findings:
    # stage_executor.rs, process_checksum_stage(): Sha256, whatever the column says.
    if algorithm not in ("", "sha256"):
        cure = Remedy(CureKind.SET_CELL, "Set algorithm to sha256", "algorithm", "sha256")
        yield Finding(
            _NOTE, "algorithm", algorithm, words.ALWAYS_SHA256, "Set the algorithm to sha256.", cure
        )


def _difference(column: str, parameter: str | None) -> Findings:
    known = algorithm_named(column)
    if parameter is None or known is None:
        return
    readings = {"compression": COMPRESSIONS, "encryption": ENCRYPTIONS}.get(known.stage_type, {})
    read = readings.get(parameter.lower())
    if read is None or read == column:
        return
    if known.implemented:
        cure = Remedy(CureKind.SET_PARAMETER, f"Set parameter to {column}", "algorithm", column)
    else:
        cure = Remedy(CureKind.SET_CELL, f"Set algorithm to {read}", "algorithm", read)
    yield Finding(
        _NOTE, "algorithm", parameter, words.differs(column, read), "Make them equal.", cure, parameter=True
    )


def _lenient(stage: StageCells, key: str, text: str) -> Findings:
    judgement = judge_parameter(as_text(stage.stage_type), as_text(stage.algorithm), key, text)
    if judgement.fitness is Fitness.UNUSUAL:
        yield Finding(_NOTE, key, text, judgement.reason, "Choose another value.", parameter=True)
