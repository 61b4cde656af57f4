"""Values of pipelines on the command line: each stays one line, and secrets stay hidden unless asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.literal_text import escape_for_terminal
from pipeline_browser.model.pipelines.catalogue.secret_keys import is_secret

if TYPE_CHECKING:
    from pipeline_browser.model.pipelines.facts import Entry
    from pipeline_browser.model.pipelines.values import Value

HIDDEN = "(hidden: --secrets shows it)"


def literal(value: Value) -> str:
    """Return a value on one line: what would act instead of showing is spelt out."""
    if value is None:
        return "NULL"
    if isinstance(value, bytes):
        return f"x'{value.hex()}'"
    return escape_for_terminal(str(value))


def entry_text(entry: Entry, *, secrets: bool) -> str:
    """Return the value of an entry, or that it is hidden."""
    return literal(entry.value) if secrets or not is_secret(entry.key) else HIDDEN


def plain(value: Value) -> object:
    """Return a value as JSON has it; a blob as SQLite writes it."""
    return f"x'{value.hex()}'" if isinstance(value, bytes) else value


def counted(number: int, thing: str, things: str = "") -> str:
    """Return ``1 stage``, ``2 stages``."""
    return f"{number} {thing}" if number == 1 else f"{number} {things or thing + 's'}"
