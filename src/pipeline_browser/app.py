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

    from PySide6.QtWidgets import QApplication, QWidget

    from pipeline_browser.model.errors import PipelineBrowserError
    from pipeline_browser.model.pipelines.reading import Handle
    from pipeline_browser.ui.background import Worker
    from pipeline_browser.ui.comparison import Comparison
    from pipeline_browser.ui.diagram.feature import DiagramFeature
    from pipeline_browser.ui.editing.editor import Editor
    from pipeline_browser.ui.importer import Importer
    from pipeline_browser.ui.main_window import MainWindow
    from pipeline_browser.ui.metrics.feature import MetricsFeature
    from pipeline_browser.ui.migrations.feature import MigrationsFeature
    from pipeline_browser.ui.notice import Notice
    from pipeline_browser.ui.pipelines.feature import PipelinesFeature
    from pipeline_browser.ui.session import Session
    from pipeline_browser.ui.theme import Theme

SWITCH_INTERVAL = 0.001  # seconds
"""After which a thread that computes lets another one in.

Every call into Qt gives Python's lock away and has to get it back. With the usual five milliseconds a picture
of a few hundred strokes then takes seconds while a worker computes; the worker loses a few per cent by this.
"""
INTERRUPTED = 128  # a shell's exit code for a signal is this and the signal's number


@dataclass(frozen=True, slots=True)
class Parts:
    """A built window with what must be ended after it."""

    window: MainWindow
    session: Session
    theme: Theme
    files: Worker
    late: LateParts

    @property
    def migrations(self) -> MigrationsFeature:
        """The migrations part, built now if it was not needed yet."""
        return self.late.migrations()

    def shut_down(self) -> bool:
        """End the threads and close the database; return whether that was done in time."""
        ended = self.files.shut_down()
        ended = self.late.shut_down() and ended
        return self.session.shut_down() and ended


class LateParts:
    """What is built when the first database is there, so that the window need not wait for it."""

    def __init__(self, window: MainWindow, session: Session, theme: Theme) -> None:
        self._window = window
        self._session = session
        self._theme = theme
        self._migrations: MigrationsFeature | None = None
        self._diagram: DiagramFeature | None = None
        self._pipelines: PipelinesFeature | None = None
        self._metrics: MetricsFeature | None = None
        self._editor: Editor | None = None
        self._importer: Importer | None = None

    def load(self) -> None:
        """Import what is going to be built, a little at a time while the database is being opened."""
        if self._importer is None:
            from pipeline_browser.ui.importer import Importer

            self._importer = Importer(_PARTS, self._window)
            self._importer.start()

    def migrations(self) -> MigrationsFeature:
        """Return the migrations part, joined to the window's actions and notices."""
        if self._migrations is None:
            from pipeline_browser.ui.migrations.feature import MigrationsFeature

            self._migrations = MigrationsFeature(self._session, self._theme, self._window)
            self._connect(self._migrations)
        return self._migrations

    def diagram(self) -> DiagramFeature:
        """Return the diagram part."""
        if self._diagram is None:
            from pipeline_browser.ui.diagram.feature import DiagramFeature

            self._diagram = DiagramFeature(self._session, self._theme, self._window)
            self._diagram.failed.connect(self._window.tell_error)
            self._diagram.folder_wanted.connect(self._choose_folder)
        return self._diagram

    def editor(self) -> Editor:
        """Return the one place that edits of every tab go through, with one stack of steps to undo."""
        if self._editor is None:
            from pipeline_browser.ui.editing.answers import Answers
            from pipeline_browser.ui.editing.editor import Editor

            self._editor = Editor(self._session, self._window)
            Answers(self._editor, self._theme, self._window)
        return self._editor

    def pipelines(self) -> PipelinesFeature:
        """Return the pipelines part."""
        if self._pipelines is None:
            from pipeline_browser.ui.pipelines.feature import PipelinesFeature

            self._pipelines = PipelinesFeature(self._session, self.editor(), self._theme, self._window)
            self._pipelines.failed.connect(self._window.tell_error)
            self._pipelines.told.connect(self._window.tell)
            self._pipelines.news.connect(self._tell_of_pipelines)
            self._window.notice_bar.asked.connect(self._pipelines.explain)
        return self._pipelines

    def metrics(self) -> MetricsFeature:
        """Return the metrics part."""
        if self._metrics is None:
            from pipeline_browser.ui.metrics.feature import MetricsFeature

            self._metrics = MetricsFeature(self._session, self.editor(), self._theme, self._window)
            self._metrics.failed.connect(self._window.tell_error)
            self._metrics.told.connect(self._window.tell)
            self._metrics.pipeline_asked.connect(self._show_pipeline)
        return self._metrics

    def build_diagram_tab(self) -> QWidget:
        """Return the Diagram tab."""
        return self.diagram().tab

    def shut_down(self) -> bool:
        """End what was started here; return whether it ended in time."""
        ended = self._diagram is None or self._diagram.shut_down()
        ended = (self._migrations is None or self._migrations.shut_down()) and ended
        return (self._metrics is None or self._metrics.shut_down()) and ended

    def build_migrations_tab(self) -> QWidget:
        """Return the Migrations tab."""
        return self.migrations().build_tab()

    def build_pipelines_tab(self) -> QWidget:
        """Return the Pipelines tab."""
        return self.pipelines().tab

    def build_metrics_tab(self) -> QWidget:
        """Return the Metrics tab."""
        return self.metrics().tab

    def _choose_folder(self) -> None:
        self.migrations().choose_source()

    def _compare(self, comparison: Comparison) -> None:
        self._window.tabs.bring_forward("diagram")
        self.diagram().compare(comparison)

    def _show_pipeline(self, handle: Handle) -> None:
        self._window.tabs.bring_forward("pipelines")
        self.pipelines().tab.listing.reveal(handle)

    def _tell_of_pipelines(self, notice: Notice | None) -> None:
        from pipeline_browser.ui.pipelines.checking.news import TOPIC

        self._window.untell(TOPIC)
        if notice is not None:
            self._window.tell(notice)

    def _tell_of_drift(self, notice: Notice | None) -> None:
        from pipeline_browser.ui.migrations.drifting.news import TOPIC

        self._window.untell(TOPIC)
        if notice is not None:
            self._window.tell(notice)

    def _connect(self, migrations: MigrationsFeature) -> None:
        migrations.failed.connect(self._window.tell_error)
        migrations.drift_news.connect(self._tell_of_drift)
        migrations.judged.connect(self._window.state_line.show_verdict)
        migrations.comparison_wanted.connect(self._compare)
        self._window.notice_bar.asked.connect(migrations.explain)
        self._window.actions_table.connect_to(
            {
                "migrate": migrations.migrate,
                "revert": migrations.revert,
                "new-migration": migrations.new_migration,
                "show-drift": migrations.show_drift,
                "choose-source": migrations.choose_source,
                "bundled-source": migrations.use_bundled,
            }
        )


_PARTS = tuple(
    f"pipeline_browser.ui.{name}"
    for name in (
        "migrations.history_table", "migrations.plan_dialog", "migrations.run_dialog",
        "migrations.explaining.explain_flow", "migrations.baselining.baseline_flow",
        "migrations.linting.rule_dialog", "migrations.feature",
        "diagram.canvas.view", "diagram.inspector.inspecting", "diagram.loading.loader",
        "diagram.output.saving", "diagram.time.part", "diagram.tab", "diagram.feature",
        "pipelines.details.grids.stage_grid", "pipelines.details.pane", "pipelines.listing.list_table",
        "pipelines.listing.panel", "pipelines.dragging.list_dragging", "pipelines.workbench",
        "pipelines.feature",
        "metrics.table.runs_view", "metrics.table.runs_table", "metrics.details.panel",
        "metrics.importing.importing", "metrics.reporting.reporting", "metrics.exporting.exporting",
        "metrics.filtering.bar", "metrics.feature", "migrations.rehearsing.dialog",
        "migrations.writing.filling", "migrations.writing.one_migration",
    )
)  # fmt: skip
"""In pieces that take a few hundredths of a second each, those that show first coming first."""


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
    if find_something(database):
        parts.window.pages.expect_database()
    return run(app, parts, partial(start, parts, database, read_only=read_only))


def make_application() -> QApplication:
    """Return the one QApplication, named and with readable text.

    Raises nothing, but Qt aborts where screen_trouble finds something.
    """
    from PySide6.QtWidgets import QApplication

    from pipeline_browser.ui.fonts import provide_fonts
    from pipeline_browser.ui.garbage import GarbageCollector

    sys.setswitchinterval(SWITCH_INTERVAL)
    app = QApplication(sys.argv[:1])
    app.setApplicationName("pipeline-browser")
    app.setDesktopFileName("pipeline-browser")
    provide_fonts(app)
    GarbageCollector(app)
    return app


def build_window(app: QApplication, *, settings: Path | None = None, sample: Path | None = None) -> Parts:
    """Build a window that shows nothing yet; open a database with ``parts.session.open(location)``.

    Args:
        settings: the folder of the settings, in place of the usual one.
        sample: where the sample database is kept.
    """
    from pipeline_browser.ui.background import Worker
    from pipeline_browser.ui.main_window import MainWindow
    from pipeline_browser.ui.preferences import Preferences
    from pipeline_browser.ui.session import Session
    from pipeline_browser.ui.tabs import TabSpec
    from pipeline_browser.ui.theme import Scheme, Theme

    preferences = Preferences(SettingsFile(settings))
    theme = Theme(app, resources_folder(), Scheme(preferences.current.scheme))
    app.setWindowIcon(theme.app_icon())
    session = Session(preferences)
    files = Worker()
    window = MainWindow(session, preferences, theme, files, sample or sample_path())
    late = LateParts(window, session, theme)
    window.tabs.use(
        (
            TabSpec("diagram", "Diagram", "diagram", late.build_diagram_tab),
            TabSpec("migrations", "Migrations", "migrate", late.build_migrations_tab, late.migrations),
            TabSpec("pipelines", "Pipelines", "pipelines", late.build_pipelines_tab),
            TabSpec("metrics", "Metrics", "metrics", late.build_metrics_tab),
        )
    )
    return Parts(window, session, theme, files, late)


def run(app: QApplication, parts: Parts, begin: Callable[[], None]) -> int:
    """Show the window, begin when it has appeared, return the exit code when it was closed."""
    from pipeline_browser.ui.interrupts import Interrupts
    from pipeline_browser.ui.unexpected import ExceptionHook

    window = parts.window
    hook = ExceptionHook(parts.theme, window)
    hook.install()
    interrupts = Interrupts(window)
    interrupts.asked.connect(window.close)
    window.appeared.connect(parts.late.load)
    window.appeared.connect(begin)
    window.closed.connect(app.quit)
    window.show()
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


def find_something(database: str | None) -> bool:
    """Whether ``start`` would open a database."""
    try:
        return find_location(database, os.environ, Path.cwd()) is not None
    except LocationError:
        return False


def sample_path() -> Path:
    """Return where the sample database is kept."""
    return platformdirs.user_data_path("pipeline-browser", appauthor=False) / "sample.db"


def _explain(error: PipelineBrowserError) -> None:
    print("\n".join(error.lines()), file=sys.stderr)  # noqa: T201 - there is no window to say it in
