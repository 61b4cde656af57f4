"""Names and texts of a database in HTML and SVG: shown, never obeyed."""

from __future__ import annotations

import html
import re

from pipeline_browser.model.literal_text import escape_for_terminal

_NOT_IN_XML = re.compile("[\ufffe\uffff\U0001fffe\U0001ffff]")


def visible(text: str) -> str:
    r"""Return a text on one line, with what acts instead of showing spelt out: ``\x1b``, ``\u202e``."""
    return _NOT_IN_XML.sub(lambda match: f"\\u{ord(match[0]):04x}", escape_for_terminal(text))


def escaped(text: str) -> str:
    """Return a text for an element or a quoted attribute, of HTML or XML."""
    return html.escape(visible(text))


def shortened(text: str, most: int) -> str:
    """Return a text of at most so many characters, without its middle where it is longer."""
    if len(text) <= most:
        return text
    end = (most - 1) // 2
    return f"{text[: most - 1 - end]}…{text[len(text) - end :]}"
