"""A small pipeline database for tests, made by the operations, and a second program that writes."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from pipeline_browser import initialize_database
from pipeline_browser.model.database import Database
from pipeline_browser.model.location import Location
from pipeline_browser.model.pipelines.operations.new_rows import NewEntry, NewPipeline, NewStage
from pipeline_browser.model.pipelines.operations.pipelines import create_pipeline
from pipeline_browser.model.pipelines.reading import read_pipeline

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline_browser.model.pipelines.facts import Pipeline

CHECKSUM = NewStage("input_checksum", "checksum", "sha256", parallel_processing=0)
ZSTD = NewStage(
    "zstd", "compression", "zstd", parameters=(NewEntry("algorithm", "zstd"), NewEntry("level", "9"))
)
AES = NewStage("aes256gcm", "encryption", "aes256gcm", parameters=(NewEntry("algorithm", "aes256gcm"),))
NAMES = ("alpha", "beta", "gamma")


def write_small(path: Path) -> Path:
    """Write three pipelines of three stages each: input_checksum, zstd, aes256gcm."""
    with initialize_database(f"sqlite://{path}") as database:
        for name in NAMES:
            create_pipeline(
                database, NewPipeline(name, (CHECKSUM, ZSTD, AES), (NewEntry("max_workers", "4"),))
            )
    return path


def read_named(path: Path, name: str) -> Pipeline:
    """Return a pipeline as it is in the file now."""
    with Database.open(Location(path), read_only=True) as database:
        rowid = database.query("SELECT rowid FROM pipelines WHERE name = ?", (name,))[0][0]
        pipeline = read_pipeline(database, rowid)
        assert pipeline is not None
        return pipeline


def another_program(path: Path, sql: str) -> None:
    """Run SQL in the file from a process of its own, as another program would."""
    code = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('PRAGMA foreign_keys = ON'); "
    code += "c.executescript(sys.argv[2]); c.commit(); c.close()"
    subprocess.run([sys.executable, "-c", code, str(path), sql], check=True, timeout=30)
