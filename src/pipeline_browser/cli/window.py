"""``open`` and ``demo``: hand over to the window, which is imported no earlier than here."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

    from pipeline_browser.cli.console import Console


def open_window(arguments: argparse.Namespace, console: Console) -> int:
    """Run the window and return its exit code."""
    # By name, since the command line may not depend on the window that is built above it.
    return int(importlib.import_module("pipeline_browser.app").run(arguments))
