"""The Diagram tab: tools above, the diagram, and below it what is pointed at in words."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Slot
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from pipeline_browser.overriding import override
from pipeline_browser.ui.action_making import make_actions
from pipeline_browser.ui.background import was_cancelled
from pipeline_browser.ui.diagram import tab_actions
from pipeline_browser.ui.diagram.canvas.focus import Focus
from pipeline_browser.ui.diagram.canvas.look import Look
from pipeline_browser.ui.diagram.canvas.overlays import Overlays
from pipeline_browser.ui.diagram.canvas.scene import DiagramScene
from pipeline_browser.ui.diagram.canvas.view import DiagramView
from pipeline_browser.ui.diagram.choosing.controls import ChoiceControls
from pipeline_browser.ui.diagram.choosing.deeds import Choosing
from pipeline_browser.ui.diagram.count_words import short_count
from pipeline_browser.ui.diagram.deeds import Deeds
from pipeline_browser.ui.diagram.enabling import enable_for_picture, enable_for_selection, enable_for_time
from pipeline_browser.ui.diagram.finding.find_bar import FindBar
from pipeline_browser.ui.diagram.finding.search import Search
from pipeline_browser.ui.diagram.inspector.beside import Beside
from pipeline_browser.ui.diagram.inspector.inspecting import Inspecting
from pipeline_browser.ui.diagram.inspector.panel import Inspector
from pipeline_browser.ui.diagram.loading.history import History
from pipeline_browser.ui.diagram.loading.loader import Loader
from pipeline_browser.ui.diagram.loading.redrawer import Redrawer
from pipeline_browser.ui.diagram.loading.row_counter import RowCounter
from pipeline_browser.ui.diagram.menus import context_menu
from pipeline_browser.ui.diagram.moving.deeds import Moving
from pipeline_browser.ui.diagram.moving.mover import Mover
from pipeline_browser.ui.diagram.output.deeds import OutputDeeds
from pipeline_browser.ui.diagram.output.exporting import Exporting
from pipeline_browser.ui.diagram.places import Notice, Waiting
from pipeline_browser.ui.diagram.strip import Strip
from pipeline_browser.ui.diagram.time.bar import TimeBar
from pipeline_browser.ui.diagram.time.part import TimePart
from pipeline_browser.ui.diagram.tools import ToolRow
from pipeline_browser.ui.diagram.walking.deeds import Walking
from pipeline_browser.ui.diagram.walking.wandering import Wandering
from pipeline_browser.ui.labels import button_text, shown
from pipeline_browser.ui.tabs import TabPage

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QShowEvent

    from pipeline_browser.diagram.picture import Picture
    from pipeline_browser.diagram.state import DiagramState
    from pipeline_browser.model.errors import PipelineBrowserError
    from pipeline_browser.ui.background import Worker
    from pipeline_browser.ui.session import Session
    from pipeline_browser.ui.theme import Theme


class DiagramTab(TabPage):
    """Joins loader, scene and view."""

    def __init__(self, session: Session, theme: Theme, worker: Worker, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._first = True
        self.look = Look(theme.body_font())
        self.history = History(self)
        self.loader = Loader(session, worker, self.look, self.history, self)
        self.scene = DiagramScene(self.look, self)
        self.counter = RowCounter(session, self)
        self.focus = Focus(self.scene, self)
        self.mover = Mover(self.scene, self.history, self)
        self.redrawer = Redrawer(self.history, self.loader, worker, self.look, self)
        self.view = DiagramView(self.scene, self.focus, self.mover)
        self.overlays = Overlays(self.view, self.scene, session.preferences)
        self.exporting = Exporting(theme, session.preferences, worker, self)
        self.output = OutputDeeds(self.exporting, self.history, self.loader, self.counter, self.look, theme)
        self.find_bar = FindBar()
        self.notice = Notice(theme, "Arrange again")
        self.waiting = Waiting()
        self.strip = Strip(self.scene, self.focus, self.counter, self.loader)
        self.pages = QStackedWidget()
        for page in (self.waiting, self.notice, self.view):
            self.pages.addWidget(page)  # before what stands beside it: in this order Tab goes
        self.inspector = Inspector(session, theme)
        self.time_bar = TimeBar(theme, session.preferences)
        self.time = TimePart(self, session, worker, self.time_bar)
        self.beside = Beside(self.pages, self.inspector, session.preferences)
        self.inspecting = Inspecting(
            self.inspector, self.loader, self.counter, self.scene, self.focus, self.view
        )
        self.wandering = Wandering(self.inspecting, self.find_bar, self)
        self.deeds = Deeds(self)
        self.choosing = Choosing(self.history, self.redrawer, self.focus, self)
        self.search = Search(
            self.find_bar, self.loader, self.history, self.choosing, self.focus, self.view, self.scene
        )
        self.moving = Moving(self.history, self.mover, self.redrawer, self.focus, self)
        self.walking = Walking(self.history, self.scene, self.focus, self.view, session.preferences)
        doers = (
            self.deeds, self.output, self.choosing, self.moving, self.walking, self.wandering, self.time,
            self.time.deeds,
        )  # fmt: skip
        self.actions_by_name = make_actions(tab_actions.ALL_ACTIONS, self, self.view, doers)
        for name in ("minimap", "legend"):
            self.actions_by_name[f"show_{name}"].setChecked(getattr(self.overlays, f"shows_{name}"))
        self.choice_controls = ChoiceControls(
            self.history, self.redrawer, self.choosing, self.view, self.actions_by_name
        )
        self.inspector.header.add_buttons(self.actions_by_name[name] for name in ("go_back", "go_forward"))
        for one, other in pairwise((self.choice_controls.chip.cancel, *self.inspector.header.buttons)):
            QWidget.setTabOrder(one, other)  # what was made last is not what Tab comes to last
        self.walking.keep_in_step(self.actions_by_name)
        self.time_bar.add_actions(self.actions_by_name)
        self.tools = ToolRow(self.find_bar, self.actions_by_name, theme)
        self._lay_out()
        self._connect()
        self._dress()
        self._follow_focus()
        self._follow_moves()
        self._follow_trail()
        self.setAccessibleName("Diagram")

    @override
    def enter(self) -> None:
        # A view that is not there yet takes no focus; the pages keep it until then.
        (self.view if self.view.isVisible() else self.pages).setFocus()

    @property
    def picture_now(self) -> Picture | None:
        """The picture with everything where it stands now; None where there is nothing to be seen."""
        state = self.history.state
        return state.picture if state and state.picture.graph.boxes else None

    @property
    def is_settled(self) -> bool:
        """Whether what shows is complete, or nothing needs to be."""
        busy = self.loader.is_busy or self.redrawer.is_busy or self.counter.is_busy or self.time.is_busy
        ready = self.scene.is_built and self.view.stage.is_settled and self.inspecting.is_settled
        return self.isHidden() or (ready and not busy)

    # Following the database.

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.loader.want()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.loader.rest()
        self.counter.rest()
        self.time.deeds.player.pause()

    @Slot()
    def _leave(self) -> None:
        self._first = True
        self.time.leave()
        self.view.pointer.cancel()
        self.redrawer.cancel()
        self.history.begin(None)
        self._show(None)
        self.view.stage.forget()
        self.pages.setCurrentWidget(self.waiting)

    @Slot()
    def _wait(self) -> None:
        if self.scene.picture is None:
            self.pages.setCurrentWidget(self.waiting)

    @Slot(object)
    def _take(self, state: DiagramState) -> None:
        if self.history.state is None or not self.loader.looks_alike:
            self._begin_with(state)
        self._show_page()
        if not state.graph.boxes:
            return
        if self.window().focusWidget() is self.pages:
            self.view.setFocus()
        if self._first:
            self._fit(state.picture)
            self._first = False
        self._count()

    def _show_page(self) -> None:
        """Show the diagram, or that there is nothing to draw."""
        state = self.history.state
        if self.history.is_covered or (state and state.graph.boxes):
            self.pages.setCurrentWidget(self.view)
        else:
            self.notice.tell_empty()
            self.pages.setCurrentWidget(self.notice)

    def _begin_with(self, state: DiagramState) -> None:
        self.history.begin(state)
        self.loader.keep(state)
        if not self.history.is_covered:
            self.view.pointer.cancel()
            self.redrawer.cancel()
            self._show_again(state.picture)

    @Slot()
    def _count(self) -> None:
        """Count rows once there is a picture: they never hold it up."""
        if self.loader.own_schema is not None and not self.loader.is_busy:
            self.counter.count(self.loader.own_schema)

    @Slot()
    def _show_counts(self) -> None:
        counts = {} if self.history.is_covered else self.counter.counts  # of today, not of what is shown
        self.scene.show_counts({name: short_count(rows) for name, rows in counts.items()})

    @Slot(object, object)
    def _follow_change(self, before: DiagramState, after: DiagramState) -> None:
        self.view.pointer.cancel()
        self._show_page()
        self._show_counts()
        one, other = before.picture, after.picture
        if one.graph == other.graph and one.sizes == other.sizes and self.scene.is_built:
            self.scene.follow(after.picture)
        else:
            self._show_again(after.picture)
        if (before.shown.only, before.shown.detail) != (after.shown.only, after.shown.detail):
            self._fit(after.picture)
        if not self.history.is_covered:
            self.loader.keep(after)

    def _fit(self, picture: Picture) -> None:
        if self.history.is_covered:
            self.view.fit_all()  # the room of all versions
            return
        (left, top), (width, height) = picture.extent
        self.view.fit_rectangle(left, top, width, height)

    def _show_again(self, picture: Picture) -> None:
        """Show another picture with the same selected, as far as it is there."""
        subject = self.inspecting.subject
        self._show(picture)
        if (names := self.inspecting.names) is not None:
            selection = names.selection(subject)
            self.focus.select(selection.boxes, selection.rows, selection.line)

    def _show(self, picture: Picture | None) -> None:
        self.focus.forget()
        self.scene.show_picture(picture)
        self.search.follow()
        self.overlays.explain(picture.graph if picture else None)
        self.strip.follow()
        self._follow_focus()
        self._follow_moves()

    @Slot(object)
    def _tell(self, error: PipelineBrowserError) -> None:
        if self.scene.picture is not None:
            return  # what is shown stays
        if was_cancelled(error):
            self.notice.tell("The diagram is not arranged", "It was stopped.", button=True)
        else:
            self.notice.tell_error(error)
        self.pages.setCurrentWidget(self.notice)

    # What follows the focus and the moves.

    @Slot()
    def _follow_focus(self) -> None:
        enable_for_selection(self.actions_by_name, self.focus)

    @Slot()
    def _follow_moves(self) -> None:
        stack = self.history.undo_stack
        self._offer("undo", f"Undo {stack.undoText()}", enabled=stack.canUndo())
        self._offer("redo", f"Redo {stack.redoText()}", enabled=stack.canRedo())
        enable_for_picture(self.actions_by_name, is_there=self.picture_now is not None)
        slides = self.time.sliding.is_open
        compares = self.time.sliding.comparison is not None
        enable_for_time(self.actions_by_name, slides=slides and not compares, compares=compares)
        self.actions_by_name["show_history"].setEnabled(self.history.own_state is not None)
        self.choice_controls.follow()

    @Slot(bool)
    def _follow_time(self, is_open: bool) -> None:  # noqa: FBT001 - as the signal gives it
        self.actions_by_name["show_history"].setChecked(is_open)
        self._follow_moves()

    @Slot(bool)
    def _follow_player(self, plays: bool) -> None:  # noqa: FBT001 - as the signal gives it
        action = self.actions_by_name["play_history"]
        action.setChecked(plays)
        action.setIcon(self._theme.icon("pause" if plays else "play"))

    @Slot()
    def _follow_trail(self) -> None:
        self.actions_by_name["go_back"].setEnabled(self.wandering.can_go_back)
        self.actions_by_name["go_forward"].setEnabled(self.wandering.can_go_forward)

    def _offer(self, name: str, text: str, *, enabled: bool) -> None:
        self.actions_by_name[name].setText(button_text(shown(text.rstrip())))
        self.actions_by_name[name].setEnabled(enabled)

    @Slot()
    def _dress(self) -> None:
        colours = self._theme.colours
        self.look.use_scheme(dark=colours.dark, accent=colours.accent, soft=colours.selection)
        self.scene.setBackgroundBrush(self.look.ink.page)
        palette = QPalette(self.pages.palette())
        palette.setColor(QPalette.ColorRole.Window, self.look.ink.page)
        self.pages.setPalette(palette)
        self.view.stage.forget()
        self.overlays.repaint()
        self.tools.dress()
        for row in tab_actions.ALL_ACTIONS:
            if row.icon:
                self.actions_by_name[row.name].setIcon(self._theme.icon(row.icon))
        self._follow_player(self.time.deeds.player.plays)

    @Slot(float)
    def _show_zoom(self, scale: float) -> None:
        self.actions_by_name["actual_size"].setIconText(f"{scale:.0%}".replace("%", " %"))

    # Building.

    def _lay_out(self) -> None:
        self.pages.setAutoFillBackground(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tools)
        column.addWidget(self.beside, 1)
        column.addWidget(self.time_bar)
        column.addWidget(self.strip)

    def _connect(self) -> None:
        self.loader.left.connect(self._leave)
        self.loader.began.connect(self._wait)
        self.loader.progressed.connect(self.waiting.show_progress)
        self.loader.drawn.connect(self._take)
        self.loader.failed.connect(self._tell)
        self.loader.confirmed.connect(self._count)
        self.loader.left.connect(self.counter.forget)
        self.counter.counted.connect(self._show_counts)
        self.waiting.cancel.clicked.connect(self.loader.cancel)
        self.notice.button.clicked.connect(self.loader.draw_again)
        self.scene.built.connect(self.focus.show)
        self.scene.built.connect(self.view.stage.refresh)
        self.focus.changed.connect(self._follow_focus)
        self.history.changed.connect(self._follow_change)
        self.history.moved.connect(self._follow_moves)
        self.redrawer.failed.connect(self._tell)
        self.mover.taken_up.connect(self.redrawer.cancel)
        self.mover.hinted.connect(self.redrawer.reroute)
        self.exporting.told.connect(self.strip.say)
        self.walking.cleared.connect(self.search.end)
        self.walking.left.connect(self.time.close)
        self.time.opened.connect(self._follow_time)
        self.time.told.connect(self.strip.say)
        self.time.deeds.player.changed.connect(self._follow_player)
        self.view.zoomed.connect(self._show_zoom)
        self.view.helped.connect(self.strip.say)
        self.beside.shown.connect(self.actions_by_name["show_inspector"].setChecked)
        self.beside.shown.connect(self.inspecting.show_now)
        self.inspecting.hidden_wanted.connect(self.choosing.reveal)
        self.wandering.changed.connect(self._follow_trail)
        self.loader.left.connect(self.wandering.forget)
        self.view.jump_wanted.connect(self.deeds.jump)
        self.view.customContextMenuRequested.connect(self._show_menu)
        self._theme.changed.connect(self._dress)

    @Slot(QPoint)
    def _show_menu(self, at: QPoint) -> None:
        self.menu().popup(self.view.viewport().mapToGlobal(at))

    def menu(self) -> QMenu:
        """Return the context menu of what is selected; it deletes itself when closed."""
        return context_menu(self, self.actions_by_name, self.focus)
