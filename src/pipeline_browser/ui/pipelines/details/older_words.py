"""What an older or odd database lacks, said quietly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.pipelines.shape import CONFIGURATION, PARAMETERS, PIPELINES, STAGES

if TYPE_CHECKING:
    from pipeline_browser.model.pipelines.facts import Pipeline
    from pipeline_browser.model.pipelines.rows import StoredRow

_EXPECTED = {
    PIPELINES: ("archived", "created_at", "updated_at"),
    STAGES: ("archived", "created_at", "updated_at"),
    PARAMETERS: ("archived", "created_at", "updated_at"),
    CONFIGURATION: ("archived", "created_at", "updated_at"),
}
_NAMES = {
    PIPELINES: "pipelines",
    STAGES: "stages",
    PARAMETERS: "parameters",
    CONFIGURATION: "configuration",
}
WITHOUT_ID = (
    "This row has no id (NULL). Stages and configuration belong to a pipeline by its id, so this one can "
    "have none, and the program cannot load it."
)


NO_STAGES = "No stages. The program refuses a pipeline without any: its list fails as a whole."


def quiet_words(pipeline: Pipeline) -> str:
    """Return what is unusual about the rows of a pipeline as such; empty if nothing is."""
    parts = ["This row has no id (NULL)."] if pipeline.id is None else []
    lacking = [f"{_NAMES[table]} without {', '.join(columns)}" for table, columns in _lacking(pipeline)]
    if lacking:
        parts.append(f"An older database: {'; '.join(lacking)}.")
    return " ".join(parts)


def _lacking(pipeline: Pipeline) -> list[tuple[str, list[str]]]:
    found = []
    for row in _one_of_each(pipeline):
        missing = [column for column in _EXPECTED[row.table] if column not in row.columns]
        if missing:
            found.append((row.table, missing))
    return found


def _one_of_each(pipeline: Pipeline) -> list[StoredRow]:
    rows = [pipeline.row]
    rows += [stage.row for stage in pipeline.stages[:1]]
    rows += [stage.parameters[0].row for stage in pipeline.stages if stage.parameters][:1]
    rows += [entry.row for entry in pipeline.configuration[:1]]
    return rows
