"""Widgets' texts that come from files and databases, shown literally: never as markup or mnemonic."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy

from pipeline_browser.model.literal_text import escape_for_terminal

if TYPE_CHECKING:
    from PySide6.QtGui import QFont
    from PySide6.QtWidgets import QWidget


def shown(text: object) -> str:
    """Return a name or path with characters spelt out that would turn, hide or break the text around them."""
    return escape_for_terminal(str(text))


def plain_label(text: str = "", *, role: str = "", font: QFont | None = None, wrap: bool = False) -> QLabel:
    """Return a label that never guesses markup; ``role`` is one of the style sheet's."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        label.setProperty("role", role)
    if font is not None:
        label.setFont(font)
    if wrap:
        label.setWordWrap(True)
        label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
    return label


def selectable(label: QLabel) -> QLabel:
    """Let the label's text be marked and copied, by mouse and by keyboard."""
    flags = Qt.TextInteractionFlag
    label.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
    return label


def set_role(widget: QWidget, role: str) -> None:
    """Give the widget another of the style sheet's roles."""
    if widget.property("role") != role:
        widget.setProperty("role", role)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def tooltip(text: str) -> str:
    """Return a tooltip's text that is shown literally; Qt would render what looks like markup."""
    return f"<qt>{html.escape(text).replace(chr(10), '<br>')}</qt>" if text else ""


def button_text(text: str) -> str:
    """Return a text for a button, action or tab, whose ``&`` would underline the next letter."""
    return text.replace("&", "&&")


def title_text(text: str) -> str:
    """Return a text for a window's title, where ``[*]`` stands for the mark of unsaved changes."""
    return text.replace("[*]", "[*][*]")
