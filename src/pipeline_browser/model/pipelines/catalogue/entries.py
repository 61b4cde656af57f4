"""What the values of parameters and configuration entries are worth; all of them are stored as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.pipelines.catalogue import words
from pipeline_browser.model.pipelines.catalogue.as_read import (
    COMPRESSIONS,
    ENCRYPTIONS,
    FORMATS,
    VARIANTS,
    as_u32,
    decoded_base64,
    masked_patterns,
)
from pipeline_browser.model.pipelines.catalogue.judgement import Judgement, fine, impossible, unusual
from pipeline_browser.model.pipelines.catalogue.parameters import configuration_spec, parameter_spec
from pipeline_browser.model.pipelines.catalogue.sizes import NotASize, parse_size
from pipeline_browser.model.pipelines.catalogue.spec import Kind, Spec
from pipeline_browser.model.pipelines.catalogue.stages import algorithm_named, stage_type_as_read
from pipeline_browser.model.pipelines.catalogue.texts import storable

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from pipeline_browser.model.pipelines.catalogue.judgement import Stored

# What the program reads of a choice, in any letter case, and to which of our choices that comes.
_READ: Mapping[str, Mapping[str, str]] = {"variant": VARIANTS, "format": FORMATS}


def judge_key(typed: Stored, taken: Collection[str] = ()) -> Judgement:
    """Judge the key of a parameter or an entry among those that are there already."""
    text = storable(typed)
    if text is None:
        return impossible(words.NOT_TEXT)
    if not text:
        return impossible(words.KEY_EMPTY)
    return impossible(words.KEY_TAKEN) if text in taken else fine(text)


def judge_parameter(stage_type: str, algorithm: str, key: str, typed: Stored) -> Judgement:
    """Judge the value of a stage's parameter, going by what the program does with it."""
    text = storable(typed)
    if text is None:
        return impossible(words.NOT_TEXT)
    spec = parameter_spec(stage_type, algorithm, key)
    if not spec.known or stage_type_as_read(stage_type) == "checksum":
        return fine(text)
    if key == "algorithm":
        return _judge_parameter_algorithm(algorithm, text)
    judges = {
        Kind.CHOICE: _judge_choice,
        Kind.NUMBER: _judge_number,
        Kind.SWITCH: _judge_switch,
        Kind.PATTERNS: _judge_patterns,
        Kind.PATH: _judge_path,
        Kind.SECRET: _judge_secret,
        Kind.CHARACTER: _judge_character,
    }
    judge = judges.get(spec.kind)
    return fine(text) if judge is None else judge(spec, text)


def judge_configuration(key: str, typed: Stored) -> Judgement:
    """Judge the value of a configuration entry; the program reads and ignores every one."""
    text = storable(typed)
    if text is None:
        return impossible(words.NOT_TEXT)
    spec = configuration_spec(key)
    if spec.kind is Kind.SIZE:
        return _judge_entry_size(spec, text)
    if spec.kind is Kind.NUMBER:
        number = as_u32(text)
        return fine(text) if _within(spec, number) else unusual(text, _entry_number(spec))
    if spec.kind is Kind.CHOICE and text not in spec.values:
        return unusual(text, words.choice_ignored(spec.name, ", ".join(spec.values)))
    return fine(text)


def _judge_parameter_algorithm(column: str, text: str) -> Judgement:
    """Judge the parameter that says what the service does which the column chooses."""
    known = algorithm_named(column)
    readings = ENCRYPTIONS if known is not None and known.stage_type == "encryption" else COMPRESSIONS
    read = readings.get(text.lower())
    if read is None:
        return unusual(
            text, words.choice_fails("algorithm", ", ".join(dict.fromkeys(readings.values()))), column
        )
    meant = algorithm_named(read)
    if meant is not None and not meant.implemented:
        return unusual(text, words.not_implemented(read))
    return fine(text) if read == column else unusual(text, words.algorithm_differs(column), column)


def _judge_choice(spec: Spec, text: str) -> Judgement:
    readings = _READ.get(spec.name)
    values = ", ".join(spec.values)
    if readings is None:
        return fine(text) if text in spec.values else unusual(text, words.choice_ignored(spec.name, values))
    if text.lower() not in readings:
        return unusual(text, words.choice_fails(spec.name, values))
    return fine(text)


def _judge_number(spec: Spec, text: str) -> Judgement:
    number = as_u32(text)
    if number is None:
        return unusual(text, words.number_ignored(spec.name, spec.default))
    return (
        fine(text)
        if _within(spec, number)
        else unusual(text, words.number_out_of_range(spec.name, spec.lowest, spec.highest))
    )


def _judge_switch(spec: Spec, text: str) -> Judgement:
    if text.lower() in ("true", "false"):
        return fine(text)
    return unusual(text, words.switch_read_as_false(spec.name))


def _judge_patterns(spec: Spec, text: str) -> Judgement:
    if masked_patterns(text) is None:
        values = ", ".join(spec.values[1:])
        return unusual(text, words.choice_fails(spec.name, f"all, or a list of {values}"))
    return fine(text)


def _judge_path(spec: Spec, text: str) -> Judgement:
    if not text:
        return unusual(text, words.empty_path())
    return unusual(text, words.nul_in_path()) if "\0" in text else fine(text)


def _judge_secret(spec: Spec, text: str) -> Judgement:
    found = decoded_base64(text)
    if found is None:
        return unusual(text, words.not_base64())
    if spec.length is None or len(found) == spec.length:
        return fine(text)
    # encryption.rs checks the length of the key alone.
    reason = words.secret_of_other_length(spec.name, len(found), spec.length, fails=spec.name == "key")
    return unusual(text, reason)


def _judge_character(spec: Spec, text: str) -> Judgement:
    if len(text) == 1:
        return fine(text)
    used = f"“{text[0]}”" if text else f"“{spec.default}”"
    return unusual(text, words.only_first_character(used), text[:1] or None)


def _judge_entry_size(spec: Spec, text: str) -> Judgement:
    """Judge a size, which is stored as a plain number of bytes."""
    try:
        size = parse_size(text)
    except NotASize:
        return unusual(text, _entry_number(spec))
    return fine(str(size)) if _within(spec, size) else unusual(str(size), _entry_number(spec))


def _entry_number(spec: Spec) -> str:
    return words.entry_number(spec.name, spec.lowest, spec.highest)


def _within(spec: Spec, number: int | None) -> bool:
    if number is None:
        return False
    above = spec.lowest is None or number >= spec.lowest
    return above and (spec.highest is None or number <= spec.highest)
