"""Small databases in the many shapes that occur, each of whose pipelines loads and runs."""

from __future__ import annotations

import base64
from contextlib import closing
from typing import TYPE_CHECKING

from pipeline_browser import initialize_database
from pipeline_browser.model.engine import sqlite3
from pipeline_browser.model.pipelines.catalogue.stage_words import stages_of_words

if TYPE_CHECKING:
    from pathlib import Path

PIPELINES = (
    ("plain-backup", "brotli"),
    ("secure-backup", "zstd,chacha20poly1305"),
    ("vault-nightly", "gzip,aes256gcm,my_checksum"),
    ("mask-personal", "pii_masking,base64"),
    ("watch-and-copy", "tee,debug,passthrough"),
)
_NOW = "2025-10-07T23:26:54.123456789+00:00"
_KEYS = {
    "key": base64.b64encode(bytes(range(32))).decode(),
    "nonce": base64.b64encode(bytes(12)).decode(),
    "salt": base64.b64encode(bytes(16)).decode(),
}
_TABLES = {
    "pipelines": "id, name, archived, created_at, updated_at",
    "pipeline_configuration": "pipeline_id, key, value, archived, created_at, updated_at",
    "pipeline_stages": "id, pipeline_id, name, stage_type, enabled, stage_order, algorithm, "
    "parallel_processing, chunk_size, archived, created_at, updated_at",
    "stage_parameters": "stage_id, key, value, archived, created_at, updated_at",
}
_TYPES = {"archived": "BOOLEAN", "enabled": "BOOLEAN", "parallel_processing": "BOOLEAN"}
_TYPES |= {"stage_order": "INTEGER", "chunk_size": "INTEGER"}
SHAPES = (
    "as migrated",
    "without constraints",
    "without types",
    "without rowids",
    "without case",
    "views",
    "unlisted ledger",
    "UTF-16",
)


def make_database(path: Path, shape: str = "as migrated") -> None:
    """Write a database of some pipelines in one of the shapes."""
    if shape == "UTF-16":
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA encoding = 'UTF-16'")
            connection.execute("CREATE TABLE first (x)")  # the encoding stays from here on
            connection.execute("DROP TABLE first")
    initialize_database(f"sqlite://{path}").close()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("BEGIN")
        for number, (name, words) in enumerate(PIPELINES):
            _insert_pipeline(connection, number, name, words)
        connection.execute("COMMIT")
        connection.execute("PRAGMA foreign_keys = OFF")
        _reshape(connection, shape)


def _insert_pipeline(connection: sqlite3.Connection, number: int, name: str, words: str) -> None:
    id_ = f"01K70{number:021d}"
    connection.execute("INSERT INTO pipelines VALUES (?, ?, 0, ?, ?)", (id_, name, _NOW, _NOW))
    entry = (id_, "max_workers", "4", 0, _NOW, _NOW)
    connection.execute("INSERT INTO pipeline_configuration VALUES (?, ?, ?, ?, ?, ?)", entry)
    for order, stage in enumerate(stages_of_words(words)):
        stage_id = f"01K71{number:010d}{order:011d}"
        values = (
            stage_id,
            id_,
            stage.name,
            stage.stage_type,
            1,
            order,
            stage.algorithm,
            stage.parallel,
            None,
        )
        marks = ", ".join("?" * 12)
        connection.execute(f"INSERT INTO pipeline_stages VALUES ({marks})", (*values, 0, _NOW, _NOW))
        parameters = dict(stage.parameters)
        if stage.stage_type == "encryption":
            parameters |= _KEYS
        parameters |= {"tee": {"output_path": "copy.bin"}, "debug": {"label": "x"}}.get(stage.algorithm, {})
        for key, value in parameters.items():
            row = (stage_id, key, value, 0, _NOW, _NOW)
            connection.execute("INSERT INTO stage_parameters VALUES (?, ?, ?, ?, ?, ?)", row)


def _reshape(connection: sqlite3.Connection, shape: str) -> None:
    if shape == "unlisted ledger":
        connection.execute("DELETE FROM _sqlx_migrations")
    if shape in ("as migrated", "unlisted ledger", "UTF-16"):
        return
    text = "TEXT COLLATE NOCASE" if shape == "without case" else "TEXT"
    for table, columns in _TABLES.items():
        old = f"old_{table}"
        names = columns.split(", ")
        declared = ", ".join(
            name if shape == "without types" else f"{name} {_TYPES.get(name, text)}" for name in names
        )
        connection.execute(f"ALTER TABLE {table} RENAME TO {old}")
        if shape == "views":
            connection.execute(f"CREATE VIEW {table} AS SELECT {columns} FROM {old}")
            continue
        key = {"pipelines": "id", "pipeline_stages": "id"}.get(table, f"{names[0]}, key")
        tail = f", PRIMARY KEY ({key})) WITHOUT ROWID" if shape == "without rowids" else ")"
        connection.execute(f"CREATE TABLE {table} ({declared}{tail}")
        connection.execute(f"INSERT INTO {table} SELECT {columns} FROM {old}")
    if shape != "views":
        for table in reversed(_TABLES):
            connection.execute(f"DROP TABLE old_{table}")
