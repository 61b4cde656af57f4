"""The time slider as a part of the Diagram tab: opened, filled, followed, closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from pipeline_browser.diagram.comparing.timeline import Replayed, Stop, StopKind, Timeline
from pipeline_browser.model.migrations.drift.bookkeeping import bookkeeping_of
from pipeline_browser.model.schema.diff import LEDGER
from pipeline_browser.ui.background import was_cancelled
from pipeline_browser.ui.diagram.time.deeds import TimeDeeds
from pipeline_browser.ui.diagram.time.reasons import why_no_history
from pipeline_browser.ui.diagram.time.replayer import Replayer
from pipeline_browser.ui.diagram.time.sliding import Sliding
from pipeline_browser.ui.diagram.time.telling import Telling

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from pipeline_browser.diagram.comparing.stepping import Step
    from pipeline_browser.model.errors import PipelineBrowserError
    from pipeline_browser.ui.background import Worker
    from pipeline_browser.ui.comparison import Comparison
    from pipeline_browser.ui.diagram.canvas.view import Outlook
    from pipeline_browser.ui.diagram.tab import DiagramTab
    from pipeline_browser.ui.diagram.time.bar import TimeBar
    from pipeline_browser.ui.session import Session


class TimePart(QObject):
    """Joins the bar, what slides, and what replays.

    Signals:
        opened: whether the slider, or a comparison, shows now.
        told: what there is to say beside it, in words.
    """

    opened = Signal(bool)
    told = Signal(str)

    def __init__(self, tab: DiagramTab, session: Session, worker: Worker, bar: TimeBar) -> None:
        super().__init__(tab)
        self._tab = tab
        self._session = session
        self._bar = bar
        self._outlook: Outlook | None = None
        self._is_first = False
        self._awaited: Comparison | None = None
        self.sliding = Sliding(tab.history, tab.loader, tab.redrawer, worker, tab.scene, self)
        self.deeds = TimeDeeds(tab, self.sliding)
        self._replayer = Replayer(session, tab.loader, worker, self)
        self._telling = Telling(self.sliding, bar, session.preferences)
        self._connect()

    @property
    def is_open(self) -> bool:
        """Whether the bar is there."""
        return not self._bar.isHidden()

    @property
    def is_busy(self) -> bool:
        """Whether something is being replayed or drawn."""
        return self._replayer.is_busy or self.sliding.is_busy

    # Opening and closing.

    @Slot(bool)
    def show_history(self, wanted: bool) -> None:  # noqa: FBT001 - as the signal gives it
        """Show the slider, or the diagram of the database again."""
        if not wanted:
            self.close()
        elif not self.is_open:
            self._open()
        self.opened.emit(self.is_open)

    def compare(self, comparison: Comparison) -> None:
        """Show two schemas in one diagram."""
        state = self._session.state
        if state is None or self._tab.history.own_state is None:
            self._awaited = comparison  # the diagram comes first
            return
        self._awaited = None
        self._replayer.stop()
        self.deeds.player.pause()
        ledgers = LEDGER | bookkeeping_of(comparison.after, comparison.before).keys()
        if state.source is not None:
            ledgers |= {state.source.config.table_name}
        stop = Stop(StopKind.COMPARISON, comparison.before, comparison.after, ledgers=frozenset(ledgers))
        self._remember_outlook()
        self._bar.show_counts(None, {})
        self.sliding.begin(Timeline((stop,)), 0, comparison)
        self._bar.enter()
        self.opened.emit(True)

    @Slot()
    def close(self) -> None:
        """Show the diagram of the database again, as it was."""
        if not self.is_open:
            return
        had_focus = self._has_focus()
        self.leave()
        if self._outlook is not None:
            self._tab.view.look_back(self._outlook)
            self._outlook = None
        if had_focus:
            self._tab.enter()

    def leave(self) -> None:
        """Close without looking back: another database is shown, or none."""
        self._awaited = None
        self.deeds.player.pause()
        self._replayer.stop()
        self._telling.rest()
        self._bar.hide()
        self._tab.view.happened = {}
        self.sliding.end()
        self._show_everything()
        self.opened.emit(False)

    def _open(self) -> None:
        state, schema = self._session.state, self._tab.loader.own_schema
        if state is None or schema is None or self._tab.history.own_state is None:
            return
        self._remember_outlook()
        if self._may_replay():
            self._replayer.begin()
            self._bar.tell_busy("Replaying the migrations…")
        self._bar.enter()

    def _may_replay(self) -> bool:
        """Return whether there is a history; if not, it is said why."""
        state, schema = self._session.state, self._tab.loader.own_schema
        if state is None or schema is None:
            return False
        reason = why_no_history(state, schema)
        if reason is not None:
            self._bar.tell(reason.words, folder=reason.folder)
        return reason is None

    def _remember_outlook(self) -> None:
        self._is_first = True
        if not self._tab.history.is_covered:
            self._outlook = self._tab.view.outlook

    def _has_focus(self) -> bool:
        focus: QWidget | None = self._tab.window().focusWidget()
        return focus is not None and self._bar.isAncestorOf(focus)

    # Following what is replayed and drawn.

    @Slot(object)
    def _tell_replayed(self, event: Replayed) -> None:
        if not self.sliding.is_open:
            words = f"Replaying the migrations: {event.done:,} of {event.of:,}"
            self._bar.tell_busy(words, event.done / max(1, event.of))

    @Slot(object)
    def _take(self, timeline: Timeline) -> None:
        """Show a timeline: where one was before, else at the database."""
        before = self.sliding.stop
        place = timeline.place_of(before.name) if before is not None else None
        if place is None:
            place = timeline.now if timeline.now is not None else len(timeline.stops) - 1
        had_focus = self._has_focus()
        self._bar.show_timeline(timeline, place)
        self.sliding.begin(timeline, place)
        if had_focus:
            self._bar.enter()
        self.told.emit("; ".join(timeline.notes))

    @Slot(object)
    def _tell(self, error: PipelineBrowserError) -> None:
        if self.sliding.step is None:
            words = "The history is not shown: it was stopped." if was_cancelled(error) else error.summary
            self._bar.tell(words)

    @Slot()
    def _follow_database(self) -> None:
        """Replay again where files, ledger or schema are others now; one stays at the same version."""
        if self._awaited is not None:
            self.compare(self._awaited)
        if not self.is_open or self.sliding.comparison is not None or not self._replayer.is_outdated:
            return
        if self._may_replay():
            self._replayer.begin()
        else:
            self.sliding.end()

    @Slot(object)
    def _arrive(self, step: Step) -> None:
        self._tab.view.happened = step.both.words
        if not self._is_first:
            return
        self._is_first = False
        own = self._tab.history.own_state
        if (self._outlook is not None and self._outlook.fits) or (own and not own.graph.boxes):
            self._tab.view.fit_all()

    @Slot()
    def _show_everything(self) -> None:
        self._tab.actions_by_name["changes_only"].setChecked(False)

    @Slot()
    def _cancel(self) -> None:
        self._replayer.cancel()
        self.sliding.cancel()

    def _connect(self) -> None:
        bar = self._bar
        bar.closed.connect(self.close)
        bar.cancelled.connect(self._cancel)
        bar.track.valueChanged.connect(self.deeds.go)
        bar.track.played.connect(self.deeds.toggle_play)
        self._replayer.progressed.connect(self._tell_replayed)
        self._replayer.finished.connect(self._take)
        self._replayer.failed.connect(self._tell)
        self.sliding.arrived.connect(self._arrive)
        self.sliding.failed.connect(self._tell)
        self.sliding.everything_shown.connect(self._show_everything)
        self._session.changed.connect(self._follow_database)
        self._tab.loader.drawn.connect(self._follow_database)
