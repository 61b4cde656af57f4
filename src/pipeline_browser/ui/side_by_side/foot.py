"""The buttons below two things side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QPushButton

from pipeline_browser.ui.theme import RELATED

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QDialog


def foot_of(dialog: QDialog, copy: Callable[[], object], swap: Callable[[], object]) -> QHBoxLayout:
    """Return a row with Copy and Swap sides at the left, Close at the right."""
    foot = QHBoxLayout()
    foot.setSpacing(RELATED)
    for text, slot in (("Copy", copy), ("Swap sides", swap)):
        button = QPushButton(text)
        button.setAutoDefault(False)
        button.clicked.connect(slot)
        foot.addWidget(button)
    foot.addStretch(1)
    close = QPushButton("Close")
    close.setDefault(True)
    close.clicked.connect(dialog.accept)
    foot.addWidget(close)
    return foot
