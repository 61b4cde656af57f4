"""What is worth knowing about the order of stages; the program enforces none (every service is PreBinary)."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from pipeline_browser.model.pipelines.loadability import words
from pipeline_browser.model.pipelines.loadability.finding import Finding, Remedy
from pipeline_browser.model.pipelines.loadability.problem import CureKind, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline_browser.model.pipelines.loadability.judged import JudgedStage


def notes_on_sequence(stages: Sequence[JudgedStage]) -> Iterator[tuple[JudgedStage, Finding]]:
    """Yield a stage with what is to be said about its place among the others."""
    note = Severity.NOTE
    for stage in _behind_encryption(stages):
        yield stage, Finding(note, "stage_order", stage.order, words.ENCRYPTED_FIRST, words.MOVE_BEFORE)
    cure = Remedy(CureKind.RENUMBER, "Renumber the stages")
    for before, stage in itertools.pairwise(stages):
        if before.order == stage.order:
            yield stage, Finding(note, "stage_order", stage.order, words.SAME_ORDER, words.RENUMBER, cure)


def has_notes(stages: Sequence[JudgedStage]) -> bool:
    """Whether there is anything to say; quicker."""
    last = None
    encrypted = False
    for stage in stages:
        kind = stage.judgement.kind
        if stage.order == last or (encrypted and kind == "compression"):
            return True
        last = stage.order
        encrypted = encrypted or kind == "encryption"
    return False


def _behind_encryption(stages: Sequence[JudgedStage]) -> Iterator[JudgedStage]:
    encrypted = False
    for stage in stages:
        if stage.judgement.kind == "compression" and encrypted:
            yield stage
        encrypted = encrypted or stage.judgement.kind == "encryption"
