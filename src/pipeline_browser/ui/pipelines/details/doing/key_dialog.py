"""Whether a key that is there may be replaced; keeping it has the focus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from pipeline_browser.ui.labels import plain_label
from pipeline_browser.ui.theme import GROUP, PAGE, RELATED
from pipeline_browser.ui.value_words import cell_text

if TYPE_CHECKING:
    from pipeline_browser.model.pipelines.facts import Stage
    from pipeline_browser.ui.theme import Theme

_WIDTH = 480
CLEAR_TEXT = (
    "The program needs the key in this file in clear text: whoever can read the file can decrypt what the "
    "pipeline encrypts, and without the key nobody can."
)


class KeyDialog(QDialog):
    """Asks about one stage.

    Signals:
        decided: the key is to be replaced.
    """

    decided = Signal()

    def __init__(self, stage: Stage, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Replace the key")
        self.setMinimumWidth(_WIDTH)
        self.replace = QPushButton("Replace the key")
        self.replace.setObjectName("replace-key")
        self.replace.setAutoDefault(False)
        self.keep = QPushButton("Keep the key")
        self._lay_out(stage, theme)
        self.replace.clicked.connect(self._decide)
        self.keep.clicked.connect(self.reject)
        self.keep.setDefault(True)
        self.keep.setFocus()

    def _lay_out(self, stage: Stage, theme: Theme) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE, PAGE, PAGE, GROUP)
        column.setSpacing(GROUP)
        heading = f"The stage {cell_text(stage.name)} has a key already"
        column.addWidget(plain_label(heading, font=theme.heading_font(), wrap=True))
        column.addWidget(
            plain_label(
                "What was encrypted with it can be decrypted with nothing else. Once it is replaced, only "
                "Undo while this database stays open, or a copy that you have kept, brings it back.",
                wrap=True,
            )
        )
        column.addWidget(plain_label(CLEAR_TEXT, role="dim", wrap=True))
        foot = QHBoxLayout()
        foot.setSpacing(RELATED)
        foot.addStretch(1)
        foot.addWidget(self.keep)
        foot.addWidget(self.replace)
        column.addLayout(foot)
        for label in self.findChildren(QLabel):  # else each would be as high as at half the width
            label.setFixedWidth(_WIDTH - 2 * PAGE)

    @Slot()
    def _decide(self) -> None:
        self.accept()
        self.decided.emit()
