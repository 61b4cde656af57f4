"""Which page fills the window: the first one, a wait that has lasted, or the tabs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from pipeline_browser.overriding import override
from pipeline_browser.ui.state_line import QUIET

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QShowEvent

    from pipeline_browser.ui.database_jobs import OpenRequest
    from pipeline_browser.ui.opening_page import OpeningPage
    from pipeline_browser.ui.session import Session
    from pipeline_browser.ui.tabs import Tabs
    from pipeline_browser.ui.welcome import WelcomePage


class Pages(QStackedWidget):
    """Follows the session; what is shown stays until its successor is ready."""

    def __init__(
        self,
        session: Session,
        make_welcome: Callable[[], WelcomePage],
        opening: OpeningPage,
        tabs: Tabs,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._make_welcome = make_welcome
        self._welcome: WelcomePage | None = None
        self._opening = opening
        self._tabs = tabs
        self._blank = QWidget()
        self._expecting = False
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(QUIET)
        self._patience.timeout.connect(self.follow)
        for page in (self._blank, opening, tabs):
            self.addWidget(page)
        session.opening.connect(self._wait)
        session.refused.connect(self.follow)

    @property
    def welcome(self) -> WelcomePage:
        """The first page; built when it is first wanted, since most starts name a database."""
        if self._welcome is None:
            self._welcome = self._make_welcome()
            self.addWidget(self._welcome)
        return self._welcome

    def expect_database(self) -> None:
        """Show neither the first page nor a wait: a database is about to be opened."""
        self._expecting = True

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.currentWidget() is self._blank and not self._expecting:
            self.follow()

    @Slot()
    def follow(self) -> None:
        """Show the page that fits the session now, with the focus where work goes on."""
        page = self._fitting()
        if page is self.currentWidget():
            return
        self.setCurrentWidget(page)
        if page is self._welcome:
            self.welcome.look_again()
            self.welcome.focus()
        elif page is self._opening:
            self._opening.cancel.setFocus()
        elif page is self._tabs:
            self._tabs.enter()

    def _fitting(self) -> QWidget:
        if self._session.state is not None:
            return self._tabs
        if self._session.is_opening:
            return self._opening if not self._patience.isActive() else self.currentWidget() or self._blank
        return self.welcome

    @Slot(object)
    def _wait(self, request: OpenRequest) -> None:
        self._opening.show_request(request, self._session.preferences.current.busy_timeout)
        self._patience.start()
