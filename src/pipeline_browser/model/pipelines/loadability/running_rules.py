"""What lets every run of a stage fail, although it loads.

Sources: pipeline.rs (validate_pipeline, extract_*_config), stage_executor.rs (registered algorithms), and the
services in infrastructure/services and infrastructure/adapters with their ``from_parameters``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.pipelines.catalogue.as_read import (
    COMPRESSIONS,
    ENCRYPTIONS,
    FORMATS,
    VARIANTS,
    decoded_base64,
    is_true,
    masked_patterns,
)
from pipeline_browser.model.pipelines.catalogue.parameters import KEY_BYTES
from pipeline_browser.model.pipelines.catalogue.sizes import LARGEST_CHUNK, SMALLEST_CHUNK
from pipeline_browser.model.pipelines.catalogue.stages import (
    REGISTERED,
    algorithm_named,
    algorithms_of,
    stage_type_as_read,
)
from pipeline_browser.model.pipelines.loadability import words
from pipeline_browser.model.pipelines.loadability.cells import as_text, fault_in_text
from pipeline_browser.model.pipelines.loadability.finding import Finding, Remedy
from pipeline_browser.model.pipelines.loadability.problem import CureKind, Severity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline_browser.model.pipelines.loadability.loading_rules import Findings
    from pipeline_browser.model.pipelines.loadability.stage_cells import StageCells
    from pipeline_browser.model.pipelines.values import Value

Parameters = dict[str, str]
_FAILS = Severity.CANNOT_RUN
_SECRETS = ("key", "nonce", "salt")


def running_faults(stage: StageCells) -> Findings:
    """Yield what lets every run fail; the stage's type must be one that loads."""
    yield from _chunk_size(stage.chunk_size)
    algorithm = as_text(stage.algorithm)
    stage_type = stage_type_as_read(as_text(stage.stage_type))
    if fault_in_text(stage.algorithm):
        return  # it never loads
    if not algorithm:  # validate_pipeline(), for checksum stages too
        yield Finding(_FAILS, "algorithm", stage.algorithm, words.NO_ALGORITHM, words.CHOOSE_ALGORITHM)
    elif stage_type != "checksum" and stage_type is not None:  # checksum stages look nothing up
        yield from _service(stage, stage_type, algorithm)


def parameters_as_read(stage: StageCells) -> Parameters:
    """Return the parameters as the program has them: NULL is an empty text, the last of equal keys counts."""
    return {as_text(key): as_text(value) for key, value, _ in stage.parameters}


def _chunk_size(value: Value) -> Findings:
    # pipeline_stage.rs, validate(); a negative one is a huge one there.
    if isinstance(value, int) and not SMALLEST_CHUNK <= value <= LARGEST_CHUNK:
        cure = Remedy(CureKind.SET_CELL, "Let the program decide", "chunk_size", None)
        yield Finding(_FAILS, "chunk_size", value, words.CHUNK_SIZE, words.SET_CHUNK_SIZE, cure)


def _service(stage: StageCells, stage_type: str, algorithm: str) -> Findings:
    if algorithm not in REGISTERED:  # process_file.rs, create_pipeline_service()
        yield _unregistered(algorithm)
        return
    known = algorithm_named(algorithm)
    if known is None:
        return
    if stage_type in ("compression", "encryption") and known.stage_type != stage_type:
        offered = ", ".join(each.name for each in algorithms_of(stage_type))
        reason = words.wrong_type(algorithm, stage_type, offered)
        advice = words.other_algorithm_or_type(known.stage_type)
        cure = Remedy(CureKind.SET_CELL, f"Set type to {known.stage_type}", "stage_type", known.stage_type)
        yield Finding(_FAILS, "algorithm", algorithm, reason, advice, cure)
    parameters = parameters_as_read(stage)
    if known.stage_type == "compression":
        yield from _compression(algorithm, parameters)
    elif known.stage_type == "encryption":
        yield from _encryption(algorithm, parameters)
    elif known.name in _TRANSFORMS:
        yield from _TRANSFORMS[known.name](parameters)


def _unregistered(algorithm: str) -> Finding:
    lower = algorithm.strip().lower()
    better = lower if lower in REGISTERED else ENCRYPTIONS.get(lower)
    cure = (
        None
        if better is None
        else Remedy(CureKind.SET_CELL, f"Set algorithm to {better}", "algorithm", better)
    )
    advice = words.CHOOSE_ALGORITHM if better is None else f"Set the algorithm to {better}."
    return Finding(_FAILS, "algorithm", algorithm, words.unregistered(algorithm, better), advice, cure)


def _compression(column: str, parameters: Parameters) -> Findings:
    """Yield what compression.rs and CompressionConfig::from_parameters refuse; any ``level`` is taken."""
    yield from _parameter_algorithm(column, parameters, COMPRESSIONS)


def _encryption(column: str, parameters: Parameters) -> Findings:
    """Yield what encryption.rs and EncryptionConfig::from_parameters refuse."""
    yield from _parameter_algorithm(column, parameters, ENCRYPTIONS)
    generate = Remedy(CureKind.GENERATE_KEYS, "Generate key material")
    missing = [name for name in _SECRETS if name not in parameters]
    if missing:
        advice = words.GENERATE if "key" in missing else words.GENERATE_REST
        reason = words.no_secrets(missing)
        yield Finding(_FAILS, missing[0], None, reason, advice, generate, parameter=True, there=False)
    for name in _SECRETS:
        reason = "" if name in missing else _secret_fault(name, parameters[name])
        if reason:
            advice = words.GENERATE if name == "key" else words.GENERATE_REST
            # Not with its value: what could be a secret is not carried around.
            yield Finding(_FAILS, name, None, reason, advice, generate, parameter=True)


def _secret_fault(name: str, text: str) -> str:
    """Return what is wrong with a secret; of the key alone the length counts."""
    decoded = decoded_base64(text)
    if decoded is None:
        return words.NOT_BASE64.format(name)
    wrong = name == "key" and len(decoded) != KEY_BYTES
    return words.key_length(len(decoded)) if wrong else ""


def _parameter_algorithm(column: str, parameters: Parameters, readings: Mapping[str, str]) -> Findings:
    """Yield what is wrong with the parameter that says what the service does which the column chose."""
    text = parameters.get("algorithm")
    able = [each for each in dict.fromkeys(readings.values()) if _implemented(each)]
    advice, cure = words.choose_one_of(able), None
    if column in able:
        advice = f"Set the parameter algorithm to {column}."
        cure = Remedy(CureKind.SET_PARAMETER, f"Set parameter to {column}", "algorithm", column)
    if text is None:
        reason = words.NO_PARAMETER_ALGORITHM if column in able else words.not_implemented(column)
        yield Finding(_FAILS, "algorithm", None, reason, advice, cure, parameter=True, there=False)
        return
    read = readings.get(text.lower())
    if read is None:
        reason = words.unknown_parameter_algorithm(text, able)
        yield Finding(_FAILS, "algorithm", text, reason, advice, cure, parameter=True)
    elif read not in able:
        reason = words.not_implemented(read)
        yield Finding(_FAILS, "algorithm", text, reason, advice, cure, parameter=True)


def _implemented(name: str) -> bool:
    known = algorithm_named(name)
    return known is not None and known.implemented


def _base64(parameters: Parameters) -> Findings:
    yield from _one_of("variant", parameters, VARIANTS)


def _pii_masking(parameters: Parameters) -> Findings:
    text = parameters.get("patterns")
    if text is not None and masked_patterns(text) is None:
        offered = "all, or a list of email, ssn, phone and credit_card"
        cure = Remedy(CureKind.SET_PARAMETER, "Set patterns to all", "patterns", "all")
        reason = words.not_offered("patterns", text, offered)
        yield Finding(_FAILS, "patterns", text, reason, "Choose what is to be masked.", cure, parameter=True)


def _tee(parameters: Parameters) -> Findings:
    """Yield what tee.rs refuses; whether the file can be written is known only where the program runs."""
    path = parameters.get("output_path")
    choose = Remedy(CureKind.CHOOSE_PATH, "Choose output path…", "output_path")
    if path is None:
        yield Finding(
            _FAILS, "output_path", None, words.NO_PATH, words.CHOOSE_PATH, choose, parameter=True, there=False
        )
    elif is_true(parameters.get("enabled", "true")) and (not path or "\0" in path):
        reason = words.NUL_PATH if path else words.EMPTY_PATH
        yield Finding(_FAILS, "output_path", path, reason, words.CHOOSE_PATH, choose, parameter=True)
    yield from _one_of("format", parameters, FORMATS)


def _debug(parameters: Parameters) -> Findings:
    if "label" not in parameters:
        cure = Remedy(CureKind.SET_PARAMETER, "Set label to debug", "label", "debug")
        yield Finding(
            _FAILS, "label", None, words.NO_LABEL, words.SET_LABEL, cure, parameter=True, there=False
        )


def _one_of(name: str, parameters: Parameters, readings: Mapping[str, str]) -> Findings:
    text = parameters.get(name)
    if text is None or text.lower() in readings:
        return
    offered = tuple(dict.fromkeys(readings.values()))
    reason = words.not_offered(name, text, ", ".join(offered))
    cure = Remedy(CureKind.SET_PARAMETER, f"Set {name} to {offered[0]}", name, offered[0])
    yield Finding(_FAILS, name, text, reason, f"Choose another {name}.", cure, parameter=True)


_TRANSFORMS = {"base64": _base64, "pii_masking": _pii_masking, "tee": _tee, "debug": _debug}
