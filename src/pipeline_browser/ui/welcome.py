"""What shows while nothing is open: recent files, Open, New, and a sample to look around in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from pipeline_browser.ui.labels import plain_label
from pipeline_browser.ui.recent import RecentList, RecentModel
from pipeline_browser.ui.theme import GROUP, INSIDE, PAGE, RELATED

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from pipeline_browser.ui.actions import Actions
    from pipeline_browser.ui.background import Worker
    from pipeline_browser.ui.preferences import Preferences
    from pipeline_browser.ui.theme import Theme

WIDTH = 640
MARK = 56


class WelcomePage(QWidget):
    """The first page.

    Signals:
        chosen: the path of a recent file to open.
    """

    chosen = Signal(str)

    def __init__(
        self,
        actions: Actions,
        preferences: Preferences,
        theme: Theme,
        worker: Worker,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._preferences = preferences
        self._mark = QLabel()
        self._model = RecentModel(worker, self)
        self.recent = RecentList(self._model, theme)
        self.recent.chosen.connect(self.chosen)
        self.recent.removed.connect(self._forget)
        self._heading = plain_label("Recent", font=theme.heading_font(1.0))
        self._empty = plain_label(
            "Databases that you open are listed here. You can also drop a file on this window.",
            role="dim",
            wrap=True,
        )
        self.open_button = self._button(actions["open"], "Open…", primary=True)
        self.new_button = self._button(actions["new"], "New database…")
        self.sample_button = self._button(actions["sample"], "Sample database")
        self._lay_out()
        theme.changed.connect(self._draw)
        preferences.changed.connect(self._show_recent)
        self._draw()
        self._show_recent()

    def look_again(self) -> None:
        """Look again which recent files are there: the page was hidden for a while."""
        self._model.check()

    def _button(self, action: QAction, text: str, *, primary: bool = False) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(f"welcome-{action.objectName()}")
        button.setProperty("primary", primary)
        button.setIconSize(QSize(16, 16))
        button.setToolTip(action.toolTip())
        button.clicked.connect(action.trigger)
        return button

    def _lay_out(self) -> None:
        column = QWidget()
        column.setMaximumWidth(WIDTH)
        inside = QVBoxLayout(column)
        inside.setContentsMargins(PAGE, PAGE, PAGE, PAGE)
        inside.setSpacing(RELATED)
        inside.addLayout(self._head())
        inside.addSpacing(GROUP)
        inside.addLayout(self._buttons())
        inside.addSpacing(PAGE)
        inside.addWidget(self._heading)
        inside.addWidget(self._empty)
        inside.addWidget(self.recent)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addStretch(2)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(column, 100)
        row.addStretch(1)
        outer.addLayout(row)
        outer.addStretch(3)

    def _head(self) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(INSIDE)
        words.addWidget(plain_label("Pipeline Browser", font=self._theme.heading_font(1.8)))
        words.addWidget(plain_label("Look into SQLite databases and migrate them as sqlx would.", role="dim"))
        head = QHBoxLayout()
        head.setSpacing(GROUP)
        head.addWidget(self._mark)
        head.addLayout(words, 1)
        return head

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(RELATED)
        for button in (self.open_button, self.new_button, self.sample_button):
            row.addWidget(button)
        row.addStretch(1)
        return row

    @Slot()
    def _draw(self) -> None:
        colours = self._theme.colours
        ratio = self.devicePixelRatioF()
        self._mark.setPixmap(self._theme.picture("app", colours.accent, MARK, ratio))
        self.open_button.setIcon(self._theme.icon_in("open", colours.on_accent))
        self.new_button.setIcon(self._theme.icon("new"))
        self.sample_button.setIcon(self._theme.icon("sample"))

    @Slot()
    def _show_recent(self) -> None:
        files = self._preferences.current.recent
        self._model.show_files(files)
        self.recent.setVisible(bool(files))
        self._empty.setVisible(not files)
        self.recent.setFixedHeight(self.recent.sizeHint().height())

    @Slot(str)
    def _forget(self, path: str) -> None:
        self._preferences.use(self._preferences.current.without_recent(path))

    def focus(self) -> None:
        """Put the focus where work begins: on the newest file, or on Open."""
        first = self.recent if self._preferences.current.recent else self.open_button
        first.setFocus(Qt.FocusReason.OtherFocusReason)
