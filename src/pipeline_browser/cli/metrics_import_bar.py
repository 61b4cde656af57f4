"""A bar on a terminal while files are searched and read; rich is imported here and nowhere earlier."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console as RichConsole
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from pipeline_browser.model.literal_text import escape_for_terminal
from pipeline_browser.model.metrics.importing.checksums import Hashed
from pipeline_browser.model.metrics.importing.scanning import Scanned

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_WIDTH = 40  # characters beside the bar


@contextmanager
def import_bar() -> Iterator[Callable[[object], None]]:
    """Show a bar on standard error during the block, and give what tells it how far it is."""
    rich = RichConsole(file=sys.stderr, markup=False, highlight=False)
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TimeRemainingColumn())
    bar = Progress(*columns, console=rich, transient=True, redirect_stdout=False, redirect_stderr=False)
    with bar:
        task = bar.add_task("Looking for files", total=None)

        def tell(event: object) -> None:
            if isinstance(event, Scanned):
                words = f"Reading {event.found:,} files" if event.read else f"Found {event.found:,} files"
                bar.update(task, description=words, total=event.found, completed=event.read)
            elif isinstance(event, Hashed):
                name = escape_for_terminal(event.name)
                words = f"Hashing {event.number:,}/{event.files:,} {name}"
                shown = words if len(words) <= _WIDTH else words[: _WIDTH - 1] + "…"
                bar.update(task, description=shown, total=event.bytes_total, completed=event.bytes_done)

        yield tell
