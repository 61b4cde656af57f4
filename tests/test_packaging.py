"""What a person installs is whole, and the README's commands are the ones that are checked."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[1]
_WOULD_FIND_THE_CHECKOUT = {"PYTHONPATH", "DATABASE_URL", "ADAPIPE_SQLITE_PATH", "DISPLAY", "WAYLAND_DISPLAY"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=TOP,
        check=True,
        capture_output=True,
        timeout=120,
    )
    return next(folder.glob("*.whl"))


def test_the_wheel_carries_migrations_resources_and_types(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()

    assert "pipeline_browser/migrations/20250101000000_initial_schema.sql" in names
    assert "pipeline_browser/py.typed" in names
    assert any(name.startswith("pipeline_browser/resources/") for name in names)


def test_the_wheel_carries_every_file_of_the_shipped_folders(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    shipped = [
        file
        for folder in ("migrations", "resources")
        for file in (TOP / folder).rglob("*")
        if file.is_file() and "screenshots" not in file.parts and file.name != "README.md"
    ]

    assert {f"pipeline_browser/{file.relative_to(TOP).as_posix()}" for file in shipped} <= names
    assert not [name for name in names if "screenshots" in name]


def test_the_wheel_names_its_command_and_its_licence(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    info = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA")).rsplit("/", 1)[0]

    assert (
        "pipeline-browser = pipeline_browser.__main__:main"
        in archive.read(f"{info}/entry_points.txt").decode()
    )
    assert "License-Expression: BSD-3-Clause" in archive.read(f"{info}/METADATA").decode()
    assert f"{info}/licenses/LICENSE" in archive.namelist()


@pytest.mark.campaign
def test_the_wheel_works_in_an_empty_environment(wheel: Path, tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "venv", "env"], cwd=tmp_path, check=True, timeout=120)
    scripts = tmp_path / "env" / ("Scripts" if sys.platform == "win32" else "bin")
    subprocess.run(
        [scripts / "python", "-m", "pip", "install", "-q", str(wheel)], cwd=tmp_path, check=True, timeout=600
    )
    environment = {key: value for key, value in os.environ.items() if key not in _WOULD_FIND_THE_CHECKOUT}

    def run(*arguments: str) -> str:
        done = subprocess.run(
            [scripts / "pipeline-browser", *arguments],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    assert run("--version").startswith("pipeline-browser ")
    assert "Applied 20250101000000/migrate initial schema" in run("migrate", "run", "sqlite:new.db?mode=rwc")
    assert run("migrate", "info", "new.db") == "20250101000000/installed initial schema\n"
    assert "sample" in run("demo", "--output", str(tmp_path / "pictures"))
    assert sorted((tmp_path / "pictures").glob("*.png"))


def test_the_readme_has_exactly_two_set_up_commands() -> None:
    assert len(_set_up_commands()) == 2


def test_the_readmes_second_command_is_the_one_that_is_checked() -> None:
    checked = (TOP / ".ci" / "run").read_text("utf-8").splitlines()

    assert _set_up_commands()[1] in checked


def test_the_readme_names_the_packages_that_are_installed() -> None:
    script = (TOP / ".ci" / "libraries").read_text("utf-8")
    listed = re.search(r'packages="(.*?)"', script, re.DOTALL)
    assert listed is not None

    named = re.search(r"```text\n(.*?)```", (TOP / "README.md").read_text("utf-8"), re.DOTALL)

    assert named is not None
    assert named[1].split() == ["python3-venv", *listed[1].split()]


def test_the_readmes_pictures_are_there_and_small() -> None:
    pictures = re.findall(r"!\[.*?\]\((.*?)\)", (TOP / "README.md").read_text("utf-8"))

    assert pictures
    assert [name for name in pictures if not 0 < (TOP / name).stat().st_size < 300_000] == []


def _set_up_commands() -> list[str]:
    section = (TOP / "README.md").read_text("utf-8").split("## Set up", 1)[1].split("\n## ", 1)[0]
    blocks: list[str] = re.findall(r"```sh\n(.*?)```", section, re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line]
