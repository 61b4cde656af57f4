"""The settings as the window uses them: one current value, told when it changes, written soon after."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QObject, QTimer, Signal, Slot

from pipeline_browser.model.errors import SettingsDamaged
from pipeline_browser.settings import Settings, SettingsFile

if TYPE_CHECKING:
    from pathlib import Path

_SOON = 500  # milliseconds; dragging a splitter writes once


class Preferences(QObject):
    """Current settings.

    Signals:
        changed: the new Settings.

    Attributes:
        damage: why the settings file was not used, if it was not.
    """

    changed = Signal(object)

    def __init__(self, file: SettingsFile, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file = file
        self.damage: SettingsDamaged | None = None
        self._current = self._load()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_SOON)
        self._later.timeout.connect(self.write)

    @property
    def path(self) -> Path:
        """Where the settings are kept."""
        return self._file.path

    @property
    def current(self) -> Settings:
        """The settings in force."""
        return self._current

    def use(self, settings: Settings) -> None:
        """Replace all settings; they are written soon."""
        if settings != self._current:
            self._current = settings
            self._later.start()
            self.changed.emit(settings)

    def set_utc(self, *, utc: bool) -> None:
        """Show times in UTC, or in local time."""
        self.use(replace(self._current, utc=utc))

    def set_scheme(self, scheme: str) -> None:
        """Use ``light``, ``dark`` or the ``system``'s colours."""
        self.use(replace(self._current, scheme=scheme))

    def set_busy_timeout(self, seconds: float) -> None:
        """Wait so long for locks, from the next opening on."""
        self.use(replace(self._current, busy_timeout=seconds))

    def set_source(self, path: str, folder: str) -> None:
        """Remember the folder of a database's migrations; empty for the bundled ones."""
        self.use(self._current.with_database(replace(self._current.database(path), source=folder)))

    def set_always_apply(self, path: str, *, always: bool) -> None:
        """Remember whether what is pending in a database is applied on opening, without the plan."""
        self.use(self._current.with_database(replace(self._current.database(path), always_apply=always)))

    def view(self, name: str) -> QByteArray:
        """Return the remembered state of a view; empty if there is none."""
        return QByteArray.fromBase64(self._current.view(name).encode())

    def remember_view(self, name: str, state: QByteArray) -> None:
        """Remember the state of a window, splitter or list, which nobody needs to be told about."""
        self._current = self._current.with_view(name, bytes(state.toBase64().data()).decode())
        self._later.start()

    def remember_text(self, name: str, text: str) -> None:
        """Remember a word about the window, which nobody needs to be told about."""
        self._current = self._current.with_view(name, text)
        self._later.start()

    @Slot()
    def write(self) -> None:
        """Write the settings now; a folder that cannot be written only means that nothing is remembered."""
        self._later.stop()
        try:
            self._file.save(self._current)
        except OSError:
            return

    def _load(self) -> Settings:
        try:
            return self._file.load()
        except SettingsDamaged as damage:
            self.damage = damage
            return Settings()
