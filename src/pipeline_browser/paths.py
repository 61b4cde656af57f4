"""Where ``migrations/`` and ``resources/`` are, in an installed wheel and in a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def migrations_folder() -> Path:
    """Return the folder of the bundled migrations."""
    return _shipped("migrations")


def resources_folder() -> Path:
    """Return the folder of icons, style sheet and sample data."""
    return _shipped("resources")


def _shipped(name: str) -> Path:
    # A wheel carries the folders inside the package; a checkout has them at its top level.
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parents[1] / name
