"""From the start of the process to its window on the screen, beside DB Browser for SQLite."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.migrating import our_command
from tests.benchmarks.timing import OURS, Goal, Result, environment, in_turns

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

THEIRS = "DB Browser"
_NEEDED = ("Xvfb", "xdotool", "sqlitebrowser")
_DEADLINE = 60.0  # seconds
_SETTLING = 3.0  # seconds until memory is read


def missing_tools() -> list[str]:
    """Return what has to be installed for this benchmark."""
    return [tool for tool in _NEEDED if shutil.which(tool) is None]


def start(database: Path, settings: Path, *, rounds: int) -> tuple[Result, Result]:
    """Time both programs from start to window on one virtual screen; return seconds, and MB after that."""
    memory: dict[str, list[float]] = {OURS: [], THEIRS: []}

    def until_window(name: str, title: str, command: Sequence[str]) -> float:
        seconds, size = _until_window(command, title, screen)
        memory[name].append(size)
        return seconds

    with virtual_screen() as display:
        screen = environment() | {
            "DISPLAY": display,
            "QT_QPA_PLATFORM": "xcb",
            "XDG_CONFIG_HOME": str(settings),
        }
        screen.pop("WAYLAND_DISPLAY", None)
        ours = [*our_command(), "open", str(database)]
        theirs = ["sqlitebrowser", "--read-only", str(database)]
        taken = in_turns(
            rounds,
            {
                OURS: lambda: until_window(OURS, "Pipeline Browser", ours),
                THEIRS: lambda: until_window(THEIRS, "DB Browser", theirs),
            },
        )
    sizes = {name: values[1:] for name, values in memory.items()}
    return (
        Result("start to window, large database", taken, (Goal(1.0, THEIRS),)),
        Result("memory after that", sizes, (Goal(1.3, THEIRS),), unit="MB"),
    )


def _until_window(command: Sequence[str], title: str, screen: dict[str, str]) -> tuple[float, float]:
    begun = time.perf_counter()
    process = subprocess.Popen(
        command,
        env=screen,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
    )
    try:
        _wait_for_window(title, screen, process)
        seconds = time.perf_counter() - begun
        return seconds, _memory_when_settled(process)
    finally:
        process.kill()
        process.wait()


def _wait_for_window(title: str, screen: dict[str, str], process: subprocess.Popen[bytes]) -> None:
    # `xdotool search --sync` looks twice a second only; asking again and again is exact to about 5 ms.
    search = ["xdotool", "search", "--onlyvisible", "--name", title]
    deadline = time.perf_counter() + _DEADLINE
    while subprocess.run(search, env=screen, capture_output=True, check=False).returncode != 0:
        if process.poll() is not None or time.perf_counter() > deadline:
            raise RuntimeError(f"{process.args!r} showed no window (exit code {process.returncode})")


def _memory_when_settled(process: subprocess.Popen[bytes]) -> float:
    """Return the resident memory in MB, once start-up work had time to end."""
    with suppress(subprocess.TimeoutExpired):
        process.wait(_SETTLING)
    lines = Path(f"/proc/{process.pid}/status").read_text("utf-8").splitlines()
    resident = next(line for line in lines if line.startswith("VmRSS:"))
    return int(resident.split()[1]) / 1024


@contextmanager
def virtual_screen(width: int = 1280, height: int = 800) -> Iterator[str]:
    """Yield the name of a virtual screen of its own, ``width`` by ``height`` pixels large."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        [
            "Xvfb",
            "-displayfd",
            str(writing),
            "-screen",
            "0",
            f"{width}x{height}x24",
            "-nolisten",
            "tcp",
            "-noreset",
        ],
        pass_fds=(writing,),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as pipe:
            yield f":{pipe.readline().strip()}"
    finally:
        server.terminate()
        server.wait()
