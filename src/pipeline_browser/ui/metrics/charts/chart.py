"""One chart: title, what it leaves out, the drawing or why there is none, and what one points at."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QPoint, QRect, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QStackedLayout, QVBoxLayout, QWidget

from pipeline_browser.model.metrics.filters import Between, Span
from pipeline_browser.overriding import override
from pipeline_browser.ui.labels import plain_label
from pipeline_browser.ui.metrics.charts.head import Head
from pipeline_browser.ui.metrics.charts.kinds.kind import RunAsked, WordsAsked
from pipeline_browser.ui.metrics.charts.note_line import NoteLine
from pipeline_browser.ui.metrics.charts.picture import same, sound
from pipeline_browser.ui.metrics.charts.plot import Plot
from pipeline_browser.ui.theme import INSIDE, RELATED

if TYPE_CHECKING:
    from datetime import tzinfo

    from PySide6.QtGui import QMouseEvent

    from pipeline_browser.model.metrics.figures.facts import Dashboard
    from pipeline_browser.model.metrics.runs import Runs
    from pipeline_browser.ui.metrics.charts.kinds.kind import Kind
    from pipeline_browser.ui.metrics.charts.look import Look
    from pipeline_browser.ui.metrics.charts.picture import Picture
    from pipeline_browser.ui.preferences import Preferences
    from pipeline_browser.ui.theme import Theme


class Chart(QFrame):
    """Shows one kind of chart of whatever dashboard comes.

    Signals:
        run_clicked: a key.
        range_clicked: the Span or Between of a bar.
        range_brushed: a Span or Between.
        words_asked: words to look for.
        told: what is said of a place: a key or None, lines, a QRect of this widget; None for nothing.
        menu_asked: where, in the screen's pixels.
        enlarge_asked: show this one alone, or all again.
    """

    run_clicked = Signal(object)
    range_clicked = Signal(object)
    range_brushed = Signal(object)
    words_asked = Signal(str)
    told = Signal(object)
    menu_asked = Signal(QPoint)
    enlarge_asked = Signal()

    def __init__(self, kind: Kind[Any], theme: Theme, look: Look, preferences: Preferences) -> None:
        super().__init__()
        self.kind = kind
        self._look = look
        self._preferences = preferences
        self._facts: object = None
        self._zone: tzinfo | None = None
        self._picture: Picture | None = None
        remembered = preferences.current.view(self._log_name)
        self.is_bent = kind.bends and (remembered == "yes" if remembered else kind.bent)
        self.setProperty("role", "card")
        self.setObjectName(f"chart-{kind.name}")
        self.head = Head(kind, theme, bent=self.is_bent)
        self.note = NoteLine(look)
        self.plot = Plot(look, pans=kind.pans)
        self.plot.setObjectName(f"plot-{kind.name}")
        self.plot.setAccessibleName(kind.title)
        self.empty = plain_label(role="dim", wrap=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._lay_out()
        self._connect()

    # What is shown.

    @property
    def facts(self) -> Any:  # noqa: ANN401 - whatever the kind shows
        """What the kind shows of the dashboard; None before there is one."""
        return self._facts

    @property
    def zone(self) -> tzinfo | None:
        """In which times are said; None for this machine's."""
        return self._zone

    @property
    def picture(self) -> Picture | None:
        """What is drawn; None where nothing is."""
        return self._picture

    def show_dashboard(self, dashboard: Dashboard, zone: tzinfo | None) -> bool:
        """Show a dashboard; return whether anything is different now."""
        facts = self.kind.facts(dashboard)
        if self._facts is not None and zone == self._zone and same(facts, self._facts):
            self.plot.leave_brush()
            return False
        self._facts, self._zone = facts, zone
        self.redraw()
        return True

    def redraw(self) -> None:
        """Draw the facts anew."""
        if self._facts is None:
            return
        if self.kind.is_empty(self._facts):
            self._picture = None
            self.empty.setText(self.kind.why_empty(self._facts))
            self.note.tell((), ())
            self._stack.setCurrentWidget(self.empty)
        else:
            picture = self.kind.picture(self._facts, self._zone, bent=self.is_bent)
            self._picture = replace(picture, area=sound(picture.area))
            self.note.tell(self._picture.legend, self._picture.notes)
            self.plot.show_picture(self._picture)
            self._stack.setCurrentWidget(self.plot)
        self.head.show_empty(empty=self._picture is None)
        self._show_caption()

    def show_selected(self, runs: Runs) -> None:
        """Mark runs, wherever the chart has a place for them."""
        if self._picture is None or not len(runs):
            self.plot.show_selected((np.zeros(0), np.zeros(0)))
        else:
            self.plot.show_selected(self.kind.selected(self._facts, runs))

    def follow_theme(self) -> None:
        """Paint with other colours."""
        self.note.update()
        self.plot.repaint_all()

    # What can be done.

    def reset(self) -> None:
        """Show everything again."""
        self.plot.reset()

    def toggle_log(self) -> None:
        """Bend the axis, or straighten it, and remember that."""
        if self.kind.bends:
            self.is_bent = not self.is_bent
            self._preferences.remember_text(self._log_name, "yes" if self.is_bent else "no")
            self.head.show_log(on=self.is_bent)
            self.redraw()

    def show_enlarged(self, *, enlarged: bool) -> None:
        """Say in the head which way the button goes."""
        self.head.show_enlarged(enlarged=enlarged)

    @property
    def _log_name(self) -> str:
        return f"metrics/log/{self.kind.name}"

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """On the title, or beside the drawing."""
        self.enlarge_asked.emit()

    # What somebody points at.

    @Slot(object)
    def _tell(self, mark: int | None) -> None:
        if mark is None or self._picture is None:
            self.told.emit(None)
            return
        keys = self._picture.marks.keys
        key = None if keys is None else int(keys[mark])
        lines = self.kind.said(self._facts, mark, self._zone)
        self.told.emit((key, lines, self._in_chart(self.plot.mark_rect(mark).toRect())))

    @Slot(object)
    def _tell_range(self, places: tuple[float, float] | None) -> None:
        if places is None or self._picture is None:
            self.told.emit(None)
            return
        low, high = self._values(places)
        words = self._picture.x.words
        lines = (f"{words(low)} to", words(high), self.kind.range_words(self._facts, low, high))
        right = self.plot.frame.across(np.array(places))[1]
        beside = QRect(round(right), RELATED, 1, 1).translated(self.plot.figures.topLeft().toPoint())
        self.told.emit((None, tuple(each for each in lines if each), self._in_chart(beside)))

    def _in_chart(self, place: QRect) -> QRect:
        return place.translated(self.plot.mapTo(self, QPoint(0, 0)))

    def _values(self, places: tuple[float, float]) -> tuple[float, float]:
        assert self._picture is not None  # noqa: S101 - something was brushed
        axis = self._picture.x
        return axis.value(places[0]), axis.value(places[1])

    @Slot(int)
    def _click(self, mark: int) -> None:
        match self.kind.asked(self._facts, mark):
            case RunAsked(key):
                self.run_clicked.emit(key)
            case WordsAsked(text):
                self.words_asked.emit(text)
            case Span() | Between() as wanted:
                self.range_clicked.emit(wanted)

    @Slot(object)
    def _ask_range(self, places: tuple[float, float]) -> None:
        wanted = self.kind.range_asked(self._facts, *self._values(places))
        if wanted is not None:
            self.range_brushed.emit(wanted)

    @Slot()
    def _show_caption(self) -> None:
        area = self.plot.frame.area
        caption = "" if self._picture is None else self._picture.x.caption(area.left, area.right)
        self.head.show_caption(caption)
        self.head.show_zoomed(zoomed=self._picture is not None and self.plot.is_zoomed)

    # Building.

    def _lay_out(self) -> None:
        self.body = QWidget()
        self._stack = QStackedLayout(self.body)
        self._stack.addWidget(self.plot)
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(RELATED + INSIDE, INSIDE, INSIDE, INSIDE)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.note)
        column.addWidget(self.body, 1)

    def _connect(self) -> None:
        self.plot.pointed.connect(self._tell)
        self.plot.clicked.connect(self._click)
        self.plot.brushing.connect(self._tell_range)
        self.plot.brushed.connect(self._ask_range)
        self.plot.area_changed.connect(self._show_caption)
        self.plot.menu_asked.connect(self.menu_asked)
        self.plot.enlarge_asked.connect(self.enlarge_asked)
        self.head.reset.clicked.connect(self.reset)
        self.head.log.clicked.connect(self.toggle_log)
        self.head.enlarge.clicked.connect(self.enlarge_asked)
        self.head.menu_asked.connect(self.menu_asked)
