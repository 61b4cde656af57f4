"""The head of the details: name, id, times, and whether the pipeline is archived."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from pipeline_browser.overriding import override
from pipeline_browser.ui.elided_label import ElidedLabel
from pipeline_browser.ui.labels import plain_label, selectable, tooltip
from pipeline_browser.ui.pipelines.details.head.name_field import NameField
from pipeline_browser.ui.pipelines.details.head.times import short_time, whole_time
from pipeline_browser.ui.theme import ICON, INSIDE, RELATED
from pipeline_browser.ui.value_words import cell_text

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from pipeline_browser.model.pipelines.facts import Pipeline
    from pipeline_browser.ui.pipelines.details.editors.note import Note
    from pipeline_browser.ui.preferences import Preferences
    from pipeline_browser.ui.theme import Theme


class Header(QWidget):
    """Shows the row of a pipeline.

    Signals:
        restore_wanted: the pipeline is to be brought back from the archive.
    """

    restore_wanted = Signal()

    def __init__(self, theme: Theme, preferences: Preferences, note: Note) -> None:
        super().__init__()
        self._theme = theme
        self._preferences = preferences
        self._pipeline: Pipeline | None = None
        self._times = ("", "")
        self._times_tip = ""
        self.name = NameField(theme, note)
        self.rename_button = self._tool("Rename", "Give the pipeline another name (F2 on the name)")
        self.copy_button = self._tool("Copy id", "Copy the pipeline's id")
        self.id = plain_label(role="dim")
        self.times = ElidedLabel()
        self.archived = plain_label("Archived", role="waiting")
        self.restore_button = QPushButton("Restore")
        self._lay_out()
        self.rename_button.clicked.connect(self.name.edit)
        self.copy_button.clicked.connect(self.copy_id)
        self.restore_button.clicked.connect(self.restore_wanted)
        preferences.changed.connect(self._tell_times)
        theme.changed.connect(self._dress)
        self._dress()

    def show_pipeline(self, pipeline: Pipeline) -> None:
        """Show another pipeline, or another state of it."""
        self._pipeline = pipeline
        self.name.show_name(pipeline.row)
        self.id.setText(cell_text(pipeline.id))
        self.id.setAccessibleName(f"Id {cell_text(pipeline.id)}")
        self.archived.setVisible(pipeline.archived)
        self.restore_button.setVisible(pipeline.archived)
        self._tell_times()

    def allow(self, why_not: str) -> None:
        """Let the pipeline be edited, or say why not."""
        self.name.allow(can_edit=not why_not)
        self.rename_button.setEnabled(not why_not)
        self.restore_button.setEnabled(not why_not)
        tip = "Bring the pipeline back, with what was archived along with it"
        self.restore_button.setToolTip(tooltip(why_not or tip))

    @Slot()
    def copy_id(self) -> None:
        """Put the id on the clipboard."""
        if self._pipeline is not None:
            QGuiApplication.clipboard().setText(str(self._pipeline.id))

    @Slot()
    def _tell_times(self) -> None:
        if self._pipeline is None:
            return
        row, utc = self._pipeline.row, self._preferences.current.utc
        known = [column for column in ("created_at", "updated_at") if column in row.columns]
        parts = [
            f"{_TITLES[column]} {short_time(row[column], utc=utc, day=column == 'created_at')}"
            for column in known
        ]
        self._times = (" · ".join(parts), parts[-1] if parts else "")
        tips = [whole_time(_TITLES[column].capitalize(), row[column], utc=utc) for column in known]
        self._times_tip = "\n".join(tips)
        self.times.setVisible(bool(parts))
        self._fit_times()

    def _fit_times(self) -> None:
        """Show both times, or the later one where there is no room for both."""
        both, later = self._times
        room = self.times.contentsRect().width()
        fits = self.times.fontMetrics().horizontalAdvance(both) <= room
        self.times.show_text(both if fits else later, whole=self._times_tip)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_times()

    def _tool(self, name: str, tip: str) -> QToolButton:
        button = QToolButton()
        button.setAccessibleName(name)
        button.setToolTip(tooltip(tip))
        button.setIconSize(QSize(ICON, ICON))
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setStyleSheet("QToolButton { padding: 1px 2px; }")  # no higher than the text beside it
        return button

    @Slot()
    def _dress(self) -> None:
        self.rename_button.setIcon(self._theme.icon("rename"))
        self.copy_button.setIcon(self._theme.icon("copy"))
        for label, font in ((self.id, self._theme.fixed_font()), (self.times, self._theme.body_font())):
            font.setPointSizeF(font.pointSizeF() * _SMALLER)
            label.setFont(font)

    def _lay_out(self) -> None:
        selectable(self.id)
        self.id.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.id.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.times.setProperty("role", "dim")
        self.times.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.restore_button.setProperty("small", "true")
        first, second = QHBoxLayout(), QHBoxLayout()
        for widget in (self.name, self.rename_button, self.archived, self.restore_button):
            first.addWidget(widget, int(widget is self.name))
        second.addWidget(self.id)
        second.addWidget(self.copy_button)
        second.addWidget(self.times, 1)
        for row in (first, second):
            row.setSpacing(INSIDE)
        column = QVBoxLayout(self)
        column.setContentsMargins(RELATED, INSIDE, RELATED, 0)
        column.setSpacing(0)
        column.addLayout(first)
        column.addLayout(second)


_SMALLER = 0.92  # the second line's type, of the body's
_TITLES = {"created_at": "created", "updated_at": "updated"}
