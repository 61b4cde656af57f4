"""Several forms of one thing on the clipboard, for this program and for others."""

from __future__ import annotations

import atexit
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData


def clipboard_data() -> QMimeData | None:
    """Return what is on the clipboard; None where nothing is."""
    return QGuiApplication.clipboard().mimeData()


def put_on_clipboard(data: QMimeData) -> None:
    """Put everything that ``data`` holds on the clipboard."""
    QGuiApplication.clipboard().setMimeData(data)
    atexit.unregister(_leave_text)
    atexit.register(_leave_text, data)


def _leave_text(data: QMimeData) -> None:
    """Leave only the text, which is Qt's own: it would destroy our object after Python is gone, and crash."""
    if QGuiApplication.instance() is not None and QGuiApplication.clipboard().mimeData() is data:
        QGuiApplication.clipboard().setText(data.text())
