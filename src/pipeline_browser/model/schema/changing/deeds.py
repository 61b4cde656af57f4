"""What a change does, in words: ``adds column archived to stage_parameters``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.schema.difference import DifferenceKind, ObjectKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline_browser.model.schema.difference import Difference


def deed(difference: Difference) -> str:
    """Return what takes a difference of one table away, ``promised`` being what is wanted."""
    if difference.kind is DifferenceKind.MISSING:
        return f"adds {_part(difference, difference.promised)}"
    if difference.kind is DifferenceKind.EXTRA:
        return f"drops {_part(difference, difference.found)}"
    aspect = f"{difference.aspect} " if difference.aspect else ""
    if difference.kind is DifferenceKind.ORDER:
        return f"puts its {aspect}{difference.promised}"
    place = f"{difference.name}: " if difference.object_kind is ObjectKind.COLUMN else ""
    if difference.object_kind is ObjectKind.FOREIGN_KEY:
        place = f"foreign key {difference.name}: "
    return f"{place}{aspect}{difference.promised} instead of {difference.found}"


def deed_in_full(difference: Difference) -> str:
    """Return the same with its place: ``creates table tags``, ``adds column archived to stages``."""
    kind, how = difference.object_kind, difference.kind
    aspect_of_table = kind is ObjectKind.TABLE and how is DifferenceKind.CHANGED
    if kind in _STANDING_ALONE and how in _VERBS and not aspect_of_table:
        return f"{_VERBS[how]} {kind.value} {difference.name}"
    joint = {DifferenceKind.MISSING: " to", DifferenceKind.EXTRA: " of"}.get(how)
    said = deed(difference)
    return f"{said}{joint} {difference.table}" if joint else f"{difference.table}: {said}"


_STANDING_ALONE = frozenset({ObjectKind.TABLE, ObjectKind.INDEX, ObjectKind.VIEW, ObjectKind.TRIGGER})
_VERBS = {
    DifferenceKind.MISSING: "creates",
    DifferenceKind.EXTRA: "drops",
    DifferenceKind.CHANGED: "changes",
}


def _part(difference: Difference, text: str) -> str:
    return f"column {difference.name}" if difference.object_kind is ObjectKind.COLUMN else text


def listed(names: Iterable[str]) -> str:
    """Return names as a person lists them: ``a``, ``a and b``, ``a, b and c``."""
    every = list(names)
    if len(every) < 2:
        return "".join(every)
    return f"{', '.join(every[:-1])} and {every[-1]}"


def sentences(parts: Sequence[str]) -> str:
    """Return several sentences as one text; they are without full stops."""
    return "; ".join(part for part in parts if part)
