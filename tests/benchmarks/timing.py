"""Timing contenders in turns, so that a noisy machine is noisy for all of them."""

from __future__ import annotations

import math
import os
import subprocess
import time
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

OURS = "pipeline-browser"
_SLOWS_PYTHON = ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED")  # set in containers, not at a person's desk


def environment() -> dict[str, str]:
    """Return the environment for contenders."""
    return {key: value for key, value in os.environ.items() if key not in _SLOWS_PYTHON}


@dataclass(frozen=True, slots=True)
class Goal:
    """What is to be reached: at most ``most`` times what ``beside`` takes.

    Attributes:
        beside: None where ``most`` is meant by itself, in seconds or in the unit.
    """

    most: float
    beside: str | None = None
    unit: str = ""

    def text(self) -> str:
        """Return the goal as a person reads it."""
        if self.beside:
            return f"at most {self.most:g} of {self.beside}"
        return f"at most {self.most:g} {self.unit}" if self.unit else f"at most {self.most * 1000:g} ms"


@dataclass(frozen=True, slots=True)
class Result:
    """The seconds (or bytes) that each contender took, round by round."""

    workload: str
    taken: Mapping[str, Sequence[float]]
    goals: tuple[Goal, ...] = ()
    unit: str = "s"

    def middle(self, contender: str) -> float:
        """Return the median of a contender."""
        return median(self.taken[contender])

    def ratio(self, beside: str) -> float:
        """Return the median over the rounds of ours by the other's."""
        pairs = zip(self.taken[OURS], self.taken[beside], strict=True)
        return median(_part(ours, other) for ours, other in pairs)

    def reached(self, goal: Goal) -> bool:
        """Whether a goal is reached."""
        return (self.ratio(goal.beside) if goal.beside else self.middle(OURS)) <= goal.most


def _part(ours: float, other: float) -> float:
    if not other:
        return math.inf if ours else 1.0
    return ours / other


def in_turns(rounds: int, contenders: Mapping[str, Callable[[], float]]) -> dict[str, list[float]]:
    """Run every contender once a round, after one round that does not count."""
    taken: dict[str, list[float]] = {name: [] for name in contenders}
    for number in range(rounds + 1):
        for name, run in contenders.items():
            seconds = run()
            if number:
                taken[name].append(seconds)
    return taken


def seconds_of(command: Sequence[str | Path], *, stdin: Path | None = None) -> float:
    """Return how long a process takes, from its start to its end. It must succeed."""
    text = stdin.read_bytes() if stdin else b""
    begun = time.perf_counter()
    done = subprocess.run(command, input=text, capture_output=True, check=False, env=environment())
    taken = time.perf_counter() - begun
    if done.returncode != 0:
        raise RuntimeError(f"{command[0]} failed: {done.stdout[-400:]!r} {done.stderr[-400:]!r}")
    return taken
