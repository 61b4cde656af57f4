"""What stands where the diagram will be, or would be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QProgressBar, QPushButton, QVBoxLayout, QWidget

from pipeline_browser.overriding import override
from pipeline_browser.ui.labels import plain_label, shown, shown_text
from pipeline_browser.ui.theme import GROUP, PAGE

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QShowEvent

    from pipeline_browser.model.errors import PipelineBrowserError
    from pipeline_browser.ui.theme import Theme

_WIDTH = 480  # pixels of the text
_PATIENCE = 1000  # milliseconds without a sign of work
_PARTS = 1000


class Notice(QWidget):
    """A heading, a few lines and a button, in the middle of an empty area."""

    def __init__(self, theme: Theme, button: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heading = plain_label(font=theme.heading_font(), wrap=True)
        self._text = plain_label(role="dim", wrap=True)
        self.button = QPushButton(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE, PAGE, PAGE, PAGE)
        column.setSpacing(GROUP)
        column.addStretch(2)
        for label in (self._heading, self._text):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setFixedWidth(_WIDTH)
            column.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    @property
    def heading(self) -> str:
        """The first line."""
        return self._heading.text()

    def tell(self, heading: str, text: str, *, button: bool = False) -> None:
        """Show other words."""
        self._heading.setText(shown(heading))
        self._text.setText(shown_text(text))
        self.button.setVisible(button)

    def tell_empty(self) -> None:
        """Say that there is nothing to draw."""
        self.tell(
            "No tables yet", "The diagram shows every table and view of the database, once there is one."
        )

    def tell_error(self, error: PipelineBrowserError) -> None:
        """Say why there is no diagram."""
        self.tell(error.summary, "\n".join(filter(None, (error.cause, error.remedy))), button=True)


class Waiting(QWidget):
    """Blank at first; after a second, how far the arrangement is, and a way to stop it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = plain_label("Arranging the diagram…", role="dim")
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setFixedWidth(_WIDTH // 2)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("Arranging the diagram")
        self.cancel = QPushButton("Cancel")
        self._shown = (self._label, self._bar, self.cancel)
        column = QVBoxLayout(self)
        column.setSpacing(GROUP)
        column.addStretch(2)
        for widget in self._shown:
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE)
        self._patience.timeout.connect(self._lose_patience)
        self._hide_all()

    @Slot(float)
    def show_progress(self, part: float) -> None:
        """Show how much is done, 0 to 1."""
        self._bar.setRange(0, _PARTS)
        self._bar.setValue(round(part * _PARTS))

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._bar.setRange(0, 0)
        self._patience.start()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._patience.stop()
        self._hide_all()

    def _hide_all(self) -> None:
        for widget in self._shown:
            widget.hide()

    @Slot()
    def _lose_patience(self) -> None:
        for widget in self._shown:
            widget.show()
