"""A folder of migrations that were applied, in a repository or not, and what happens to it afterwards."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.database import Database
from pipeline_browser.model.location import parse_location
from pipeline_browser.model.migrations.detective.explaining import explain_all
from pipeline_browser.model.migrations.planner import plan_run
from pipeline_browser.model.migrations.runner import run_plan
from pipeline_browser.model.migrations.source import MigrationSource, read_source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pipeline_browser.model.migrations.detective.facts import Explanation, Findings

FIRST = "-- people\nCREATE TABLE people(\n    id INTEGER PRIMARY KEY,\n    name TEXT\n);\n"
SECOND = "CREATE TABLE tags(id INTEGER PRIMARY KEY);\n"


@dataclass
class Case:
    """One database whose migrations were applied."""

    folder: Path
    database: Database

    def write(self, name: str, text: str | bytes) -> Path:
        path = self.folder / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    def source(self) -> MigrationSource:
        return read_source(self.folder)

    def apply(self) -> None:
        run_plan(self.database, plan_run(self.database, self.source()))

    def findings(self, *, git: bool = False) -> Findings:
        return explain_all(self.database, self.source(), git=git)

    def explained(self, *, git: bool = False) -> Explanation:
        (explanation,) = self.findings(git=git).explanations
        return explanation

    def git(self, *words: str) -> None:
        isolated = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        isolated |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
        who = ["-c", "user.name=Ann Other", "-c", "user.email=ann@example.org", "-c", "core.autocrlf=false"]
        subprocess.run(
            ["git", "-C", str(self.folder), *who, *words], check=True, capture_output=True, env=isolated
        )

    def commit(self, subject: str) -> None:
        self.git("add", "--all", ".")
        self.git("commit", "-q", "-m", subject)


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    """A first migration that was applied, and a second one."""
    folder = tmp_path / "migrations"
    folder.mkdir()
    with Database.create(parse_location(str(tmp_path / "a.db"))) as database:
        made = Case(folder, database)
        made.write("1_people.sql", FIRST)
        made.write("2_tags.sql", SECOND)
        made.apply()
        yield made


@pytest.fixture
def kept_case(case: Case) -> Case:
    """The same in a repository, committed before anything happened to it."""
    case.git("init", "-q")
    case.commit("Add people and tags")
    return case
