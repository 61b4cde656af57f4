"""Above the dashboard: period, text, how many runs fit; below, a chip for every other part."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from pipeline_browser.model.metrics.filters import Filter, Period, Span
from pipeline_browser.overriding import override
from pipeline_browser.ui.elided_label import ElidedLabel
from pipeline_browser.ui.labels import plain_label, tooltip
from pipeline_browser.ui.metrics.filtering.chip import FilterChip
from pipeline_browser.ui.metrics.filtering.chip_row import ChipRow
from pipeline_browser.ui.metrics.filtering.periods import PeriodChoice
from pipeline_browser.ui.metrics.filtering.words import (
    condition_words,
    count_words,
    nothing_words,
    span_words,
)
from pipeline_browser.ui.theme import GROUP, INSIDE, RELATED

if TYPE_CHECKING:
    from datetime import tzinfo

    from pipeline_browser.ui.theme import Theme

SOON = 150  # milliseconds after the last key
BUSY_AFTER = 150  # milliseconds, from which on one should see that something is under way
NARROW, WIDE = 120, 300  # pixels of the field
_BUSY = "\N{HORIZONTAL ELLIPSIS}"


class FilterBar(QWidget):
    """Shows a filter, and asks for another one.

    Signals:
        filter_changed: the Filter that somebody wants.
        left: Down or Enter in the field, or Escape in an empty one: the table is wanted.
    """

    filter_changed = Signal(object)
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Filter of runs")
        self._theme = theme
        self._filter = Filter()
        self._zone: tzinfo | None = None
        self._counted = ""
        self._shown: tuple[object, ...] = ()
        self.periods = PeriodChoice()
        self.field = QLineEdit()
        self.count = ElidedLabel(elide=Qt.TextElideMode.ElideRight)
        self.chips = ChipRow()
        self.clear = QPushButton("Clear filters")
        self.nothing = plain_label(wrap=True)
        self.all_times = QPushButton("Show all times")
        self._below = QWidget()
        self._soon = _timer(self, SOON, self._take_text)
        self._patience = _timer(self, BUSY_AFTER, self._show_busy)
        self._lay_out()
        self._dress()
        self._connect()
        self.show_filter(Filter(), 0, 0, float("nan"), float("nan"))

    @property
    def filter(self) -> Filter:
        """The filter that shows, with what is being typed."""
        return replace(self._filter, text=self.field.text())

    @property
    def parts(self) -> list[FilterChip]:
        """The chips, in order."""
        return [each for each in self.chips.findChildren(FilterChip) if not each.isHidden()]

    def show_filter(self, wanted: Filter, shown: int, total: int, first: float, last: float) -> None:
        """Show a filter and what fits.

        Args:
            shown, total: how many runs fit, and how many there are.
            first, last: the earliest and latest moment of any run, in milliseconds since 1970 UTC; NaN where
                none has one.
        """
        self._filter = wanted
        if not self._soon.isActive() and self.field.text() != wanted.text:
            self.field.setText(wanted.text)
        self.periods.show_period(wanted.period)
        self._show_chips(wanted)
        self._counted = count_words(shown, total)
        self._patience.stop()
        self.count.show_text(self._counted)
        words = "" if shown else nothing_words(wanted, total, first, last, self._zone)
        self.nothing.setText(words)
        self._below.setVisible(bool(words))
        self.all_times.setVisible(bool(words) and wanted.period is not Period.ALL)

    def set_zone(self, zone: tzinfo | None) -> None:
        """Say times in another zone; None is this machine's."""
        if zone != self._zone:
            self._zone, self._shown = zone, ()
            self._show_chips(self._filter)

    @Slot(bool)
    def set_busy(self, busy: bool) -> None:  # noqa: FBT001 - a slot
        """Show a mark if this lasts."""
        if busy:
            self._patience.start()
        else:
            self._patience.stop()
            self.count.show_text(self._counted)

    def enter(self) -> None:
        """Let somebody type what to look for."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    # What somebody asks for.

    @Slot()
    def _note_text(self) -> None:
        if self.field.text() != self._filter.text:
            self._soon.start()
        else:
            self._soon.stop()

    @Slot()
    def _take_text(self) -> None:
        self._soon.stop()
        self._ask(self.filter)

    @Slot(object)
    def _take_period(self, period: Period) -> None:
        self._ask(replace(self.filter, period=period))

    @Slot(object)
    def _remove(self, part: object) -> None:
        wanted = self.filter
        wanted = replace(
            wanted,
            period=Period.ALL if wanted.period == part else wanted.period,
            conditions=tuple(each for each in wanted.conditions if each != part),
        )
        self._ask(wanted)

    @Slot()
    def _clear(self) -> None:
        self.field.clear()
        self._ask(Filter())

    @Slot()
    def _show_all_times(self) -> None:
        self._ask(replace(self.filter, period=Period.ALL))

    def _ask(self, wanted: Filter) -> None:
        self._soon.stop()
        if wanted != self._filter:
            self.filter_changed.emit(wanted)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return self._leaves(event)
        return super().eventFilter(watched, event)

    def _leaves(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape:
            if self.field.text():
                self.field.clear()
            else:
                self.left.emit()
            return True
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_PageDown):
            self._take_text()
            self.left.emit()
            return True
        return False

    # What shows.

    def _show_chips(self, wanted: Filter) -> None:
        spans = (wanted.period,) if isinstance(wanted.period, Span) else ()
        parts = (*spans, *wanted.conditions)
        # The text counts for "Clear filters", but it stands in its own field.
        if (parts, bool(wanted.text)) == self._shown:
            return
        had_focus = any(each.button.hasFocus() for each in self.parts) or self.clear.hasFocus()
        self._shown = (parts, bool(wanted.text))
        for old in self.chips.findChildren(FilterChip):
            old.hide()
            old.deleteLater()
        chips = [self._chip(each) for each in parts]
        self.clear.setVisible(bool(parts))
        self.chips.show_widgets([*chips, self.clear] if parts else [])
        self.chips.setVisible(bool(parts))
        if had_focus:
            (chips[-1].button if chips else self.field).setFocus(Qt.FocusReason.OtherFocusReason)

    def _chip(self, part: object) -> FilterChip:
        words = span_words(part, self._zone) if isinstance(part, Span) else condition_words(part, self._zone)  # type: ignore[arg-type] # a part is a Span or a Condition
        chip = FilterChip(part, words, self._theme)
        chip.removed.connect(self._remove)
        return chip

    @Slot()
    def _show_busy(self) -> None:
        self.count.show_text(f"{self._counted} {_BUSY}" if self._counted else f"Reading {_BUSY}")

    # Building.

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(GROUP)
        row.addWidget(self.periods)
        row.addWidget(self.field, 1)
        row.addWidget(self.count, 1)
        below = QHBoxLayout(self._below)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(RELATED)
        below.addWidget(self.nothing, 1)
        below.addWidget(self.all_times)
        column = QVBoxLayout(self)
        column.setContentsMargins(RELATED, INSIDE, RELATED, 0)
        column.setSpacing(INSIDE)
        column.addLayout(row)
        column.addWidget(self.chips)
        column.addWidget(self._below)

    def _dress(self) -> None:
        self.field.setPlaceholderText("Filter (Ctrl+F)")
        self.field.setAccessibleName("Filter runs")
        where = "Finds words in names and ids of pipelines, checksums, and the algorithms of their stages"
        self.field.setToolTip(tooltip(where))
        self.field.setClearButtonEnabled(True)
        self.field.setMinimumWidth(NARROW)
        self.field.setMaximumWidth(WIDE)
        self.field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.field.installEventFilter(self)
        self.count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.count.setProperty("role", "dim")
        for button in (self.clear, self.all_times):
            button.setProperty("small", True)
            button.setAutoDefault(False)

    def _connect(self) -> None:
        self.periods.chosen.connect(self._take_period)
        self.field.textChanged.connect(self._note_text)
        self.clear.clicked.connect(self._clear)
        self.all_times.clicked.connect(self._show_all_times)


def _timer(bar: FilterBar, milliseconds: int, slot: object) -> QTimer:
    timer = QTimer(bar)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    timer.timeout.connect(slot)
    return timer
