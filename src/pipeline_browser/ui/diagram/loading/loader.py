"""From the open database to a picture: read on the session's worker, arranged on another one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from pipeline_browser.diagram.state import Memory
from pipeline_browser.ui.background import Job, Worker, was_cancelled
from pipeline_browser.ui.diagram.canvas.look import FontMeasure
from pipeline_browser.ui.diagram.loading import drawing
from pipeline_browser.ui.diagram.loading.kept_diagrams import KeptDiagrams
from pipeline_browser.ui.diagram.loading.matter import OneSchema

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from pathlib import Path

    from pipeline_browser.diagram.state import DiagramState
    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.errors import PipelineBrowserError
    from pipeline_browser.model.location import Location
    from pipeline_browser.model.schema import Schema
    from pipeline_browser.ui.background import Progress
    from pipeline_browser.ui.diagram.canvas.look import Look
    from pipeline_browser.ui.diagram.loading.history import History
    from pipeline_browser.ui.diagram.loading.matter import Matter, TwoSchemas
    from pipeline_browser.ui.session import Session
    from pipeline_browser.ui.snapshot import DatabaseState


class Loader(QObject):
    """Keeps the picture in step with the schema; a schema that is the same is not drawn again.

    Signals:
        began: a picture is being made.
        progressed: the part of it that is done, 0 to 1.
        drawn: the DiagramState.
        failed: a PipelineBrowserError; Cancelled where somebody stopped it.
        confirmed: the database was read again and its schema is the one that is drawn, or is being drawn.
        left: another database, or none, is open: what was drawn is not of it.

    Attributes:
        own_schema: the one that is drawn; a newer one may have been read.
        over: what is drawn over it for a while.
        looks_alike: whether all that was drawn before is as good for it.
    """

    began = Signal()
    progressed = Signal(float)
    drawn = Signal(object)
    failed = Signal(object)
    confirmed = Signal()
    left = Signal()

    def __init__(
        self, session: Session, worker: Worker, look: Look, history: History, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._worker = worker
        self._look = look
        self._history = history
        self._kept = KeptDiagrams(session.preferences.path.parent / "diagrams")
        self._location: Location | None = None
        self._reading: Job | None = None
        self._drawing: Job | None = None
        self._base: DiagramState | None = None
        self._unsaved: dict[Path, DiagramState] = {}
        self._wanted = False
        self._newest: Schema | None = None
        self.own_schema: Schema | None = None
        self.over: TwoSchemas | None = None
        self.looks_alike = False
        session.changed.connect(self._follow)

    @property
    def schema(self) -> Schema | None:
        """What the diagram shows is of this one."""
        return self.over.schema if self.over is not None else self.own_schema

    @property
    def matter(self) -> Matter | None:
        """What the diagram is drawn from."""
        if self.over is None and self.own_schema is not None:
            return OneSchema(self.own_schema)
        return self.over

    @property
    def location(self) -> Location | None:
        """Of the database that is drawn, or that is going to be."""
        return self._location

    @property
    def is_busy(self) -> bool:
        """Whether a picture is being made."""
        return self._drawing is not None or (self._reading is not None and not self._reading.is_over)

    def want(self) -> None:
        """Draw from now on: the diagram is looked at."""
        if not self._wanted:
            self._wanted = True
            self._follow(self._session.state)

    def rest(self) -> None:
        """Draw no more until it is wanted again."""
        self._wanted = False

    @Slot()
    def cancel(self) -> None:
        """Stop what is being drawn."""
        if self._drawing is not None:
            self._drawing.cancel()

    def draw_again(self) -> None:
        """Make the picture anew, from the schema as it is known."""
        if self._newest is not None:
            self._draw(self._newest)

    def keep(self, state: DiagramState) -> None:
        """Remember the diagram of the open database, if that is a file."""
        if self._location is not None and self._location.path is not None:
            path = self._location.path
            self._unsaved[path] = state
            job = self._worker.run(partial(_save, self._kept, path, state), "Keeping", quiet=True)
            job.finished.connect(self._note_saved)

    def keep_now(self) -> None:
        """Remember what the worker has not come to yet; for the end of the program."""
        for path, state in self._unsaved.items():
            self._kept.save(path, state.memory)
        self._unsaved = {}

    @Slot(object)
    def _note_saved(self, saved: tuple[Path, DiagramState]) -> None:
        path, state = saved
        if self._unsaved.get(path) is state:
            del self._unsaved[path]

    @Slot(object)
    def _follow(self, state: DatabaseState | None) -> None:
        location = state.location if state else None
        if location != self._location:
            self._location = location
            self._leave()
        if location is not None and self._wanted and (self._reading is None or self._reading.is_over):
            self._reading = self._session.submit(drawing.read, "Reading the schema", quiet=True)
            self._reading.finished.connect(self._compare)
            self._reading.failed.connect(self._tell_unread)

    def _leave(self) -> None:
        self.own_schema = self._newest = None
        self._reading = None
        self.cancel()
        self._drawing = None
        self.left.emit()

    @Slot(object)
    def _compare(self, schema: Schema) -> None:
        if self.sender() is not self._reading:
            return
        if schema == self._newest:
            self.confirmed.emit()
        else:
            self._newest = schema
            self._draw(schema)

    def _draw(self, schema: Schema) -> None:
        self.cancel()
        measure = FontMeasure(self._look.text_font, self._look.name_font)
        self._base = self._history.own_state
        request = drawing.DrawRequest(schema, measure, self._memory())
        self._drawing = self._worker.run(
            partial(drawing.draw_anew, request, self.own_schema), "Arranging", quiet=True
        )
        self._drawing.progressed.connect(self._tell_progress)
        self._drawing.finished.connect(self._tell_drawn)
        self._drawing.failed.connect(self._tell_undrawn)
        self.began.emit()

    def _memory(self) -> Callable[[Collection[str]], Memory]:
        """Return how to get at what is remembered: of what shows now, else of the last time."""
        if self._base is not None:
            memory = self._base.memory
            return lambda _: memory
        path = self._location.path if self._location else None
        return partial(self._kept.load, path) if path else lambda _: Memory()

    @Slot(object)
    def _tell_progress(self, event: drawing.Arranging) -> None:
        if self.sender() is self._drawing:
            self.progressed.emit(event.part)

    @Slot(object)
    def _tell_drawn(self, drawn: drawing.Drawn) -> None:
        if self.sender() is not self._drawing:
            return
        self._drawing = None
        if self._history.own_state is not self._base:
            self.draw_again()  # somebody changed the diagram meanwhile, which has to stay
        else:
            self.own_schema, self.looks_alike = drawn.schema, drawn.alike
            self.drawn.emit(drawn.state)

    @Slot(object)
    def _tell_undrawn(self, error: PipelineBrowserError) -> None:
        if self.sender() is self._drawing:
            self._drawing = None
            self.failed.emit(error)

    @Slot(object)
    def _tell_unread(self, error: PipelineBrowserError) -> None:
        if self.sender() is self._reading and not was_cancelled(error):
            self.failed.emit(error)


def _save(
    kept: KeptDiagrams, database: Path, state: DiagramState, _: Progress, __: Cancellation
) -> tuple[Path, DiagramState]:
    kept.save(database, state.memory)
    return database, state
