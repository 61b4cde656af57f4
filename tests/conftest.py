"""Fixtures that every test may use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

# The suite tries the same examples every time; campaigns ask for others (``--hypothesis-profile=default``).
# The suite tries the same examples each time; `--hypothesis-profile thorough` tries many new ones by hand.
settings.register_profile("suite", derandomize=True, deadline=None, max_examples=50)
settings.register_profile("thorough", deadline=None, max_examples=2000)
settings.load_profile("suite")

# Set before anything imports Qt; a person who wants to watch the tests sets another platform.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

_TOP = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real databases and generators beside the checkout; tests that need it skip without."""
    folder = Path(os.environ.get("PIPELINE_BROWSER_SHARED", _TOP.parent / "shared"))
    if not (folder / "data").is_dir():
        pytest.skip("the folder of real databases is not beside this checkout")
    return folder
