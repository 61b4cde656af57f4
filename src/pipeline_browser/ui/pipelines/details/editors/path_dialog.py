"""The dialog that chooses the file a tee stage writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def path_dialog(parent: QWidget, path: str = "") -> QFileDialog:
    """Return the dialog, to be opened; ``fileSelected`` tells the choice."""
    dialog = QFileDialog(parent, "Choose the file that the stage writes")
    dialog.setObjectName("choose-path")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)  # the program appends
    dialog.setLabelText(QFileDialog.DialogLabel.Accept, "Use this file")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if path:
        dialog.selectFile(path)
    return dialog
