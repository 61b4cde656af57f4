"""The columns that an editor changes: their kinds and choices, and what their values are worth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.pipelines.catalogue import words
from pipeline_browser.model.pipelines.catalogue.as_read import is_timestamp
from pipeline_browser.model.pipelines.catalogue.judgement import Judgement, fine, impossible, unusual
from pipeline_browser.model.pipelines.catalogue.names import (
    RESERVED,
    SHORTEST,
    normalised,
    refused_in_commands,
    suggested_name,
    too_long_for_commands,
)
from pipeline_browser.model.pipelines.catalogue.numbers import judge_whole_number, judged_switch
from pipeline_browser.model.pipelines.catalogue.sizes import (
    LARGEST_CHUNK,
    SMALLEST_CHUNK,
    NotASize,
    parse_size,
)
from pipeline_browser.model.pipelines.catalogue.spec import Choice, Kind, Spec
from pipeline_browser.model.pipelines.catalogue.stages import (
    REGISTERED,
    STAGE_TYPES,
    algorithm_named,
    algorithms_of,
    stage_type_as_read,
)
from pipeline_browser.model.pipelines.catalogue.texts import storable

if TYPE_CHECKING:
    from pipeline_browser.model.pipelines.catalogue.judgement import Stored

_SWITCH = (Choice("1"), Choice("0"))
_TYPES = tuple(Choice(each.name, each.hint) for each in STAGE_TYPES)
_TIMES = (
    Spec("created_at", Kind.TIMESTAMP, words.TIMESTAMP, required=True),
    Spec("updated_at", Kind.TIMESTAMP, words.TIMESTAMP, required=True),
)
PIPELINE_COLUMNS = (
    Spec("name", Kind.TEXT, words.PIPELINE_NAME, required=True),
    Spec("archived", Kind.SWITCH, words.ARCHIVED, required=True, default="0", choices=_SWITCH),
    *_TIMES,
)
_BEFORE_ALGORITHM = (
    Spec("name", Kind.TEXT, words.STAGE_NAME, required=True),
    Spec("stage_type", Kind.CHOICE, words.STAGE_TYPE, required=True, choices=_TYPES),
)
_AFTER_ALGORITHM = (
    Spec("enabled", Kind.SWITCH, words.ENABLED, required=True, default="1", choices=_SWITCH),
    Spec(
        "parallel_processing",
        Kind.SWITCH,
        words.PARALLEL_PROCESSING,
        required=True,
        default="0",
        choices=_SWITCH,
    ),
    Spec(
        "chunk_size",
        Kind.SIZE,
        words.CHUNK_SIZE,
        default=words.PROGRAM_DECIDES,
        unit="bytes",
        lowest=SMALLEST_CHUNK,
        highest=LARGEST_CHUNK,
    ),
    Spec("stage_order", Kind.NUMBER, words.STAGE_ORDER, required=True, lowest=-(2**31), highest=2**31 - 1),
    *_TIMES,
)


def stage_columns(stage_type: str = "") -> tuple[Spec, ...]:
    """Return the columns of a stage; the algorithms offered are those of the type, or all."""
    choices = tuple(Choice(each.name, each.hint, each.implemented) for each in algorithms_of(stage_type))
    algorithm = Spec("algorithm", Kind.CHOICE, words.ALGORITHM, required=True, choices=choices)
    return (*_BEFORE_ALGORITHM, algorithm, *_AFTER_ALGORITHM)


def judge_pipeline_name(typed: Stored) -> Judgement:
    """Judge a pipeline's name; the suggestion is the name as the program normalises it.

    Sources: from_database() (not empty), create_pipeline.rs (name check), cli/validator.rs (arguments).
    """
    text = storable(typed)
    if text is None:
        return impossible(words.NOT_TEXT)
    if not text:
        return impossible(words.NOT_EMPTY_PIPELINE_NAME)
    reason = _odd_name(text)
    return unusual(text, reason, suggested_name(text)) if reason else fine(text)


def _odd_name(text: str) -> str:
    if not text.strip():
        return words.only_blanks()
    part = refused_in_commands(text)
    if part:
        return words.name_refused(part)
    if too_long_for_commands(text):
        return words.name_too_long()
    better = normalised(text)
    if len(better) < SHORTEST:
        return words.name_too_short()
    if better in RESERVED:
        return words.name_reserved(better)
    return "" if better == text else words.name_not_normalised(better)


def judge_stage_name(typed: Stored) -> Judgement:
    """Judge a stage's name (pipeline_stage.rs, new(): not empty; blanks pass)."""
    text = storable(typed)
    if text is None:
        return impossible(words.NOT_TEXT)
    if not text:
        return impossible(words.NOT_EMPTY_STAGE_NAME)
    return fine(text) if text.strip() else unusual(text, words.only_blanks())


def judge_stage_type(typed: Stored) -> Judgement:
    """Judge a stage's type (pipeline_stage.rs, FromStr: in any letter case, no blanks around it)."""
    text = storable(typed)
    if text is None:
        return impossible(words.NOT_TEXT)
    name = stage_type_as_read(text)
    if name is None:
        return impossible(words.unknown_stage_type(text), stage_type_as_read(text.strip()))
    return fine(text) if name == text else unusual(text, words.stage_type_in_other_case(name), name)


def judge_algorithm(typed: Stored, stage_type: str = "") -> Judgement:
    """Judge a stage's algorithm beside its type.

    Sources: process_file.rs (what is registered), pipeline.rs (what a compression or encryption stage may
    have), stage_executor.rs (checksum stages need none, but it may not be empty).
    """
    text = storable(typed)
    if text is None:
        return impossible(words.NOT_TEXT)
    if not text:
        return unusual(text, words.empty_algorithm())
    kind = stage_type_as_read(stage_type)
    if kind == "checksum":
        return fine(text)
    return _judge_registered(text, kind) if text in REGISTERED else _judge_unregistered(text)


def _judge_unregistered(text: str) -> Judgement:
    better = text.strip().lower()
    if better in REGISTERED:
        return unusual(text, words.algorithm_in_other_case(better), better)
    return unusual(text, words.unknown_algorithm(text))


def _judge_registered(text: str, kind: str | None) -> Judgement:
    known = algorithm_named(text)
    if known is not None and kind in ("compression", "encryption") and known.stage_type != kind:
        of_type = ", ".join(each.name for each in algorithms_of(kind))
        return unusual(text, words.algorithm_of_other_type(text, kind, of_type))
    if known is not None and not known.implemented:
        return unusual(text, words.not_implemented(text))
    return fine(text)


def judge_chunk_size(typed: Stored) -> Judgement:
    """Judge a stage's chunk size: a size in words or bytes; nothing at all lets the program decide."""
    if typed is None or (isinstance(typed, str) and typed.strip().lower() in ("", words.PROGRAM_DECIDES)):
        return fine(None)
    try:
        size = parse_size(typed) if isinstance(typed, str) else _whole(typed)
    except NotASize as error:
        return impossible(str(error))
    if not -(2**63) <= size < 2**63:
        return impossible(words.too_large())
    if SMALLEST_CHUNK <= size <= LARGEST_CHUNK:
        return fine(size)
    return unusual(size, words.chunk_size_out_of_range())  # pipeline_stage.rs, validate()


def _whole(value: Stored) -> int:
    if isinstance(value, (int, float)) and int(value) == value:
        return int(value)
    raise NotASize(words.not_a_number(str(value)))


def judge_switch(typed: Stored) -> Judgement:
    """Judge ``enabled`` or ``parallel_processing``: any whole number but 0 is true (sqlx, types/bool.rs)."""
    number = judged_switch(typed)
    if number is None:
        return impossible(words.not_a_switch(str(typed)))
    return fine(number) if number in (0, 1) else unusual(number, words.counts_as_true(number), 1)


def judge_archived(typed: Stored) -> Judgement:
    """Judge ``archived``: only 0 is active (``WHERE archived = false``), and only 1 is archived."""
    number = judged_switch(typed)
    if number is None:
        return impossible(words.not_a_switch(str(typed)))
    return fine(number) if number in (0, 1) else unusual(number, words.odd_archived(number), 1)


def judge_stage_order(typed: Stored) -> Judgement:
    """Judge a stage's order, which must fit 32 bits (sqlite_pipeline.rs: ``i32``)."""
    judgement = judge_whole_number(typed)
    number = judgement.value
    if not judgement.can_be_stored or not isinstance(number, int):
        return judgement
    return fine(number) if -(2**31) <= number < 2**31 else impossible(words.order_out_of_range())


def judge_timestamp(typed: Stored) -> Judgement:
    """Judge a timestamp of a pipeline or a stage (chrono, ``parse_from_rfc3339``)."""
    text = storable(typed)
    return fine(text) if text is not None and is_timestamp(text) else impossible(words.not_a_timestamp())
