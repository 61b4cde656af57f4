"""What a rehearsal tells its watcher; while the plan runs on the copy these are the run's own events."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pipeline_browser.model.migrations.progress import RunEvent


@dataclass(frozen=True, slots=True)
class Copying:
    """Pages copied so far."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Examining:
    """The copy is counted and checked, ``before`` the plan runs or after it; ``what`` is a few words."""

    what: str
    before: bool


RehearsalEvent = Copying | Examining | RunEvent
RehearsalProgress = Callable[[RehearsalEvent], None]
