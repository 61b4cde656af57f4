"""New pipelines and stages from words, as the program's ``create --stages brotli,aes256gcm`` takes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.pipelines.catalogue.stage_words import (
    INPUT_CHECKSUM,
    OUTPUT_CHECKSUM,
    stage_of_word,
)
from pipeline_browser.model.pipelines.identifiers import new_ulid
from pipeline_browser.model.pipelines.operations.new_rows import NewEntry, NewPipeline, NewStage

if TYPE_CHECKING:
    from pipeline_browser.model.pipelines.catalogue.stage_words import StageOfWord


def pipeline_of_words(name: str, text: str, *, wrapped: bool = True) -> NewPipeline:
    """Return what the program would create.

    Args:
        wrapped: in the two checksum stages, as the program does it.
    """
    stages = [stage_of_words(word) for word in text.split(",") if word.strip()]
    if wrapped:
        stages = [_stage(INPUT_CHECKSUM), *stages, _stage(OUTPUT_CHECKSUM)]
    return NewPipeline(name, tuple(stages))


def stage_of_words(word: str) -> NewStage:
    """Return the stage that one word makes; a debug stage gets a label, which it needs."""
    return _stage(stage_of_word(word))


def stage_of(stage_type: str, algorithm: str) -> NewStage:
    """Return a new stage of the catalogue, as the program would write it."""
    parameters: tuple[NewEntry, ...] = (NewEntry("algorithm", algorithm),)
    if algorithm == "debug":
        parameters += (NewEntry("label", new_ulid()),)
    parallel = int(stage_type != "checksum")
    return NewStage(algorithm, stage_type, algorithm, parallel_processing=parallel, parameters=parameters)


def _stage(found: StageOfWord) -> NewStage:
    parameters = tuple(NewEntry(key, value) for key, value in found.parameters)
    if found.needs_label:
        parameters += (NewEntry("label", new_ulid()),)
    return NewStage(
        found.name,
        found.stage_type,
        found.algorithm,
        parallel_processing=int(found.parallel),
        parameters=parameters,
    )
