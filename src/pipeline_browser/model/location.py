"""Which database is meant: paths, sqlx URLs, and where to look when nothing is given."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, quote, unquote_to_bytes

from pipeline_browser.model.errors import LocationError
from pipeline_browser.model.rust_text import debug_string

if TYPE_CHECKING:
    from collections.abc import Mapping

PATH_VARIABLE = "ADAPIPE_SQLITE_PATH"
DEFAULT_NAME = "pipeline.db"

_MODES = frozenset({"ro", "rw", "rwc", "memory"})
_CACHES = frozenset({"private", "shared"})
_TRUTHS = {"true": True, "1": True, "false": False, "0": False}
# One letter before the colon is a drive of Windows.
_OTHER_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)://|(file|sqlite3):")
_SCHEMES = ("sqlite://", "sqlite:")


@dataclass(frozen=True, slots=True)
class Location:
    """A database that somebody asked for; nothing was looked at yet.

    Attributes:
        path: the file, absolute; None for a database in memory.
        mode: ``ro``, ``rw``, ``rwc`` (create it where missing) or ``memory``, as in SQLite's URIs.
        cache: ``shared``, ``private`` or None (not said).
        immutable: nobody writes the file while it is open, so locks and WAL are ignored.
        vfs: the name of a registered SQLite file system, or None.
    """

    path: Path | None
    mode: str = "rw"
    cache: str | None = None
    immutable: bool = False
    vfs: str | None = None

    @property
    def in_memory(self) -> bool:
        """Whether the database lives in memory alone."""
        return self.path is None

    @property
    def name(self) -> str:
        """The short name for a title: the file's name, or ``in memory``."""
        return "in memory" if self.path is None else self.path.name

    def uri(self, *, mode: str | None = None, immutable: bool | None = None) -> str:
        """Return SQLite's URI for it; ``%``, ``?`` and ``#`` in names mean themselves."""
        if self.path is None:
            return ":memory:"
        parameters = {"mode": mode or self.mode}
        if self.immutable if immutable is None else immutable:
            parameters["immutable"] = "1"
        if self.cache is not None:
            parameters["cache"] = self.cache
        if self.vfs is not None:
            parameters["vfs"] = quote(self.vfs, safe="")
        return self.path.as_uri() + "?" + "&".join(f"{key}={value}" for key, value in parameters.items())


def parse_location(text: str | Path, *, base: Path | None = None) -> Location:
    """Return what a path or a sqlx URL names.

    Raises:
        LocationError: an unknown scheme, parameter or value; ``sqlx_message`` has sqlx's words.
    """
    if isinstance(text, Path):
        return Location(_absolute(text, base))
    if text.startswith(_SCHEMES):
        return _parse_url(text, base)
    if text == ":memory:":
        return Location(None, mode="memory")
    other = _OTHER_SCHEME.match(text)
    if other is not None:
        raise _unknown_scheme(text, other[1] or other[2])
    return Location(_absolute(_named(text, text), base))


def find_location(argument: str | None, environment: Mapping[str, str], folder: Path) -> Location | None:
    """Return the argument, else ``ADAPIPE_SQLITE_PATH``, else ``./pipeline.db`` if it exists, else None.

    The order in which Adaptive Pipeline itself looks.
    """
    if argument is not None:
        return parse_location(argument, base=folder)
    if environment.get(PATH_VARIABLE):
        return parse_location(environment[PATH_VARIABLE], base=folder)
    default = folder / DEFAULT_NAME
    return Location(_absolute(default, folder)) if os.path.lexists(default) else None


def _parse_url(url: str, base: Path | None) -> Location:
    """Take a URL apart as sqlx does, which removes its scheme as often as it stands there."""
    rest = url
    for scheme in _SCHEMES:
        while rest.startswith(scheme):
            rest = rest.removeprefix(scheme)
    name, _, query = rest.partition("?")
    location = Location(None, mode="memory")
    if name != ":memory:":
        location = _named_by_url(name, url, base)
    for key, value in parse_qsl(query, keep_blank_values=True):
        location = _with_parameter(location, key, value, url)
    return location


def _named_by_url(name: str, url: str, base: Path | None) -> Location:
    """Return the file of a URL: percent-decoded, and itself a ``file:`` URI if it says so."""
    name, _, query = _decoded(name, url).partition("?") if name.startswith("file:") else (name, "", "")
    if not name.startswith("file:"):
        return Location(_absolute(_named(_decoded(name, url), url), base))
    path = re.sub(r"^//(localhost)?(?=/)", "", name.removeprefix("file:").partition("#")[0])
    location = Location(_absolute(_named(_decoded(path, url), url), base))
    for key, value in parse_qsl(query, keep_blank_values=True):
        location = _with_parameter(location, key, value, url)
    return location


def _with_parameter(location: Location, key: str, value: str, url: str) -> Location:
    if key == "mode" and value in _MODES:
        return Location(None, mode="memory") if value == "memory" else replace(location, mode=value)
    if key == "cache" and value in _CACHES:
        return replace(location, cache=value)
    if key == "immutable" and value in _TRUTHS:
        return replace(location, immutable=_TRUTHS[value])
    if key == "vfs":
        return replace(location, vfs=value)
    if key in {"mode", "cache", "immutable"}:
        raise _refused(url, f"unknown value {debug_string(value)} for `{key}`")
    raise _refused(url, f"unknown query parameter `{key}` while parsing connection URL")


def _decoded(name: str, url: str) -> str:
    raw = unquote_to_bytes(os.fsencode(name))
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        length = error.end - error.start
        where = f"invalid utf-8 sequence of {length} bytes from index {error.start}"
        raise _refused(url, where) from error


def _named(name: str, text: str) -> Path:
    if not name or "\0" in name:
        raise _refused(text, "the file's name is empty" if not name else "a file's name cannot hold NUL")
    return Path(name)


def _absolute(path: Path, base: Path | None) -> Path:
    """Return the path from the root on; ``~`` means itself, and links are followed only for ``..``."""
    whole = path if path.is_absolute() else (base or _current_folder(path)) / path
    if whole.root == "//":  # POSIX leaves its meaning open; here it means the root
        whole = Path("/", *whole.parts[1:])
    return whole.resolve() if ".." in whole.parts else whole.absolute()


def _current_folder(path: Path) -> Path:
    try:
        return Path.cwd()
    except OSError as error:  # deleted, or not to be read
        raise _refused(str(path), f"the current folder is gone: {error.strerror}") from error


def _refused(text: str, why: str) -> LocationError:
    return LocationError(
        f"This names no database: {text}",
        cause=f"{why[:1].upper()}{why[1:]}.",
        remedy="Give the path of a file, or a URL such as sqlite:pipeline.db or sqlite://pipeline.db?mode=ro.",
        sqlx_message=f"error with configuration: {why}",
    )


def _unknown_scheme(text: str, scheme: str) -> LocationError:
    return _refused(text, f'no driver found for URL scheme "{scheme}"')
