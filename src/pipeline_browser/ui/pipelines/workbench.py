"""Joins the parts of the tab: list, deeds, editor, check; each knows only what it needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeGuard

from PySide6.QtCore import QEvent, QObject, QPoint, Signal, Slot

from pipeline_browser.model.pipelines.reading import Handle, handle_of
from pipeline_browser.model.pipelines.shape import PIPELINES, STAGES
from pipeline_browser.overriding import override
from pipeline_browser.ui.action_making import make_actions
from pipeline_browser.ui.editing.saved_line import SavedLine
from pipeline_browser.ui.pipelines.checking.checker import Checker
from pipeline_browser.ui.pipelines.checking.news import news_of
from pipeline_browser.ui.pipelines.creating.flow import Creating
from pipeline_browser.ui.pipelines.deleting.flow import Deleting
from pipeline_browser.ui.pipelines.details.pane import DetailsPane
from pipeline_browser.ui.pipelines.doing import actions as rows
from pipeline_browser.ui.pipelines.doing.enabling import Enabling
from pipeline_browser.ui.pipelines.doing.file_deeds import FileDeeds
from pipeline_browser.ui.pipelines.doing.menus import context_menu
from pipeline_browser.ui.pipelines.doing.pipeline_deeds import PipelineDeeds
from pipeline_browser.ui.pipelines.doing.stage_deeds import StageDeeds
from pipeline_browser.ui.pipelines.doing.stage_menu import StageMenu
from pipeline_browser.ui.pipelines.doing.subject import Subject
from pipeline_browser.ui.pipelines.doing.tab_deeds import TabDeeds, copying_actions
from pipeline_browser.ui.pipelines.dragging.list_dragging import ListDragging
from pipeline_browser.ui.pipelines.tools import PipelineTools
from pipeline_browser.ui.pipelines.walking import ACTIONS as WALKING_ACTIONS
from pipeline_browser.ui.pipelines.walking import Walking

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from pipeline_browser.model.pipelines.changes import Edit
    from pipeline_browser.model.pipelines.listing.listing import Listing
    from pipeline_browser.model.pipelines.loadability.verdict import DatabaseVerdict
    from pipeline_browser.model.pipelines.rows import StoredRow
    from pipeline_browser.ui.editing.editor import Editor
    from pipeline_browser.ui.pipelines.listing.selection import Selection
    from pipeline_browser.ui.pipelines.tab import PipelinesTab
    from pipeline_browser.ui.session import Session
    from pipeline_browser.ui.snapshot import DatabaseState
    from pipeline_browser.ui.theme import Theme


class Workbench(QObject):
    """Everything behind one tab.

    Signals:
        failed: a PipelineBrowserError that no dialog of this part shows.
        news: a Notice about the database as a whole; None where there is nothing to say.
        told: a Notice about something that was done outside of the database.
    """

    failed = Signal(object)
    news = Signal(object)
    told = Signal(object)

    def __init__(
        self, session: Session, editor: Editor, theme: Theme, tab: PipelinesTab, window: QWidget
    ) -> None:
        super().__init__(tab)
        self._tab = tab
        self._listing = tab.listing
        self.editor = editor
        self.subject = Subject(session, self.editor, self)
        self.checker = Checker(session, self)
        self.deleting = Deleting(session, self.editor, theme, window)
        self.creating = Creating(self.editor, theme, window)
        self.files = FileDeeds(session, self.subject, self.editor, theme, window)
        self._stages = menu = StageMenu("Add stage", tab)
        stages = StageDeeds(self.subject, self.editor, self.deleting, self)
        pipelines = PipelineDeeds(self.subject, self.editor, self.deleting, stages, self)
        deeds = TabDeeds(self._listing, self.subject, self.editor, self.creating, stages, menu)
        doers = (pipelines, stages, self.files, deeds)
        self.actions = make_actions(rows.ACTIONS, tab, self._listing.table, doers)
        self.enabling = Enabling(self.subject, self.editor, self.actions)
        self.details = DetailsPane(theme, session.preferences, self.editor, self.deleting)
        tab.set_details(self.details)
        self.dragging = ListDragging(self._listing.table, self.editor, theme)
        walking = Walking(self._listing.table, self.details, self)
        make_actions(WALKING_ACTIONS, tab, tab, (walking,))
        self._listing.activated.connect(walking.go_in)
        tab.add_above(PipelineTools(self.actions, menu, theme))
        tab.add_below(SavedLine(self.editor))
        pipelines.made.connect(self._select_made)
        self.creating.created.connect(self._select_made)
        session.opened.connect(self._forget_news)
        session.created.connect(self._forget_news)
        session.changed.connect(self._follow_session)
        for copying in copying_actions(self._listing)[:2]:  # after the list's own slot: the text is there
            copying.triggered.connect(stages.add_to_copied)
        self._connect()

    def _connect(self) -> None:
        listing = self._listing
        listing.selection_changed.connect(self._choose)
        listing.menu_asked.connect(self._show_menu)
        listing.new_asked.connect(self.creating.ask)
        listing.listed.connect(self._note_obstacle)
        listing.table.installEventFilter(self)
        self.details.stages_chosen.connect(self._choose_stages)
        self.subject.changed.connect(self._show_details)
        self.checker.examined.connect(self.details.show_verdict)
        self.subject.failed.connect(self.failed)
        self.deleting.failed.connect(self.failed)
        self.files.failed.connect(self.failed)
        self.files.told.connect(self.told)
        self.files.made.connect(self._select_made)
        self.checker.failed.connect(self.failed)
        self.checker.judged.connect(self._mark)
        self.editor.edited.connect(self._show_edit)
        self.editor.edited.connect(self.checker.follow)
        self.editor.availability_changed.connect(self._allow)
        self._allow()

    # From the list to the deeds.

    @Slot(object)
    def _choose(self, selection: Selection) -> None:
        self.subject.choose(*_chosen(selection))

    @Slot(QPoint)
    def _show_menu(self, at: QPoint) -> None:
        table = self._listing.table
        menu = context_menu(table, self.actions, self.subject, self._stages)
        menu.addSeparator()
        menu.addActions(copying_actions(self._listing))
        menu.popup(table.viewport().mapToGlobal(at))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Whoever comes back to the list means what is selected there, not what was in the grid of stages."""
        if event.type() is QEvent.Type.FocusIn:
            self._choose(self._listing.selection)
        return super().eventFilter(watched, event)

    @Slot(object)
    def _choose_stages(self, stages: tuple[Handle, ...]) -> None:
        """Follow the grid of stages; the list as well where it shows them."""
        pipeline = self.details.pipeline
        if pipeline is None:
            return
        handle = handle_of(pipeline.row)
        self.subject.choose((handle,), stages)
        if stages and self._listing.shows_stages_of(handle):
            self._listing.select(handle, stages)

    @Slot()
    def _show_details(self) -> None:
        subject = self.subject
        if len(subject.handles) > 1:
            self.details.show_many(len(subject.handles))
        else:
            self.details.show_pipeline(subject.pipeline, subject.stage_handles)
        self.checker.examine(subject.handles[0] if subject.handles else None)

    @Slot(object)
    def _note_obstacle(self, listing: Listing) -> None:
        """Nothing can be edited where the tables are not, or are views."""
        tables = [listing.shape.table(name) for name in (PIPELINES, STAGES)]
        if all(table is not None and table.is_table for table in tables):
            self.editor.set_obstacle("")
        else:
            self.editor.set_obstacle("This database has no tables of pipelines that could be edited")

    @Slot()
    def _allow(self) -> None:
        self._listing.set_can_rename(can=self.editor.can_edit)

    # From edits and verdicts to the list.

    @Slot(object)
    def _mark(self, verdict: DatabaseVerdict) -> None:
        self._listing.set_levels(verdict.levels)
        self.news.emit(news_of(verdict))

    @Slot(object)
    def _follow_session(self, state: DatabaseState | None) -> None:
        if state is None:
            self._forget_news()

    @Slot()
    def _forget_news(self) -> None:
        self.news.emit(None)

    @Slot(object)
    def _show_edit(self, edit: Edit) -> None:
        """Read what was touched again; what was added, or was changed elsewhere, is selected to be seen."""
        pipelines = [each.row for each in edit.changes if each.row.table == PIPELINES]
        touched = {*map(handle_of, pipelines), *self.subject.handles}
        self._listing.refresh(None if edit.strays else touched)
        there = {handle_of(each.after): each for each in edit.changes if _is_pipeline(each.after)}
        new = [handle for handle, change in there.items() if change.before is None]
        stages = [handle_of(each.row) for each in edit.changes if each.before is None and _is_stage(each.row)]
        if new:
            self._listing.select(new[0])
        elif stages and there:
            self._listing.select(next(iter(there)), stages)
        elif there and not there.keys() & set(self.subject.handles):
            self._listing.select(next(iter(there)))

    @Slot(object)
    def _select_made(self, edit: Edit) -> None:
        """Show a new pipeline even where the filter would hide it."""
        made = [each.row for each in edit.changes if each.row.table == PIPELINES]
        if made:
            self._listing.reveal(handle_of(made[0]))


def _chosen(selection: Selection) -> tuple[tuple[Handle, ...], tuple[Handle, ...]]:
    """Return pipelines and stages: stages of one pipeline, or pipelines, with the current one first."""
    current = selection.current
    if selection.stages and (current is None or current.stage is not None):
        owner = selection.stages[0].pipeline if current is None else current.pipeline
        stages = tuple(each.handle for each in selection.stages if each.pipeline == owner)
        return (() if owner is None else (owner,)), stages
    handles = tuple(selection.pipelines)
    if current is not None and current.pipeline in handles:
        first = current.pipeline
        return (first, *(each for each in handles if each != first)), ()
    return handles, ()


def _is_pipeline(row: StoredRow | None) -> TypeGuard[StoredRow]:
    return row is not None and row.table == PIPELINES


def _is_stage(row: StoredRow) -> bool:
    return row.table == STAGES
