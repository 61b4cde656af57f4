"""``pipeline-browser demo`` without a screen: pictures of every tab, a whole sample, nothing else said."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from pipeline_browser.demo import DEFAULT_FOLDER
from pipeline_browser.model.database import Database
from pipeline_browser.model.location import parse_location
from pipeline_browser.model.migrations.bundled import bundled_source
from pipeline_browser.model.migrations.planner import plan_run

_SRC = Path(__file__).resolve().parents[1] / "src"
_NO_SCREEN = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
SHOWN = (
    "welcome", "plan", "rehearsal", "result", "diagram", "migrations", "pipelines", "metrics", "history",
)  # fmt: skip
OLDER = b"somebody's sample, which is not to be written over"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> subprocess.CompletedProcess[str]:
    """The demo, run where there is no screen, and an older sample lies in the way."""
    home = tmp_path_factory.mktemp("home")
    (home / DEFAULT_FOLDER).mkdir()
    (home / DEFAULT_FOLDER / "sample.db").write_bytes(OLDER)
    return _run(home)


def test_without_a_screen_the_demo_ends_well_and_says_where_the_pictures_are(
    demo: subprocess.CompletedProcess[str],
) -> None:
    assert demo.returncode == 0, demo.stderr
    assert demo.stderr == ""
    assert str(_folder(demo)) in demo.stdout
    assert all(file.name in demo.stdout for file in _folder(demo).glob("*.png"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", SHOWN)
def test_every_place_has_a_picture_in_both_schemes(
    demo: subprocess.CompletedProcess[str], name: str, scheme: str
) -> None:
    image = QImage(str(_folder(demo) / f"{name}-{scheme}.png"))

    corner = image.pixelColor(2, 2).lightness()
    assert image.width() > 400
    assert (corner > 128) == (scheme == "light")


def test_the_demos_sample_is_migrated_and_filled(demo: subprocess.CompletedProcess[str]) -> None:
    with closing(Database.open(parse_location(_folder(demo) / "sample-2.db"), read_only=True)) as database:
        assert plan_run(database, bundled_source()).is_empty
        assert database.query("SELECT count(*) FROM pipelines WHERE NOT archived") == [(12,)]


def test_a_demo_leaves_an_older_sample_alone(demo: subprocess.CompletedProcess[str]) -> None:
    assert (_folder(demo) / "sample.db").read_bytes() == OLDER


def test_without_a_screen_the_demo_says_so(demo: subprocess.CompletedProcess[str]) -> None:
    if sys.platform.startswith("linux"):
        assert demo.stdout.splitlines()[0] == "There is no screen to show a window on"


def test_pictures_that_cannot_be_written_are_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder", "utf-8")

    told = _run(tmp_path, "--output", "file")

    assert told.returncode == 1
    assert "Traceback" not in told.stderr
    assert "file" in told.stdout + told.stderr


def _run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if key not in _NO_SCREEN}
    return subprocess.run(
        [sys.executable, "-m", "pipeline_browser", "demo", *arguments],
        cwd=folder,
        env=environment | {"PYTHONPATH": str(_SRC), "HOME": str(folder), "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )


def _folder(demo: subprocess.CompletedProcess[str]) -> Path:
    told = next(line for line in demo.stdout.splitlines() if line.startswith("The sample and pictures"))
    return Path(told.split(" in ", 1)[1].removesuffix(":"))
