"""All charts in a grid that adapts to its width; one of them alone, when somebody wants to see more of it."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QPoint, QRect, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QMenu, QScrollArea, QVBoxLayout, QWidget

from pipeline_browser.model.metrics.filters import Span
from pipeline_browser.overriding import override
from pipeline_browser.ui.action_making import make_actions
from pipeline_browser.ui.action_menu import filled
from pipeline_browser.ui.metrics.charts import actions as rows
from pipeline_browser.ui.metrics.charts.cells import GAP, SMALLEST, cells
from pipeline_browser.ui.metrics.charts.chart import Chart
from pipeline_browser.ui.metrics.charts.deeds import ChartDeeds
from pipeline_browser.ui.metrics.charts.hover_label import HoverLabel
from pipeline_browser.ui.metrics.charts.kinds.all import KINDS
from pipeline_browser.ui.metrics.charts.look import Look

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import tzinfo

    from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent

    from pipeline_browser.model.metrics.figures.facts import Dashboard
    from pipeline_browser.model.metrics.filters import Between
    from pipeline_browser.model.metrics.runs import Runs
    from pipeline_browser.ui.metrics.charts.kinds.kind import Kind
    from pipeline_browser.ui.preferences import Preferences
    from pipeline_browser.ui.theme import Theme

_NEARLY = 60  # pixels
MOST_SELECTED = 200  # runs that are marked
_NAMES = 200  # that are kept, of runs that were pointed at
Told = tuple[int | None, tuple[str, ...], QRect]


class ChartGrid(QWidget):
    """Builds charts one after the other between events, and shows dashboards in them the same way.

    Signals:
        run_clicked: the key of a run.
        hovered: the key of the run that is pointed at, whose name is wanted by ``show_name``; None for none.
        brushed: a Span or Between that somebody wants to see alone.
        filter_asked: a Between, from a click on a bar.
        words_asked: words to look for, from a click on an algorithm.
        told: a Notice about a file that was written, or what was copied.
        failed: an ExportFailed.
    """

    run_clicked = Signal(object)
    hovered = Signal(object)
    brushed = Signal(object)
    filter_asked = Signal(object)
    words_asked = Signal(str)
    told = Signal(object)
    failed = Signal(object)

    def __init__(self, theme: Theme, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Charts")
        self.setObjectName("charts")
        self._theme = theme
        self._preferences = preferences
        self._look = Look(theme)
        self._dashboard: Dashboard | None = None
        self._runs: Runs | None = None
        self._selected: tuple[int, ...] = ()
        self._marked: Runs | None = None
        self._names: dict[int, str] = {}
        self._said: tuple[Chart, Told] | None = None
        self._waiting: list[Kind[Any]] = list(KINDS)
        self._stale: set[str] = set()  # charts that show an older dashboard, where nobody sees them
        self.charts: dict[str, Chart] = {}
        self.enlarged: Chart | None = None
        self._content = QWidget()
        self._scroller = QScrollArea()
        self._lay_out()
        self.label = HoverLabel(theme, self)
        self.deeds = ChartDeeds(self, theme)
        self.deeds.told.connect(self.told)
        self.deeds.failed.connect(self.failed)
        self.actions_by_name = make_actions(rows.ACTIONS, self, self, (self.deeds,))
        for row in rows.ACTIONS:
            within = Qt.ShortcutContext.WidgetWithChildrenShortcut
            self.actions_by_name[row.name].setShortcutContext(within)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._step)
        self._soon.start()
        theme.changed.connect(self._follow_theme)
        preferences.changed.connect(self._follow_zone)
        self._dress()

    # What is shown.

    @property
    def is_settled(self) -> bool:
        """Whether every chart is there and shows the newest dashboard."""
        return not self._waiting

    def show_dashboard(self, dashboard: Dashboard, runs: Runs | None = None) -> None:
        """Show a dashboard, chart by chart.

        Args:
            runs: what the dashboard was computed from; selected ones are marked where only buckets are.
        """
        self._dashboard, self._runs = dashboard, runs
        self._marked = self._selected_runs()
        self._begin()

    def select(self, keys: Sequence[int]) -> None:
        """Mark runs in every chart."""
        self._selected = tuple(keys[:MOST_SELECTED])
        self._marked = self._selected_runs()
        for chart in self.charts.values():
            self._mark(chart)

    def show_name(self, key: int, name: str) -> None:
        """Say whose run it is that somebody points at."""
        if len(self._names) > _NAMES:
            self._names.clear()
        self._names[key] = name
        if self._said is not None and self._said[1][0] == key:
            self._say()

    def reset_views(self) -> None:
        """Show everything in every chart again."""
        for chart in self.charts.values():
            chart.reset()

    def _begin(self) -> None:
        """Go through all charts, those that are seen first; the others wait until they are."""
        self._waiting = sorted(KINDS, key=lambda kind: not self._is_seen(kind))
        self._soon.start()

    @Slot()
    def _step(self) -> None:
        """Build or change one chart; the others follow after whatever else happens meanwhile."""
        if not self._waiting:
            return
        kind = self._waiting.pop(0)
        if self._waiting:
            self._soon.start()
        chart = self.charts.get(kind.name) or self._build(kind)
        if self._dashboard is not None:
            if self._is_seen(kind) or chart.facts is None:
                self._stale.discard(kind.name)
                chart.show_dashboard(self._dashboard, self._zone)
                self._mark(chart)
            else:
                self._stale.add(kind.name)

    def _mark(self, chart: Chart) -> None:
        if self._marked is not None:
            chart.show_selected(self._marked)

    def _is_seen(self, kind: Kind[Any]) -> bool:
        """Whether a chart is on the screen, or nearly."""
        chart = self.charts.get(kind.name)
        if chart is None:
            return True
        top = self._scroller.verticalScrollBar().value()
        seen = QRect(0, top - _NEARLY, self.width(), self.height() + 2 * _NEARLY)
        return self.isVisible() and not chart.isHidden() and chart.geometry().intersects(seen)

    @Slot()
    def _catch_up(self) -> None:
        """What has come into view shows what the others show."""
        if any(self._is_seen(kind) for kind in KINDS if kind.name in self._stale):
            self._begin()

    def _selected_runs(self) -> Runs | None:
        runs = self._runs
        if runs is None:
            return None
        wanted = np.array(self._selected, dtype=np.int64)
        return runs.taken(np.flatnonzero(np.isin(runs.keys, wanted)) if len(wanted) else np.zeros(0, np.intp))

    @property
    def _zone(self) -> tzinfo | None:
        return UTC if self._preferences.current.utc else None

    # Building.

    def _build(self, kind: Kind[Any]) -> Chart:
        chart = Chart(kind, self._theme, self._look, self._preferences)
        chart.setParent(self._content)
        self.charts[kind.name] = chart
        chart.run_clicked.connect(self.run_clicked)
        chart.words_asked.connect(self.words_asked)
        chart.range_clicked.connect(self._ask)
        chart.range_brushed.connect(self._ask_brushed)
        chart.told.connect(self._take_told)
        chart.menu_asked.connect(self._show_menu)
        chart.enlarge_asked.connect(self._enlarge_or_not)
        if len(self.charts) == 1:
            self.setFocusProxy(chart.plot)
        self._arrange()
        chart.setVisible(self.enlarged is None)
        return chart

    def _lay_out(self) -> None:
        self._scroller.setWidget(self._content)
        self._scroller.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroller.verticalScrollBar().valueChanged.connect(self._forget_told)
        self._scroller.verticalScrollBar().valueChanged.connect(self._catch_up)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scroller)
        self.setMinimumHeight(SMALLEST + 2 * GAP)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._catch_up()

    def _arrange(self) -> None:
        """Put every chart where it belongs."""
        width, height = self.width(), self.height()
        places, whole = cells(len(KINDS), width, height)
        if self.enlarged is not None:
            self._content.resize(width, height)
            self.enlarged.setGeometry(self._content.rect().adjusted(GAP, GAP, -GAP, -GAP))
        else:
            bar = self._scroller.verticalScrollBar().sizeHint().width()
            if whole > height:
                width -= bar
                places, whole = cells(len(KINDS), width, height)
            self._content.resize(width, whole)
            for kind, place in zip(KINDS, places, strict=True):
                if kind.name in self.charts:
                    self.charts[kind.name].setGeometry(place)
        scrolls = self.enlarged is None and whole > height
        self._scroller.verticalScrollBar().setSingleStep(40)
        for chart in self.charts.values():
            chart.plot.wheel_zooms = not scrolls
        self._catch_up()

    # One chart alone.

    @Slot()
    def _enlarge_or_not(self) -> None:
        chart = self.sender()
        if isinstance(chart, Chart):
            self.enlarge(None if self.enlarged is chart else chart)

    def enlarge(self, chart: Chart | None) -> None:
        """Show one chart alone; None: all of them again."""
        before, self.enlarged = self.enlarged, chart
        self._forget_told()
        for each in self.charts.values():
            each.setVisible(chart is None or each is chart)
            each.show_enlarged(enlarged=each is chart)
        self._arrange()
        self.setFocusProxy((chart or next(iter(self.charts.values()))).plot)
        back = chart or before
        if back is not None:
            back.plot.setFocus(Qt.FocusReason.OtherFocusReason)
            self._scroller.ensureWidgetVisible(back, 0, 0)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.enlarged is not None:
            self.enlarge(None)
        else:
            super().keyPressEvent(event)

    @property
    def current(self) -> Chart | None:
        """The chart that deeds are meant for: the one with the focus, else the enlarged one."""
        focused = self.window().focusWidget()
        for chart in self.charts.values():
            if chart.isAncestorOf(focused):
                return chart
        return self.enlarged or next(iter(self.charts.values()), None)

    @Slot(QPoint)
    def _show_menu(self, at: QPoint) -> None:
        chart = self.sender()
        if isinstance(chart, Chart):
            chart.plot.setFocus(Qt.FocusReason.PopupFocusReason)
            self.menu_for(chart).popup(at)

    def menu_for(self, chart: Chart) -> QMenu:
        """Return the menu of a chart."""
        by_name = self.actions_by_name
        by_name[rows.LOG.name].setEnabled(chart.kind.bends)
        by_name[rows.LOG.name].setChecked(chart.is_bent)
        by_name[rows.RESET.name].setEnabled(chart.plot.is_zoomed)
        by_name[rows.ENLARGE.name].setChecked(self.enlarged is chart)
        menu = filled(QMenu(self), by_name, rows.MENU)
        menu.aboutToHide.connect(self._allow_all)
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    @Slot()
    def _allow_all(self) -> None:
        """Keys are heard whatever was true of the chart whose menu showed."""
        for action in self.actions_by_name.values():
            action.setEnabled(True)

    # What somebody points at and asks for.

    @Slot(object)
    def _take_told(self, told: Told | None) -> None:
        chart = self.sender()
        if told is None or not isinstance(chart, Chart):
            self._forget_told()
            return
        before = self._said[1][0] if self._said is not None else None
        self._said = (chart, told)
        self._say()
        if told[0] != before:
            self.hovered.emit(told[0])

    def _say(self) -> None:
        if self._said is None:
            return
        chart, (key, lines, place) = self._said
        beside = QRect(chart.mapTo(self, place.topLeft()), place.size())
        name = self._names.get(key, "") if key is not None else ""
        self.label.tell(name, lines, beside)
        chart.plot.setAccessibleDescription(", ".join(each for each in (name, *lines) if each))

    @Slot()
    def _forget_told(self) -> None:
        was = self._said is not None and self._said[1][0] is not None
        self._said = None
        self.label.hide()
        if was:
            self.hovered.emit(None)

    @Slot(object)
    def _ask(self, wanted: Span | Between) -> None:
        self._forget_told()
        self.reset_views()
        (self.brushed if isinstance(wanted, Span) else self.filter_asked).emit(wanted)

    @Slot(object)
    def _ask_brushed(self, wanted: object) -> None:
        self._forget_told()
        self.reset_views()
        self.brushed.emit(wanted)

    # The look.

    @Slot()
    def _follow_theme(self) -> None:
        self._look.refresh()
        self._dress()
        for chart in self.charts.values():
            chart.follow_theme()

    def _dress(self) -> None:
        for row in rows.ACTIONS:
            self.actions_by_name[row.name].setIcon(self._theme.icon(row.icon))

    @Slot(object)
    def _follow_zone(self, _settings: object) -> None:
        if self._dashboard is not None and any(chart.zone != self._zone for chart in self.charts.values()):
            self._begin()
