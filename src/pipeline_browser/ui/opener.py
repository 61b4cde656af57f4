"""Which file, and what then: choosing, dropping, refusals and their ways out, copies, the sample."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from pipeline_browser.model.errors import Cancelled, LocationError, PipelineBrowserError
from pipeline_browser.model.location import parse_location
from pipeline_browser.ui.background import JobBroken
from pipeline_browser.ui.messages import Message, Offer
from pipeline_browser.ui.refusals import offers, request_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QUrl

    from pipeline_browser.model.backup import SavedCopy
    from pipeline_browser.ui.database_jobs import OpenRequest
    from pipeline_browser.ui.sample import SampleGuide
    from pipeline_browser.ui.session import Refusal, Session
    from pipeline_browser.ui.snapshot import DatabaseState
    from pipeline_browser.ui.theme import Theme

FILES = "SQLite databases (*.db *.sqlite *.sqlite3 *.db3);;All files (*)"


class Opener(QObject):
    """Asks for files on behalf of the window and tells the session.

    Signals:
        copied: a SavedCopy.
    """

    copied = Signal(object)

    def __init__(self, window: QWidget, session: Session, theme: Theme, sample: Path) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._theme = theme
        self._sample = sample
        self._guide: SampleGuide | None = None
        self._refused: OpenRequest | None = None
        session.refused.connect(self._explain)
        session.opened.connect(self._remember)
        session.created.connect(self._remember)

    # What the actions call.

    @Slot()
    def choose(self) -> None:
        """Ask for a database and open it."""
        self._ask_for_file("Open a database", self.open_path)

    @Slot()
    def choose_read_only(self) -> None:
        """Ask for a database and open it for reading only."""
        self._ask_for_file("Open a database for reading only", self._open_read_only)

    @Slot()
    def choose_new(self) -> None:
        """Ask where to create a database."""
        dialog = self._ask_for_name("Create a database", self._folder() / "pipeline.db", self.create_path)
        dialog.setLabelText(QFileDialog.DialogLabel.Accept, "Create")
        # Nothing is overwritten: an existing file is refused by the model, and then offered to be opened.
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
        dialog.open()

    @Slot()
    def choose_copy(self) -> None:
        """Ask where to save a copy."""
        state = self._session.state
        if state is None:
            return
        name = Path(state.location.path).stem if state.location.path else "in-memory"
        self._ask_for_name("Save a copy", self._folder() / f"{name}-copy.db", self.save_copy).open()

    @Slot()
    def open_sample(self) -> None:
        """Open the sample database, made first if it is not there."""
        self._sample_guide().open(self._sample)

    @Slot()
    def copy_path(self) -> None:
        """Put the path of the open file on the clipboard."""
        state = self._session.state
        if state is not None and state.location.path is not None:
            QGuiApplication.clipboard().setText(str(state.location.path))

    @Slot()
    def reopen(self) -> None:
        """Open what the path of the open file names now."""
        state = self._session.state
        if state is not None:
            self._session.open(state.location)

    # What they lead to.

    @Slot(str)
    def open_path(self, text: str) -> None:
        """Open a path or a sqlx URL."""
        try:
            self._session.open(parse_location(text))
        except LocationError as error:
            self.show(error, "Not a database")

    @Slot(str)
    def create_path(self, text: str) -> None:
        """Create a database."""
        self._session.create(parse_location(Path(text)))

    @Slot(str)
    def save_copy(self, text: str) -> None:
        """Save a copy over what may be there: the file dialog has asked."""
        job = self._session.save_copy(Path(text), overwrite=True)
        job.finished.connect(self._tell_copied)
        job.failed.connect(self._tell_not_copied)

    def drop(self, url: QUrl) -> None:
        """Open a dropped file, whatever bytes its name has."""
        self._session.open(parse_location(dropped_path(url)))

    def show(self, error: PipelineBrowserError, title: str, ways_out: tuple[Offer, ...] = ()) -> Message:
        """Show a failure over the window."""
        message = Message(error, self._theme, title=title, offers=ways_out, parent=self._window)
        message.open()
        return message

    @Slot(str)
    def _open_read_only(self, text: str) -> None:
        self._session.open(parse_location(Path(text)), read_only=True)

    @Slot(object)
    def _explain(self, refusal: Refusal) -> None:
        if isinstance(refusal.error, (Cancelled, JobBroken)):
            return
        self._refused = refusal.request
        ways_out = tuple(Offer(name, text) for name, text in offers(refusal))
        self.show(refusal.error, "Not opened", ways_out).chosen.connect(self._take)

    @Slot(str)
    def _take(self, name: str) -> None:
        request = request_of(name, self._refused) if self._refused else None
        if request is None:
            self.choose()
        else:
            self._session.begin(request)

    @Slot(object)
    def _remember(self, state: DatabaseState) -> None:
        path = state.location.path
        if path is not None:
            preferences = self._session.preferences
            preferences.use(preferences.current.with_recent(str(path), datetime.now(UTC).isoformat()))

    @Slot(object)
    def _tell_copied(self, copy: SavedCopy) -> None:
        self.copied.emit(copy)

    @Slot(object)
    def _tell_not_copied(self, error: PipelineBrowserError) -> None:
        if not isinstance(error, (Cancelled, JobBroken)):
            self.show(error, "Not copied")

    @Slot(object)
    def _tell_no_sample(self, error: PipelineBrowserError) -> None:
        if not isinstance(error, (Cancelled, JobBroken)):
            self.show(error, "No sample")

    def _sample_guide(self) -> SampleGuide:
        from pipeline_browser.ui.sample import SampleGuide  # noqa: PLC0415 - the window's start

        if self._guide is None:
            self._guide = SampleGuide(self._session, self)
            self._guide.failed.connect(self._tell_no_sample)
        return self._guide

    def _folder(self) -> Path:
        state = self._session.state
        if state is not None and state.location.path is not None:
            return state.location.path.parent
        recent = self._session.preferences.current.recent
        return Path(recent[0].path).parent if recent else Path.home()

    def _ask_for_file(self, title: str, use: Callable[[str], None]) -> None:
        dialog = QFileDialog(self._window, title, str(self._folder()), FILES)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(use)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _ask_for_name(self, title: str, proposal: Path, use: Callable[[str], None]) -> QFileDialog:
        dialog = QFileDialog(self._window, title, str(proposal), FILES)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setDefaultSuffix("db")
        dialog.fileSelected.connect(use)
        dialog.finished.connect(dialog.deleteLater)
        return dialog


def dropped_path(url: QUrl) -> Path:
    """Return the file of a dropped URL; QUrl's own conversion loses names that are not UTF-8."""
    encoded = bytes(url.toEncoded().data()).removeprefix(b"file://")
    return Path(os.fsdecode(unquote_to_bytes(encoded))) if os.name == "posix" else Path(url.toLocalFile())
