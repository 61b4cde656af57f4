"""Keeps the bar's words in step with the stop that shows, and says what takes a while."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from pipeline_browser.ui.diagram.time.words import nothing_words, title_words, verbs_of, when_words

if TYPE_CHECKING:
    from pipeline_browser.diagram.comparing.stepping import Step
    from pipeline_browser.ui.diagram.time.bar import TimeBar
    from pipeline_browser.ui.diagram.time.sliding import Sliding
    from pipeline_browser.ui.preferences import Preferences

_PATIENCE = 400  # milliseconds until it is said that a picture takes a while


class Telling(QObject):
    """Listens to what slides."""

    def __init__(self, sliding: Sliding, bar: TimeBar, preferences: Preferences) -> None:
        super().__init__(sliding)
        self._sliding = sliding
        self._bar = bar
        self._preferences = preferences
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE)
        self._patience.timeout.connect(self._say_drawing)
        sliding.went.connect(self._say_where)
        sliding.arrived.connect(self._say_what)
        sliding.progressed.connect(self._say_arranging)

    def rest(self) -> None:
        """Say nothing more: the bar is closed."""
        self._patience.stop()

    @Slot()
    def _say_where(self) -> None:
        self._patience.start()
        stop, comparison = self._sliding.stop, self._sliding.comparison
        if comparison is not None:
            sides = f"{comparison.before_name} → {comparison.after_name}"
            self._bar.show_comparison(comparison.title, sides)
        elif stop is not None:
            when = stop.failure or when_words(stop, utc=self._preferences.current.utc)
            self._bar.show_stop(title_words(stop), when, self._sliding.at)

    @Slot()
    def _say_drawing(self) -> None:
        """Say that a picture takes a while; what is shown stays until then."""
        if self._sliding.is_busy:
            self._bar.when.show_text("Drawing…")

    @Slot(float)
    def _say_arranging(self, part: float) -> None:
        if not self._patience.isActive():
            self._bar.when.show_text(f"Arranging all versions: {part:.0%}")

    @Slot(object)
    def _say_what(self, step: Step) -> None:
        self._say_where()
        self._patience.stop()
        counts = step.both.counts if step.stop.before is not None else None
        self._bar.show_counts(counts, verbs_of(step.stop), nothing_words(step.stop))
