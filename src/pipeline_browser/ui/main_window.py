"""The window: toolbar with the database's chip, notices, pages, state line."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QTimer, Signal, Slot
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from pipeline_browser.overriding import override
from pipeline_browser.ui.actions import Actions, Need
from pipeline_browser.ui.chip import DatabaseChip
from pipeline_browser.ui.colours import Meaning
from pipeline_browser.ui.dialogs import Dialogs
from pipeline_browser.ui.formats import clock_time, figure, file_size
from pipeline_browser.ui.labels import shown, title_text
from pipeline_browser.ui.menus import fill_menu_bar, make_toolbar
from pipeline_browser.ui.notice import Notice
from pipeline_browser.ui.notice_bar import NoticeBar
from pipeline_browser.ui.opener import Opener
from pipeline_browser.ui.opening_page import OpeningPage
from pipeline_browser.ui.pages import Pages
from pipeline_browser.ui.recent_menu import RecentMenu
from pipeline_browser.ui.state_line import StateLine
from pipeline_browser.ui.tabs import Tabs
from pipeline_browser.ui.theme import Scheme

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QPaintEvent

    from pipeline_browser.model.backup import SavedCopy
    from pipeline_browser.model.errors import PipelineBrowserError
    from pipeline_browser.settings import Settings
    from pipeline_browser.ui.background import Worker
    from pipeline_browser.ui.preferences import Preferences
    from pipeline_browser.ui.session import Session
    from pipeline_browser.ui.snapshot import DatabaseState
    from pipeline_browser.ui.theme import Theme
    from pipeline_browser.ui.welcome import WelcomePage

GEOMETRY = "window"
FIRST_SIZE = QSize(1280, 800)
_FOUND_IN = {
    "show-problem": "migrations",
    "why-problem": "migrations",
    "mark-migrated": "migrations",
    "show-pipeline-problems": "pipelines",
}
BESIDE_WINDOW = QSize(32, 64)  # frame, title and a little of the desktop


class MainWindow(QMainWindow):
    """Shows one session.

    Signals:
        closed: the window was closed and no job runs any more.
        appeared: once, after the window was drawn for the first time.
    """

    closed = Signal()
    appeared = Signal()

    def __init__(
        self,
        session: Session,
        preferences: Preferences,
        theme: Theme,
        files: Worker,
        sample: Path,
    ) -> None:
        super().__init__()
        self.session = session
        self.actions_table = Actions(self, theme)
        self.opener = Opener(self, session, theme, sample)
        self.dialogs = Dialogs(self, self.actions_table, preferences, theme)
        self._preferences = preferences
        self._theme = theme
        self._files = files
        self._news: list[Notice] = []
        self._closing = False
        self._has_appeared = False
        deeds = [self.actions_table[name] for name in ("copy-path", "save-copy", "close")]
        self.chip = DatabaseChip(theme, deeds)
        self.notice_bar = NoticeBar(theme)
        self.opening_page = OpeningPage(theme, files)
        self.tabs = Tabs(preferences, theme)
        self.pages = Pages(session, self._make_welcome, self.opening_page, self.tabs)
        self.state_line = StateLine(theme, session.worker)
        self._build()
        self._connect()
        self._restore()
        self._show_state(session.state)
        if preferences.damage is not None:
            self.tell_error(preferences.damage)

    @property
    def welcome(self) -> WelcomePage:
        """The first page."""
        return self.pages.welcome

    # News that nobody has to decide about.

    def tell(self, notice: Notice) -> None:
        """Show a row in the bar until it is dismissed."""
        self._news = [each for each in self._news if each.key[0] != notice.key[0]] + [notice]
        self._show_notices()

    def untell(self, topic: object) -> None:
        """Take back what was told under a key that begins with the topic."""
        self._news = [each for each in self._news if each.key[0] != topic]
        self._show_notices()

    def tell_error(self, error: PipelineBrowserError) -> None:
        """Show a failure that needs no decision as a row in the bar."""
        more = "\n".join(filter(None, (str(error.path or ""), error.cause, error.remedy, error.details)))
        key = (type(error).__name__, error.summary)
        self.tell(Notice(key, Meaning.WARNING, "warning", error.summary, more))

    # Building.

    def _make_welcome(self) -> WelcomePage:
        from pipeline_browser.ui.welcome import WelcomePage

        page = WelcomePage(self.actions_table, self._preferences, self._theme, self._files)
        page.chosen.connect(self.opener.open_path)
        return page

    def _build(self) -> None:
        self.setObjectName("main-window")
        self.setAcceptDrops(True)
        self.setMinimumSize(720, 480)
        recent = RecentMenu(self._preferences, self)
        recent.chosen.connect(self.opener.open_path)
        fill_menu_bar(self.menuBar(), self.actions_table, recent)
        self.addToolBar(make_toolbar(self.actions_table, self.chip))
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.notice_bar)
        layout.addWidget(self.pages, 1)
        self.setCentralWidget(inside)
        self.setStatusBar(self.state_line)

    def _connect(self) -> None:
        session, opener = self.session, self.opener
        session.changed.connect(self._show_state)
        session.opened.connect(self._greet)
        session.created.connect(self._greet)
        session.unreadable.connect(self.tell_error)
        session.worker.started.connect(self._follow_jobs)
        session.worker.ended.connect(self._follow_jobs)
        self.opening_page.cancelled.connect(session.cancel_opening)
        self.notice_bar.asked.connect(self._do)
        self.notice_bar.dismissed.connect(self._forget_news)
        opener.copied.connect(self._tell_copied)
        self._preferences.changed.connect(self._use_settings)
        self.actions_table.connect_to(
            {
                "new": opener.choose_new,
                "open": opener.choose,
                "open-read-only": opener.choose_read_only,
                "sample": opener.open_sample,
                "save-copy": opener.choose_copy,
                "copy-path": opener.copy_path,
                "close": session.close,
                "quit": self.close,
                "refresh": session.refresh,
                "cancel": self.state_line.job.stop,
                "utc": self._set_zone,
                "scheme-system": self._set_scheme,
                "scheme-light": self._set_scheme,
                "scheme-dark": self._set_scheme,
                "settings": self.dialogs.show_settings,
                "shortcuts": self.dialogs.show_shortcuts,
                "palette": self.dialogs.show_palette,
                "about": self.dialogs.show_about,
            }
        )

    # Following the session.

    @Slot(object)
    def _show_state(self, state: DatabaseState | None) -> None:
        if state is not None:
            self.tabs.build()
        self.chip.show_state(state)
        self.state_line.show_state(state, utc=self._preferences.current.utc)
        pending = state.pending if state else 0
        self.actions_table["migrate"].setIconText(f"Migrate ({figure(pending)})" if pending else "Migrate")
        name = f"{title_text(shown(state.location.name))} \N{EM DASH} " if state else ""
        self.setWindowTitle(f"{name}Pipeline Browser")
        self._enable_actions()
        self._show_notices()
        self.pages.follow()

    @Slot()
    def _greet(self) -> None:
        """Forget what was dismissed: it concerned another database."""
        self.notice_bar.forget()
        self._show_notices()

    def _show_notices(self) -> None:
        state = self.session.state
        told = list(self._news)
        if state is not None:
            from pipeline_browser.ui.notices import notices

            at = state.changed_outside or state.taken_at
            told += notices(state, clock_time(at, utc=self._preferences.current.utc))
        self.notice_bar.show_notices(told)

    def _enable_actions(self) -> None:
        state = self.session.state
        met: set[Need] = set()
        if state is not None:
            met.add(Need.DATABASE)
            if state.source is not None:
                met.add(Need.SOURCE)
            if state.location.path is not None:
                met.add(Need.FILE)
        if self.state_line.job.running:
            met.add(Need.RUNNING)
        self.actions_table.enable(met)

    @Slot(object)
    def _follow_jobs(self, _job: object) -> None:
        running = self.state_line.job.running
        self.actions_table["cancel"].setEnabled(running)
        if self._closing and not self.session.worker.busy:
            self.close()

    @Slot(object)
    def _tell_copied(self, copy: SavedCopy) -> None:
        text = f"Saved {copy.path.name}, {file_size(copy.size)}, complete and verified"
        more = f"{copy.path}\nSHA-256 {copy.sha256}"
        self.tell(Notice(("copied", datetime.now(UTC)), Meaning.GOOD, "check", text, more))

    @Slot(object)
    def _forget_news(self, notice: Notice) -> None:
        self._news = [each for each in self._news if each != notice]

    @Slot(str)
    def _do(self, name: str) -> None:
        """Do what a notice offers."""
        if name == "reopen":
            self.opener.reopen()
        elif name == "explain-problem":
            if (state := self.session.state) and state.problem:
                self.opener.show(state.problem, "Migrations")
        elif name in _FOUND_IN:
            self.tabs.bring_forward(_FOUND_IN[name])  # where it is found, which is not ours to do
        else:
            self.actions_table[name].trigger()

    # Settings and help.

    @Slot(object)
    def _use_settings(self, settings: Settings) -> None:
        self._theme.set_scheme(Scheme(settings.scheme))
        self.actions_table["utc"].setChecked(settings.utc)
        self.actions_table[f"scheme-{settings.scheme}"].setChecked(True)
        self.state_line.show_state(self.session.state, utc=settings.utc)
        self._show_notices()

    @Slot()
    def _set_zone(self) -> None:
        self._preferences.set_utc(utc=self.actions_table["utc"].isChecked())

    @Slot()
    def _set_scheme(self) -> None:
        self._preferences.set_scheme(self.sender().objectName().removeprefix("scheme-"))

    # The window itself.

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._has_appeared:
            self._has_appeared = True
            QTimer.singleShot(0, self.appeared.emit)
            QTimer.singleShot(0, self.actions_table.draw_icons)

    def _restore(self) -> None:
        room = self.screen().availableSize() - BESIDE_WINDOW
        self.resize(FIRST_SIZE.boundedTo(room).expandedTo(self.minimumSize()))
        state = self._preferences.view(GEOMETRY)
        if not state.isEmpty():
            self.restoreGeometry(state)
        self._use_settings(self._preferences.current)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        urls = event.mimeData().urls()
        if len(urls) == 1 and urls[0].isLocalFile():
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.opener.drop(event.mimeData().urls()[0])

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        """Close once nothing runs any more: a cancelled job rolls back first, and the window stays alive."""
        if self.session.worker.busy:
            self._closing = True
            self.session.worker.cancel_all()
            event.ignore()
            return
        self._preferences.remember_view(GEOMETRY, self.saveGeometry())
        self._preferences.write()
        super().closeEvent(event)
        self.closed.emit()
