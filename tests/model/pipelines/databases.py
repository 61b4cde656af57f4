"""Databases of pipelines in memory: as the bundled migration makes them, as accidents and age leave them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.database import Database
from pipeline_browser.model.location import Location
from pipeline_browser.model.pipelines.operations.new_rows import NewEntry, NewPipeline, NewStage
from pipeline_browser.model.pipelines.operations.pipelines import archive_pipelines, create_pipeline
from pipeline_browser.model.pipelines.reading import read_pipeline
from pipeline_browser.model.pipelines.shape import KEYS
from pipeline_browser.paths import migrations_folder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline_browser.model.pipelines.changes import Edit
    from pipeline_browser.model.pipelines.facts import Pipeline

Dump = dict[str, list[tuple[object, ...]]]

BUNDLED = "".join(path.read_text() for path in sorted(migrations_folder().glob("*.sql")))

_METRICS = """
CREATE TABLE processing_metrics (pipeline_id TEXT PRIMARY KEY, bytes_processed INTEGER NOT NULL DEFAULT 0,
    compression_ratio REAL, error_count INTEGER NOT NULL DEFAULT 0,
    FOREIGN KEY (pipeline_id) REFERENCES pipelines(id));
"""
UNVERSIONED = (
    """
CREATE TABLE pipelines (id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE,
    archived BOOLEAN NOT NULL DEFAULT FALSE, created_at TEXT NOT NULL, updated_at TEXT NOT NULL);
CREATE TABLE pipeline_configuration (pipeline_id TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL,
    PRIMARY KEY (pipeline_id, key), FOREIGN KEY (pipeline_id) REFERENCES pipelines(id));
CREATE TABLE pipeline_stages (id TEXT PRIMARY KEY, pipeline_id TEXT NOT NULL, name TEXT NOT NULL,
    stage_type TEXT NOT NULL, enabled BOOLEAN NOT NULL DEFAULT TRUE, stage_order INTEGER NOT NULL,
    algorithm TEXT NOT NULL, parallel_processing BOOLEAN NOT NULL DEFAULT FALSE, chunk_size INTEGER,
    created_at TEXT NOT NULL, updated_at TEXT NOT NULL,
    FOREIGN KEY (pipeline_id) REFERENCES pipelines(id));
CREATE TABLE stage_parameters (stage_id TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL,
    PRIMARY KEY (stage_id, key), FOREIGN KEY (stage_id) REFERENCES pipeline_stages(id));
"""
    + _METRICS
)
"""No ``archived`` in three tables, no moments in two, no cascades, no indexes."""

UNKEYED = """
CREATE TABLE pipelines (id, name, archived, created_at, updated_at);
CREATE TABLE pipeline_configuration (pipeline_id, key, value, archived);
CREATE TABLE pipeline_stages (id, pipeline_id, name, stage_type, enabled, stage_order, algorithm,
    parallel_processing, chunk_size, archived, created_at, updated_at);
CREATE TABLE stage_parameters (stage_id, key, value, updated_at);
CREATE TABLE processing_metrics (pipeline_id, bytes_processed);
"""
"""Nothing declared at all: no keys, no types, no foreign keys, no uniqueness."""

ODD = """
CREATE TABLE "PIPELINES" ("ID" TEXT PRIMARY KEY, "Name" TEXT NOT NULL UNIQUE COLLATE NOCASE, "table" TEXT,
    archived INTEGER NOT NULL DEFAULT 0, created_at TEXT, updated_at TEXT, row TEXT DEFAULT 'mine',
    "Ärger" TEXT, shout TEXT GENERATED ALWAYS AS (upper("Name")) VIRTUAL) WITHOUT ROWID;
CREATE TABLE Pipeline_Configuration ("Pipeline_Id" TEXT NOT NULL REFERENCES pipelines ON DELETE CASCADE,
    "Key" TEXT NOT NULL, value BLOB, archived, updated_at, PRIMARY KEY ("Key", "Pipeline_Id"));
CREATE TABLE pipeline_stages (rowid TEXT, id TEXT PRIMARY KEY, pipeline_id TEXT NOT NULL REFERENCES pipelines,
    name TEXT, stage_type TEXT, enabled NUMERIC, "STAGE_ORDER" INTEGER, algorithm TEXT,
    parallel_processing NUMERIC, chunk_size TEXT, archived, created_at, updated_at, seen AS (name || '!'));
CREATE INDEX stages ON pipeline_stages (pipeline_id, stage_order);
CREATE TABLE stage_parameters (stage_id TEXT, key TEXT, value, note TEXT NOT NULL DEFAULT 'none',
    archived, created_at, PRIMARY KEY (stage_id, key)) WITHOUT ROWID;
CREATE TABLE processing_metrics (pipeline_id TEXT PRIMARY KEY, bytes_processed);
CREATE TABLE journal (what);
CREATE TRIGGER keeps_a_journal AFTER UPDATE ON pipeline_stages
    BEGIN INSERT INTO journal VALUES (old.name); DELETE FROM journal; END;
"""
"""Other cases, collations, types, columns; no rowids, hidden rowids, generated columns, a trigger."""

SHAPES = {"bundled": BUNDLED, "unversioned": UNVERSIONED, "unkeyed": UNKEYED, "odd": ODD}

BLUEPRINTS = (
    NewPipeline(
        "first",
        (
            NewStage("in", "checksum", "sha256", parallel_processing=0),
            NewStage(
                "pack",
                "compression",
                "zstd",
                chunk_size=65536,
                parameters=(NewEntry("algorithm", "zstd"), NewEntry("level", "3")),
            ),
            NewStage("out", "checksum", "sha256", parallel_processing=0),
        ),
        (NewEntry("max_workers", "4"), NewEntry("owner", "Ärger\udcff\0x")),
    ),
    NewPipeline("second", (NewStage("only", "Custom", "???", parameters=(NewEntry("", ""),)),)),
    NewPipeline("third", ()),
)


def fresh(sql: str, *, filled: bool = True) -> Database:
    """Return a database in memory with these tables; ``filled`` with three pipelines, one archived."""
    database = Database.open(Location(None, mode="memory"))
    fill(database, sql, filled=filled)
    return database


def fill(database: Database, sql: str, *, filled: bool = True) -> None:
    """Make these tables, with three pipelines, one of them archived."""
    database.connection.executescript(sql)
    if filled:
        ids = [create(database, blueprint) for blueprint in BLUEPRINTS]
        database.execute(
            "INSERT INTO processing_metrics (pipeline_id, bytes_processed) VALUES (?, 5)",
            ids[:1],
        )
        archive_pipelines(database, [pipelines(database)[2].row])
        # What is never written again but for rows that are touched.
        for table in ("pipelines", "pipeline_stages"):
            database.execute(f"UPDATE {table} SET updated_at = '2024-02-29T12:00:00Z'")


def create(database: Database, new: NewPipeline) -> object:
    """Create a pipeline and return its id."""
    return create_pipeline(database, new).pipelines[0]


def handles(database: Database) -> Sequence[int | str]:
    """Return what each pipeline is asked for by, in the order of their making."""
    key = "id" if _is_without_rowids(database, "pipelines") else "rowid"
    return [row[0] for row in database.query(f"SELECT {key} FROM pipelines ORDER BY {key}")]


def pipelines(database: Database) -> list[Pipeline]:
    """Return all pipelines, whole."""
    found = (read_pipeline(database, handle) for handle in handles(database))
    return [pipeline for pipeline in found if pipeline is not None]


def named(database: Database, name: str) -> Pipeline:
    """Return a pipeline by its name."""
    return next(pipeline for pipeline in pipelines(database) if pipeline.name == name)


def dump(database: Database) -> Dump:
    """Return every cell of the program's tables, with the rowids."""
    return {table: sorted(map(typed, _rows(database, table)), key=repr) for table in KEYS}


def typed(row: tuple[object, ...]) -> tuple[object, ...]:
    """Tell 1.0 from 1, which Python takes for the same."""
    return tuple(("real", repr(cell)) if isinstance(cell, float) else cell for cell in row)


def _rows(database: Database, table: str) -> list[tuple[object, ...]]:
    place = "0" if _is_without_rowids(database, table) else "_rowid_"
    return database.query(f"SELECT {place}, * FROM {table}")


def _is_without_rowids(database: Database, table: str) -> bool:
    ddl = database.query("SELECT sql FROM sqlite_master WHERE lower(name) = ?", (table,))[0][0]
    return str(ddl).upper().endswith("WITHOUT ROWID")


def orders(database: Database, edit: Edit) -> list[list[object]]:
    """Return the orders of the stages of each pipeline that an edit was about."""
    sql = "SELECT stage_order FROM pipeline_stages WHERE pipeline_id = ? ORDER BY stage_order"
    return [[row[0] for row in database.query(sql, (pipeline,))] for pipeline in edit.pipelines]
