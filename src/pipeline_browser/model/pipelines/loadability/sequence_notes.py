"""What is worth knowing about the order of stages; the program enforces none (every service is PreBinary)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.pipelines.loadability import words
from pipeline_browser.model.pipelines.loadability.finding import Finding, Remedy
from pipeline_browser.model.pipelines.loadability.problem import CureKind, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def notes_on_sequence(kinds: Sequence[str | None], orders: Sequence[int]) -> Iterator[tuple[int, Finding]]:
    """Yield the number of a stage with what is to be said about its place.

    Args:
        kinds: the stages' types as the program reads them, in the order in which they load.
        orders: their orders.
    """
    encrypted = False
    for number, kind in enumerate(kinds):
        if kind == "compression" and encrypted:
            yield (
                number,
                Finding(
                    Severity.NOTE, "stage_order", orders[number], words.ENCRYPTED_FIRST, words.MOVE_BEFORE
                ),
            )
        encrypted = encrypted or kind == "encryption"
    for number in range(1, len(orders)):
        if orders[number] == orders[number - 1]:
            cure = Remedy(CureKind.RENUMBER, "Renumber the stages")
            finding = Finding(
                Severity.NOTE, "stage_order", orders[number], words.SAME_ORDER, words.RENUMBER, cure
            )
            yield number, finding
