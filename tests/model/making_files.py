"""Files for the tests of opening: what they hold, broken ones, and what another program does to them."""

from __future__ import annotations

import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline_browser.model.engine import sqlite3

if TYPE_CHECKING:
    from collections.abc import Iterator

Contents = dict[str, bytes]


def contents(folder: Path) -> Contents:
    """Return the bytes of every file of a folder."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def make(path: Path, *statements: str) -> Path:
    """Write a database with a table ``t`` of 200 rows, and whatever else the statements do."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA synchronous = OFF")  # nothing here has to survive a power cut
    connection.execute("CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT)")
    connection.execute("BEGIN")
    connection.executemany("INSERT INTO t VALUES (?, ?)", [(n, "x" * 500) for n in range(200)])
    connection.execute("COMMIT")
    for statement in statements:
        connection.execute(statement)
    connection.close()
    return path


def patched(path: Path, offset: int, data: bytes) -> Path:
    """Overwrite some bytes of a file."""
    content = bytearray(path.read_bytes())
    content[offset : offset + len(data)] = data
    path.write_bytes(content)
    return path


def run(code: str, *arguments: object) -> str:
    """Run Python code in another process with the module ``sqlite3`` that we use; return what it prints."""
    return _process(code, *arguments).communicate(timeout=30)[0]


@contextmanager
def other_program(code: str, *arguments: object) -> Iterator[subprocess.Popen[str]]:
    """Run Python code in another process, from its first line of output on until the block ends."""
    process = _process(code, *arguments)
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        assert process.stdout.readline() == "ready\n"
        yield process
    finally:
        process.kill()
        process.communicate()


def let_go(process: subprocess.Popen[str]) -> None:
    """Tell the other program to end its transaction."""
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()


def _process(code: str, *arguments: object) -> subprocess.Popen[str]:
    source = Path(__file__).resolve().parents[2] / "src"
    prelude = f"import os, sys\nsys.path.insert(0, {str(source)!r})\n"
    prelude += "from pipeline_browser.model.engine import sqlite3\n"
    return subprocess.Popen(
        [sys.executable, "-c", prelude + code, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


DIE_WRITING = """
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA cache_size = 5")
connection.execute("BEGIN IMMEDIATE")
connection.execute("PRAGMA user_version = 7")
connection.execute("UPDATE t SET b = b || 'half done'")
connection.execute("INSERT INTO t SELECT a + 1000, b FROM t")
os._exit(0)
"""

HOLD_EXCLUSIVE = """
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN EXCLUSIVE")
print("ready", flush=True)
sys.stdin.readline()
connection.execute("COMMIT")
connection.close()
"""

HOLD_RESERVED = """
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
connection.execute("INSERT INTO t (b) VALUES ('theirs')")
print("ready", flush=True)
sys.stdin.readline()
connection.execute("COMMIT")
"""

HOLD_READING = """
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN")
connection.execute("SELECT * FROM t").fetchone()
print("ready", flush=True)
sys.stdin.readline()
"""
