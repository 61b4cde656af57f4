"""Folders of migrations to lint."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.migrations.lint.allowing import read_allowances
from pipeline_browser.model.migrations.lint.linting import lint_source
from pipeline_browser.model.migrations.source import read_source

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline_browser.model.migrations.lint.facts import LintReport

NOW = datetime(2026, 6, 1, tzinfo=UTC)


class Folder:
    """A folder of migrations."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def write(self, *files: tuple[str, str]) -> None:
        for name, text in files:
            (self.path / name).write_bytes(text.encode())

    def lint(self) -> LintReport:
        return lint_source(read_source(self.path), now=NOW, allowances=read_allowances(self.path))

    def found(self, *files: tuple[str, str]) -> list[tuple[str, str, int | None]]:
        """Write the files; return file, rule and line of what is found in all of them."""
        self.write(*files)
        return [
            (each.migration.file_name, each.warning.rule, each.warning.line) for each in self.lint().findings
        ]

    def rules(self, *texts: str) -> list[str]:
        """Write files of these texts, with versions from 1 on and a way back; return the rules they break."""
        for number, text in enumerate(texts, 1):
            # sqlx reads this as the very first characters alone.
            first = "-- no-transaction\n" if text.startswith("-- no-transaction") else ""
            self.write((f"{number}_x.sql", f"{first}-- Rollback: none\n{text.removeprefix(first)}"))
        return [each.warning.rule for each in self.lint().findings]

    def texts(self, *texts: str) -> list[str]:
        """Do the same; return the sentences."""
        self.rules(*texts)
        return [each.warning.text for each in self.lint().findings]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    path = tmp_path / "migrations"
    path.mkdir()
    return Folder(path)
