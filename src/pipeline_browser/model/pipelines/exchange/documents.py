"""What a file of pipelines says, as frozen facts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline_browser.model.pipelines.operations.new_rows import NewPipeline

FORMAT = "pipeline-browser-pipelines"
VERSION = 1

PIPELINE_FIELDS = ("name",)
STAGE_FIELDS = ("name", "stage_type", "algorithm", "enabled", "parallel_processing", "chunk_size")
FLAGS = frozenset(("enabled", "parallel_processing", "archived"))
"""What is written as true and false where it is 1 or 0."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A secret that was not written.

    Attributes:
        stage: the number of the stage in its pipeline, from 0; None for the configuration.
    """

    stage: int | None
    key: str


@dataclass(frozen=True, slots=True)
class PipelineDocument:
    """One pipeline of a file.

    Attributes:
        content: everything but ids and moments, which belong to a database.
        left_out: the secrets that whoever wrote the file kept.
        line: where it begins in the file, from 1.
    """

    content: NewPipeline
    left_out: tuple[LeftOut, ...] = ()
    line: int = 0
