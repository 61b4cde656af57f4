"""The composition root: builds everything once and passes collaborators in."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

from pipeline_browser.model.errors import LocationError
from pipeline_browser.model.location import find_location
from pipeline_browser.paths import resources_folder
from pipeline_browser.settings import SettingsFile
from pipeline_browser.ui.display_check import screen_trouble

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QApplication

    from pipeline_browser.model.errors import PipelineBrowserError
    from pipeline_browser.ui.background import Worker
    from pipeline_browser.ui.main_window import MainWindow
    from pipeline_browser.ui.migrations.feature import MigrationsFeature
    from pipeline_browser.ui.session import Session
    from pipeline_browser.ui.theme import Theme

INTERRUPTED = 128  # a shell's exit code for a signal is this and the signal's number


@dataclass(frozen=True, slots=True)
class Parts:
    """A built window with what must be ended after it."""

    window: MainWindow
    session: Session
    theme: Theme
    files: Worker
    migrations: MigrationsFeature

    def shut_down(self) -> bool:
        """End the threads and close the database; return whether that was done in time."""
        ended = self.files.shut_down()
        return self.session.shut_down() and ended


def open_window(database: str | None = None, *, read_only: bool = False) -> int:
    """Show the window on a database (a path or sqlx URL), else on what is found, else the welcome page.

    Returns the process's exit code: 1 where no window can be shown.
    """
    trouble = screen_trouble(os.environ)
    if trouble is not None:
        _explain(trouble)
        return 1
    app = make_application()
    parts = build_window(app)
    return run(app, parts, partial(start, parts, database, read_only=read_only))


def make_application() -> QApplication:
    """Return the one QApplication, named and with readable text.

    Raises nothing, but Qt aborts where screen_trouble finds something.
    """
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - checked for first

    from pipeline_browser.ui.fonts import provide_fonts  # noqa: PLC0415 - checked for first

    app = QApplication(sys.argv[:1])
    app.setApplicationName("pipeline-browser")
    app.setDesktopFileName("pipeline-browser")
    provide_fonts(app)
    return app


def build_window(app: QApplication, *, settings: Path | None = None, sample: Path | None = None) -> Parts:
    """Build a window that shows nothing yet; open a database with ``parts.session.open(location)``.

    Args:
        settings: the folder of the settings, in place of the usual one.
        sample: where the sample database is kept.
    """
    from pipeline_browser.ui.background import Worker  # noqa: PLC0415 - checked for first
    from pipeline_browser.ui.main_window import MainWindow, TabSpec  # noqa: PLC0415
    from pipeline_browser.ui.migrations.feature import MigrationsFeature  # noqa: PLC0415
    from pipeline_browser.ui.preferences import Preferences  # noqa: PLC0415
    from pipeline_browser.ui.session import Session  # noqa: PLC0415
    from pipeline_browser.ui.theme import Scheme, Theme  # noqa: PLC0415

    preferences = Preferences(SettingsFile(settings))
    theme = Theme(app, resources_folder(), Scheme(preferences.current.scheme))
    app.setWindowIcon(theme.app_icon())
    session = Session(preferences)
    files = Worker()
    window = MainWindow(session, preferences, theme, files, sample or sample_path())
    migrations = MigrationsFeature(session, theme, window)
    migrations.failed.connect(window.tell_error)
    window.notice_bar.asked.connect(migrations.explain)
    window.use_tabs((TabSpec("migrations", "Migrations", "migrate", migrations.build_tab),))
    window.actions_table.connect_to(
        {
            "migrate": migrations.migrate,
            "revert": migrations.revert,
            "new-migration": migrations.new_migration,
            "choose-source": migrations.choose_source,
            "bundled-source": migrations.use_bundled,
        }
    )
    return Parts(window, session, theme, files, migrations)


def run(app: QApplication, parts: Parts, begin: Callable[[], None]) -> int:
    """Begin, and show the window until it is closed; return the exit code."""
    from pipeline_browser.ui.interrupts import Interrupts  # noqa: PLC0415 - checked for first
    from pipeline_browser.ui.unexpected import ExceptionHook  # noqa: PLC0415

    window = parts.window
    hook = ExceptionHook(parts.theme, window)
    hook.install()
    interrupts = Interrupts(window)
    interrupts.asked.connect(window.close)
    begin()
    window.show()
    window.closed.connect(app.quit)
    code = app.exec()
    ended = parts.shut_down()
    interrupts.restore()
    hook.uninstall()
    if interrupts.received:
        return INTERRUPTED + interrupts.received
    return code if ended else 1


def start(parts: Parts, database: str | None, *, read_only: bool = False) -> None:
    """Begin to open what was asked for, or what is found; nothing if nothing is."""
    try:
        location = find_location(database, os.environ, Path.cwd())
    except LocationError as error:
        parts.window.opener.show(error, "Not opened")
        return
    if location is not None:
        parts.session.open(location, read_only=read_only)


def sample_path() -> Path:
    """Return where the sample database is kept."""
    return platformdirs.user_data_path("pipeline-browser", appauthor=False) / "sample.db"


def _explain(error: PipelineBrowserError) -> None:
    print("\n".join(error.lines()), file=sys.stderr)  # noqa: T201 - there is no window to say it in
