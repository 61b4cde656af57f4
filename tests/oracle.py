"""The real sqlx command line, which ours is compared with."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

DURATION = re.compile(r"\([0-9.]+(?:ns|µs|ms|s)\)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a command line ended."""

    code: int
    out: str
    err: str


@dataclass(frozen=True, slots=True)
class Sqlx:
    """Runs sqlx in a folder, away from this machine's environment."""

    program: Path

    def __call__(self, *arguments: str, folder: Path, environment: dict[str, str] | None = None) -> Outcome:
        # As bytes: sqlx prints newlines of file names as they are.
        result = subprocess.run(
            [str(self.program), *arguments],
            cwd=folder,
            env={"PATH": os.environ["PATH"], **(environment or {})},
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=30,
            check=False,
        )
        return Outcome(
            result.returncode,
            result.stdout.decode("utf-8", "surrogateescape"),
            result.stderr.decode("utf-8", "surrogateescape"),
        )


def find_sqlx() -> Sqlx:
    """Return sqlx from beside the interpreter; skip the test where it is not installed."""
    program = Path(sys.executable).with_name("sqlx.exe" if os.name == "nt" else "sqlx")
    if not program.exists():
        pytest.skip("the real sqlx command line is not installed beside the interpreter")
    return Sqlx(program)
