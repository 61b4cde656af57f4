"""From the wish for a new migration to the dialog that asks what it is to be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from pipeline_browser.ui.comparison import Comparison
    from pipeline_browser.ui.migrations.writing.dialog import NewMigrationDialog
    from pipeline_browser.ui.migrations.writing.one_migration import OneMigration
    from pipeline_browser.ui.session import Session
    from pipeline_browser.ui.theme import Theme


class NewMigrationFlow(QObject):
    """Shows one dialog at a time over one window.

    Signals:
        written: the paths of the files.
        failed: a PipelineBrowserError, after the files were written and the dialog is closed.
    """

    written = Signal(object)
    failed = Signal(object)

    def __init__(self, session: Session, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._theme = theme
        self._window = window
        self.current: OneMigration | None = None

    @property
    def dialog(self) -> NewMigrationDialog | None:
        """The dialog, while it is open."""
        return self.current.dialog if self.current is not None else None

    @Slot()
    def begin(self) -> None:
        """Ask what the new migration is to be."""
        self._begin(None)

    @Slot(object)
    def begin_with(self, comparison: Comparison) -> None:
        """Ask the same, beginning with what makes ``comparison.after`` of ``comparison.before``."""
        self._begin(comparison)

    def _begin(self, comparison: Comparison | None) -> None:
        # Imported here: no start waits for what writes SQL.
        from pipeline_browser.ui.migrations.writing.one_migration import OneMigration  # noqa: PLC0415

        if self.current is not None or self._session.state is None:
            return
        self.current = OneMigration(self._session, self._theme, self._window)
        self.current.written.connect(self.written)
        self.current.failed.connect(self.failed)
        self.current.over.connect(self._close)
        self.current.begin(comparison)

    @Slot()
    def _close(self) -> None:
        self.current = None
