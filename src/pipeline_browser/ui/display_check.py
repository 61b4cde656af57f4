"""Can a window be shown here? Asked before Qt is loaded, because Qt itself answers no by aborting; no Qt."""

from __future__ import annotations

import ctypes
import re
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline_browser.model.errors import ScreenUnusable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Load = Callable[[str], object]

# What Qt links to beyond what it brings along, and the Debian package of each.
_EVERYWHERE = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libX11.so.6": "libx11-6",
}
_XCB = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}
_WAYLAND = {
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}
DEBIAN_PACKAGES = tuple(sorted({*_EVERYWHERE.values(), *_XCB.values()}))

_WITHOUT_SCREEN = frozenset({"offscreen", "minimal", "minimalegl", "vnc", "eglfs", "linuxfb", "vkkhrdisplay"})
_SOMETHING_ELSE = (
    "Without a screen, “pipeline-browser demo” renders every tab to PNG files, and “pipeline-browser "
    "migrate”, “plan”, “check” and “schema show” work on the command line. “xvfb-run pipeline-browser” gives "
    "the window a screen that nobody sees."
)


def screen_trouble(environment: Mapping[str, str], load: Load = ctypes.CDLL) -> ScreenUnusable | None:
    """Return why no window can be shown; None if it can, or where Qt needs nothing from the system."""
    if not sys.platform.startswith("linux"):
        return None
    platform = _platform(environment)
    missing = _missing(_EVERYWHERE, load)
    if platform not in _WITHOUT_SCREEN:
        if not _reachable(platform, environment, load):
            return _no_screen(environment)
        missing |= _missing(_WAYLAND if platform == "wayland" else _XCB, load)
    return _libraries_missing(missing) if missing else _plugin_trouble(platform, load)


def library_trouble(load: Load = ctypes.CDLL) -> ScreenUnusable | None:
    """Return which system libraries even rendering to files lacks."""
    missing = _missing(_EVERYWHERE, load) if sys.platform.startswith("linux") else {}
    return _libraries_missing(missing) if missing else None


def _platform(environment: Mapping[str, str]) -> str:
    """Return the platform that Qt would choose."""
    chosen = re.split("[:;]", environment.get("QT_QPA_PLATFORM", ""))[0]
    if chosen:
        return "wayland" if chosen.startswith("wayland") else chosen
    return "wayland" if environment.get("WAYLAND_DISPLAY") and not environment.get("DISPLAY") else "xcb"


def _reachable(platform: str, environment: Mapping[str, str], load: Load) -> bool:
    if platform == "wayland":
        return bool(environment.get("WAYLAND_DISPLAY"))
    return bool(environment.get("DISPLAY")) and _x_server_answers(load)


def _x_server_answers(load: Load) -> bool:
    """Knock at the X server, as the platform plugin is about to; true where that cannot be tried."""
    try:
        xcb = load("libxcb.so.1")
    except OSError:
        return True  # the missing library is the news
    if not isinstance(xcb, ctypes.CDLL):
        return True
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    answers = bool(xcb.xcb_connection_has_error(connection) == 0)
    xcb.xcb_disconnect(connection)
    return answers


def _missing(libraries: Mapping[str, str], load: Load) -> dict[str, str]:
    return {name: package for name, package in libraries.items() if not _loads(name, load)}


def _loads(name: str, load: Load) -> bool:
    try:
        load(name)
    except OSError:
        return False
    return True


def _plugin_trouble(platform: str, load: Load) -> ScreenUnusable | None:
    """Load Qt's own platform plugin, which names a library that the tables above do not know."""
    package = find_spec("PySide6")
    folders = list(package.submodule_search_locations or ()) if package else []
    if not folders:
        return ScreenUnusable(
            "PySide6, which draws the window, is not installed",
            cause="The package was installed without its dependencies.",
            remedy="Install it again: pip install pipeline-browser",
        )
    plugin = Path(folders[0]) / "Qt" / "plugins" / "platforms" / f"libq{platform}.so"
    if not plugin.exists():
        return None  # another build of Qt keeps it elsewhere
    try:
        load(str(plugin))
    except OSError as error:
        name = re.match(r"\S+\.so[.\d]*", str(error))
        return _libraries_missing({name[0]: "the package that holds it"} if name else {}, str(error))
    return None


def _no_screen(environment: Mapping[str, str]) -> ScreenUnusable:
    display = environment.get("DISPLAY")
    cause = (
        f"Nothing answers at DISPLAY={display}." if display else "Neither DISPLAY nor WAYLAND_DISPLAY is set."
    )
    return ScreenUnusable("There is no screen to show a window on", cause=cause, remedy=_SOMETHING_ELSE)


def _libraries_missing(missing: Mapping[str, str], details: str = "") -> ScreenUnusable:
    packages = " ".join(sorted(set(missing.values())))
    names = ", ".join(sorted(missing)) or "a library of the system"
    return ScreenUnusable(
        "The window cannot be shown: the system lacks libraries that Qt needs",
        cause=f"Missing: {names}.",
        remedy=f"On Debian and Ubuntu: apt-get install {packages}",
        details=details,
    )
