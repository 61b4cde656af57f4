"""How far a long drawing is, with a way to stop it; nothing is seen of a short one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QProgressDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from pipeline_browser.ui.diagram.output.steps import Steps

_PARTS = 1000
_PATIENCE = 1000  # milliseconds


def show_progress(steps: Steps, title: str, window: QWidget) -> None:
    """Show the progress of a work from its first second on."""
    _Progress(steps, title, window)


class _Progress(QObject):
    def __init__(self, steps: Steps, title: str, window: QWidget) -> None:
        super().__init__(steps)
        self._dialog = QProgressDialog("Drawing the diagram…", "Cancel", 0, _PARTS, window)
        self._dialog.setWindowTitle(title)
        self._dialog.setMinimumDuration(_PATIENCE)
        # Not modal: a modal one runs the event loop from within ``setValue``.
        self._dialog.setValue(0)
        self._dialog.canceled.connect(steps.stop)
        steps.progressed.connect(self._show)
        steps.destroyed.connect(self._dialog.deleteLater)

    @Slot(float)
    def _show(self, part: float) -> None:
        self._dialog.setValue(min(_PARTS - 1, round(part * _PARTS)))
