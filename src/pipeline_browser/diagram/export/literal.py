"""Names and texts from a database, so that every format shows them and none obeys them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline_browser.diagram.graph import State
from pipeline_browser.model.literal_text import escape_for_terminal

if TYPE_CHECKING:
    from pipeline_browser.diagram.graph import Box, Line, Row

_NOT_IN_XML = re.compile("[\ufffe\uffff\U0001fffe\U0001ffff]")


def visible(text: str) -> str:
    r"""Return a text on one line, with what acts instead of showing spelt out: ``\x1b``, ``\u202e``."""
    return _NOT_IN_XML.sub(lambda match: f"\\u{ord(match[0]):04x}", escape_for_terminal(text))


def named(text: str) -> str:
    """Return a name as ``visible`` does; an empty or blank one in quotes, so that it is seen."""
    return visible(text) if text.strip() else f'"{visible(text)}"'


def more_columns(box: Box) -> str:
    """Return how many columns a box does not show, in words; empty if it shows all."""
    if not box.hidden_rows:
        return ""
    return f"{box.hidden_rows} more {'column' if box.hidden_rows == 1 else 'columns'}"


def actions(line: Line) -> list[str]:
    """Return what a foreign key does with its children, in SQL's words; nothing if it does nothing."""
    pairs = (("DELETE", line.on_delete), ("UPDATE", line.on_update))
    return [f"ON {event} {action}" for event, action in pairs if action != "NO ACTION"]


def xml(text: str) -> str:
    """Return a text for an element or a quoted attribute."""
    for character, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("'", "&#39;")):
        text = text.replace(character, entity)
    return text


def happened(item: Box | Row | Line) -> list[str]:
    """Return what happened to something, in a word; nothing if nothing did."""
    return [] if item.state is State.SAME else [item.state.value]
