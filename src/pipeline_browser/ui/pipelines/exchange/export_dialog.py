"""What would be exported, as text, with the choice whether secrets go along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout

from pipeline_browser.model.pipelines.exchange.writing import pipelines_as_toml
from pipeline_browser.ui.formats import counted
from pipeline_browser.ui.labels import plain_label
from pipeline_browser.ui.theme import GROUP, PAGE, RELATED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from pipeline_browser.model.pipelines.facts import Pipeline
    from pipeline_browser.ui.theme import Theme

_SIZE = (680, 560)
_SHOWN = 20_000  # characters of the preview


class ExportDialog(QDialog):
    """Shows the file before it is written.

    Signals:
        decided: the text that is to be saved.
    """

    decided = Signal(str)

    def __init__(self, pipelines: Sequence[Pipeline], theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Export pipelines")
        self.resize(*_SIZE)
        self._pipelines = tuple(pipelines)
        self._text = ""
        self.secrets = QCheckBox("With secrets (keys, nonces, salts), in clear text")
        self.preview = QPlainTextEdit()
        self.copy = QPushButton("Copy")
        self.save = QPushButton("Save…")
        self._lay_out(theme)
        self.secrets.toggled.connect(self._show_text)
        self.copy.clicked.connect(self._copy)
        self.save.clicked.connect(self._decide)
        self._show_text()

    def _lay_out(self, theme: Theme) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAGE, PAGE, PAGE, GROUP)
        layout.setSpacing(GROUP)
        count = counted(len(self._pipelines), "pipeline")
        layout.addWidget(plain_label(f"{count} as TOML", font=theme.heading_font()))
        layout.addWidget(self.secrets)
        self.preview.setReadOnly(True)
        self.preview.setFont(theme.fixed_font())
        self.preview.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.preview.setTabChangesFocus(True)
        self.preview.setAccessibleName("What would be written")
        layout.addWidget(self.preview, 1)
        foot = QHBoxLayout()
        foot.setSpacing(RELATED)
        self.copy.setAutoDefault(False)
        foot.addWidget(self.copy)
        foot.addStretch(1)
        close = QPushButton("Cancel")
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        foot.addWidget(close)
        self.save.setDefault(True)
        foot.addWidget(self.save)
        layout.addLayout(foot)
        self.save.setFocus()

    @Slot()
    def _show_text(self) -> None:
        self._text = pipelines_as_toml(self._pipelines, secrets=self.secrets.isChecked())
        cut = len(self._text) > _SHOWN
        self.preview.setPlainText(self._text[:_SHOWN] + ("\n# … and so on" if cut else ""))

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text)

    @Slot()
    def _decide(self) -> None:
        self.accept()
        self.decided.emit(self._text)
