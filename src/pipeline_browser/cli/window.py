"""``open`` and ``demo``: hand over to the window, which is imported no earlier than here."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

    from pipeline_browser.cli.console import Console

# By name, since the command line may not depend on the window that is built above it.
_APP = "pipeline_browser.app"
_DEMO = "pipeline_browser.demo"


def open_window(arguments: argparse.Namespace, console: Console) -> int:
    """Open a database, or what is found, in the window; return its exit code."""
    app = importlib.import_module(_APP)
    return int(app.open_window(arguments.database, read_only=arguments.read_only))


def open_demo(arguments: argparse.Namespace, console: Console) -> int:
    """Open the sample database in the window, or draw it where there is no screen; return the exit code."""
    return int(importlib.import_module(_DEMO).run_demo(arguments.output, console.say))
