"""What the program remembers between two starts, as frozen facts in one JSON file."""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, TypeVar

import platformdirs

from pipeline_browser.model.errors import SettingsDamaged

FOLDER_VARIABLE = "PIPELINE_BROWSER_SETTINGS_DIR"
FILE_NAME = "settings.json"
RECENT_FILES = 12
REMEMBERED_DATABASES = 200
LONGEST_TIMEOUT = 3600.0  # seconds
SCHEMES = ("system", "light", "dark")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class RecentFile:
    """A database that was open once; ``opened`` is UTC, ISO 8601."""

    path: str
    opened: str


@dataclass(frozen=True, slots=True)
class DatabaseSettings:
    """What is remembered for one database.

    Attributes:
        source: the folder of its migrations; empty for the bundled ones.
        always_apply: apply what is pending on opening, without the plan.
    """

    path: str
    source: str = ""
    always_apply: bool = False


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings with their defaults.

    Attributes:
        busy_timeout: seconds to wait for a lock that another program holds.
        scheme: ``system``, ``light`` or ``dark``.
        utc: show times in UTC instead of local time.
        databases: newest last.
        views: states of window, splitters and lists, as Qt gives them, in base64, by name.
    """

    busy_timeout: float = 30.0
    scheme: str = "system"
    utc: bool = False
    recent: tuple[RecentFile, ...] = ()
    databases: tuple[DatabaseSettings, ...] = ()
    views: tuple[tuple[str, str], ...] = ()

    def database(self, path: str) -> DatabaseSettings:
        """Return what is remembered for the database at ``path``."""
        return next((each for each in self.databases if each.path == path), DatabaseSettings(path))

    def with_database(self, remembered: DatabaseSettings) -> Settings:
        """Return the settings with one database's facts replaced."""
        others = tuple(each for each in self.databases if each.path != remembered.path)
        return replace(self, databases=(*others, remembered)[-REMEMBERED_DATABASES:])

    def with_recent(self, path: str, opened: str) -> Settings:
        """Return the settings with ``path`` at the top of the recent files."""
        others = self.without_recent(path).recent
        return replace(self, recent=(RecentFile(path, opened), *others)[:RECENT_FILES])

    def without_recent(self, path: str) -> Settings:
        """Return the settings with ``path`` gone from the recent files."""
        return replace(self, recent=tuple(each for each in self.recent if each.path != path))

    def without_all_recent(self) -> Settings:
        """Return the settings with no recent files."""
        return replace(self, recent=())

    def view(self, name: str) -> str:
        """Return the remembered state of a view; empty if there is none."""
        return dict(self.views).get(name, "")

    def with_view(self, name: str, state: str) -> Settings:
        """Return the settings with one view's state replaced."""
        return replace(self, views=tuple({**dict(self.views), name: state}.items()))


def settings_folder() -> Path:
    """Return where settings are kept: ``PIPELINE_BROWSER_SETTINGS_DIR``, else the system's place for them."""
    chosen = os.environ.get(FOLDER_VARIABLE)
    return Path(chosen) if chosen else platformdirs.user_config_path("pipeline-browser", appauthor=False)


class SettingsFile:
    """Reads and writes the settings of one folder."""

    def __init__(self, folder: Path | None = None) -> None:
        self.path = (folder or settings_folder()) / FILE_NAME

    def load(self) -> Settings:
        """Return the settings, the defaults where there is no file yet.

        Raises:
            SettingsDamaged: it cannot be read; it was kept aside as ``settings.json.bad``.
        """
        try:
            return _from_json(json.loads(self.path.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return Settings()
        except (OSError, ValueError, TypeError, KeyError, RecursionError) as error:
            raise self._kept_aside(error) from error

    def save(self, settings: Settings) -> None:
        """Write the settings so that the old file stays whole until the new one is.

        Raises:
            OSError: the folder cannot be written; the old file is as it was.
        """
        self.path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self.path.parent, prefix=FILE_NAME, suffix=".new")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(_to_json(settings))
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(self.path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise

    def _kept_aside(self, error: Exception) -> SettingsDamaged:
        bad = self.path.with_name(FILE_NAME + ".bad")
        try:
            self.path.replace(bad)
            kept = f"The file was kept aside as {bad.name}."
        except OSError:
            kept = "The file was left as it is."
        return SettingsDamaged(
            "The settings could not be read; the defaults are in use",
            path=self.path,
            cause=kept,
            remedy="Settings that you change from now on are remembered as usual.",
            details=str(error),
        )


def _to_json(settings: Settings) -> str:
    facts: dict[str, Any] = {each.name: getattr(settings, each.name) for each in fields(settings)}
    facts["recent"] = [{"path": each.path, "opened": each.opened} for each in settings.recent]
    facts["databases"] = [
        {"path": each.path, "source": each.source, "always_apply": each.always_apply}
        for each in settings.databases
    ]
    facts["views"] = dict(settings.views)
    return json.dumps(facts, indent=2, ensure_ascii=True) + "\n"


def _from_json(facts: object) -> Settings:
    """Return the settings of a file's facts; unknown names are left out, wrong kinds raise TypeError."""
    if not isinstance(facts, dict):
        raise TypeError("the file holds no object")
    defaults = Settings()
    return Settings(
        busy_timeout=_seconds(facts.get("busy_timeout", defaults.busy_timeout)),
        scheme=_one_of(SCHEMES, facts.get("scheme", defaults.scheme)),
        utc=_of(bool, facts.get("utc", defaults.utc)),
        recent=tuple(
            RecentFile(_of(str, each["path"]), _of(str, each["opened"])) for each in facts.get("recent", ())
        ),
        databases=tuple(
            DatabaseSettings(
                _of(str, each["path"]),
                _of(str, each.get("source", "")),
                _of(bool, each.get("always_apply", False)),
            )
            for each in facts.get("databases", ())
        ),
        views=tuple((name, _of(str, state)) for name, state in dict(facts.get("views", {})).items()),
    )


def _seconds(value: object) -> float:
    seconds = (
        float(value) if type(value) is int else _of(float, value)
    )  # JSON writes 30.0 as 30 in other hands
    if not 0 <= seconds <= LONGEST_TIMEOUT:
        raise TypeError(f"{seconds} is no time to wait")
    return seconds


def _of(kind: type[T], value: object) -> T:
    if not isinstance(value, kind):
        raise TypeError(f"{value!r} is no {kind.__name__}")
    return value


def _one_of(allowed: tuple[str, ...], value: object) -> str:
    if value not in allowed:
        raise TypeError(f"{value!r} is none of {', '.join(allowed)}")
    return str(value)
