"""How values of the catalogue's kinds read in a cell, and what is odd about those that are stored."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline_browser.model.pipelines.catalogue import Fitness, Judgement, Kind, Spec
from pipeline_browser.model.pipelines.catalogue.fields import Field, judge
from pipeline_browser.model.pipelines.catalogue.judgement import fine, impossible, unusual
from pipeline_browser.model.pipelines.catalogue.sizes import NotASize, format_size, parse_size
from pipeline_browser.model.pipelines.catalogue.stages import stage_type_as_read
from pipeline_browser.model.pipelines.shape import PIPELINES, STAGES
from pipeline_browser.ui.colours import Meaning
from pipeline_browser.ui.formats import counted
from pipeline_browser.ui.pipelines.details.cells.facts import Face
from pipeline_browser.ui.value_words import (
    cell_text,
    is_plain_text,
    kind_of,
    stand_in,
    whole_value,
)

if TYPE_CHECKING:
    from pipeline_browser.model.pipelines.values import Value

DOTS = "••••••••"
_MEANINGS = {Fitness.UNUSUAL: Meaning.WARNING, Fitness.IMPOSSIBLE: Meaning.BAD}
_WHOLE_NUMBERS = ("enabled", "parallel_processing", "chunk_size", "stage_order", "archived")
_STOPS = "the program ends with a crash when it reads it"


def face_of(field: Field, spec: Spec, value: Value) -> Face:
    """Return how a stored value reads."""
    judgement = judge_stored(field, value)
    text, stands_in = face_text(spec, value), stand_in(value)
    return Face(
        text or stands_in,
        dim=bool(stands_in),
        checked=_checked(spec, value),
        meaning=meaning_of(judgement),
        reason=judgement.reason,
        whole=_whole(spec, value, text),
    )


def secret_face(face: Face, value: Value, *, masked: bool) -> Face:
    """Return the face of a secret, which is not to be read over one's shoulder."""
    if value in (None, ""):
        return face
    if not masked:
        return replace(face, secret=True)
    size = counted(len(value), "character") if isinstance(value, str) else kind_of(value)
    return replace(face, text=DOTS, secret=True, masked=True, whole=f"Hidden, {size}")


def unset_face(spec: Spec) -> Face:
    """Return what stands where a known value could be and is not."""
    if spec.required:
        reason = f"{spec.name} is required: without it every run fails."
        return Face("required", dim=True, meaning=Meaning.WARNING, reason=reason)
    checked = spec.default == "true" if spec.kind is Kind.SWITCH else None
    return Face(f"unset (default {spec.default})" if spec.default else "unset", dim=True, checked=checked)


def judge_stored(field: Field, value: Value) -> Judgement:
    """Judge what is stored, type included: the program is strict about it."""
    number = field.table in (PIPELINES, STAGES) and field.name in _WHOLE_NUMBERS
    if value is None:
        return fine(None) if number and field.name == "chunk_size" else _judge_null(field, number=number)
    if number and not isinstance(value, int):
        return impossible(f"This is {kind_of(value)} where a whole number belongs: {_STOPS}.")
    if not number and not is_plain_text(value):
        return impossible(f"This is {kind_of(value)} where text belongs: {_STOPS}.")
    if field.name == "algorithm" and field.table == STAGES and stage_type_as_read(field.stage_type) is None:
        return fine(value)  # what it is worth follows from the type, which is what is wrong
    return judge(field, value)


def _judge_null(field: Field, *, number: bool) -> Judgement:
    # sqlx-core, row.rs: NULL is never refused, it reads as an empty text, as 0, as false.
    if number:
        return unusual(None, "NULL is stored here; the program reads it as 0.")
    read = judge(field, "")
    reason = f"NULL is stored here; the program reads it as an empty text. {read.reason}".strip()
    return unusual(None, reason) if read.can_be_stored else impossible(reason)


def meaning_of(judgement: Judgement) -> Meaning | None:
    """Return the mark of a judgement; None for what is fine."""
    return _MEANINGS.get(judgement.fitness)


def face_text(spec: Spec, value: Value) -> str:
    """Return a value in the words of its kind: ``on``, ``64 KiB``."""
    if spec.kind is Kind.SWITCH and value in (0, 1) and isinstance(value, int):
        return ""  # the switch itself says it
    if spec.kind is Kind.SIZE and isinstance(value, int):
        return format_size(value)
    if spec.kind is Kind.SIZE and value is None:
        return "unset"
    if spec.kind is Kind.SIZE and isinstance(value, str):
        return _with_unit(value)
    return cell_text(value)


def _with_unit(digits: str) -> str:
    """Return a size that is stored as digits, with its unit beside it where that is shorter to read."""
    try:
        words = format_size(parse_size(digits))
    except NotASize:
        return cell_text(digits)
    return cell_text(digits) if digits in words else f"{cell_text(digits)} = {words}"


def _checked(spec: Spec, value: Value) -> bool | None:
    if spec.kind is not Kind.SWITCH:
        return None
    if isinstance(value, str):
        return value.lower() == "true"
    return bool(value) if isinstance(value, int) else None


def _whole(spec: Spec, value: Value, text: str) -> str:
    if spec.kind is Kind.SIZE and value is None:
        return f"Unset: {spec.default}" if spec.default else "Unset"
    if spec.kind is Kind.SIZE and isinstance(value, int):
        return counted(value, "byte")
    return whole_value(value)
