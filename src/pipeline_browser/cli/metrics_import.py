"""``metrics import``: what output files say of their runs into a database, in one transaction, or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.errors import ImportRefused

if TYPE_CHECKING:
    import argparse

    from pipeline_browser.cli.console import Console


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Import files."""
    raise ImportRefused("Output files cannot be imported yet")
