"""The time slider as a part of the Diagram tab: opened, filled, followed, closed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from pipeline_browser.diagram.comparing.timeline import History, Replayed, Stop, StopKind, Timeline
from pipeline_browser.diagram.graph import State
from pipeline_browser.diagram.reading import reading_order
from pipeline_browser.model.migrations.drift.bookkeeping import bookkeeping_of
from pipeline_browser.model.schema.diff import LEDGER
from pipeline_browser.ui.background import was_cancelled
from pipeline_browser.ui.diagram.time.making import compare_with_promise, replay
from pipeline_browser.ui.diagram.time.player import Player
from pipeline_browser.ui.diagram.time.reasons import why_no_history
from pipeline_browser.ui.diagram.time.sliding import Sliding
from pipeline_browser.ui.diagram.time.words import nothing_words, title_words, verbs_of, when_words

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from pipeline_browser.diagram.comparing.stepping import Step
    from pipeline_browser.model.errors import PipelineBrowserError
    from pipeline_browser.model.migrations.drift.facts import Drift
    from pipeline_browser.ui.background import Job, Worker
    from pipeline_browser.ui.comparison import Comparison
    from pipeline_browser.ui.diagram.canvas.view import Outlook
    from pipeline_browser.ui.diagram.tab import DiagramTab
    from pipeline_browser.ui.diagram.time.bar import TimeBar
    from pipeline_browser.ui.session import Session

_PATIENCE = 400  # milliseconds until it is said that a picture takes a while
_REPLAYING = "Replaying the migrations…"


class TimePart(QObject):
    """Has a method for each of its actions.

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
        self._worker = worker
        self._bar = bar
        self._outlook: Outlook | None = None
        self._is_first = False
        self._replaying: Job | None = None
        self._basis: object = None
        self._awaited: Comparison | None = None
        self.sliding = Sliding(tab.history, tab.loader, tab.redrawer, worker, tab.scene, self)
        self.player = Player(self._go_on, self._is_ready, self)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE)
        self._patience.timeout.connect(self._say_drawing)
        self._connect()

    @property
    def is_open(self) -> bool:
        """Whether the bar is there."""
        return not self._bar.isHidden()

    @property
    def is_busy(self) -> bool:
        """Whether something is being replayed or drawn."""
        return self._replaying is not None or self.sliding.is_busy

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
        self._replaying = None
        ledgers = LEDGER | bookkeeping_of(comparison.after, comparison.before).keys()
        if state.source is not None:
            ledgers |= {state.source.config.table_name}
        stop = Stop(StopKind.COMPARISON, comparison.before, comparison.after, ledgers=frozenset(ledgers))
        self._remember_outlook()
        self._say_sides(comparison)
        self._bar.show_counts(None, verbs_of(stop))
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

    def _has_focus(self) -> bool:
        focus: QWidget | None = self._tab.window().focusWidget()
        return focus is not None and self._bar.isAncestorOf(focus)

    def leave(self) -> None:
        """Close without looking back: another database is shown, or none."""
        self.player.pause()
        if self._replaying is not None:
            self._replaying.cancel()
        self._replaying = self._basis = None
        self._patience.stop()
        self._bar.hide()
        self._tab.view.happened = {}
        self.sliding.end()
        self._tab.actions_by_name["changes_only"].setChecked(False)
        self.opened.emit(False)

    def _remember_outlook(self) -> None:
        self._is_first = True
        if not self._tab.history.is_covered:
            self._outlook = self._tab.view.outlook

    def _open(self) -> None:
        state, schema = self._session.state, self._tab.loader.own_schema
        if state is None or schema is None or self._tab.history.own_state is None:
            return
        self._remember_outlook()
        reason = why_no_history(state, schema)
        if reason is not None:
            self._bar.tell(reason.words, folder=reason.folder)
        else:
            self._replay()
        self._bar.enter()

    # Replaying.

    def _replay(self) -> None:
        state, schema = self._session.state, self._tab.loader.own_schema
        if state is None or schema is None or state.source is None:
            return
        self._basis = state.entries, schema
        if self._replaying is not None:
            self._replaying.cancel()
        work = partial(compare_with_promise, state.source)
        self._replaying = self._session.submit(work, _REPLAYING, quiet=True)
        self._replaying.finished.connect(self._replay_after)
        self._replaying.failed.connect(self._replay_without)
        if not self.sliding.is_open:
            self._bar.tell_busy(_REPLAYING)

    @Slot(object)
    def _replay_after(self, drift: Drift) -> None:
        if self.sender() is self._replaying:
            self._replay_all(drift)

    @Slot(object)
    def _replay_without(self, error: PipelineBrowserError) -> None:
        """Replay in spite of it: only what the database should be is not known."""
        if self.sender() is not self._replaying:
            return
        if was_cancelled(error):
            self._tell(error)
        else:
            self._replay_all(None)

    def _replay_all(self, drift: Drift | None) -> None:
        state, schema = self._session.state, self._tab.loader.own_schema
        if state is None or schema is None or state.source is None:
            return
        history = History(state.entries, schema, state.source.config.table_name, drift)
        self._replaying = self._worker.run(partial(replay, history), _REPLAYING, quiet=True)
        self._replaying.progressed.connect(self._tell_replayed)
        self._replaying.finished.connect(self._take)
        self._replaying.failed.connect(self._tell)

    @Slot(object)
    def _tell_replayed(self, event: Replayed) -> None:
        if self.sender() is self._replaying and not self.sliding.is_open:
            words = f"Replaying the migrations: {event.done:,} of {event.of:,}"
            self._bar.tell_busy(words, event.done / max(1, event.of))

    @Slot(object)
    def _take(self, timeline: Timeline) -> None:
        if self.sender() is not self._replaying:
            return
        self._replaying = None
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
        if self.sender() in {self._replaying, self.sliding}:
            self._replaying = None
            words = "The history is not shown: it was stopped." if was_cancelled(error) else error.summary
            if self.sliding.step is None:
                self._bar.tell(words)

    @Slot()
    def _follow_database(self) -> None:
        """Replay again where files, ledger or schema are others now; one stays at the same version."""
        if self._awaited is not None:
            self.compare(self._awaited)
        state, schema = self._session.state, self._tab.loader.own_schema
        if not self.is_open or self.sliding.comparison is not None or state is None or schema is None:
            return
        reason = why_no_history(state, schema)
        if reason is not None:
            self.sliding.end()
            self._bar.tell(reason.words, folder=reason.folder)
        elif self._basis != (state.entries, schema):
            self._replay()

    # Going through.

    @Slot()
    def previous_version(self) -> None:
        """Go to the version before."""
        self._go(self.sliding.at - 1)

    @Slot()
    def next_version(self) -> None:
        """Go to the version after."""
        self._go(self.sliding.at + 1)

    @Slot()
    def first_version(self) -> None:
        """Go to the first version."""
        self._go(0)

    @Slot()
    def last_version(self) -> None:
        """Go to the last version."""
        self._go(len(self.sliding.timeline.stops) - 1)

    @Slot(bool)
    def play_history(self, wanted: bool) -> None:  # noqa: FBT001 - as the signal gives it
        """Go through the versions by itself, from the first one where the last one shows."""
        if not wanted or self.sliding.comparison is not None or len(self.sliding.timeline.stops) < 2:
            self.player.pause()
            self._tab.actions_by_name["play_history"].setChecked(False)
            return
        if self.sliding.at == len(self.sliding.timeline.stops) - 1:
            self.sliding.go(0)
        self.player.play()

    @Slot()
    def toggle_play(self) -> None:
        """Play, or stay where it is."""
        self._tab.actions_by_name["play_history"].trigger()

    @Slot()
    def previous_change(self) -> None:
        """Go to the table before that changed."""
        self._go_to_change(forward=False)

    @Slot()
    def next_change(self) -> None:
        """Go to the next table that changed."""
        self._go_to_change(forward=True)

    @Slot(bool)
    def changes_only(self, wanted: bool) -> None:  # noqa: FBT001 - as the signal gives it
        """Show only what changed."""
        if self.sliding.is_open:
            self.sliding.show_changes_only(wanted=wanted)

    @Slot()
    def _show_everything(self) -> None:
        self._tab.actions_by_name["changes_only"].setChecked(False)

    @Slot(int)
    def _slide(self, at: int) -> None:
        """Go where somebody has pulled the slider."""
        self.player.pause()
        self.sliding.go(at)

    def _go(self, at: int) -> None:
        if self.sliding.comparison is None:
            self.player.pause()
            self.sliding.go(at)

    def _go_on(self) -> bool:
        return self.sliding.go(self.sliding.at + 1)

    def _is_ready(self) -> bool:
        return not self.sliding.is_busy and self._tab.scene.is_built

    def _go_to_change(self, *, forward: bool) -> None:
        state = self._tab.history.state
        if state is None or not self.sliding.is_open:
            return
        boxes = state.picture.graph.boxes
        order = [box for box in reading_order(state.picture) if boxes[box].state is not State.SAME]
        if not order:
            self._tab.strip.say("Nothing that is shown has changed")
            return
        chosen = [at for at, box in enumerate(order) if box in self._tab.focus.boxes]
        start = chosen[0] if chosen else (-1 if forward else 0)
        box = order[(start + (1 if forward else -1)) % len(order)]
        self._tab.focus.select([box])
        self._tab.view.reveal(self._tab.scene.area_of([box]))

    # What it says.

    @Slot()
    def _say_where(self) -> None:
        stop = self.sliding.stop
        self._patience.start()
        if stop is not None and self.sliding.comparison is None:
            self._say_stop(stop)

    def _say_sides(self, comparison: Comparison) -> None:
        self._bar.show_comparison(comparison.title, f"{comparison.before_name} → {comparison.after_name}")

    def _say_stop(self, stop: Stop) -> None:
        utc = self._session.preferences.current.utc
        when = stop.failure or when_words(stop, utc=utc)
        self._bar.show_stop(title_words(stop), when, self.sliding.at)

    @Slot()
    def _say_drawing(self) -> None:
        """Say that a picture takes a while; what is shown stays until then."""
        if self.sliding.is_busy:
            self._bar.when.show_text("Drawing…")

    @Slot(float)
    def _say_arranging(self, part: float) -> None:
        if not self._patience.isActive():
            self._bar.when.show_text(f"Arranging all versions: {part:.0%}")

    @Slot(object)
    def _say_what(self, step: Step) -> None:
        self._patience.stop()
        self._tab.view.happened = step.both.words
        counts = step.both.counts if step.stop.before is not None else None
        self._bar.show_counts(counts, verbs_of(step.stop), nothing_words(step.stop))
        if self.sliding.comparison is not None:
            self._say_sides(self.sliding.comparison)
        else:
            self._say_stop(step.stop)
        if self._is_first:
            self._is_first = False
            own = self._tab.history.own_state
            if (self._outlook is not None and self._outlook.fits) or (own and not own.graph.boxes):
                self._tab.view.fit_all()

    def _connect(self) -> None:
        bar = self._bar
        bar.closed.connect(self.close)
        bar.cancelled.connect(self._cancel)
        bar.track.valueChanged.connect(self._slide)
        bar.track.played.connect(self.toggle_play)
        self.sliding.went.connect(self._say_where)
        self.sliding.arrived.connect(self._say_what)
        self.sliding.progressed.connect(self._say_arranging)
        self.sliding.failed.connect(self._tell)
        self.sliding.everything_shown.connect(self._show_everything)
        self._session.changed.connect(self._follow_database)
        self._tab.loader.drawn.connect(self._follow_database)

    @Slot()
    def _cancel(self) -> None:
        if self._replaying is not None:
            self._replaying.cancel()
        self.sliding.cancel()
