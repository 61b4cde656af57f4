"""Changes that take computing: made at once where that is quick, else on the worker."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal, Slot

from pipeline_browser.diagram.shown import chosen, part_of
from pipeline_browser.diagram.state import choice_memory
from pipeline_browser.ui.background import was_cancelled
from pipeline_browser.ui.diagram.canvas.look import FontMeasure
from pipeline_browser.ui.diagram.loading import drawing
from pipeline_browser.ui.diagram.words import called

if TYPE_CHECKING:
    from collections.abc import Collection

    from pipeline_browser.diagram.graph import Graph
    from pipeline_browser.diagram.shown import Shown
    from pipeline_browser.diagram.state import DiagramState, Memory
    from pipeline_browser.model.errors import PipelineBrowserError
    from pipeline_browser.ui.background import Job, JobFunction, Worker
    from pipeline_browser.ui.diagram.canvas.look import Look
    from pipeline_browser.ui.diagram.loading.history import History
    from pipeline_browser.ui.diagram.loading.loader import Loader

_QUICK = 80.0  # boxes and lines that are placed within a frame or two
_KNOWN_LINES = 20.0  # lines that are looked through in the time that one is drawn anew in
_ROWS = 50.0  # rows that take as long as a box


class Instead(Protocol):
    """What draws another diagram that lies over that of the database."""

    def show(self, text: str, shown: Shown) -> None:
        """Show another choice; ``text`` names the change."""

    def arrange(self) -> None:
        """Arrange everything."""


class Redrawer(QObject):
    """Makes one change at a time; the next one takes the place of one that is still being made.

    Attributes:
        instead: makes choices and arrangements in place of this while another diagram lies over the own one.

    Signals:
        began: a change takes longer.
        progressed: the part of it that is done, 0 to 1.
        ended: it is made, or was given up.
        failed: a PipelineBrowserError, other than that it was stopped.
    """

    began = Signal()
    progressed = Signal(float)
    ended = Signal()
    failed = Signal(object)

    def __init__(
        self, history: History, loader: Loader, worker: Worker, look: Look, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._history = history
        self._loader = loader
        self._worker = worker
        self._look = look
        self._job: Job | None = None
        self._text = ""
        self._hinted: tuple[Graph | None, frozenset[int]] = (None, frozenset())
        self.instead: Instead | None = None
        history.changed.connect(self._follow)

    @property
    def is_busy(self) -> bool:
        """Whether a change is being made."""
        return self._job is not None

    def show(self, text: str, shown: Shown, *, anew: bool = False) -> None:
        """Show another choice; ``text`` names the change.

        Args:
            anew: arrange the tables that alone are shown.
        """
        state, schema = self._history.state, self._loader.schema
        if state is not None and self.instead is not None:
            self.instead.show(text, shown)
            return
        if state is None or schema is None or shown == state.shown:
            return
        if not anew and state.is_alike(shown):
            self._history.push(text, replace(state, shown=shown))
            return
        memory = choice_memory(state, shown, anew=anew)
        graph = state.graph if shown.detail is state.shown.detail else None
        is_quick = _effort(graph, memory) <= _QUICK if graph else _weight(state.graph) <= _QUICK
        # What measures for the window knows most texts already; another thread needs fonts of its own.
        own = FontMeasure(self._look.text_font, self._look.name_font)
        measure = state.picture.shape.measure if is_quick else own
        request = drawing.DrawRequest(schema, measure, lambda _: memory, graph)
        self._make(text, partial(drawing.draw, request), at_once=is_quick)

    def arrange(self) -> None:
        """Arrange everything that is shown."""
        if self.instead is not None:
            self.instead.arrange()
        elif state := self._history.state:
            job = partial(drawing.arrange, state)
            self._make("arrange everything", job, at_once=_weight(state.picture.graph) <= _QUICK)

    def arrange_some(self, boxes: Collection[int]) -> None:
        """Arrange some boxes among themselves; the others stay."""
        if state := self._history.state:
            job = partial(drawing.arrange_some, state, boxes)
            text = f"arrange {called(state.picture.graph, boxes)}"
            self._make(text, job, at_once=_weight(state.picture.graph) <= _QUICK)

    @Slot(object)
    def reroute(self, lines: frozenset[int]) -> None:
        """Draw lines of the last change as well as they can be."""
        if state := self._history.state:
            self.cancel()
            graph, others = self._hinted
            if graph is state.picture.graph:
                lines |= others
            self._hinted = state.picture.graph, lines
            self._begin("", partial(drawing.reroute, state, lines))

    @Slot()
    def cancel(self) -> None:
        """Give up what is being made; what is shown stays."""
        if self._job is not None:
            self._job.cancel()
            self._end()

    @Slot()
    def _follow(self) -> None:
        """Give up what is being made of another state, and begin again with lines that are only hinted at."""
        self.cancel()
        state = self._history.state
        if state and self._history.can_amend and self._hinted[0] is state.picture.graph:
            self.reroute(frozenset())

    def _make(self, text: str, job: JobFunction, *, at_once: bool) -> None:
        self.cancel()
        if at_once:
            self._history.push(text, drawing.at_once(job))
        else:
            self._begin(text, job)

    def _begin(self, text: str, job: JobFunction) -> None:
        """Let the worker make a change; without a text it belongs to the last one."""
        self._text = text
        self._job = self._worker.run(job, "Arranging", quiet=True)
        self._job.progressed.connect(self._tell_progress)
        self._job.finished.connect(self._take)
        self._job.failed.connect(self._tell)
        self.began.emit()

    def _end(self) -> None:
        self._job = None
        self.ended.emit()

    @Slot(object)
    def _tell_progress(self, event: drawing.Arranging) -> None:
        if self.sender() is self._job:
            self.progressed.emit(event.part)

    @Slot(object)
    def _take(self, state: DiagramState) -> None:
        if self.sender() is self._job:
            self._end()
            if self._text:
                self._history.push(self._text, state)
            else:
                self._hinted = (None, frozenset())  # before anybody hears of it
                self._history.amend(state)

    @Slot(object)
    def _tell(self, error: PipelineBrowserError) -> None:
        if self.sender() is self._job:
            self._end()
            if not was_cancelled(error):
                self.failed.emit(error)


def _effort(graph: Graph, memory: Memory) -> float:
    """Return how many boxes and lines of a choice have no place yet, or as good as that."""
    part = part_of(graph, chosen(graph, memory.shown))
    return memory.before.unknown_in(part) + len(part.lines) / _KNOWN_LINES


def _weight(graph: Graph) -> float:
    rows = sum(len(box.rows) + box.hidden_rows for box in graph.boxes)
    return len(graph.boxes) + len(graph.lines) + rows / _ROWS
