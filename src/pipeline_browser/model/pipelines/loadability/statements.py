"""The questions that the program asks of a database, as it asks them (sqlite_pipeline.rs)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Statement:
    """One of them.

    Attributes:
        columns: those that it names; a result is looked up by exactly these names.
        asked: the columns among them that are only compared or sorted by.
    """

    table: str
    columns: tuple[str, ...]
    sql: str
    asked: tuple[str, ...] = ()


LIST = Statement(
    "pipelines",
    ("id",),
    "SELECT id FROM pipelines WHERE archived = false ORDER BY name",
    ("archived", "name"),
)
LOAD = Statement(
    "pipelines",
    ("id", "name", "archived", "created_at", "updated_at"),
    "SELECT id, name, archived, created_at, updated_at FROM pipelines WHERE id = ? AND archived = false",
)
CONFIGURATION = Statement(
    "pipeline_configuration",
    ("key", "value"),
    "SELECT key, value FROM pipeline_configuration WHERE pipeline_id = ?",
    ("pipeline_id",),
)
STAGES = Statement(
    "pipeline_stages",
    (
        "id",
        "name",
        "stage_type",
        "enabled",
        "stage_order",
        "algorithm",
        "parallel_processing",
        "chunk_size",
        "created_at",
        "updated_at",
    ),
    "SELECT id, name, stage_type, enabled, stage_order, algorithm, parallel_processing, chunk_size, "
    "created_at, updated_at FROM pipeline_stages WHERE pipeline_id = ? ORDER BY stage_order",
    ("pipeline_id",),
)
PARAMETERS = Statement(
    "stage_parameters",
    ("key", "value"),
    "SELECT key, value FROM stage_parameters WHERE stage_id = ?",
    ("stage_id",),
)
STATEMENTS = (LIST, LOAD, CONFIGURATION, STAGES, PARAMETERS)
# What ``create`` writes and ``delete`` marks beyond that (save(), delete()).
ALSO_WRITTEN = (
    ("pipeline_configuration", ("archived", "created_at", "updated_at")),
    ("pipeline_stages", ("archived",)),
    ("stage_parameters", ("archived", "created_at", "updated_at")),
)
