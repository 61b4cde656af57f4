"""Opening a broken database both ways and reading what can be read: one verdict a file."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

from pipeline_browser.model.cancellation import Cancellation
from pipeline_browser.model.database import Database
from pipeline_browser.model.engine import quote_identifier
from pipeline_browser.model.errors import PipelineBrowserError
from pipeline_browser.model.location import Location

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import ModuleType

DEADLINE = 2.0  # seconds for reading one file; a loop of pages must not hold anybody longer
Mutant = tuple[int, str, str, bytes, dict[str, bytes]]


def mutants(shared: Path, sources: list[Path], count: int) -> Iterator[Mutant]:
    """Yield number, source, kind, main bytes and side files of each broken database."""
    yield from _generator(shared).variants([str(source) for source in sources], count)


def sound_databases(shared: Path, folder: Path) -> list[Path]:
    """Return the real databases and the odd ones, which a generator writes into ``folder``."""
    subprocess.run(
        [sys.executable, shared / "tools" / "odd_databases.py", folder], check=True, capture_output=True
    )
    found = [*(shared / "data").glob("*.db"), *folder.glob("*.db")]
    return sorted(path for path in found if path.stat().st_size)


def judge(mutant: Mutant, folder: Path) -> str:
    """Return what is wrong with how we treat the file; empty if nothing is."""
    number, _, kind, main, beside = mutant
    path = folder / f"{number:05d}_{kind}.db"
    files = {path: main, **{path.with_name(path.name + suffix): data for suffix, data in beside.items()}}
    try:
        for file, content in files.items():
            file.write_bytes(content)
        complaint = _read(path, read_only=True)
        left = {file: file.read_bytes() for file in folder.glob(f"{path.name}*")}
        if left != files:
            complaint += " reading changed " + " ".join(
                file.name for file in sorted({*left, *files}) if left.get(file) != files.get(file)
            )
        return complaint + _read(path, read_only=False)
    finally:
        for file in folder.glob(f"{path.name}*"):
            file.unlink()


def _read(path: Path, *, read_only: bool) -> str:
    """Open the file, read its schema, count all rows; return what should not have happened."""
    cancellation = Cancellation()
    watchdog = threading.Timer(DEADLINE, cancellation.cancel)
    watchdog.start()
    try:
        database = Database.open(Location(path), read_only=read_only, busy_timeout=0.2)
    except PipelineBrowserError as error:
        told = error.path is not None and error.cause and error.remedy
        return "" if told else f" {type(error).__name__} says too little: {error.lines()}"
    except Exception as error:  # noqa: BLE001 (whatever else comes is what this looks for)
        return f" opening raised {error!r}"
    else:
        with database:
            return _count_rows(database, cancellation)
    finally:
        watchdog.cancel()


def _count_rows(database: Database, cancellation: Cancellation) -> str:
    try:
        tables = database.query(
            "SELECT name FROM sqlite_master WHERE type = 'table'", cancellation=cancellation
        )
    except PipelineBrowserError:
        return ""
    for (name,) in tables:
        try:
            database.query(f"SELECT count(*) FROM {quote_identifier(str(name))}", cancellation=cancellation)
        except PipelineBrowserError:
            continue
        except Exception as error:  # noqa: BLE001 (whatever else comes is what this looks for)
            return f" counting {name!r} raised {error!r}"
    return ""


def _generator(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "broken_databases", shared / "tools" / "broken_databases.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
