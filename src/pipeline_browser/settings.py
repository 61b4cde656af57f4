"""What the program remembers between two starts, as frozen facts in one JSON file."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings with their defaults.

    Attributes:
        busy_timeout: seconds to wait for a lock that another program holds.
    """

    busy_timeout: float = 30.0
