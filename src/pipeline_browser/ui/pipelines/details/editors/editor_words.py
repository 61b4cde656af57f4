"""What stands under a field while it is edited: what belongs there, and what the typed value is worth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.pipelines.catalogue import Kind, Spec
from pipeline_browser.model.pipelines.catalogue.sizes import NotASize, format_size, parse_size
from pipeline_browser.ui.formats import counted, figure
from pipeline_browser.ui.labels import shown
from pipeline_browser.ui.value_words import cell_text, is_plain_text, kind_of

if TYPE_CHECKING:
    from pipeline_browser.model.pipelines.values import Value


def typed_form(spec: Spec, value: Value) -> str:
    """Return a stored value as somebody would type it; empty for what cannot be typed."""
    if spec.kind is Kind.SIZE and isinstance(value, int):
        return format_size(value)
    if isinstance(value, str):
        return value if _can_be_typed(value) else ""
    return str(value) if isinstance(value, int) else ""


def replaces(value: Value) -> str:
    """Return what a field says that is empty because its value cannot be typed."""
    if value is None or isinstance(value, int) or (isinstance(value, str) and _can_be_typed(value)):
        return ""
    if isinstance(value, str) and is_plain_text(value):
        return f"replaces a text of {counted(len(value), 'character')}"
    return f"replaces {cell_text(value)}"


def _can_be_typed(text: str) -> bool:
    """Whether a text fits into a line; a longer one would make each key stroke slow."""
    return len(text) <= _LONGEST_LINE and is_plain_text(text)


def hint(spec: Spec, value: Value) -> str:
    """Return what belongs into a field, in a sentence or two."""
    parts = [spec.hint, _range(spec)]
    if replaces(value):
        parts.append(f"What is stored ({kind_of(value)}) stays until you save something else.")
    return " ".join(part for part in parts if part)


def reading(spec: Spec, typed: str) -> str:
    """Return how a typed size is read: ``= 65,536 bytes``; empty for all else."""
    if spec.kind is not Kind.SIZE or not typed.strip():
        return ""
    try:
        return f"= {counted(parse_size(typed), 'byte')}"
    except NotASize:
        return ""


def refused(reason: str, typed: str) -> str:
    """Return what is said when a field was left with a value that cannot be stored."""
    brief = shown(typed if len(typed) <= _LONGEST else f"{typed[:_LONGEST]}…")
    return f"Not saved: “{brief}”. {reason}"


_LONGEST = 60  # characters
_LONGEST_LINE = 100_000  # characters


def _range(spec: Spec) -> str:
    if spec.kind is Kind.SIZE and spec.lowest is not None and spec.highest is not None:
        return ""  # the hint says it in the units that people use
    if spec.lowest is None or spec.highest is None:
        return f"Unset: {spec.default}." if spec.default and spec.kind is not Kind.SIZE else ""
    unset = f"; unset: {spec.default}" if spec.default else ""
    return f"{figure(spec.lowest)} to {figure(spec.highest)}{unset}."
