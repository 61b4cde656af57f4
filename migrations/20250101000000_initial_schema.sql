-- Migration: 20250101000000_initial_schema.sql
-- Description: pipelines with their configuration, stages, the parameters of
--   the stages and the figures of a run; the indexes of their look-ups.
-- Rollback: drop the tables, children first: processing_metrics,
--   stage_parameters, pipeline_stages, pipeline_configuration, pipelines.
--   Every pipeline in the database goes with them.

-- The root of everything. Deleting is soft: archived hides a pipeline.
CREATE TABLE IF NOT EXISTS pipelines (
    id         TEXT    PRIMARY KEY,
    name       TEXT    NOT NULL UNIQUE,
    archived   BOOLEAN NOT NULL DEFAULT false,
    created_at TEXT    NOT NULL,
    updated_at TEXT    NOT NULL
);

-- One value for each key of a pipeline; the program gives it its meaning.
CREATE TABLE IF NOT EXISTS pipeline_configuration (
    pipeline_id TEXT    NOT NULL,
    key         TEXT    NOT NULL,
    value       TEXT    NOT NULL,
    archived    BOOLEAN NOT NULL DEFAULT FALSE,
    created_at  TEXT    NOT NULL,
    updated_at  TEXT    NOT NULL,
    PRIMARY KEY (pipeline_id, key),
    FOREIGN KEY (pipeline_id) REFERENCES pipelines(id) ON DELETE CASCADE
);

-- What a pipeline does to each chunk, in stage_order from 0.
-- A chunk_size of NULL leaves the choice to the program.
CREATE TABLE IF NOT EXISTS pipeline_stages (
    id                  TEXT    PRIMARY KEY,
    pipeline_id         TEXT    NOT NULL,
    name                TEXT    NOT NULL,
    stage_type          TEXT    NOT NULL,
    enabled             BOOLEAN NOT NULL DEFAULT TRUE,
    stage_order         INTEGER NOT NULL,
    algorithm           TEXT    NOT NULL,
    parallel_processing BOOLEAN NOT NULL DEFAULT FALSE,
    chunk_size          INTEGER,
    archived            BOOLEAN NOT NULL DEFAULT FALSE,
    created_at          TEXT    NOT NULL,
    updated_at          TEXT    NOT NULL,
    FOREIGN KEY (pipeline_id) REFERENCES pipelines(id) ON DELETE CASCADE
);

-- One value for each key of a stage, such as its compression level.
CREATE TABLE IF NOT EXISTS stage_parameters (
    stage_id   TEXT    NOT NULL,
    key        TEXT    NOT NULL,
    value      TEXT    NOT NULL,
    archived   BOOLEAN NOT NULL DEFAULT FALSE,
    created_at TEXT    NOT NULL,
    updated_at TEXT    NOT NULL,
    PRIMARY KEY (stage_id, key),
    FOREIGN KEY (stage_id) REFERENCES pipeline_stages(id) ON DELETE CASCADE
);

-- The figures of one run a pipeline: sizes in bytes, throughput in bytes
-- per second, ratio as output by input. What is not known stays NULL.
CREATE TABLE IF NOT EXISTS processing_metrics (
    pipeline_id                 TEXT    PRIMARY KEY,
    bytes_processed             INTEGER NOT NULL DEFAULT 0,
    bytes_total                 INTEGER NOT NULL DEFAULT 0,
    chunks_processed            INTEGER NOT NULL DEFAULT 0,
    chunks_total                INTEGER NOT NULL DEFAULT 0,
    start_time_rfc3339          TEXT,
    end_time_rfc3339            TEXT,
    processing_duration_ms      INTEGER,
    throughput_bytes_per_second REAL    NOT NULL DEFAULT 0.0,
    compression_ratio           REAL,
    error_count                 INTEGER NOT NULL DEFAULT 0,
    warning_count               INTEGER NOT NULL DEFAULT 0,
    input_file_size_bytes       INTEGER NOT NULL DEFAULT 0,
    output_file_size_bytes      INTEGER NOT NULL DEFAULT 0,
    input_file_checksum         TEXT,
    output_file_checksum        TEXT,
    FOREIGN KEY (pipeline_id) REFERENCES pipelines(id) ON DELETE CASCADE
);

-- Deleting a parent and reading a pipeline look children up by its id.
CREATE INDEX IF NOT EXISTS idx_pipeline_stages_pipeline_id
    ON pipeline_stages(pipeline_id);
CREATE INDEX IF NOT EXISTS idx_pipeline_stages_order
    ON pipeline_stages(pipeline_id, stage_order);
CREATE INDEX IF NOT EXISTS idx_pipeline_configuration_pipeline_id
    ON pipeline_configuration(pipeline_id);
CREATE INDEX IF NOT EXISTS idx_stage_parameters_stage_id
    ON stage_parameters(stage_id);

-- Finding an active pipeline by its name: archived ones stay outside.
CREATE INDEX IF NOT EXISTS idx_pipelines_name
    ON pipelines(name) WHERE archived = false;
