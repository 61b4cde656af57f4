"""The fields of a trailer that become a row, each judged as the program reads it (``FileHeader``)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pipeline_browser.model.metrics.importing.instants import instant
from pipeline_browser.model.metrics.importing.output_file import Trailer

if TYPE_CHECKING:
    from collections.abc import Mapping

_U32 = 2**32 - 1
_I64 = 2**63 - 1  # the program counts to 2**64 - 1, but SQLite does not
_DIGEST = re.compile(r"(?:[0-9A-Fa-f]{2}){0,64}")


class BadField(ValueError):
    """A field is missing or holds what no program writes; the message is a sentence."""


def read_fields(found: Mapping[str, Any]) -> Trailer:
    """Return what a trailer says; fields that no row needs may be missing.

    Raises:
        BadField: a field that a row needs is missing, of another type or out of range.
    """
    processed_at = _text(found, "processed_at")
    moment = instant(processed_at)
    if moment is None:
        raise BadField("Its “processed_at” is no moment that can be read.")
    return Trailer(
        pipeline_id=_filled(found, "pipeline_id"),
        original_filename=_text(found, "original_filename"),
        original_size=_count(found, "original_size", _I64),
        original_checksum=_digest(found, "original_checksum"),
        chunk_count=_count(found, "chunk_count", _U32),
        processed_at=processed_at,
        instant=moment,
    )


def _field(found: Mapping[str, Any], name: str) -> object:
    if name not in found:
        raise BadField(f"It lacks “{name}”.")
    return found[name]


def _text(found: Mapping[str, Any], name: str) -> str:
    value = _field(found, name)
    if not isinstance(value, str):
        raise BadField(f"Its “{name}” is no text.")
    try:
        value.encode()
    except UnicodeEncodeError as error:  # half of a character, written as an escape
        raise BadField(f"Its “{name}” is no text that can be stored.") from error
    return value


def _filled(found: Mapping[str, Any], name: str) -> str:
    value = _text(found, name)
    if not value:
        raise BadField(f"Its “{name}” is empty.")
    return value


def _count(found: Mapping[str, Any], name: str, most: int) -> int:
    value = _field(found, name)
    if not isinstance(value, int) or isinstance(value, bool):
        raise BadField(f"Its “{name}” is no whole number.")
    if not 0 <= value <= most:
        raise BadField(f"Its “{name}” is out of range.")
    return value


def _digest(found: Mapping[str, Any], name: str) -> str:
    value = _text(found, name)
    if _DIGEST.fullmatch(value) is None:
        raise BadField(f"Its “{name}” is no checksum.")
    return value
