"""The real Rust program as an oracle."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

PROGRAM = "adaptive_pipeline"
_FOUND = re.compile(r"Found ([0-9]+) pipeline")


@dataclass(frozen=True, slots=True)
class Listing:
    """How ``list`` ended: exit code and number of pipelines."""

    code: int
    listed: int


def is_installed() -> bool:
    """Whether the program is on the PATH."""
    return shutil.which(PROGRAM) is not None


def list_pipelines(database: Path) -> Listing:
    """Run ``list``; the database's folder is the working directory."""
    result = _run(database, "list")
    found = _FOUND.search(result.stdout)
    return Listing(result.returncode, int(found[1]) if found else 0)


def processes(database: Path, name: str) -> bool:
    """Whether ``process`` succeeds with the pipeline of this name."""
    try:
        argument = f"--pipeline={name}"
        result = _run(database, "process", "--input=input.txt", "--output=output.adapipe", argument)
    except ValueError:  # no argument of a command can contain a NUL
        return False
    return result.returncode == 0


def succeeds(database: Path, *arguments: str) -> bool:
    """Whether another command of the program ends well."""
    return _run(database, *arguments).returncode == 0


def _run(database: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    folder = database.parent
    source = folder / "input.txt"
    if not source.exists():
        source.write_text("call 555-123-4567 or write to someone@example.org\n" * 50, encoding="utf-8")
    environment = {"PATH": os.environ["PATH"], "ADAPIPE_SQLITE_PATH": str(database), "RUST_BACKTRACE": "0"}
    return subprocess.run(
        [PROGRAM, *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        stdin=subprocess.DEVNULL,
        text=True,
        errors="replace",
        timeout=60,
        check=False,
    )
