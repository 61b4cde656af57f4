"""How large a dialog opens: as it needs, but not larger than the window that it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize

from pipeline_browser.ui.theme import GROUP

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_LEAST = QSize(640, 420)


def dialog_size(wanted: tuple[int, int], parent: QWidget | None) -> QSize:
    """Return the size, which leaves a margin of the window to be seen."""
    size = QSize(*wanted)
    if parent is None:
        return size
    room = parent.window().size() - QSize(2 * GROUP, 2 * GROUP)
    return size.boundedTo(room).expandedTo(_LEAST.boundedTo(size))
