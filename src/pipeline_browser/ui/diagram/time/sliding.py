"""The time slider at work: which stop shows, on what standing, and what is made ready beside it."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, Signal, Slot

from pipeline_browser.diagram.comparing.stepping import Wanted
from pipeline_browser.diagram.comparing.timeline import Timeline
from pipeline_browser.diagram.standing import Standing
from pipeline_browser.ui.background import was_cancelled
from pipeline_browser.ui.diagram.canvas.look import FontMeasure
from pipeline_browser.ui.diagram.loading.matter import TwoSchemas
from pipeline_browser.ui.diagram.time.making import Made, StepRequest, make_step
from pipeline_browser.ui.diagram.time.standings import Standings
from pipeline_browser.ui.diagram.time.words import caption_words

if TYPE_CHECKING:
    from pipeline_browser.diagram.comparing.stepping import Step
    from pipeline_browser.diagram.comparing.timeline import Stop
    from pipeline_browser.diagram.shown import Shown
    from pipeline_browser.diagram.state import DiagramState
    from pipeline_browser.model.errors import PipelineBrowserError
    from pipeline_browser.ui.background import Job, Worker
    from pipeline_browser.ui.comparison import Comparison
    from pipeline_browser.ui.diagram.canvas.scene import DiagramScene
    from pipeline_browser.ui.diagram.loading.history import History
    from pipeline_browser.ui.diagram.loading.loader import Loader
    from pipeline_browser.ui.diagram.loading.redrawer import Redrawer

_READY = 40  # stops that are kept ready
_Key = tuple[int, Wanted]


class Sliding(QObject):
    """Shows the stops of one timeline over the diagram of the database.

    Signals:
        went: to another stop, by its number; its picture may take a moment.
        arrived: the Step that shows now.
        progressed: the part of the first picture that is made, 0 to 1.
        failed: a PipelineBrowserError; Cancelled where somebody stopped it.
        everything_shown: not only what changed any more.
    """

    everything_shown = Signal()
    went = Signal(int)
    arrived = Signal(object)
    progressed = Signal(float)
    failed = Signal(object)

    def __init__(
        self,
        history: History,
        loader: Loader,
        redrawer: Redrawer,
        worker: Worker,
        scene: DiagramScene,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._history = history
        self._loader = loader
        self._redrawer = redrawer
        self._worker = worker
        self._scene = scene
        self._look = scene.look
        self.timeline = Timeline()
        self.comparison: Comparison | None = None
        self.at = 0
        self.step: Step | None = None
        self._changes_only = False
        self._standings = Standings()
        self._ready: OrderedDict[_Key, Step] = OrderedDict()
        self._job: Job | None = None
        self._ahead: Job | None = None
        self._text = ""
        self._is_showing = False
        history.changed.connect(self._follow)

    @property
    def is_open(self) -> bool:
        """Whether there is a timeline to go through."""
        return bool(self.timeline.stops)

    @property
    def is_busy(self) -> bool:
        """Whether the stop that one went to is still being made."""
        return self._job is not None

    @property
    def stop(self) -> Stop | None:
        """Where one is."""
        return self.timeline.stops[self.at] if self.is_open else None

    # Going through.

    def begin(self, timeline: Timeline, at: int, comparison: Comparison | None = None) -> None:
        """Show a timeline, beginning at one of its stops."""
        self._forget()
        self.timeline, self.comparison = timeline, comparison
        self._redrawer.cancel()
        self._redrawer.instead = self
        self.go(at)

    def end(self) -> None:
        """Show the diagram of the database again."""
        self._forget()
        self.timeline, self.comparison, self.step = Timeline(), None, None
        self._changes_only = False
        self._redrawer.instead = None
        self._loader.over = None
        self._scene.frame = QRectF()
        self._history.uncover()

    def go(self, at: int) -> bool:
        """Go to a stop; return whether there is one of that number."""
        if not 0 <= at < len(self.timeline.stops):
            return False
        self.at = at
        self.went.emit(at)
        self._want("")
        return True

    def show_changes_only(self, *, wanted: bool) -> None:
        """Show only what something happened to, or everything again."""
        if wanted != self._changes_only:
            self._changes_only = wanted
            self._want("")

    # What the redrawer hands on.

    def show(self, text: str, shown: Shown) -> None:
        """Show another choice of tables or another detail; ``text`` names the change."""
        state = self._history.state
        if self._changes_only and shown == shown.everything:
            self._changes_only = False
            self.everything_shown.emit()
        elif state is None or shown == state.shown:
            return
        self._standings.begin_part(state, shown)
        self._want(text, shown)

    def arrange(self) -> None:
        """Arrange all versions anew, wherever somebody has put their tables."""
        if (state := self._history.state) is not None:
            self._standings.forget(state.shown.detail)
            self._ready.clear()
            self._want("arrange everything", before=Standing())

    # Making.

    def _want(self, text: str, shown: Shown | None = None, *, before: Standing | None = None) -> None:
        self._text = text
        wanted = Wanted(shown or self._shown, self._changes_only)
        self._stop_making()
        if (step := self._ready.get((self.at, wanted))) is not None:
            self._show(step)
            return
        self._job = self._begin(self.at, wanted, before)
        self._job.progressed.connect(self._tell_progress)
        self._job.finished.connect(self._take)
        self._job.failed.connect(self._tell)

    @property
    def _shown(self) -> Shown:
        state = self._history.state
        assert state is not None  # noqa: S101 - there is a diagram to lie over
        return state.shown

    def _begin(self, at: int, wanted: Wanted, before: Standing | None = None) -> Job:
        own, detail = self._history.own_state, wanted.shown.detail
        if before is None:
            before = own.standings.get(detail, Standing()) if own else Standing()
        known = next((step.both for (each, _), step in self._ready.items() if each == at), None)
        request = StepRequest(
            self.timeline,
            at,
            wanted,
            FontMeasure(self._look.text_font, self._look.name_font),
            self._standings.of(detail),
            before,
            self._standings.part,
            known,
        )
        return self._worker.run(partial(make_step, request), "Drawing a version", quiet=True)

    @Slot(object)
    def _tell_progress(self, event: object) -> None:
        if self.sender() is self._job:
            self.progressed.emit(getattr(event, "part", 0.0))

    @Slot(object)
    def _take(self, made: Made) -> None:
        if self.sender() is self._job:
            self._job = None
            self._keep(made)
            self._show(made.step)

    @Slot(object)
    def _take_ahead(self, made: Made) -> None:
        if self.sender() is self._ahead:
            self._ahead = None
            self._keep(made)
            self._make_ready()

    @Slot(object)
    def _give_up_ahead(self, _: PipelineBrowserError) -> None:
        if self.sender() is self._ahead:
            self._ahead = None

    @Slot(object)
    def _tell(self, error: PipelineBrowserError) -> None:
        if self.sender() is self._job:
            self._job = None
            if not was_cancelled(error) or self.step is None:
                self.failed.emit(error)

    def _keep(self, made: Made) -> None:
        self._standings.keep(made.step.wanted.shown.detail, made.common)
        self._ready[made.at, made.step.wanted] = made.step
        while len(self._ready) > _READY:
            self._ready.popitem(last=False)

    def _show(self, step: Step) -> None:
        self.step = step
        self._loader.over = TwoSchemas(step.both, self.caption(step))
        self._scene.frame = self._standings.frame(step.wanted.shown)
        self._is_showing = True
        if self._text and self._history.is_covered:
            self._history.push(self._text, step.state)
        else:
            self._history.cover(step.state)
        self._is_showing = False
        self._standings.note(step.state)
        self.arrived.emit(step)
        self._make_ready()

    def caption(self, step: Step) -> str:
        """Return what a picture of it shows, in words."""
        return caption_words(step.stop, step.both.counts, self.comparison)

    def _make_ready(self) -> None:
        """Make the stops beside this one ready, the next one first."""
        if self._job is not None or self._ahead is not None or self.step is None:
            return
        wanted = Wanted(self._shown, self._changes_only)
        if wanted.shown.only is not None:
            return  # each of these pictures stands on the one before
        for at in (self.at + 1, self.at - 1, self.at + 2):
            if 0 <= at < len(self.timeline.stops) and (at, wanted) not in self._ready:
                self._ahead = self._begin(at, wanted)
                self._ahead.finished.connect(self._take_ahead)
                self._ahead.failed.connect(self._give_up_ahead)
                return

    # What somebody does to what is shown.

    @Slot(object, object)
    def _follow(self, before: DiagramState, after: DiagramState) -> None:
        """Let tables that were moved stand there at every stop."""
        if self._is_showing or not self.is_open or not self._history.is_covered:
            return
        if self._standings.follow(before, after):
            self._stop_making()
            self._ready.clear()
        if self.step is not None:
            self.step = replace(self.step, wanted=replace(self.step.wanted, shown=after.shown), state=after)

    def _stop_making(self) -> None:
        for job in (self._job, self._ahead):
            if job is not None:
                job.cancel()
        self._job = self._ahead = None

    def _forget(self) -> None:
        self._stop_making()
        self._standings.forget()
        self._ready.clear()
        self.step = None

    @Slot()
    def cancel(self) -> None:
        """Give up what is being made."""
        if self._job is not None:
            self._job.cancel()
