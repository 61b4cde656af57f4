"""``pipeline-browser demo``: the sample in the window, or, where there is no screen, in pictures."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from pipeline_browser import app as composition
from pipeline_browser.model.errors import AccessDenied
from pipeline_browser.ui.display_check import library_trouble, screen_trouble

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pipeline_browser.model.errors import PipelineBrowserError

DEFAULT_FOLDER = "pipeline-browser-demo"
_UNSEEN = ("offscreen", "minimal")


def run_demo(output: str | None, say: Callable[[str], None]) -> int:
    """Show the sample in the window, or draw it into ``output``; return the exit code.

    Raises:
        ScreenUnusable: Qt's libraries are missing, even for drawing.
        PipelineBrowserError: the sample or a picture could not be written.
    """
    if output is None and not _is_unseen(os.environ):
        trouble = screen_trouble(os.environ)
        if trouble is None:
            return _show()
        _tell(trouble, os.environ, say)
    if (trouble := library_trouble()) is not None:
        raise trouble
    return _draw(Path(output or DEFAULT_FOLDER), say)


def _show() -> int:
    qt = composition.make_application()
    parts = composition.build_window(qt)
    return composition.run(qt, parts, parts.window.opener.open_sample)


def _is_unseen(environment: Mapping[str, str]) -> bool:
    return environment.get("QT_QPA_PLATFORM", "").startswith(_UNSEEN)


def _tell(trouble: PipelineBrowserError, environment: Mapping[str, str], say: Callable[[str], None]) -> None:
    """Say why there are pictures instead of a window; in full where somebody sits at a screen."""
    at_a_screen = environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")
    for line in trouble.lines() if at_a_screen else (trouble.summary, trouble.cause):
        say(line)


def _draw(folder: Path, say: Callable[[str], None]) -> int:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"  # read by Qt when the application is made
    from pipeline_browser.ui.pictures import draw_everything  # noqa: PLC0415 - Qt, for drawing alone
    from pipeline_browser.ui.rendering import offscreen_noise_silenced  # noqa: PLC0415

    _make(folder)
    qt = composition.make_application()
    with TemporaryDirectory(prefix="pipeline-browser-") as settings, offscreen_noise_silenced():
        parts = composition.build_window(qt, settings=Path(settings))
        try:
            files = draw_everything(parts.window, parts.session, parts.theme, folder.absolute())
        finally:
            parts.shut_down()
    say(f"The sample and pictures of it are in {folder.absolute()}:")
    for file in files:
        say(f"  {file.name}")
    return 0


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise AccessDenied(
            f"The folder for the pictures cannot be made: {folder}",
            path=folder,
            cause=error.strerror or "",
            remedy="Choose another with --output.",
        ) from error
