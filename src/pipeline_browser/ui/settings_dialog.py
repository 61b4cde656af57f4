"""The settings, applied as they are changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDoubleSpinBox,
    QFormLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from pipeline_browser.settings import LONGEST_TIMEOUT
from pipeline_browser.ui.labels import plain_label
from pipeline_browser.ui.theme import GROUP, PAGE, RELATED

if TYPE_CHECKING:
    from pipeline_browser.ui.preferences import Preferences

_SCHEMES = (("As the system", "system"), ("Light", "light"), ("Dark", "dark"))
_ZONES = (("Local time", False), ("UTC", True))


class SettingsDialog(QDialog):
    """Colours, times, busy timeout."""

    def __init__(self, preferences: Preferences, parent: QWidget) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self.setWindowTitle("Settings")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        current = preferences.current
        self.scheme = _choice(_SCHEMES, current.scheme, "Colours")
        self.zone = _choice(_ZONES, current.utc, "Times")
        self.timeout = QDoubleSpinBox()
        self.timeout.setRange(0, LONGEST_TIMEOUT)
        self.timeout.setDecimals(0)
        self.timeout.setSuffix(" s")
        self.timeout.setValue(current.busy_timeout)
        self.timeout.setAccessibleName("Wait for a lock at most")
        self._lay_out()
        self.scheme.currentIndexChanged.connect(self._use_scheme)
        self.zone.currentIndexChanged.connect(self._use_zone)
        self.timeout.valueChanged.connect(self._use_timeout)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(GROUP)
        form.setVerticalSpacing(RELATED)
        form.addRow("Colours", self.scheme)
        form.addRow("Times", self.zone)
        form.addRow("Wait for a lock at most", self.timeout)
        close = QPushButton("Close")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAGE, PAGE, PAGE, GROUP)
        layout.setSpacing(GROUP)
        layout.addLayout(form)
        note = "How long another program may hold a lock before giving up; used from the next opening on."
        layout.addWidget(plain_label(note, role="dim", wrap=True))
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        self.setMinimumWidth(400)

    @Slot()
    def _use_scheme(self) -> None:
        self._preferences.set_scheme(self.scheme.currentData())

    @Slot()
    def _use_zone(self) -> None:
        self._preferences.set_utc(utc=self.zone.currentData())

    @Slot(float)
    def _use_timeout(self, seconds: float) -> None:
        self._preferences.set_busy_timeout(seconds)


def _choice(rows: tuple[tuple[str, object], ...], current: object, name: str) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    for text, value in rows:
        box.addItem(text, value)
    box.setCurrentIndex(box.findData(current))
    return box
