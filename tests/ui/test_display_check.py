"""A machine without a screen, or without the libraries that Qt needs, is told so before Qt could abort."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline_browser.ui.display_check import DEBIAN_PACKAGES, library_trouble, screen_trouble

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux alone is checked")
SOURCE = Path(__file__).resolve().parents[2] / "src"


def lacking(*names: str) -> object:
    def load(name: str) -> object:
        if any(each in name for each in names):
            raise OSError(f"{name}: cannot open shared object file: No such file or directory")
        return object()

    return load


def test_without_a_display_the_message_says_what_can_be_done_instead() -> None:
    trouble = screen_trouble({}, lacking())  # type: ignore[arg-type]
    assert trouble is not None
    assert "no screen" in trouble.summary
    for word in ("demo", "migrate", "xvfb-run"):
        assert word in trouble.remedy


def test_a_display_that_nobody_serves_is_named() -> None:
    trouble = screen_trouble({"DISPLAY": ":4711"})
    # Only where libxcb is installed can the server be asked.
    assert trouble is not None
    assert ":4711" in trouble.cause or "libxcb" in trouble.cause


def test_rendering_without_a_screen_needs_no_display() -> None:
    assert screen_trouble({"QT_QPA_PLATFORM": "offscreen"}, lacking()) is None  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("library", "package"),
    [
        ("libEGL.so.1", "libegl1"),
        ("libxcb-cursor.so.0", "libxcb-cursor0"),
        ("libxkbcommon-x11", "libxkbcommon-x11-0"),
    ],
)
def test_a_missing_library_is_named_with_its_package(library: str, package: str) -> None:
    trouble = screen_trouble({"DISPLAY": ":0"}, lacking(library))  # type: ignore[arg-type]
    assert trouble is not None
    assert library in trouble.cause
    assert trouble.remedy == f"On Debian and Ubuntu: apt-get install {package}"


def test_all_missing_libraries_are_named_at_once() -> None:
    trouble = screen_trouble({"DISPLAY": ":0"}, lacking("lib"))  # type: ignore[arg-type]
    assert trouble is not None
    assert set(trouble.remedy.split()) >= set(DEBIAN_PACKAGES)


def test_even_rendering_needs_the_libraries_that_qt_links_to() -> None:
    trouble = library_trouble(lacking("libEGL"))  # type: ignore[arg-type]
    assert trouble is not None
    assert "libegl1" in trouble.remedy


def test_a_library_that_only_the_plugin_knows_of_is_named_too() -> None:
    def load(name: str) -> object:
        if name.endswith("libqxcb.so"):
            raise OSError("libnew.so.3: cannot open shared object file: No such file or directory")
        return object()

    trouble = screen_trouble({"DISPLAY": ":0"}, load)
    assert trouble is not None
    assert "libnew.so.3" in trouble.cause


@pytest.mark.parametrize("display", ["", ":4711"])
def test_the_program_ends_with_one_message_and_code_1_instead_of_an_abort(
    tmp_path: Path, display: str
) -> None:
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("QT_", "WAYLAND"))}
    environment |= {"DISPLAY": display, "PYTHONPATH": str(SOURCE), "HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-m", "pipeline_browser", "open"],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) == 3
